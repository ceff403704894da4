"""What of the index a reader may find on a day: one entry for each thing, by the dates and the reader's tokens."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.control.rules.status import Status
from portal.search.facts import Fact
from portal.search.stand import Impacts, Stand

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
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Visible:
    """For each segment, the status of each document that the reader may find, else None; and its factor, else 0."""

    shown: list[list[Status | None]]
    factors: list[list[float]]

    def holds(self, impacts: Iterable[Impacts]) -> bool:
        """Whether the reader may find any of these documents."""
        return any(
            shown[doc] is not None for shown, found in zip(self.shown, impacts, strict=True) for doc in found.docs
        )

    def count(self, impacts: Iterable[Impacts]) -> int:
        """Return how many of these documents the reader may find."""
        pairs = zip(self.shown, impacts, strict=True)
        return sum(shown[doc] is not None for shown, found in pairs for doc in found.docs)

    def places(self) -> list[Place]:
        """Return every document that the reader may find."""
        return [
            (number, doc)
            for number, shown in enumerate(self.shown)
            for doc, status in enumerate(shown)
            if status is not None
        ]

    def status(self, place: Place) -> Status:
        """Return the status of a document that the reader may find."""
        status = self.shown[place[0]][place[1]]
        assert status is not None  # noqa: S101 - places are of what is shown
        return status


def visible_to(stand: Stand, tokens: frozenset[str], today: date, *, everything: bool) -> Visible:
    """Return what the reader may find: what applies or will, and drafts; with `everything` older versions too."""

    def look() -> Visible:
        shown = [
            [
                status_for(fact, tokens, today, everything=everything) if doc not in leaf.deleted else None
                for doc, fact in enumerate(segment.facts)
            ]
            for leaf, segment in zip(stand.leaves, stand.segments, strict=True)
        ]
        if not everything:
            leave_one_each(stand, shown)
        return Visible(shown, [[FACTORS[status] if status else 0.0 for status in statuses] for statuses in shown])

    return stand.keep(("visible", tokens, today, everything), look)


def status_for(fact: Fact | None, tokens: frozenset[str], today: date, *, everything: bool) -> Status | None:
    """Return the thing's status when the reader may find it, else None."""
    if fact is None or tokens.isdisjoint(fact.tokens):
        return None
    status = fact.status(today)
    return status if everything or RANKS[status] is not None else None


def leave_one_each(stand: Stand, shown: list[list[Status | None]]) -> None:
    """Take away all but what speaks for each thing; things are told apart by their address."""
    best: dict[str, tuple[int, int, Place]] = {}
    for number, (segment, statuses) in enumerate(zip(stand.segments, shown, strict=True)):
        for doc, (fact, status) in enumerate(zip(segment.facts, statuses, strict=True)):
            if fact is None or status is None:
                continue
            merit = (-(RANKS[status] or 0), fact.version, (number, doc))
            other = best.get(fact.url)
            if other is not None:
                loser = min(merit, other)[2]
                shown[loser[0]][loser[1]] = None
            best[fact.url] = max(merit, other) if other else merit
