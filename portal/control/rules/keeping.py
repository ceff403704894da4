"""Keeping alive: who answers for a document, who is reminded of its review and when, who may say that it holds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from portal.people.rules import Appointment, UnitFact, ancestors_of, subtree_of, why_not_hold

# The keys of the managers of a unit, of the one above it, and so on.
Levels = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Step:
    """A reminder of a review: so many days before it falls due (after it: negative), to so high a level."""

    cause: str
    days: int
    level: int


STEPS = (
    Step("review-60", 60, 0),
    Step("review-30", 30, 0),
    Step("review-0", 0, 0),
    Step("review-late-30", -30, 1),
    Step("review-late-60", -60, 2),
)
SOON = timedelta(days=STEPS[0].days)
# From then on a review waits for those above too.
LATE = timedelta(days=-next(step.days for step in STEPS if step.level))


def reminders_due(review_by: date, today: date) -> tuple[Step, ...]:
    """Return the reminders whose day has come, the latest for each level: what was missed is not made up for."""
    left = (review_by - today).days
    reached = {step.level: step for step in STEPS if left <= step.days}
    return tuple(reached.values())


def owner_of(owner: str | None, managers: Levels) -> str | None:
    """Return who answers for a document: its owner, who has not left, or else the nearest manager."""
    return owner or next((key for level in managers for key in level), None)


def line_of(owner: str | None, managers: Levels) -> list[tuple[str, ...]]:
    """Return who answers for a document, and those above, level by level.

    Above an owner who is a manager are those above that unit; above any other owner all the managers.
    """
    first = owner_of(owner, managers)
    if first is None:
        return []
    place = next((place for place, level in enumerate(managers) if first in level), -1)
    return [(first,), *(tuple(level) for level in managers[place + 1 :] if level)]


def reached_by(step: Step, line: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Return whom a reminder goes to; where nobody stands so high, to those who stand highest."""
    return line[min(step.level, len(line) - 1)] if line else ()


def concerned_by(review_by: date, line: Sequence[tuple[str, ...]], today: date) -> frozenset[str]:
    """Return whom a review waits for today: who answers and, when it is late enough, those above too."""
    return frozenset(key for step in reminders_due(review_by, today) for key in reached_by(step, line))


def home_of(unit: str, units: Mapping[str, UnitFact], today: date) -> str:
    """Return the unit that answers today for what the unit owns: it, or what it was merged into."""
    seen = {unit}
    while (fact := units[unit]).successor and fact.successor not in seen and fact.valid_to and fact.valid_to < today:
        unit = fact.successor
        seen.add(unit)
    return unit


def levels_over(
    unit: str, units: Mapping[str, UnitFact], managers: Mapping[str, Sequence[str]], today: date
) -> list[tuple[str, ...]]:
    """Return the managers of the unit and of those above it, level by level; `managers` are their keys by unit."""
    return [tuple(managers.get(code, ())) for code in ancestors_of(home_of(unit, units, today), units)]


def branch_of(unit: str, units: Mapping[str, UnitFact], today: date) -> frozenset[str]:
    """Return the unit, those above and below it: who has a place in one of them belongs to what the unit owns."""
    home = home_of(unit, units, today)
    return frozenset({unit, *ancestors_of(home, units)}) | subtree_of(home, units)


def has_left(places: Iterable[Appointment], branch: frozenset[str], today: date) -> bool:
    """Whether an owner has left the units of a branch: all places there have ended.

    Who never had a place there has not left it, but the municipality when all places have ended.
    """
    known = list(places)
    inside = [place for place in known if place.unit in branch] or known
    return bool(inside) and all(place.valid_to is not None and place.valid_to < today for place in inside)


def why_not_keep(keepers: Iterable[str], unit: str, tokens: frozenset[str]) -> str | None:
    """Return why a reader may not say that a document still holds, or None.

    `keepers` are the keys of its owner and its process lead; the managers of its unit, and those above, may too.
    """
    if any(f"person:{key}" in tokens for key in keepers) or why_not_hold("control.approve", unit, tokens) is None:
        return None
    return "Bara dokumentets ägare, processledaren och enhetens chefer kan bekräfta att det är aktuellt."


def why_not_seen(seen: int | None, in_force: int) -> str | None:
    """Return why a person who read one version may not speak of the one in force, or None: nobody vouches unread."""
    if seen in {None, in_force}:
        return None
    return f"Version {in_force} har börjat gälla sedan du öppnade sidan. Läs den först."
