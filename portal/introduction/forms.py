"""What is typed of introductions and of the lists for them."""

from typing import Any

from wtforms import BooleanField, Field, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length

from portal.introduction.rules.walking import ASK_LABELS, LONGEST_NOTE, MOST_DAYS
from portal.people.forms.fields import choice, line, stripped
from portal.people.forms.person import Choices
from portal.people.rules import ROLE_LABELS
from portal.web.forms import PortalForm

LONGEST_TEXT = 2000
ROLES: Choices = {"": "Alla som hör till enheten"} | {role.value: ROLE_LABELS[role] for role in ROLE_LABELS}
ASKS: Choices = {"": "Ingen särskild"} | {ask.value: label for ask, label in ASK_LABELS.items()}


def prose(label: str, longest: int = LONGEST_TEXT, **settings: Any) -> Any:
    """Return a field for some sentences, at most `longest` characters."""
    limit = Length(max=longest, message=f"Högst {longest} tecken.")
    return TextAreaField(label, [limit], filters=[stripped], **settings)


def whole_days(text: str | None) -> int | None:
    """Return the number of days that was typed, or None for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 4 else None


class ListForm(PortalForm):
    """What a list is called, and how it welcomes."""

    title = line("Rubrik", DataRequired("Skriv vad listan heter."), description="Till exempel ”Ny i hemtjänsten”.")
    welcome = prose("Välkomsttext", description="Några meningar som den nya möts av. Vad är viktigast i början?")


class NewListForm(ListForm):
    """A list that is not there yet, and whom it is for."""

    unit = choice("För enheten, med allt under", InputRequired("Välj en enhet."))
    role = choice("För vem", choices=ROLES, description="Välj en roll om listan bara är till för dem som får rollen.")

    def __init__(self, units: Choices, **values: Any) -> None:
        """Offer the units."""
        super().__init__(**values)
        self.unit.choices = {"": "Välj enhet"} | units


class SectionForm(PortalForm):
    """A section: what it is called, and within how many days it is to be done."""

    title = line("Avsnitt", DataRequired("Skriv vad avsnittet heter."), description="Till exempel ”Första veckan”.")
    within = line(
        "Klart inom, dagar",
        DataRequired("Skriv inom hur många dagar."),
        longest=3,
        description="Första dagen räknas som dag 1.",
    )

    def validate_within(self, field: Field) -> None:
        """Refuse what is no number of days."""
        days = whole_days(field.data)
        if days is None or not 1 <= days <= MOST_DAYS:
            message = f"Skriv ett tal mellan 1 och {MOST_DAYS}."
            raise ValidationError(message)

    @property
    def days(self) -> int | None:
        """The number of days."""
        return whole_days(self.within.data)


class ItemForm(PortalForm):
    """Why something is to be done, and who to ask."""

    why = prose("Varför är det viktigt?", description="En eller två meningar till den som är ny.")
    ask = choice("Fråga", choices=ASKS)
    ask_person = line("Eller en viss person", description="Namn, e-postadress eller nyckel.")
    optional = BooleanField("Frivilligt: introduktionen kan avslutas utan")


class DocumentItemForm(ItemForm):
    """A document to read: by its number, by its title, or chosen among those that were offered."""

    document = line(
        "Dokument",
        DataRequired("Skriv dokumentets nummer, eller några ord ur titeln."),
        description="Numret, eller några ord ur titeln.",
    )
    chosen = StringField(filters=[stripped])


class TaskItemForm(ItemForm):
    """A task to do."""

    title = line("Uppgift", DataRequired("Skriv vad som ska göras."), description="Börja med ett verb: ”Hämta …”.")
    text = prose("Så här gör du", description="Var, när och med vem.")


class MentorForm(PortalForm):
    """Who looks after the one who is new."""

    mentor = line("Fadder", description="Namn, e-postadress eller nyckel. Lämna tomt om ingen är fadder.")


class ClosingForm(PortalForm):
    """How the introduction went."""

    note = prose("Anteckning", LONGEST_NOTE, description="Hur har det gått? Den nya kan läsa det du skriver.")


class BeginningForm(PortalForm):
    """Who is to begin an introduction."""

    person = line(
        "Person", DataRequired("Skriv vem det gäller."), description="Namn, e-postadress eller nyckel.", longest=100
    )
