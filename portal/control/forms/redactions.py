"""What is to be taken out of a document, on which ground, as it is typed."""

from collections.abc import Mapping

from wtforms import RadioField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length

from portal.control.forms.keeping import sayable
from portal.control.rules.redactions import LONGEST_PASSAGE, LONGEST_SECTION
from portal.people.forms.fields import choice, line, stripped
from portal.web.forms import PortalForm

LONGEST_REASON = 2000
WORDS = "words"
GROUND_LABELS = {
    "": "Välj lagstöd",
    "gdpr": "Dataskyddsförordningen (GDPR)",
    "osl": "Offentlighets- och sekretesslagen",
    "url": "Upphovsrättslagen",
    "other": "En annan lag: skriv vilken",
}


class RedactionForm(PortalForm):
    """What goes, and why."""

    part = RadioField("Vad ska tas bort?", [InputRequired("Välj vad som ska tas bort.")], validate_choice=False)
    passage = TextAreaField(
        "Vilka ord?",
        [Length(max=LONGEST_PASSAGE, message=f"Högst {LONGEST_PASSAGE} tecken."), sayable],
        filters=[stripped],
        description="Bara när du tar bort vissa ord. De försvinner överallt i dokumentet, i alla versioner.",
    )
    ground = choice("Lagstöd", InputRequired("Välj lagstöd."), choices=GROUND_LABELS)
    section = line(
        "Bestämmelse",
        DataRequired("Skriv vilken bestämmelse som ger stöd."),
        longest=LONGEST_SECTION,
        description="Till exempel artikel 17 eller 21 kap. 1 §.",
    )
    reason = TextAreaField(
        "Varför?",
        [
            DataRequired("Skriv varför uppgifterna tas bort."),
            Length(max=LONGEST_REASON, message=f"Högst {LONGEST_REASON} tecken."),
            sayable,
        ],
        filters=[stripped],
        description="Skriv inte ut det som tas bort.",
    )

    def __init__(self, parts: Mapping[str, str], **values: object) -> None:
        """Offer the parts: words by code."""
        super().__init__(**values)
        self.offered = dict(parts)
        self.part.choices = self.offered

    def validate_part(self, field: RadioField) -> None:
        """Refuse a part that is not offered."""
        if field.data not in self.offered:
            raise ValidationError("Välj något som finns i listan. Kanske är det redan borttaget.")

    def validate_passage(self, field: TextAreaField) -> None:
        """Ask for the words where words are to go."""
        if self.part.data == WORDS and not field.data:
            raise ValidationError("Skriv de ord som ska tas bort.")
