"""A draft, as it is typed."""

from collections.abc import Mapping
from typing import Any

from flask import request
from wtforms import HiddenField, MultipleFileField, RadioField, SelectMultipleField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from portal.control.forms.keeping import sayable
from portal.control.rules.writing import Written
from portal.people.forms.fields import line
from portal.web.forms import PortalForm

SIGNIFICANCES = {
    "significant": "Betydande: de som har läst förra versionen behöver läsa den här också",
    "minor": "Mindre: rättade ord och annat som inte ändrar hur man gör",
}
OUTSIDE: dict[str, Any] = {"invalid_choice_message": "Välj något som finns i listan."}
LONGEST_NOTE = 2000
LONGEST_TITLE = 200


class Choices(SelectMultipleField):
    """Several of the choices, as check boxes; an empty one, from a list where nothing was chosen, is none."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take each choice once."""
        super().process_formdata(list(dict.fromkeys(value for value in valuelist if value)))

    def pre_validate(self, _form: Any) -> None:
        """Refuse what is not offered."""
        if set(self.data or ()).difference(self.choices or {}):
            raise ValidationError("Välj bland dem som finns i listan.")


def chosen(label: str, missing: str = "", **settings: Any) -> Choices:
    """Return a field for several of the choices; `missing` is told when none is taken."""
    return Choices(label, [DataRequired(missing)] if missing else [], **settings)


class DraftForm(PortalForm):
    """All that is written in a draft. `base` is the digest of the text that it builds on, `writer` who typed it.

    A first version has no change to tell of.
    """

    base = HiddenField()
    writer = HiddenField()
    title = line("Titel", DataRequired("Skriv en titel."), longest=LONGEST_TITLE)
    text = TextAreaField("Text")
    front = TextAreaField("Uppgifter", description="Nycklar med värden, som i en innehållsfil.")
    change_note = TextAreaField(
        "Vad har ändrats?",
        [Length(max=LONGEST_NOTE, message=f"Högst {LONGEST_NOTE} tecken."), sayable],
        description="En eller två meningar för dem som läser. Behövs innan versionen lämnas in.",
    )
    significance = RadioField("Hur stor är ändringen?", choices=SIGNIFICANCES, **OUTSIDE, default="significant")
    audience = chosen("Vilka får läsa?", "Välj vilka som får läsa.")
    files = MultipleFileField("Filer")

    def __init__(self, audiences: Mapping[str, str], *, is_first: bool, **values: Any) -> None:
        """Offer the audiences: words by grant."""
        super().__init__(**values)
        if is_first:
            del self.change_note, self.significance
        else:
            self.significance.flags.required = True
        self.audience.choices = dict(audiences)
        self.audience.flags.required = self.text.flags.required = True

    def written(self) -> Written:
        """Return what was typed, whether it can be saved or not."""
        return Written(
            title=self.title.data or "",
            text=plain_lines(self.text.data),
            front=plain_lines(self.front.data),
            change_note=plain_lines(self.change_note.data) if "change_note" in self else "",
            significance=(self.significance.data if "significance" in self else "") or "significant",
            audience=tuple(self.audience.data or ()),
            titles=tuple(zip(request.form.getlist("file_name"), request.form.getlist("file_title"), strict=False)),
        )


def plain_lines(text: str | None) -> str:
    """Return a text with bare line feeds, as browsers do not send it."""
    return (text or "").replace("\r\n", "\n")


def values_of(written: Written) -> dict[str, Any]:
    """Return what a form is filled with."""
    return {
        "title": written.title,
        "text": written.text,
        "front": written.front,
        "change_note": written.change_note,
        "significance": written.significance,
        "audience": list(written.audience),
    }
