"""The addresses of introductions, and what their views all need."""

from collections.abc import Mapping

from flask import Blueprint

from portal.control.deed import Deed
from portal.people.models import Person, Unit
from portal.people.queries.register import find_named
from portal.people.queries.units import facts_of_units, units_at
from portal.people.reader import Reader
from portal.people.rules import UnitFact, why_not_hold
from portal.people.session import person_here
from portal.people.tree import choices
from portal.store import database
from portal.web.access import current_reader
from portal.web.portal import journal_head, now, today

blueprint = Blueprint("introduction", __name__, url_prefix="/introduktion")
FOLLOW, CLOSE, WRITE = "introduction.follow", "introduction.close", "introduction.write"


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


def facts_here() -> Mapping[str, UnitFact]:
    """Return the tree as the rules see it."""
    return facts_of_units(units_here())


def units_held(permission: str) -> list[Unit]:
    """Return the units for which the reader holds the permission."""
    tokens = reader_here().tokens
    return [unit for code, unit in units_here().items() if why_not_hold(permission, code, tokens) is None]


def choices_held(permission: str) -> dict[str, str]:
    """Return the units for which the reader holds the permission, to choose from."""
    return choices(units_held(permission), today())


def person_named(words: str) -> tuple[Person | None, str]:
    """Return the one person who is meant by the words, or why there is none."""
    found = find_named(words)
    if len(found) == 1:
        return found[0], ""
    if not found:
        return None, f"Ingen som kan logga in heter ”{words}”. Pröva med e-postadressen."
    names = ", ".join(f"{person.name} ({person.email or person.key})" for person in found)
    return None, f"Flera kan vara menade: {names}. Skriv e-postadressen."
