"""What the start pages tell of services and promises."""

from dataclasses import dataclass
from datetime import date

from portal.people.rules import PUBLIC
from portal.services.queries.promises import Promise, in_force, promises
from portal.services.queries.services import Situation, situations
from portal.services.rules.verdict import SEVERITY, Tally, tally_of

CITIZENS = frozenset({PUBLIC})


@dataclass(frozen=True, slots=True)
class Kept:
    """How we kept what we promised in the last period that each promise is measured by, and what was broken."""

    tally: Tally
    broken: tuple[Promise, ...]

    @property
    def kept(self) -> int:
        """How many promises were kept."""
        return self.tally.kept

    @property
    def judged(self) -> int:
        """Of how many that could be judged."""
        return self.tally.judged


def last_quarter(today: date, stamp: int | None = None) -> Kept:
    """Return what a citizen is told of the promises in force."""
    found = in_force(promises(CITIZENS, today, stamp=stamp))
    return Kept(tally_of(promise.latest for promise in found), tuple(broken_of(found)))


def broken_of(found: list[Promise]) -> list[Promise]:
    """Return the broken promises, those first that nobody has explained in time, then the furthest from their goal."""
    broken = [promise for promise in found if promise.latest.is_broken]
    return sorted(broken, key=lambda promise: (promise.overdue_since is None, -distance_of(promise)))


def distance_of(promise: Promise) -> float:
    """Return how far the outcome was from the goal, as a part of the goal."""
    goal, value = float(promise.latest.commitment.goal), promise.latest.value
    return abs(float(value) - goal) / (goal or 1.0) if value is not None else 0.0


def by_severity(found: list[Promise]) -> list[Promise]:
    """Return the promises with what was missed first, and what could not be judged last."""
    return sorted(found, key=lambda promise: (not promise.state.is_judged, -SEVERITY[promise.state]))


def services_by_situation() -> list[Situation]:
    """Return the life situations in which there are services."""
    return [situation for situation in situations() if situation.services]
