"""Who is new, and which reading lists they are given: derived from places, lists and what was given before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from portal.people.rules import UnitFact, ancestors_of, is_current

# A place is still new so many days after its first one: an introduction begins late rather than never.
NEW_DAYS = 30
# Who has been away for longer than this begins from the top again.
AWAY_DAYS = 365
# A first day that more than a quarter of all share, and more than so many, is a loading of the register.
FEW_NEW = 20
LOADING_SHARE = 4


@dataclass(frozen=True, slots=True)
class ListFact:
    """A reading list: for all who belong to the unit and those below (role empty), or have the role there.

    It begins for nobody before its first day, nor from the day `until`.
    """

    id: int
    unit: str
    role: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """What a person has in a unit: a belonging (role empty) or a role, with its first and last day."""

    unit: str
    role: str
    since: date | None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """A list that a person was given, and from which day its days are counted."""

    list: int
    since: date


@dataclass(frozen=True, slots=True)
class News:
    """What a person is to be given: from which day, in which unit, and which lists (by id), in their order."""

    since: date
    unit: str
    lists: tuple[int, ...] = field(default=())


def concerns(one: ListFact, place: Place, units: Mapping[str, UnitFact]) -> bool:
    """Whether a list is meant for who has the place: in its unit or one above, for the same role."""
    return one.role == place.role and one.unit in ancestors_of(place.unit, units)


def in_order(lists: Iterable[ListFact], units: Mapping[str, UnitFact]) -> list[ListFact]:
    """Return the lists as they are put together: the municipality's first, then down the tree, roles last."""
    return sorted(lists, key=lambda one: (len(ancestors_of(one.unit, units)), one.role != "", one.unit, one.id))


def is_new(place: Place, today: date) -> bool:
    """Whether the place has begun, and not longer ago than one is new.

    A place without a first day is of old: nobody is introduced to where they have always been.
    """
    if place.since is None or not is_current(place.since, place.until, today):
        return False
    return today - place.since <= timedelta(NEW_DAYS)


def remembered(place: Place, places: Iterable[Place]) -> list[Place]:
    """Return what the person had before the place began, unless they had left it long before."""
    if place.since is None:
        return []
    begins = place.since
    horizon = begins - timedelta(AWAY_DAYS)
    return [
        other
        for other in places
        if (other.since is None or other.since < begins) and (other.until is None or other.until >= horizon)
    ]


def lists_of(
    place: Place,
    places: Iterable[Place],
    lists: Iterable[ListFact],
    given: Iterable[Given],
    units: Mapping[str, UnitFact],
) -> tuple[int, ...]:
    """Return the lists (by id) that a new place brings: those there on its first day that are news to the person.

    Who comes from nowhere gets all from the top; who moves, or gets a role, only what neither an earlier place nor an
    earlier introduction has brought them.
    """
    if place.since is None:
        return ()
    begins, before = place.since, remembered(place, places)
    had = {one.list for one in given if before or one.since >= begins}
    return tuple(
        one.id
        for one in in_order(lists, units)
        if one.since <= begins
        and (one.until is None or begins < one.until)
        and concerns(one, place, units)
        and one.id not in had
        and not any(concerns(one, other, units) for other in before)
    )


def news_for(
    places: Iterable[Place],
    lists: Iterable[ListFact],
    given: Iterable[Given],
    units: Mapping[str, UnitFact],
    today: date,
) -> tuple[News, ...]:
    """Return what a person is to be given today, by new place, the earliest first; nothing when nothing is news."""
    every, known, had, found = list(places), list(lists), list(given), []
    for place in sorted(every, key=lambda one: (one.since or date.min, one.role != "", one.unit)):
        if not is_new(place, today) or place.since is None:
            continue
        brought = lists_of(place, every, known, had, units)
        if brought:
            found.append(News(place.since, place.unit, brought))
            had += [Given(one, place.since) for one in brought]
    return tuple(found)


def is_loading(beginning: int, everybody: int) -> bool:
    """Whether so many have the same first day, of all who belong somewhere, that they are being entered, not hired."""
    return beginning > FEW_NEW and beginning * LOADING_SHARE > everybody


def still_concerned(
    lists: Iterable[ListFact], places: Iterable[Place], units: Mapping[str, UnitFact], today: date
) -> frozenset[int]:
    """Return the lists (by id) that are meant for what the person has today."""
    current = [place for place in places if is_current(place.since, place.until, today)]
    return frozenset(one.id for one in lists if any(concerns(one, place, units) for place in current))


def lists_today(
    places: Iterable[Place], lists: Iterable[ListFact], units: Mapping[str, UnitFact], today: date
) -> tuple[int, ...]:
    """Return the lists (by id) of today for all that the person has today, whatever they were given: in their order."""
    open_today = [
        one for one in in_order(lists, units) if one.since <= today and (one.until is None or today < one.until)
    ]
    wanted = still_concerned(open_today, places, units, today)
    return tuple(one.id for one in open_today if one.id in wanted)


def home_of(unit: str, places: Iterable[Place], today: date) -> str | None:
    """Return the unit in which the person is introduced: the one they are in already, else where they came last.

    None when they belong nowhere any more.
    """
    current = [place for place in places if is_current(place.since, place.until, today)]
    if any(place.unit == unit for place in current):
        return unit
    latest = max(current, key=lambda place: (place.role == "", place.since or date.min, place.unit), default=None)
    return latest.unit if latest else None
