"""What is taken out, and how."""

from typing import Any

from wtforms import BooleanField, RadioField
from wtforms.validators import InputRequired

from portal.people.forms.fields import choice
from portal.printing.rules.books import FORMAT_LABELS, Format
from portal.web.forms import PortalForm

EVERYTHING = "*"


class TakeoutForm(PortalForm):
    """Which unit, whether with all below it, and in which format."""

    unit = choice("Vad ska med?", InputRequired())
    below = BooleanField("Ta med enheterna under", default=True)
    format = RadioField(
        "Format",
        [InputRequired()],
        choices={format_.value: label for format_, label in FORMAT_LABELS.items()},
        default=Format.PDF.value,
        description="PDF är för att läsa, skriva ut och spara. Word är för att arbeta vidare med texten.",
    )

    def __init__(self, units: dict[str, str], **values: Any) -> None:
        """Offer the units."""
        super().__init__(**values)
        self.unit.choices = {EVERYTHING: "Hela handboken"} | units
