"""What one person is to read and has read."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN, fn

from portal.control.models.documents import Document
from portal.control.models.versions import Version
from portal.control.queries.listing import in_force
from portal.people.models import Person, Unit
from portal.reading.models import Duty, ReadingDemand


@dataclass(frozen=True, slots=True)
class Reading:
    """What a person is asked to read: `version` is in force, `read` the highest that they have acknowledged (0: none).

    `read_at` is None until the person has acknowledged enough.
    """

    number: str
    title: str
    version: int
    wanted: int
    read: int
    done: bool
    asked_on: date
    due_on: date
    unit: str

    def is_late(self, today: date) -> bool:
        """Whether the last day has passed."""
        return not self.done and self.due_on < today


def readings() -> Any:
    """Return the query for what persons are asked to read; narrow and order it further."""
    return (
        Duty.select(
            Document.number,
            Version.title,
            Version.number.alias("version"),
            Duty.wanted,
            Duty.read,
            Duty.done,
            Duty.asked_on,
            Duty.due_on,
            Unit.name.alias("unit"),
        )
        .join(Document)
        .join(Version, JOIN.INNER, on=(Version.document == Document.id))
        .switch(Duty)
        .join(Unit)
    )


def readings_from(rows: Any) -> list[Reading]:
    """Run a query made by `readings`."""
    return [Reading(**{**row, "done": bool(row["done"])}) for row in rows.dicts()]


def reading_of(person: str, today: date, *, done: bool, limit: int, offset: int = 0) -> list[Reading]:
    """Return what the person (by key) has left to read, the earliest last day first, or has read: one query."""
    order = (Duty.due_on.desc(), Document.number) if done else (Duty.due_on, Document.number)
    rows = readings().where(in_force(today), Duty.person == person_id(person), Duty.done == int(done))
    return readings_from(rows.order_by(*order).limit(limit).offset(offset))


def count_of(person: str) -> tuple[int, int]:
    """Return how much the person (by key) is asked to read, and how much is left: one query."""
    rows = Duty.select(fn.COUNT(Duty.id), fn.SUM(1 - Duty.done)).where(Duty.person == person_id(person))
    asked, unread = next(iter(rows.tuples()))
    return asked or 0, unread or 0


def duty_of(person: str, document: int) -> tuple[Duty | None, list[str]]:
    """Return what the person (by key) is asked of the document (by id), if anything, and why: one query."""
    demanded = (ReadingDemand.document == Duty.document) & ReadingDemand.until.is_null()
    rows = (
        Duty.select(Duty, ReadingDemand.why)
        .join(ReadingDemand, JOIN.LEFT_OUTER, on=demanded, attr="demand")
        .where(Duty.person == person_id(person), Duty.document == document)
        .order_by(ReadingDemand.id)
    )
    found = list(rows)
    reasons = (row.demand.why for row in found if hasattr(row, "demand"))
    return (found[0] if found else None), list(dict.fromkeys(filter(None, reasons)))


def person_id(key: str) -> Any:
    """Return the question for the person's id."""
    return Person.select(Person.id).where(Person.key == key)
