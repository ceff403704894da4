"""What a reader may find on a day, and how much each status counts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

import numpy as np

from portal.control.rules.status import Status
from portal.search.columns import NOBODY, STATUSES, Numbers, joined
from portal.search.packing import Floats
from portal.search.postings import Impacts, Places
from portal.search.stand import Stand

# The version that speaks for a document comes first; None is found only when older versions are asked for.
RANKS = {
    Status.VALID: 0,
    Status.OVERDUE: 0,
    Status.SCHEDULED: 1,
    Status.DRAFT: 2,
    Status.IN_REVIEW: 2,
    Status.RETURNED: 2,
    Status.WITHDRAWN: None,
    Status.SUPERSEDED: None,
    Status.REVOKED: None,
}
# What applies stands before what does not, other things being equal.
FACTORS = {
    Status.VALID: 1.0,
    Status.OVERDUE: 1.0,
    Status.SCHEDULED: 0.8,
    Status.DRAFT: 0.7,
    Status.IN_REVIEW: 0.7,
    Status.RETURNED: 0.7,
    Status.WITHDRAWN: 0.5,
    Status.SUPERSEDED: 0.4,
    Status.REVOKED: 0.3,
}
HIDDEN = 9
Kept = TypeVar("Kept")
# By a status's number; the last is for what is none.
RANK_OF = np.array([HIDDEN if RANKS[status] is None else RANKS[status] for status in STATUSES] + [HIDDEN])
FACTOR_OF = np.array([FACTORS[status] for status in STATUSES] + [0.0], np.float32)


@dataclass(frozen=True, slots=True)
class Visible:
    """For each place its status (a number), and its factor: 0 where the reader finds nothing."""

    statuses: Numbers
    factors: Floats
    kept: dict[str, Any] = field(default_factory=dict)

    def keep(self, name: str, make: Callable[[], Kept]) -> Kept:
        """Return what was made of this under the name, or make it."""
        if name not in self.kept:
            self.kept[name] = make()
        found: Kept = self.kept[name]
        return found

    @property
    def shown(self) -> Floats:
        """For each place 1 where the reader finds something, else 0."""
        return self.keep("shown", lambda: (self.factors > 0).astype(np.float32))

    def holds(self, impacts: Impacts) -> bool:
        """Whether the reader may find any of these."""
        # Mostly the first that one looks at is there.
        return bool(self.factors[impacts.places[:64]].any()) or bool(self.factors[impacts.places].any())

    def count(self, impacts: Impacts) -> int:
        """Return how many of these the reader may find."""
        return int(np.count_nonzero(self.factors[impacts.places]))

    def places(self) -> Places:
        """Return everything that the reader may find."""
        return np.flatnonzero(self.factors)

    def status(self, place: int) -> Status:
        """Return the status of what the reader may find."""
        return STATUSES[self.statuses[place]]


def visible_to(stand: Stand, tokens: frozenset[str], today: date, *, everything: bool) -> Visible:
    """Return what the reader may find: what applies or will, and drafts; with `everything` older versions too."""

    def look() -> Visible:
        statuses = joined([one.columns.statuses(today) for one in stand.segments])
        shown = joined([may_read(one.columns.reader_sets, tokens)[one.columns.readers] for one in stand.segments])
        shown = shown.astype(bool) & (statuses != NOBODY)
        shown[stand.deleted] = False
        if not everything:
            shown &= RANK_OF[statuses] != HIDDEN
            shown &= speaking(stand, statuses, shown)
        return Visible(statuses, np.where(shown, FACTOR_OF[statuses], np.float32(0)))

    return stand.keep(("visible", tokens, today, everything), look)


def may_read(reader_sets: list[frozenset[str]], tokens: frozenset[str]) -> Numbers:
    """Return for each set of readers whether who has these tokens is one of them."""
    return np.array([not tokens.isdisjoint(readers) for readers in reader_sets], np.int32)


def speaking(stand: Stand, statuses: Numbers, shown: Numbers) -> Numbers:
    """Return whether each place is what speaks for its thing: things are told apart by their address."""
    seen = np.flatnonzero(shown)
    urls = stand.column("urls")[seen]
    order = np.lexsort((-stand.column("versions")[seen], RANK_OF[statuses[seen]], urls))
    first = np.ones(len(seen), bool)
    first[1:] = urls[order][1:] != urls[order][:-1]
    speaks = np.zeros(len(shown), bool)
    speaks[seen[order[first]]] = True
    return speaks
