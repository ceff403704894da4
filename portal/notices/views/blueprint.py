"""What the views of notices hang on, and what they all need."""

from collections.abc import Callable, Mapping
from typing import cast

from flask import Blueprint, url_for

from portal.control.addresses import document_url
from portal.control.queries.documents import get_history
from portal.handbook.queries import area_names
from portal.lib.errors import NotFoundError
from portal.lib.refs import Ref
from portal.notices.queries.things import names_of_services
from portal.people.queries.units import units_at
from portal.people.reader import Reader
from portal.store import database
from portal.web.access import current_reader
from portal.web.portal import journal_head, today

blueprint = Blueprint("notices", __name__)
GONE = "Det går inte att följa."


def reader_here() -> Reader:
    """Return this request's reader."""
    return cast("Reader", current_reader())


def unit_names() -> Mapping[str, str]:
    """Return the units' names by code, as they are at this request's number of the journal."""
    return {code: unit.name for code, unit in units_at(journal_head(), database.binding).items()}


def no_names(_key: str) -> Mapping[str, str]:
    """Return that there are none of a kind that cannot be followed."""
    return {}


# The names by key of what is followed besides documents, as far as one key needs them.
NAMES: Mapping[str, Callable[[str], Mapping[str, str]]] = {
    "unit": lambda _key: unit_names(),
    "area": lambda _key: area_names(journal_head()),
    "service": lambda key: names_of_services([key]),
}


def read_ref(text: str) -> Ref:
    """Return the thing that a form names, as far as the reader may know of it. Raises NotFoundError."""
    try:
        ref = Ref.parse(text[:200])
    except ValueError as error:
        raise NotFoundError(GONE) from error
    if ref.kind == "document":
        get_history(ref.key, reader_here().tokens, today(), journal_head())
    elif ref.key not in NAMES.get(ref.kind, no_names)(ref.key):
        raise NotFoundError(GONE)
    return ref


def page_of(ref: Ref) -> str:
    """Return the address of what is followed."""
    if ref.kind == "document":
        return document_url(ref.key)
    if ref.kind == "unit":
        return url_for("handbook.unit_show", code=ref.key)
    if ref.kind == "area":
        return url_for("handbook.area_show", key=ref.key)
    return url_for("services.service_show", key=ref.key)
