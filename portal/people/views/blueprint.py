"""What the views of this feature hang on, and what they all need."""

from typing import Any, cast

from flask import Blueprint, request

from portal.people.queries.units import units_by_code
from portal.people.reader import Reader
from portal.people.tree import choices
from portal.web.access import current_reader
from portal.web.portal import today

blueprint = Blueprint("people", __name__)
LAST_PAGE = 10_000


def actor() -> Reader:
    """Return who acts: this request's reader, as this feature knows them."""
    return cast("Reader", current_reader())


def unit_choices() -> dict[str, str]:
    """Return the units to choose from."""
    return choices(units_by_code().values(), today())


def asked(name: str, longest: int = 100) -> str:
    """Return a word of the address' query, cut where nobody would write on."""
    return " ".join(request.args.get(name, "")[:longest].split())


def asked_page() -> int:
    """Return the page of a list that is asked for, the first unless it is a sensible number."""
    text = request.args.get("sida", "")
    return min(max(int(text), 1), LAST_PAGE) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def tell(form: Any, place: str, message: str) -> None:
    """Put an action's complaint at the form's field, or at the first one when it names none."""
    field = form[place] if place in form else next(iter(form))
    field.errors = [*field.errors, message]
