"""Fields that the forms of this feature share."""

from collections.abc import Callable
from typing import Any

from wtforms import DateField, Field, Form, PasswordField, SelectField, StringField, ValidationError
from wtforms.validators import InputRequired, Length, Optional

from portal.web.forms import PortalForm

LONGEST_SECRET = 200


def stripped(value: str | None) -> str:
    """Return what was typed without space around it."""
    return (value or "").strip()


def plain(_form: Form, field: Field) -> None:
    """Refuse line breaks and control characters in a text of one line."""
    if field.data and not field.data.isprintable():
        message = "Radbrytningar och styrtecken får inte förekomma."
        raise ValidationError(message)


def line(label: str, *validators: Any, longest: int = 200, **settings: Any) -> Any:
    """Return a field for a text of one line, at most `longest` characters."""
    limit = Length(max=longest, message=f"Högst {longest} tecken.")
    return StringField(label, [*validators, limit, plain], filters=[stripped], **settings)


def secret(label: str, missing: str, **settings: Any) -> Any:
    """Return a field for a passphrase; `missing` is told when nothing was typed. It is never shown again."""
    limit = Length(max=LONGEST_SECRET, message=f"Högst {LONGEST_SECRET} tecken.")
    return PasswordField(label, [InputRequired(missing), limit], **settings)


def choice(label: str, *validators: Any, **settings: Any) -> Any:
    """Return a field for one of several; its choices are words by value. What is not sent is the empty choice."""
    message = "Välj något som finns i listan."
    told: dict[str, Any] = {"invalid_choice_message": message}
    return SelectField(label, list(validators), default="", **told, **settings)


class DayField(DateField):
    """A calendar day; what cannot be read stays as it was typed and is told in Swedish."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day."""
        try:
            super().process_formdata([value.strip() for value in valuelist])
        except ValueError as error:
            message = "Det är inget datum. Skriv som 2026-01-31."
            raise ValueError(message) from error


def day(label: str, *validators: Any, **settings: Any) -> Any:
    """Return a field for a calendar day; optional unless a validator says otherwise."""
    return DayField(label, list(validators) or [Optional()], **settings)


class LaterForm(PortalForm):
    """A form with a first and a last day, `valid_from` and `valid_to`."""

    def validate_valid_to(self, field: Field) -> None:
        """Refuse a last day before the first."""
        first = self.valid_from.data
        if field.data and first and field.data < first:
            message = "Sista dagen ligger före den första."
            raise ValidationError(message)


def matches(pattern: Any, message: str) -> Callable[[Form, Field], None]:
    """Return a validator: the whole text fits the compiled pattern, or is empty."""

    def check(_form: Form, field: Field) -> None:
        if field.data and not pattern.fullmatch(field.data):
            raise ValidationError(message)

    return check
