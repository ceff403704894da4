"""A reorganisation: which documents, and where they go."""

from typing import Any

from wtforms import HiddenField

from portal.control.rules.types import TYPE_LABELS
from portal.people.forms.fields import choice, line
from portal.web.forms import PortalForm

WHO = "Namn eller e-postadress."


class MoveForm(PortalForm):
    """Which documents (unit with all below it, owner, type), and what unit and owner they get."""

    class Meta(PortalForm.Meta):
        """The same fields are asked for in an address, where there is no token; what changes something asks for it."""

        csrf = False

    enhet = choice("Enhet", description="Dokument som enheten och alla enheter under den äger.")
    agare = line("Ägare", description=WHO)
    typ = choice("Typ")
    till = choice("Ny enhet")
    ny_agare = line("Ny ägare", description=WHO)
    seen = HiddenField()

    def __init__(self, units: dict[str, str], open_units: dict[str, str], **values: Any) -> None:
        """Offer the units: all that own something, and those that something can be moved to."""
        super().__init__(**values)
        self.enhet.choices = {"": "Alla enheter"} | units
        self.typ.choices = {"": "Alla typer"} | {kind.value: label for kind, label in TYPE_LABELS.items()}
        self.till.choices = {"": "Ingen ändring"} | open_units
