"""A unit of the organisation."""

from typing import Any

from wtforms.validators import DataRequired, InputRequired

from portal.people.forms.fields import choice, day, line, matches
from portal.people.forms.person import Choices
from portal.people.rules import EMAIL, UNIT_CODE, UNIT_KINDS
from portal.web.forms import PortalForm


class UnitForm(PortalForm):
    """What is known of a unit. The top unit has none over it."""

    name = line("Namn", DataRequired("Skriv enhetens namn."))
    kind = choice("Slag", choices=UNIT_KINDS)
    parent = choice("Ligger under")
    email = line("E-postadress", matches(EMAIL, "Det är ingen e-postadress."))
    phone = line("Telefon", longest=50)
    valid_from = day("Finns från och med")

    def __init__(self, units: Choices, *, is_top: bool = False, **values: Any) -> None:
        """Offer the units that it may stand under."""
        super().__init__(**values)
        self.parent.choices = {"": "Ingen: kommunen står överst"} if is_top else {"": "Välj enhet"} | units
        self.parent.flags.required = not is_top
        self.parent.validators = [] if is_top else [InputRequired("Välj vilken enhet som ligger över.")]


class NewUnitForm(UnitForm):
    """A unit that is not there yet."""

    code = line(
        "Kod",
        DataRequired("Skriv en kod."),
        matches(UNIT_CODE, "Skriv versaler och siffror i grupper med bindestreck, som SOC-AO-HTN."),
        longest=40,
        description="Till exempel SOC-AO-HTN. Kan inte ändras senare.",
    )


class CloseForm(PortalForm):
    """When a unit ends, and what goes on in its place."""

    last_day = day("Sista dag", InputRequired("Skriv enhetens sista dag."))
    successor = choice(
        "Går upp i",
        description="Personer och roller flyttar dit dagen efter, och efterträdaren får läsa det enheten fick läsa.",
    )

    def __init__(self, units: Choices, **values: Any) -> None:
        """Offer the units that can take over."""
        super().__init__(**values)
        self.successor.choices = {"": "Ingen efterträdare"} | units
