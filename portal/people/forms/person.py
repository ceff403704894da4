"""A person, and what they have where."""

from typing import Any

from wtforms import Field, ValidationError
from wtforms.validators import DataRequired, InputRequired

from portal.people.forms.fields import LaterForm, choice, day, line, matches
from portal.people.rules import EMAIL, PERSON_KEY, RESERVED_KEYS, ROLE_LABELS
from portal.web.forms import PortalForm

Choices = dict[str, str]
ROLE_CHOICES: Choices = {"": "Medarbetare (hör till enheten)"} | {role.value: ROLE_LABELS[role] for role in ROLE_LABELS}


class PersonForm(PortalForm):
    """What is known of a person."""

    name = line("Namn", DataRequired("Skriv personens namn."))
    title = line("Titel")
    email = line(
        "E-postadress",
        matches(EMAIL, "Det är ingen e-postadress. Skriv som fornamn.efternamn@kommunen.se."),
        description="Det personen loggar in med.",
    )
    phone = line("Telefon", longest=50)


class NewPersonForm(PersonForm):
    """A person who is not there yet, with the unit they belong to."""

    key = line(
        "Nyckel",
        DataRequired("Skriv en nyckel."),
        matches(PERSON_KEY, "Skriv små bokstäver a–z, siffror och bindestreck."),
        longest=60,
        description="Kort namn i adresser och filer, till exempel ”asta-lindqvist”. Kan inte ändras senare.",
    )
    unit = choice("Enhet", description="Där personen hör hemma.")
    valid_from = day("Från och med")

    def __init__(self, units: Choices, **values: Any) -> None:
        """Offer the units."""
        super().__init__(**values)
        self.unit.choices = {"": "Ingen enhet än"} | units

    def validate_key(self, field: Field) -> None:
        """Refuse the names of the portal's own pages."""
        if field.data in RESERVED_KEYS:
            message = f"”{field.data}” används av portalen. Välj en annan nyckel."
            raise ValidationError(message)


class PlaceForm(LaterForm):
    """A membership or a role in a unit, from and to a day."""

    unit = choice("Enhet", InputRequired("Välj en enhet."))
    role = choice("Roll", choices=ROLE_CHOICES, description="En roll gäller i enheten och i alla enheter under den.")
    valid_from = day("Från och med")
    valid_to = day("Till och med")

    def __init__(self, units: Choices, **values: Any) -> None:
        """Offer the units."""
        super().__init__(**values)
        self.unit.choices = {"": "Välj enhet"} | units


class DeputyForm(PortalForm):
    """Who stands in for the person, from and to a day."""

    deputy = line(
        "Ersättare",
        DataRequired("Skriv vem som ska vara ersättare."),
        description="Personens e-postadress eller nyckel. Ersättaren får samma roller under tiden.",
    )
    deputy_from = day("Från och med")
    deputy_to = day("Till och med")

    def validate_deputy_to(self, field: Field) -> None:
        """Refuse a last day before the first."""
        if field.data and self.deputy_from.data and field.data < self.deputy_from.data:
            message = "Sista dagen ligger före den första."
            raise ValidationError(message)


class DisablingForm(PortalForm):
    """Who takes over from a person who is shut out."""

    successor = line(
        "Efterträdare", description="E-postadress eller nyckel för den som tar över det personen ansvarar för."
    )


class EndForm(PortalForm):
    """The last day of something that one has; each stands on the page with a prefix of its own."""

    last_day = day("Sista dag", InputRequired("Skriv sista dagen."))

    def __init__(self, prefix: str, **values: Any) -> None:
        """Keep the prefix, by which the page finds its row."""
        super().__init__(prefix=prefix, **values)
        self.prefix = prefix
