"""The facts of a segment's documents as arrays, so that all of them are looked at in one step."""

import threading
from collections.abc import Hashable, Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from portal.control.rules.status import Status
from portal.search.facts import Fact

Numbers = NDArray[np.int32]
STATUSES = tuple(Status)
STATUS_NUMBERS = {status: number for number, status in enumerate(STATUSES)}
NOBODY = -1
Kind = TypeVar("Kind", bound=Hashable)


class Names:
    """Numbers for names, the same in all segments of the process; given at first sight, never changed."""

    def __init__(self) -> None:
        """Begin with none."""
        self.numbers: dict[str, int] = {}
        self.names: list[str] = []
        self.lock = threading.Lock()

    def number(self, name: str) -> int:
        """Return the name's number."""
        found = self.numbers.get(name)
        if found is not None:
            return found
        with self.lock:
            if name not in self.numbers:
                self.names.append(name)
                self.numbers[name] = len(self.names) - 1
            return self.numbers[name]

    def some(self, names: Iterable[str]) -> list[int]:
        """Return the numbers of those names that have one."""
        return [self.numbers[name] for name in names if name in self.numbers]


TYPES, UNITS, KINDS, AREA_SETS, OWNERS = Names(), Names(), Names(), Names(), Names()


class Columns:
    """The facts of a segment, by document: what is counted and filtered by."""

    def __init__(self, facts: list[Fact | None]) -> None:
        """Take the facts; None for a row that tells of the index itself."""
        self.types = numbers(TYPES.number(fact.type) if fact else NOBODY for fact in facts)
        self.units = numbers(UNITS.number(fact.unit) if fact else NOBODY for fact in facts)
        self.kinds = numbers(KINDS.number(fact.kind) if fact else NOBODY for fact in facts)
        self.area_sets = numbers(AREA_SETS.number(" ".join(fact.areas)) if fact else NOBODY for fact in facts)
        self.owners = numbers(OWNERS.number(fact.owner) if fact else NOBODY for fact in facts)
        self.starts = numbers(fact.valid_from.toordinal() if fact and fact.valid_from else 0 for fact in facts)
        self.versions = numbers(fact.version if fact else 0 for fact in facts)
        self.urls = np.fromiter((hash(fact.url) if fact else 0 for fact in facts), np.int64, len(facts))
        self.readers, self.reader_sets = distinct(fact.tokens if fact else frozenset[str]() for fact in facts)
        self.lives, _ = distinct(life_of(fact) if fact else None for fact in facts)
        self._facts = dict(zip(self.lives.tolist(), facts, strict=True))
        self._statuses: dict[date, Numbers] = {}

    def statuses(self, today: date) -> Numbers:
        """Return each document's status (its number) on the day; NOBODY for what is none. The rule decides."""
        found = self._statuses.get(today)
        if found is None:
            by_life = numbers(
                STATUS_NUMBERS[fact.status(today)] if fact else NOBODY for _, fact in sorted(self._facts.items())
            )
            found = by_life[self.lives] if len(by_life) else self.lives
            self._statuses = {today: found}
        return found


def life_of(fact: Fact) -> tuple[Any, ...]:
    """Return all that a status is derived from."""
    return (
        fact.decided,
        fact.submitted,
        fact.returned,
        fact.withdrawn,
        fact.valid_from,
        fact.valid_until,
        fact.review_by,
    )


def numbers(values: Iterable[int]) -> Numbers:
    """Return numbers as an array."""
    return np.fromiter(values, np.int32)


def distinct(values: Iterable[Kind]) -> tuple[Numbers, list[Kind]]:
    """Return for each value which of the distinct ones it is, and these, in the order of their first sight."""
    seen: dict[Kind, int] = {}
    found = numbers(seen.setdefault(value, len(seen)) for value in values)
    return found, list(seen)


def joined(parts: Sequence[NDArray[Any]]) -> NDArray[Any]:
    """Return the arrays of several segments as one; the segment's own where there is but one."""
    return parts[0] if len(parts) == 1 else np.concatenate(parts) if parts else np.zeros(0, np.int32)
