"""How many documents in force there are of each sort: counted once, then as they change, by following the journal.

Counting a whole handbook for each page would make pages slower as it grows. A process keeps what sort each document is
and reads again only what the journal has told of since; all is read anew when the day turns.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import NamedTuple

from peewee import fn

from portal.control.models.documents import Document, DocumentArea, ProcessArea
from portal.control.models.versions import Grant, Version
from portal.control.queries.listing import in_force
from portal.control.queries.waiting import keys_of
from portal.handbook.body import NAME
from portal.journal.models import Entry
from portal.people.models import Unit

# When more than so many documents have changed, reading all is as quick.
MANY_CHANGED = 500


class Sort(NamedTuple):
    """What a document is counted by: unit by code, areas by key, readers by token, title by first letter."""

    type: str
    unit: str
    is_overdue: bool
    areas: frozenset[str]
    readers: frozenset[str]
    letter: str


@dataclass(frozen=True, slots=True)
class Tally:
    """The sorts of the documents in force on a day, by number, at a number of the journal, and how many of each."""

    day: date
    stamp: int
    binding: int
    sorts: Mapping[str, Sort]
    counts: Counter[Sort]

    def readable(self, tokens: frozenset[str]) -> list[tuple[Sort, int]]:
        """Return the sorts that the reader may read, each with how many documents are of it."""
        return [(sort, count) for sort, count in self.counts.items() if not tokens.isdisjoint(sort.readers)]


_lock = Lock()
_kept: list[Tally] = []


def tally_at(stamp: int, day: date, binding: int) -> Tally:
    """Return the tally of the day as it is at a number of the journal, or later: one query, two when much is kept."""
    with _lock:
        kept = _kept[0] if _kept else None
        if kept is None or (kept.day, kept.binding) != (day, binding):
            tally = counted(stamp, day, binding, read_sorts(day))
        elif kept.stamp >= stamp:
            return kept
        else:
            tally = brought_up(kept, stamp)
        _kept[:] = [tally]
        return tally


def counted(stamp: int, day: date, binding: int, sorts: Mapping[str, Sort]) -> Tally:
    """Return the tally of these documents."""
    return Tally(day, stamp, binding, sorts, Counter(sorts.values()))


def brought_up(kept: Tally, stamp: int) -> Tally:
    """Return the tally with what the journal has told of since read again."""
    changed = changed_since(kept.stamp)
    if len(changed) > MANY_CHANGED:
        return counted(stamp, kept.day, kept.binding, read_sorts(kept.day))
    if not changed:
        return Tally(kept.day, stamp, kept.binding, kept.sorts, kept.counts)
    now = read_sorts(kept.day, changed)
    before = {number: kept.sorts[number] for number in changed if number in kept.sorts}
    counts = kept.counts + Counter(now.values())
    counts -= Counter(before.values())
    unchanged = {number: sort for number, sort in kept.sorts.items() if number not in before}
    return Tally(kept.day, stamp, kept.binding, {**unchanged, **now}, counts)


def changed_since(stamp: int) -> list[str]:
    """Return the numbers of the documents that the journal has told of since; some more than many at most."""
    told = Entry.select(Entry.subject).distinct()
    told = told.where((Entry.number > stamp) & Entry.subject.startswith("document:")).limit(MANY_CHANGED + 1)
    return [subject.partition(":")[2] for (subject,) in told.tuples()]


def read_sorts(day: date, numbers: Iterable[str] | None = None) -> dict[str, Sort]:
    """Read what sort the documents in force on the day are, all or those with these numbers: one query."""
    areas = DocumentArea.select().join(ProcessArea).where(DocumentArea.document == Document.id)
    grants = Grant.select().where(Grant.version == Version.id)
    rows = (
        Version.select(Document.number, Document.type, Unit.code, Version.review_by)
        .select_extend(keys_of(areas, ProcessArea.key), keys_of(grants, Grant.token), fn.SUBSTR(Version.title, 1, 1))
        .join(Document)
        .join(Unit)
        .where(in_force(day), Document.kind == NAME)
    )
    if numbers is not None:
        rows = rows.where(Document.number.in_(list(numbers)))
    # The same few sets stand in most rows: each is made once.
    sets: dict[str | None, frozenset[str]] = {}
    found = {}
    for number, type_, unit, review_by, keys, tokens, letter in rows.tuples():
        for text in (keys, tokens):
            if text not in sets:
                sets[text] = frozenset((text or "").split())
        is_overdue = review_by is not None and review_by < day
        found[number] = Sort(type_, unit, is_overdue, sets[keys], sets[tokens], letter.upper())
    return found
