"""What waits for somebody: why it does, and from when it has."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from portal.control.rules.mandates import Approver, Asked, Way, managers_above, seat_of
from portal.lib.calendar import add_working_days, working_days_between


class Errand(Enum):
    """Why something waits for a person, in the order in which a page tells of it."""

    DECIDE = "decide"
    DEPUTY = "deputy"
    ABOVE = "above"
    REVIEW = "review"
    RETURNED = "returned"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Patience:
    """After how many working days an approver is reminded, and the manager above is told."""

    remind: int
    escalate: int

    def reminded_on(self, since: date) -> date:
        """Return the day on which who is waited for since the day is reminded."""
        return add_working_days(since, self.remind)

    def is_strained(self, since: date, today: date) -> bool:
        """Whether it has waited so long that the manager above is told."""
        return working_days_between(since, today) >= self.escalate

    def needs_reminder(self, since: date, today: date) -> bool:
        """Whether it has waited so long that who is waited for is reminded."""
        return working_days_between(since, today) >= self.remind


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document stands: the units from its own up, with their managers (keys) by code."""

    path: Sequence[str]
    managers: Mapping[str, Iterable[str]]


def errand_of(asked: Asked, person: str, hands: frozenset[str]) -> tuple[Errand, str] | None:
    """Return why a version in review waits for the person's yes, and whose it would be (a key); None when it does not.

    Who wrote it or handed it in does not decide. A manager above is told apart, see `is_told`.
    """
    if person in hands or not asked.approvers:
        return None
    seat = seat_of(asked, person, -1)
    if seat is None:
        return None
    return (Errand.DEPUTY if seat.way is Way.DEPUTY else Errand.DECIDE), seat.approver


def told_of(asked: Asked, place: Place, hands: frozenset[str]) -> dict[str, Approver | None]:
    """Return the managers who are told when it has waited long, each with in whose place they may step in.

    Where nobody was asked that is the nearest manager, in nobody's place. Who has said yes already is not told.
    """
    without = hands | set(asked.given) | set(asked.given.values()) | {one.key for one in asked.approvers}
    if not asked.approvers:
        return dict.fromkeys(managers_above(place.path, place.managers, Approver(""), without))
    told: dict[str, Approver | None] = {}
    for approver in asked.waited_for:
        for manager in managers_above(place.path, place.managers, approver, without):
            told.setdefault(manager, approver)
    return told
