"""Handing in, and taking back."""

from typing import Any

from wtforms import HiddenField, RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import DataRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from portal.control.rules.submission import Manager, Suggestion
from portal.control.rules.types import Mode
from portal.people.forms.fields import line
from portal.web.forms import PortalForm

LONGEST_REASON = 2000
SEARCH = "sok"


class People(SelectMultipleField):
    """Several persons, by key, as check boxes; who may be chosen is the rules' matter."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class SubmissionForm(PortalForm):
    """Who decides and who reviews. `seen` is the digest of what the person has before them.

    One approver is chosen in `approver`, several in `approvers`: the form has one of the fields.
    """

    seen = HiddenField()
    approver: Any = RadioField("Vem ska besluta?", validate_choice=False)
    approvers: Any = People("Vilka ska besluta?", validate_choice=False)
    reviewers = People("Vilka ska granska?", choices=[], validate_choice=False)
    person = line("Sök person", description="Namn, e-postadress eller titel.")

    def __init__(self, suggestion: Suggestion, **values: Any) -> None:
        """Offer those who may decide."""
        super().__init__(**values)
        del self[("approver", "approvers")[suggestion.mode is Mode.ONE]]
        field = self.deciders
        field.choices = [(manager.key, words_of(manager)) for manager in suggestion.possible]
        field.flags.required = True
        if not self.is_submitted():
            field.data = list(suggestion.suggested) if suggestion.mode is not Mode.ONE else first(suggestion.suggested)

    @property
    def deciders(self) -> Any:
        """The field in which those who decide are chosen."""
        return self.approver if "approver" in self else self.approvers

    @property
    def keys(self) -> list[str]:
        """The keys of those who were chosen to decide."""
        data = self.deciders.data or []
        return [data] if isinstance(data, str) else list(data)


def first(keys: tuple[str, ...]) -> str | None:
    """Return the first of the keys, if any."""
    return keys[0] if keys else None


def words_of(manager: Manager) -> str:
    """Return a manager as offered: name, where, and who stands in."""
    words = f"{manager.name}, chef för {manager.unit}"
    return f"{words}. Ersättare: {', '.join(manager.deputies)}" if manager.deputies else words


class RecallForm(PortalForm):
    """Why a version is taken back."""

    seen = HiddenField()
    reason = TextAreaField(
        "Varför tar du tillbaka den?",
        [
            DataRequired("Skriv varför du tar tillbaka versionen."),
            Length(max=LONGEST_REASON, message=f"Högst {LONGEST_REASON} tecken."),
        ],
        description="De som har blivit ombedda att granska och besluta ser det.",
    )
