"""Duties are projected anew from what is demanded, of those whom something has happened to."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from peewee import chunked, fn

from portal.control.deed import document_ref
from portal.control.models.documents import Document
from portal.journal.record import record
from portal.people.models import Person, Unit
from portal.people.reader import MACHINE
from portal.reading.models import READ, Duty, DutyCount
from portal.reading.queries.asking import People, Wanting, people_on, read_by, some_of, wantings_of
from portal.reading.rules import Asked
from portal.store.database import wait_for_lock
from portal.store.work import unit_of_work

LOCK = 7_410_011
# So many persons are told of in one entry of the journal.
MANY_ASKED = 200
# When more persons than this have changed, everybody is gone through.
MANY_CHANGED = 100
FIELDS = (
    Duty.person,
    Duty.document,
    Duty.unit,
    Duty.wanted,
    Duty.read,
    Duty.done,
    Duty.asked_on,
    Duty.due_on,
    Duty.reminded_on,
)
ROWS = 90


class Row(NamedTuple):
    """A duty as its row has it, but for the document."""

    person: int
    unit: int
    wanted: int
    read: int
    done: int
    asked_on: date
    due_on: date


def renew_documents(documents: Iterable[int], now: datetime, today: date) -> None:
    """Project who is to read the documents (by id), each in a unit of work of its own."""
    wanted = list(documents)
    people = people_on(today) if wanted else None
    for some in some_of(wanted):
        for wanting in wantings_of(today, some):
            renew(wanting, people, None, now, today)  # type: ignore[arg-type]


def renew_all(now: datetime, today: date) -> None:
    """Project all duties: what is demanded, and what was; and count them as the units stand now."""
    wanted = {wanting.document for wanting in wantings_of(today)}
    before = {document for (document,) in Duty.select(Duty.document).distinct().tuples()}
    every = sorted(wanted | before)
    renew_documents(every, now, today)
    for document in every:
        with unit_of_work():
            wait_for_lock(LOCK)
            recount(document)


def renew_persons(persons: Collection[int], now: datetime, today: date) -> None:
    """Project what these persons (by id) are to read; everybody, when they are many."""
    if len(persons) > MANY_CHANGED:
        renew_all(now, today)
        return
    people = people_on(today, persons)
    wantings = {wanting.document: wanting for wanting in wantings_of(today)}
    having = Duty.select(Duty.document).where(Duty.person.in_(list(persons))).distinct()
    for (document,) in having.tuples():
        wantings.setdefault(document, Wanting(document))
    for wanting in wantings.values():
        renew(wanting, people, persons, now, today)


def renew(wanting: Wanting, people: People, persons: Collection[int] | None, now: datetime, today: date) -> None:
    """Write what is asked of all, or of these persons: only what differs from what stands."""
    wanted, asked = wanting.wanted(today), wanting.asked(people, today)
    if wanted is None or not asked:
        asked = {}
        if not Duty.select().where(Duty.document == wanting.document).exists():
            return
    number = wanted.number if wanted else 0
    with unit_of_work():
        wait_for_lock(LOCK)
        read = read_by(wanting.document, persons) if asked else {}
        rows = {person: row_of(person, one, people, number, read.get(person, 0)) for person, one in asked.items()}
        write(wanting.document, rows, standing(wanting.document, persons), now)


def row_of(person: int, asked: Asked, people: People, wanted: int, read: int) -> Row:
    """Return the duty of a person who is asked for a version and has read one (0: none)."""
    return Row(person, people.ids[asked.unit], wanted, read, int(read >= wanted), asked.asked_on, asked.due_on)


def standing(document: int, persons: Collection[int] | None) -> dict[int, tuple[int, Row, date | None]]:
    """Return the duties that stand, by person: the row's id, what it says, and when the person was reminded."""
    condition: Any = Duty.document == document
    if persons is not None:
        condition &= Duty.person.in_(list(persons))
    columns = (Duty.person, Duty.unit, Duty.wanted, Duty.read, Duty.done, Duty.asked_on, Duty.due_on)
    rows = Duty.select(Duty.id, Duty.reminded_on, *columns).where(condition).tuples()
    return {values[0]: (number, Row(*values), reminded_on) for number, reminded_on, *values in rows}


def write(document: int, rows: dict[int, Row], before: dict[int, tuple[int, Row, date | None]], now: datetime) -> None:
    """Write the rows that differ, count again where they do, and tell who is newly asked."""
    gone = [person for person in before if rows.get(person) != before[person][1]]
    new = [row for person, row in rows.items() if person not in before or before[person][1] != row]
    if not gone and not new:
        return
    for some in some_of(before[person][0] for person in gone):
        Duty.delete().where(Duty.id.in_(some)).execute()
    values = []
    for row in new:
        known = before.get(row.person)
        reminded_on = known[2] if known and known[1].wanted == row.wanted else None
        values.append((row.person, document, *row[1:], reminded_on))
    for portion in chunked(values, ROWS):
        Duty.insert_many(portion, fields=FIELDS).execute()
    recount(document, {row.unit for row in new} | {before[person][1].unit for person in gone})
    tell(document, [row for row in new if not row.done and is_news(row, before.get(row.person))], now)


def is_news(row: Row, known: tuple[int, Row, date | None] | None) -> bool:
    """Whether the person is asked for what they were not asked before."""
    return known is None or known[1].wanted != row.wanted


def recount(document: int, units: Collection[int] | None = None) -> None:
    """Count anew how many are to read the document by which day: in these units (by id) and above.

    Without units it is counted in all, which is needed where they have moved.
    """
    above = ids_above()
    touched = set(above) if units is None else {step for unit in units for step in above[unit]}
    sums: Counter[tuple[int, date]] = Counter()
    kinds = (Duty.unit, Duty.done, Duty.due_on)
    rows = Duty.select(*kinds, fn.COUNT(Duty.id)).where(Duty.document == document).group_by(*kinds)
    for unit, done, due_on, duties in rows.tuples():
        for step in touched.intersection(above[unit]):
            sums[step, READ if done else due_on] += duties
    for some in some_of(touched):
        DutyCount.delete().where(DutyCount.document == document, DutyCount.unit.in_(some)).execute()
    counts = [(unit, document, due_on, duties) for (unit, due_on), duties in sums.items()]
    fields = (DutyCount.unit, DutyCount.document, DutyCount.due_on, DutyCount.duties)
    for portion in chunked(counts, ROWS):
        DutyCount.insert_many(portion, fields=fields).execute()


def ids_above() -> dict[int, list[int]]:
    """Return for each unit (by id) itself and those above it."""
    parents = dict(Unit.select(Unit.id, Unit.parent).tuples())
    found: dict[int, list[int]] = {}
    for unit in parents:
        path = [unit]
        while (step := parents[path[-1]]) is not None and step not in path:
            path.append(step)
        found[unit] = path
    return found


def tell(document: int, rows: list[Row], now: datetime) -> None:
    """Journal who is asked to read which version from now on."""
    if not rows:
        return
    number = Document.select(Document.number).where(Document.id == document).scalar()
    for portion in chunked(sorted(rows), MANY_ASKED):
        people = Person.select(Person.key).where(Person.id.in_([row.person for row in portion])).order_by(Person.key)
        keys = [key for (key,) in people.tuples()]
        record(MACHINE.key or "", "reading-asked", document_ref(number), now, version=portion[0].wanted, persons=keys)
