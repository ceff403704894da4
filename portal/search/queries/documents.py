"""The database has the last word: what is found is what it says, and it searches by itself where there is no index."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, reduce
from operator import and_, or_
from typing import Any, NamedTuple

from portal.control.models.documents import Document, ProcessArea
from portal.control.models.versions import Version
from portal.control.queries.listing import DocumentLine, by_title, lines, lines_from, readable
from portal.control.rules.status import Status, VersionFact, status_of
from portal.control.rules.types import normal_number
from portal.journal.record import head
from portal.lib.text import fold
from portal.people.models import Person, Unit
from portal.people.queries.units import units_at
from portal.search.analysis import words_of
from portal.store import database

MOST_WORDS = 6
MOST_LINES = 200
# A day as the database tells it.
Day = date | str | None


@dataclass(frozen=True, slots=True)
class Organisation:
    """The units by code, and for each it and all above it, from itself up."""

    units: Mapping[str, Unit]
    above: Mapping[str, tuple[str, ...]]


def organisation() -> Organisation:
    """Return the units as they are now: read again only when the journal has told of something."""
    return organisation_at(head(), database.binding)


@lru_cache(maxsize=4)
def organisation_at(number: int, binding: int) -> Organisation:
    """Return the units as they are at a number of the journal."""
    units = units_at(number, binding)
    return Organisation(units, {code: tuple(path_from(unit)) for code, unit in units.items()})


def path_from(unit: Unit) -> Iterator[str]:
    """Yield the codes of the unit and of all above it, from itself up."""
    step: Unit | None = unit
    while step is not None:
        yield step.code
        step = step.parent if step.parent_id else None


class Decided(NamedTuple):
    """A decided version as it is on a day."""

    number: str
    title: str
    version: int
    status: Status
    valid_from: date


def decided_versions(numbers: Iterable[str], tokens: frozenset[str], today: date) -> dict[str, list[Decided]]:
    """Return every decided version of these documents that the reader may read, by number: one query."""
    wanted = sorted(set(numbers))
    found: dict[str, list[Decided]] = {number: [] for number in wanted}
    if wanted:
        sql, order = prepared(len(wanted), len(tokens), database.binding)
        values = [*wanted, *sorted(tokens)]
        for number, title, version, *life in database.database.execute_sql(sql, [values[place] for place in order]):
            found[number].append(Decided(number, title, version, *status_and_start(*life, today)))
    return found


@lru_cache(maxsize=64)
def prepared(numbers: int, tokens: int, _binding: int) -> tuple[str, list[int]]:
    """Return the query for so many numbers and tokens, and which of them stands where.

    Making a query's text takes peewee longer than the database to answer it; each search asks this one.
    """
    marks = [f"{place:04d}" for place in range(numbers + tokens)]
    life = (Version.valid_from, Version.valid_until, Version.review_by, Version.withdrawn)
    rows = Version.select(Document.number, Version.title, Version.number, *life).join(Document)
    rows = rows.where(Document.number.in_(marks[:numbers]), Version.decided, readable(frozenset(marks[numbers:])))
    sql, values = rows.sql()
    return sql, [int(value) for value in values]


@lru_cache(maxsize=4096)
def status_and_start(valid_from: Day, valid_until: Day, review_by: Day, withdrawn: object, today: date) -> Any:
    """Return a decided version's status on the day, and its first day. SQLite tells days as text."""
    starts, ends, review = map(day_in, (valid_from, valid_until, review_by))
    life = VersionFact(
        0, submitted=True, valid_from=starts, valid_until=ends, review_by=review, withdrawn=bool(withdrawn)
    )
    return status_of(life, today), starts


def day_in(told: Day) -> date | None:
    """Return the day that the database tells."""
    return date.fromisoformat(told) if isinstance(told, str) else told


def owners_called(name: str) -> list[str]:
    """Return the keys of the persons with this key, or whose names hold these words: one query."""
    words = fold(name).split()
    rows = Person.select(Person.key, Person.name).tuples()
    return [key for key, called in rows if key == name.casefold() or set(words) <= set(fold(called).split())]


def area_names() -> dict[str, str]:
    """Return the process areas' names by key, in order: one query."""
    rows = ProcessArea.select(ProcessArea.key, ProcessArea.name).order_by(ProcessArea.position)
    return dict(rows.tuples())


def search_plainly(text: str, tokens: frozenset[str], today: date) -> list[DocumentLine]:
    """Return the documents in force whose number, title or text holds all the words as typed: the simple search."""
    number = normal_number(text)
    condition = Document.number == number
    words = words_of(text)[:MOST_WORDS]
    if words:
        condition |= reduce(and_, (holds(word) for word in words))
    order = ((Document.number == number).desc(), by_title(), Document.number)
    return lines_from(lines(tokens, today).where(condition).order_by(*order).limit(MOST_LINES), today)


def holds(word: str) -> Any:
    """Return the condition that title or text holds the word; capitals of å, ä and ö are letters of their own."""
    forms = (word, word.capitalize())
    return reduce(or_, (column.contains(form) for column in (Version.title, Version.plain) for form in forms))
