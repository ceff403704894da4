"""The addresses of documents, and how a page finds its document."""

from collections.abc import Mapping
from urllib.parse import urlencode

from flask import Blueprint, abort, redirect, request, url_for

from portal.control.addresses import Way, document_url
from portal.control.deed import Deed
from portal.control.models.documents import Document
from portal.control.queries.documents import History, find_alias, get_history
from portal.control.queries.listing import nearest_documents
from portal.control.rules.types import NUMBER, normal_number
from portal.lib.errors import NotFoundError
from portal.people.models import Unit
from portal.people.queries.units import facts_of_units, units_at
from portal.people.reader import Reader
from portal.people.rules import ancestors_of
from portal.people.session import person_here
from portal.store import database
from portal.web.access import current_reader
from portal.web.portal import journal_head, now, today

MOST_VERSIONS = 99_999
VERSION = f"<int(min=1, max={MOST_VERSIONS}):version>"

blueprint = Blueprint("control", __name__, url_prefix="/d")


def reader_here() -> Reader:
    """Return this request's reader."""
    reader: Reader = current_reader()  # type: ignore[assignment]
    return reader


def deed_here() -> Deed:
    """Return that the person who is signed in does something now. Raises ForbiddenError when nobody is."""
    return Deed(person_here(), reader_here(), now(), today())


def units_here() -> Mapping[str, Unit]:
    """Return all units, as they are at this request's number of the journal."""
    return units_at(journal_head(), database.binding)


def path_here(document: Document) -> tuple[str, ...]:
    """Return the units from the document's own up."""
    return ancestors_of(document.unit.code, facts_of_units(units_here()))


def history_of(number: str) -> History:
    """Return the document of a page, as far as its reader may know of it.

    A number typed loosely (`soc rut 42`) and a former number lead to the right address. Raises NotFoundError with what
    may have been meant.
    """
    normal = normal_number(number)
    if NUMBER.fullmatch(normal) and not NUMBER.fullmatch(number):
        move_to(normal, 301)
    try:
        return get_history(number, reader_here().tokens, today(), journal_head())
    except NotFoundError as error:
        follow(find_alias(number) or normal, number)
        near = nearest_documents(normal, reader_here().tokens, today())
        ways = [Way(f"{line.title} ({line.number})", document_url(line.number)) for line in near]
        raise NotFoundError(str(error), ways) from error


def follow(number: str, typed: str) -> None:
    """Lead on to the number, unless it is what was typed or the reader may not know of it."""
    if number == typed:
        return
    try:
        get_history(number, reader_here().tokens, today(), journal_head())
    except NotFoundError:
        return
    move_to(number, 302)


def move_to(number: str, status: int) -> None:
    """Answer that the same page of this document is at another number; what was asked goes along as it stands."""
    place = url_for(request.endpoint or "", **{**(request.view_args or {}), "number": number})
    asked = urlencode(list(request.args.items(multi=True)))
    abort(redirect(f"{place}?{asked}" if asked else place, status))
