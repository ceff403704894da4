"""What is asked to be read, of whom, until when, and what is left: derived from dates."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from portal.control.rules.status import Status
from portal.people.rules import INTERNAL, PUBLIC, UnitFact, reach_of

MOST_DAYS = 365
# Reminded so many days before the last day, on the day after it, and then as often as this.
REMINDED_BEFORE, REMINDED_AGAIN = 7, 7


class Light(StrEnum):
    """How it stands where several are asked: the colour, beside which there are always words."""

    NONE = "none"
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


@dataclass(frozen=True, slots=True)
class DecidedVersion:
    """A decided version: its first day, and whether its readers must know of what changed."""

    number: int
    valid_from: date
    significant: bool


@dataclass(frozen=True, slots=True)
class Demand:
    """Who is asked: all who belong to the unit and those below it, or hold the role there, from one day until another.

    `days` is how long one has, in days, from when one is asked.
    """

    unit: str
    role: str
    days: int
    since: date


class Place(NamedTuple):
    """A person's belonging to a unit (role empty), or role there, since a day."""

    person: int
    unit: str
    role: str
    since: date | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person is asked: in which unit, since when and by when."""

    unit: str
    asked_on: date
    due_on: date


def wanted_version(versions: Iterable[DecidedVersion], today: date) -> DecidedVersion | None:
    """Return the version from which on reading counts: the latest significant one that has begun to apply.

    The first version is always significant. None when nothing has begun to apply.
    """
    begun = sorted((one for one in versions if one.valid_from <= today), key=lambda one: one.number)
    return next((one for one in reversed(begun) if one.significant), begun[0] if begun else None)


def units_below(units: Mapping[str, UnitFact]) -> dict[str, frozenset[str]]:
    """Return for each unit it and all below it."""
    below: dict[str, set[str]] = {code: {code} for code in units}
    for code in units:
        step = units[code].parent
        seen = {code}
        while step is not None and step in units and step not in seen:
            below[step].add(code)
            seen.add(step)
            step = units[step].parent
    return {code: frozenset(codes) for code, codes in below.items()}


def is_readable(grants: Iterable[str], unit: str, role: str, units: Mapping[str, UnitFact]) -> bool:
    """Whether all who belong to the unit, or hold the role there, may read what is granted to these."""
    told = frozenset(grants)
    if not told.isdisjoint({PUBLIC, INTERNAL}):
        return True
    above = reach_of(unit, units)
    wanted = {f"unit:{code}" for code in above} | ({f"role:{role}@{code}" for code in above} if role else set())
    return not told.isdisjoint(wanted)


def asked_of(
    demands: Iterable[Demand],
    places: Mapping[str, Iterable[Place]],
    below: Mapping[str, frozenset[str]],
    wanted_from: date,
) -> dict[int, Asked]:
    """Return what each person (by id) is asked, by all demands of a document together: the earliest day counts.

    `places` are those of today, by unit. One is asked from the day when the demand, the version and one's place are
    all there.
    """
    found: dict[int, Asked] = {}
    for demand in demands:
        begins = max(demand.since, wanted_from)
        for unit in below.get(demand.unit, ()):
            for place in places.get(unit, ()):
                if place.role != demand.role:
                    continue
                asked_on = max(begins, place.since or begins)
                asked = Asked(unit, asked_on, asked_on + timedelta(demand.days))
                known = found.get(place.person)
                if known is None or (asked.due_on, asked.unit) < (known.due_on, known.unit):
                    found[place.person] = asked
    return found


def reminder_on(asked_on: date, due_on: date, reminded_on: date | None) -> date:
    """Return the day from which the person is to be reminded next: before the last day, after it, and then weekly."""
    ahead = max(due_on - timedelta(REMINDED_BEFORE), asked_on + timedelta(1))
    if reminded_on is None and ahead < due_on:
        return ahead
    after = due_on + timedelta(1)
    return after if reminded_on is None or reminded_on < after else reminded_on + timedelta(REMINDED_AGAIN)


def light_of(asked: int, unread: int, late: int) -> Light:
    """Return how it stands where so many are asked, so many have not read, and so many of these are late."""
    if not asked:
        return Light.NONE
    if not unread:
        return Light.GREEN
    return Light.RED if late else Light.YELLOW


def why_not_demand(days: int | None, *, unit_name: str, readable: bool) -> str | None:
    """Return why reading may not be demanded so, or None."""
    if days is None or not 1 <= days <= MOST_DAYS:
        return f"Skriv hur många dagar man har på sig: 1 till {MOST_DAYS}."
    if not readable:
        return f"Alla i {unit_name} får inte läsa dokumentet. Ändra vilka det är till för, eller välj en annan enhet."
    return None


def why_not_acknowledge(status: Status) -> str | None:
    """Return why a version of this status may not be acknowledged, or None: what applies, or will, may."""
    if status.in_force or status is Status.SCHEDULED:
        return None
    return "Bara det som gäller, eller snart börjar gälla, kan kvitteras. Läs den version som gäller nu."
