"""What is sent to try a promise."""

from fractions import Fraction
from typing import Any

from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from portal.control.forms.keeping import sayable
from portal.people.forms.fields import choice, line
from portal.services.rules.clocks import MOST_DAYS
from portal.services.rules.commitment import Clock
from portal.services.rules.wording import CLOCK_WORDS
from portal.web.forms import PortalForm

MOST_CHARACTERS = 800_000
HOURS = {
    "kontorstid": "när kontoret är öppet",
    "vardagar": "dygnet runt på arbetsdagar",
    "alltid": "dygnet runt alla dagar",
}


class TrialForm(PortalForm):
    """A threshold that is thought of, and the cases that it is held against."""

    length = line("Gräns", InputRequired("Skriv gränsen som ett helt tal."), longest=4)
    clock = choice("Gränsen räknas i", InputRequired("Välj hur tiden räknas."))
    hours = choice("Timmar och minuter går", description="Gäller bara när gränsen är i timmar eller minuter.")
    cases = TextAreaField(
        "Ärenden",
        [
            InputRequired("Klistra in minst ett ärende."),
            Length(max=MOST_CHARACTERS, message="Det är för mycket på en gång. Dela upp ärendena."),
            sayable,
        ],
        description="Ett ärende på varje rad: när det kom in och när det var klart, i två kolumner från ett "
        "kalkylblad. Skriv 2026-03-02, eller 2026-03-02 09:15 när timmar räknas. Lämna andra kolumnen tom för det som "
        "inte är klart.",
    )

    def __init__(self, **values: Any) -> None:
        """Offer the clocks that count time."""
        super().__init__(**values)
        durations = {clock.value: many for clock, (_one, many) in CLOCK_WORDS.items() if clock.is_duration}
        self.clock.choices = list(durations.items())
        self.hours.choices = list(HOURS.items())
        self.hours.flags.required = True

    def validate_length(self, field: Any) -> None:
        """Refuse what is no whole number that a promise may have."""
        if not (field.data.isascii() and field.data.isdigit() and int(field.data) <= MOST_DAYS):
            message = f"Skriv ett helt tal från 0 till {MOST_DAYS}."
            raise ValidationError(message)

    @property
    def threshold(self) -> tuple[Clock, Fraction]:
        """The clock and the length, once the form is valid."""
        return Clock(self.clock.data), Fraction(int(self.length.data))
