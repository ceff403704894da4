"""How it stands in units: sums that are kept, and those who have not read."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import fn

from portal.control.models.documents import Document
from portal.control.models.versions import Version
from portal.control.queries.listing import in_force
from portal.people.models import Person, Unit
from portal.reading.models import READ, Acknowledgement, Duty, DutyCount
from portal.reading.rules import Light, light_of


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands: how many readings are asked for, how many are left, and how many of these are late."""

    asked: int = 0
    unread: int = 0
    late: int = 0

    @property
    def light(self) -> Light:
        """The colour."""
        return light_of(self.asked, self.unread, self.late)


@dataclass(frozen=True, slots=True)
class OfDocument:
    """How it stands with a document in a unit and all below."""

    document: int
    number: str
    title: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class OfPerson:
    """How it stands with a person in a unit."""

    key: str
    name: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who is asked to read a document: where, by when, and which version they have read (0: none)."""

    key: str
    name: str
    unit: str
    asked_on: date
    due_on: date
    read: int
    done: int


def sums(today: date) -> tuple[Any, Any, Any]:
    """Return the columns that sum counts: asked, unread and late."""
    unread, late = (fn.SUM(DutyCount.duties).filter(DutyCount.due_on < day) for day in (READ, today))
    return fn.SUM(DutyCount.duties), fn.COALESCE(unread, 0), fn.COALESCE(late, 0)


def standings_of(units: Collection[int], today: date, document: int | None = None) -> dict[int, Standing]:
    """Return how it stands in each of the units (by id) with all below, with all or one document (by id): one query."""
    condition: Any = DutyCount.unit.in_(list(units))
    if document is not None:
        condition &= DutyCount.document == document
    rows = DutyCount.select(DutyCount.unit, *sums(today)).where(condition).group_by(DutyCount.unit)
    return {unit: Standing(*summed) for unit, *summed in rows.tuples()}


def documents_of(unit: int, today: date, page: int, size: int) -> tuple[list[OfDocument], int]:
    """Return a page of what is to be read in the unit (by id), the late first, and how much it is: three queries."""
    asked, unread, late = sums(today)
    here = DutyCount.unit == unit
    rows = DutyCount.select(DutyCount.document, asked, unread, late).where(here).group_by(DutyCount.document)
    rows = rows.order_by(late.desc(), unread.desc(), DutyCount.document).paginate(page, size)
    found = {document: Standing(*summed) for document, *summed in rows.tuples()}
    named = named_documents(found, today)
    total = DutyCount.select(fn.COUNT(DutyCount.document.distinct())).where(here).scalar()
    return [OfDocument(one, *named[one], standing) for one, standing in found.items() if one in named], total


def named_documents(documents: Collection[int], today: date) -> dict[int, tuple[str, str]]:
    """Return number and title of the documents (by id) that are in force: one query."""
    rows = Version.select(Document.id, Document.number, Version.title).join(Document)
    rows = rows.where(Document.id.in_(list(documents)), in_force(today))
    return {document: (number, title) for document, number, title in rows.tuples()}


def persons_of(unit: int, today: date, limit: int) -> list[OfPerson]:
    """Return how it stands with those in the unit itself (by id), the late first: one query."""
    late = fn.SUM(1 - Duty.done).filter(Duty.due_on < today)
    rows = (
        Duty.select(Person.key, Person.name, fn.COUNT(Duty.id), fn.SUM(1 - Duty.done), fn.COALESCE(late, 0))
        .join(Person)
        .where(Duty.unit == unit)
        .group_by(Person.key, Person.name, Person.place_in_order)
        .order_by(fn.COALESCE(late, 0).desc(), fn.SUM(1 - Duty.done).desc(), Person.place_in_order)
    )
    return [OfPerson(key, name, Standing(*sums)) for key, name, *sums in rows.limit(limit).tuples()]


def readers_of(
    document: int, below: Collection[int] | None, *, done: bool, limit: int, offset: int = 0
) -> list[Reader]:
    """Return who has read the document (by id) or has not, the earliest last day first: one query."""
    condition = (Duty.document == document) & (Duty.done == int(done))
    if below is not None:
        condition &= Duty.unit.in_(list(below))
    columns = (Person.key, Person.name, Unit.name, Duty.asked_on, Duty.due_on, Duty.read, Duty.done)
    rows = Duty.select(*columns).join(Person).switch(Duty).join(Unit).where(condition)
    rows = rows.order_by(Duty.due_on, Person.place_in_order).limit(limit).offset(offset)
    return [Reader(*row) for row in rows.tuples()]


def every_reading(below: Collection[int] | None) -> Iterator[tuple[Any, ...]]:
    """Yield each reading that is asked for in the units, with when it was done, as they come from the database."""
    done_at = (
        Acknowledgement.select(fn.MIN(Acknowledgement.at))
        .join(Version)
        .where(
            Acknowledgement.person == Duty.person,
            Acknowledgement.document == Duty.document,
            Version.number >= Duty.wanted,
        )
    )
    of_document = Version.alias()
    rows = (
        Duty.select(
            Unit.name,
            Person.name,
            Document.number,
            of_document.title,
            Duty.wanted,
            Duty.asked_on,
            Duty.due_on,
            Duty.done,
            done_at,
        )
        .join(Unit)
        .switch(Duty)
        .join(Person)
        .switch(Duty)
        .join(Document)
        .join(of_document, on=(of_document.document == Document.id) & (of_document.number == Duty.wanted))
    )
    if below is not None:
        rows = rows.where(Duty.unit.in_(list(below)))
    yield from rows.order_by(Unit.code, Person.place_in_order, Document.number).tuples().iterator()
