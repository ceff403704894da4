"""Reads: which documents a collection has, and what has been asked for."""

import json
from collections.abc import Iterable
from datetime import date, datetime

from peewee import fn

from portal.control.models.documents import Document
from portal.control.models.versions import Version
from portal.control.queries.listing import lines
from portal.lib.errors import NotFoundError
from portal.people.models import Person, Unit
from portal.printing.models import Takeout, TakeoutFile
from portal.printing.rules.parts import KEPT, Parts, is_kept


def documents_of(units: Iterable[str] | None, tokens: frozenset[str], today: date) -> list[tuple[str, int]]:
    """Return the documents in force that the reader may read, unit by unit, with their weight: one query.

    `units` are codes, None for all. A unit's code begins with that of the one above: they come in the tree's order.
    """
    rows = lines(tokens, today).select(Document.number, fn.LENGTH(Version.rendered).coerce(_coerce=False))
    if units is not None:
        rows = rows.where(Unit.code.in_(sorted(units)))
    return list(rows.order_by(Unit.code, Document.number).tuples())


def takeouts_of(person: Person, now: datetime) -> list[Takeout]:
    """Return what the person has asked for and may still fetch, newest first."""
    rows = Takeout.select().where(Takeout.person == person, Takeout.asked_at > now - KEPT)
    return list(rows.order_by(Takeout.id.desc()))


def get_takeout(person: Person, key: int, now: datetime) -> Takeout:
    """Return what the person has asked for. Raises NotFoundError for another's, and for what is kept no longer."""
    found = Takeout.get_or_none(Takeout.id == key, Takeout.person == person)
    if found is None or not is_kept(found.asked_at, now):
        message = "Uttaget finns inte. Uttag sparas ett dygn och visas bara för den som har beställt dem."
        raise NotFoundError(message)
    return found


def files_of(takeout: Takeout) -> list[TakeoutFile]:
    """Return the parts that are made, in order."""
    return list(TakeoutFile.select().where(TakeoutFile.takeout == takeout).order_by(TakeoutFile.position))


def get_file(takeout: Takeout, position: int) -> TakeoutFile:
    """Return one part. Raises NotFoundError."""
    found = TakeoutFile.get_or_none(TakeoutFile.takeout == takeout, TakeoutFile.position == position)
    if found is None:
        message = "Den delen är inte gjord än."
        raise NotFoundError(message)
    return found


def find_waiting() -> Takeout | None:
    """Return what is to be made next, with its person: what was asked for first."""
    rows = Takeout.select(Takeout, Person).join(Person).where(Takeout.finished_at.is_null())
    return rows.order_by(Takeout.id).first()


def parts_in(takeout: Takeout) -> Parts:
    """Return the numbers of its documents, part by part."""
    parts: Parts = json.loads(takeout.parts)
    return parts
