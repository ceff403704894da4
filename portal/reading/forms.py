"""That a document is to be read, and by whom."""

from typing import Any

from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from portal.control.forms.keeping import sayable
from portal.people.forms.fields import choice, line, stripped
from portal.people.rules import ROLE_LABELS
from portal.web.forms import PortalForm

EVERYBODY = "Alla som hör dit"
LONGEST_REASON = 500


class DemandForm(PortalForm):
    """Who is to read the document, and how long they have."""

    unit = choice("Enhet, med allt under", InputRequired("Välj en enhet."))
    role = choice("Vilka där?")
    days = line(
        "Dagar att läsa",
        InputRequired("Skriv hur många dagar man har på sig."),
        longest=3,
        description="Räknas från i dag, eller från den dag då någon börjar eller en ny version börjar gälla.",
    )
    why = TextAreaField(
        "Varför?",
        [Length(max=LONGEST_REASON, message=f"Högst {LONGEST_REASON} tecken."), sayable],
        filters=[stripped],
        description="Visas för dem som ska läsa.",
    )

    def __init__(self, units: dict[str, str], **values: Any) -> None:
        """Offer the units that the person may ask."""
        super().__init__(**values)
        self.unit.choices = [("", "Välj enhet"), *units.items()]
        # Everybody is a choice as good as the others.
        self.role.flags.required = True
        self.role.choices = [("", EVERYBODY), *((role.value, label) for role, label in ROLE_LABELS.items())]

    @property
    def number_of_days(self) -> int | None:
        """The days as a number, None when it is none."""
        text = self.days.data or ""
        return int(text) if text.isascii() and text.isdigit() else None
