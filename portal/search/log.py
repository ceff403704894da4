"""The log of searches: counts by day and words, gathered in memory and written together, a few times a minute.

Nothing of who searched comes here. What is gathered is written when it is some entries or some seconds old, when the
process ends, and before the statistics are shown; a write that fails is tried again, and never breaks a page.
"""

import atexit
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from threading import Lock
from typing import Any
from weakref import WeakSet

from peewee import EXCLUDED, chunked

from portal.search.log_rules import first_kept
from portal.search.models import Opened, Searched
from portal.store.database import drop_lost
from portal.store.work import unit_of_work

log = logging.getLogger(__name__)

# When to write: so many entries, or so many seconds after the first of them; and the rest after a write that failed.
MOST_WAITING, LONGEST_WAIT = 20, 10.0
# While the database does not answer, at most so many different entries are kept in memory.
MOST_KEPT = 2_000
# Whoever fills the log on purpose fills a day of it, and no more.
MOST_A_DAY = 50_000
AT_A_TIME = 200

Search = tuple[date, str]
Opening = tuple[date, str, str, int]


@dataclass
class Batch:
    """What has been gathered: searches with their count and hits, searches to take back, and openings."""

    searched: dict[Search, tuple[int, int]] = field(default_factory=dict)
    taken_back: Counter[Search] = field(default_factory=Counter)
    opened: Counter[Opening] = field(default_factory=Counter)
    entries: int = 0

    @property
    def is_full(self) -> bool:
        """Whether no other words can be kept."""
        return len(self.searched) + len(self.taken_back) + len(self.opened) >= MOST_KEPT

    def add_search(self, key: Search, count: int, hits: int) -> None:
        """Count searches with the hits that there were the last time."""
        if key in self.searched or not self.is_full:
            self.searched[key] = (self.searched.get(key, (0, 0))[0] + count, hits)
            self.entries += count

    def take_back(self, key: Search, count: int = 1) -> None:
        """Take back searches: here where they still are, else when it is written."""
        held, hits = self.searched.pop(key, (0, 0))
        if held > count:
            self.searched[key] = (held - count, hits)
        elif held < count and not self.is_full:
            self.taken_back[key] += count - held

    def add_opening(self, key: Opening, count: int) -> None:
        """Count openings."""
        if key in self.opened or not self.is_full:
            self.opened[key] += count
            self.entries += count

    def add_older(self, older: "Batch") -> None:
        """Take in what was gathered before this and could not be written: what is newer knows the hits."""
        for key, (count, hits) in older.searched.items():
            self.add_search(key, count, self.searched[key][1] if key in self.searched else hits)
        for key, count in older.taken_back.items():
            self.take_back(key, count)
        for opening, count in older.opened.items():
            self.add_opening(opening, count)


class SearchLog:
    """What one process has counted and not yet written; `clock` tells seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin empty."""
        self.clock = clock
        self.lock = Lock()
        self.batch = Batch()
        self.began: float | None = None
        self.rests_until = 0.0
        LOGS.add(self)

    def note_search(self, day: date, words: str, hits: int, *, instead_of: str | None = None) -> None:
        """Count a search for the words and its hits; `instead_of` are words that were half typed, and so are none."""
        with self.lock:
            if instead_of is not None:
                self.batch.take_back((day, instead_of))
            self.batch.add_search((day, words), 1, hits)
            self.begin()
        self.flush_in_time()

    def note_opening(self, day: date, words: str, ref: str, rank: int) -> None:
        """Count that something was opened after a search for the words, from its place in the list."""
        with self.lock:
            self.batch.add_opening((day, words, ref, rank), 1)
            self.begin()
        self.flush_in_time()

    def begin(self) -> None:
        """Remember when the first of what waits came."""
        if self.began is None:
            self.began = self.clock()

    @property
    def is_due(self) -> bool:
        """Whether it is time to write; asked at every request, so it takes no lock."""
        began, now = self.began, self.clock()
        waits = began is not None and (self.batch.entries >= MOST_WAITING or now - began >= LONGEST_WAIT)
        return waits and now >= self.rests_until

    def flush_in_time(self) -> None:
        """Write when it is time to."""
        if self.is_due:
            self.flush()

    def flush(self) -> None:
        """Write all that is gathered; what cannot be written is gathered again, and the log says why."""
        with self.lock:
            batch, self.batch, self.began = self.batch, Batch(), None
        if not (batch.searched or batch.taken_back or batch.opened):
            return
        try:
            write(batch)
        except Exception:
            log.exception("the log of searches could not be written and is tried again")
            with self.lock:
                self.batch.add_older(batch)
                self.begin()
                self.rests_until = self.clock() + LONGEST_WAIT
            with suppress(Exception):
                drop_lost()


LOGS: "WeakSet[SearchLog]" = WeakSet()


@atexit.register
def flush_all() -> None:
    """When the process ends: write what is still in memory."""
    for each in list(LOGS):
        each.flush()


def write(batch: Batch) -> None:
    """Add what was gathered to what is there, in one unit of work.

    Rows come in the same order in every process, so that no two wait for each other.
    """
    with unit_of_work():
        add_searches(batch)
        add_openings(batch)


def add_searches(batch: Batch) -> None:
    """Take back what was half typed, and add the searches; the hits are those of the last time."""
    for (day, words), count in sorted(batch.taken_back.items()):
        here = (Searched.day == day) & (Searched.words == words) & (Searched.count >= count)
        Searched.update(count=Searched.count - count).where(here).execute()
    rows = [
        {"day": day, "words": words, "count": count, "hits": hits}
        for (day, words), (count, hits) in sorted(batch.searched.items())
    ]
    add(Searched, rows, (Searched.day, Searched.words), {Searched.hits: EXCLUDED.hits})


def add_openings(batch: Batch) -> None:
    """Add the openings."""
    rows = [
        {"day": day, "words": words, "ref": ref, "rank": rank, "count": count}
        for (day, words, ref, rank), count in sorted(batch.opened.items())
    ]
    add(Opened, rows, (Opened.day, Opened.words, Opened.ref, Opened.rank), {})


def add(table: Any, rows: list[dict[str, Any]], key: tuple[Any, ...], renewed: dict[Any, Any]) -> None:
    """Insert the rows, or add their counts to those that are there."""
    full = full_days(table, {row["day"] for row in rows})
    changes = {table.count: table.count + EXCLUDED.count, **renewed}
    for some in chunked([row for row in rows if row["day"] not in full], AT_A_TIME):
        table.insert_many(some).on_conflict(conflict_target=key, update=changes).execute()


def full_days(table: Any, days: Iterable[date]) -> set[date]:
    """Return the days that have as many rows as a day may have."""
    full = {day for day in days if table.select().where(table.day == day).count() >= MOST_A_DAY}
    if full:
        log.warning("the log of searches is full for %s", ", ".join(map(str, sorted(full))))
    return full


def forget_old_searches(_now: datetime, today: date) -> None:
    """Delete what has been kept for as long as it may be."""
    with unit_of_work():
        for table in (Searched, Opened):
            table.delete().where(table.day < first_kept(today)).execute()
