"""The database has the last word: what is found is what it says, and it searches by itself where there is no index."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import Any

from portal.control.models.documents import Document, ProcessArea
from portal.control.models.versions import Version
from portal.control.queries.listing import DocumentLine, by_title, lines, lines_from, readable_lines
from portal.control.rules.types import normal_number
from portal.lib.text import fold
from portal.people.models import Person, Unit
from portal.people.queries.units import units_by_code
from portal.search.analysis import words_of

MOST_WORDS = 6
MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class Organisation:
    """The units by code, and for each it and all above it, from itself up."""

    units: Mapping[str, Unit]
    above: Mapping[str, tuple[str, ...]]


def organisation() -> Organisation:
    """Return the units as they are now."""
    units = units_by_code()
    return Organisation(units, {code: tuple(path_from(unit)) for code, unit in units.items()})


def path_from(unit: Unit) -> Iterator[str]:
    """Yield the codes of the unit and of all above it, from itself up."""
    step: Unit | None = unit
    while step is not None:
        yield step.code
        step = step.parent if step.parent_id else None


def decided_versions(numbers: Iterable[str], tokens: frozenset[str], today: date) -> dict[str, list[DocumentLine]]:
    """Return every decided version of these documents that the reader may read, by number: one query."""
    wanted = sorted(set(numbers))
    found: dict[str, list[DocumentLine]] = {number: [] for number in wanted}
    if wanted:
        rows = readable_lines(tokens).where(Document.number.in_(wanted) & Version.decided)
        for line in lines_from(rows, today):
            found[line.number].append(line)
    return found


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
