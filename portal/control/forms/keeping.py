"""That a document still holds, or no longer applies."""

from typing import Any

from wtforms import BooleanField, Field, HiddenField, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length

from portal.people.forms.fields import day, line, stripped
from portal.web.forms import PortalForm

LONGEST_NOTE = 1000


def sayable(_form: Any, field: Field) -> None:
    """Refuse what no text has: NUL and other control characters but line breaks and tabs."""
    if any(not char.isprintable() and char not in "\r\n\t" for char in field.data or ""):
        message = "Texten innehåller tecken som inte går att spara. Skriv om den, eller klistra in den som ren text."
        raise ValidationError(message)


def words(label: str, *validators: Any, **settings: Any) -> Any:
    """Return a field for a few sentences."""
    limit = Length(max=LONGEST_NOTE, message=f"Högst {LONGEST_NOTE} tecken.")
    return TextAreaField(label, [*validators, limit, sayable], filters=[stripped], **settings)


class ConfirmationForm(PortalForm):
    """That what applies still holds: for the version that was read, until the next review."""

    version = HiddenField()
    back = HiddenField()
    note = words("Anteckning", description="Till exempel vad du har stämt av. Den syns i historiken.")
    review_by = day("Nästa översyn senast", InputRequired("Skriv när nästa översyn ska vara gjord."))

    @property
    def seen(self) -> int:
        """The number of the version that was read, 0 for none."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


class WithdrawalForm(PortalForm):
    """That the document no longer applies: why, from when, and what one is to follow instead."""

    reason = words(
        "Varför upphävs dokumentet?",
        DataRequired("Skriv varför dokumentet upphävs."),
        description="Alla som öppnar dokumentet får läsa det.",
    )
    on = day(
        "Upphävt från och med",
        InputRequired("Skriv från vilken dag dokumentet inte gäller."),
        description="Den första dagen då dokumentet inte längre gäller. Tidigast i dag.",
    )
    replaced_by = line(
        "Ersätts av", description="Numret på det dokument som ska följas i stället, eller några ord ur titeln."
    )
    chosen = StringField(filters=[stripped])
    understood = BooleanField("Jag har sett vad som hänvisar hit")
