"""The facts of a segment's documents as arrays, so that all of them are looked at in one step."""

import threading
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from portal.control.rules.status import Status
from portal.search.facts import day_from, fact_from, written_in
from portal.search.titles import Titles

Numbers = NDArray[np.int32]
STATUSES = tuple(Status)
STATUS_NUMBERS = {status: number for number, status in enumerate(STATUSES)}
NOBODY = -1


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

    def __init__(self, rows: Sequence[bytes]) -> None:
        """Take the rows as they were written. Raises ValueError, TypeError."""
        lives: dict[tuple[Any, ...], int] = {}
        readers: dict[tuple[str, ...], int] = {}
        table = np.zeros((9, len(rows)), np.int32)
        self.types, self.units, self.kinds, self.area_sets, self.owners = table[:5]
        self.starts, self.versions, self.readers, self.lives = table[5:]
        self.urls = np.zeros(len(rows), np.int64)
        titles: list[list[str]] = []
        for place, row in enumerate(rows):
            told = written_in(row)
            titles.append(told.title_stems if told else [])
            if told is None:
                table[:, place] = (NOBODY,) * 5 + (0, 0, readers.setdefault((), len(readers)), NOBODY)
                continue
            table[:, place] = (
                TYPES.number(told.type),
                UNITS.number(told.unit),
                KINDS.number(told.kind),
                AREA_SETS.number(" ".join(told.areas)),
                OWNERS.number(told.owner),
                ordinal_of(told.valid_from),
                told.version,
                readers.setdefault(tuple(told.tokens), len(readers)),
                lives.setdefault(told.life, len(lives)),
            )
            self.urls[place] = hash(told.url)
        self.titles = Titles(titles)
        self.reader_sets = [frozenset(tokens) for tokens in readers]
        # One of each life: its status is that of all.
        _, first = np.unique(self.lives, return_index=True)
        self._examples = [rows[place] for place in first.tolist() if self.lives[place] != NOBODY]
        self._statuses: dict[date, Numbers] = {}

    def statuses(self, today: date) -> Numbers:
        """Return each document's status (its number) on the day; NOBODY for what is none. The rule decides."""
        found = self._statuses.get(today)
        if found is None:
            by_life = [STATUS_NUMBERS[fact_from(row).status(today)] for row in self._examples]
            # The last is for what is none: its life is -1.
            found = np.array([*by_life, NOBODY], np.int32)[self.lives]
            self._statuses = {today: found}
        return found


def ordinal_of(day: str | None) -> int:
    """Return a day that is written as a number, 0 for none."""
    found = day_from(day)
    return found.toordinal() if found else 0


def joined(parts: Sequence[NDArray[Any]]) -> NDArray[Any]:
    """Return the arrays of several segments as one; the segment's own where there is but one."""
    return parts[0] if len(parts) == 1 else np.concatenate(parts) if parts else np.zeros(0, np.int32)
