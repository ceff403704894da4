"""How it stands in units: sums that are kept, and those who have not read."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import Value, fn

from portal.control.models.documents import Document
from portal.control.models.versions import Version
from portal.control.queries.listing import in_force
from portal.people.models import Person, Unit
from portal.reading.models import Acknowledgement, Duty, DutyCount
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


@dataclass(frozen=True, slots=True)
class Late:
    """How many duties are late in each unit itself, and with each document (both by id)."""

    by_unit: Mapping[int, int]
    by_document: Mapping[int, int]


def late_of(below: Collection[int] | None, today: date) -> Late:
    """Return what is late in the units, None for all there are: one query."""
    condition = is_late(today) if below is None else is_late(today) & Duty.unit.in_(list(below))
    units, documents = (
        Duty.select(Value(kind).alias("kind"), column.alias("key"), fn.COUNT(Duty.id).alias("late"))
        .where(condition)
        .group_by(column)
        for kind, column in ((0, Duty.unit), (1, Duty.document))
    )
    counts: tuple[dict[int, int], dict[int, int]] = ({}, {})
    for kind, key, late in units.union_all(documents).tuples():
        counts[kind][key] = late
    return Late(*counts)


def is_late(today: date) -> Any:
    """Return the condition that a duty is late."""
    return (Duty.done == 0) & (Duty.due_on < today)


def standings_of(units: Mapping[int, Collection[int]], late: Late) -> dict[int, Standing]:
    """Return how it stands in each of the units (by id) with all that is below it: one query."""
    rows = DutyCount.select(DutyCount.unit, fn.SUM(DutyCount.asked), fn.SUM(DutyCount.unread))
    rows = rows.where(DutyCount.unit.in_(list(units))).group_by(DutyCount.unit)
    return {
        unit: Standing(asked, unread, sum(late.by_unit.get(other, 0) for other in units[unit]))
        for unit, asked, unread in rows.tuples()
    }


def documents_of(unit: int, late: Late, today: date, page: int, size: int) -> tuple[list[OfDocument], int]:
    """Return a page of what is to be read in the unit (by id), the late first, and how much it is: two queries."""
    rows = DutyCount.select(DutyCount.document, DutyCount.asked, DutyCount.unread).where(DutyCount.unit == unit)
    found = {one: Standing(asked, unread, late.by_document.get(one, 0)) for one, asked, unread in rows.tuples()}
    order = sorted(found, key=lambda document: (-found[document].late, -found[document].unread, document))
    shown = order[size * (page - 1) : size * page]
    named = named_documents(shown, today)
    return [OfDocument(one, *named[one], found[one]) for one in shown if one in named], len(order)


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


def standings_in(document: int, units: Mapping[int, Collection[int]], today: date) -> dict[int, Standing]:
    """Return how it stands with the document (by id) in each unit (by id) with all that is below: two queries."""
    rows = DutyCount.select(DutyCount.unit, DutyCount.asked, DutyCount.unread)
    rows = rows.where(DutyCount.document == document, DutyCount.unit.in_(list(units)))
    late = Duty.select(Duty.unit, fn.COUNT(Duty.id)).where(Duty.document == document, is_late(today))
    by_unit = dict(late.group_by(Duty.unit).tuples())
    return {
        unit: Standing(asked, unread, sum(by_unit.get(other, 0) for other in units[unit]))
        for unit, asked, unread in rows.tuples()
    }
