"""Reads of what is followed, and of what a person has chosen."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from portal.lib.errors import NotFoundError
from portal.lib.refs import Ref
from portal.notices.models import Following, Preference
from portal.notices.queries.persons import paces_of
from portal.notices.rules.paces import Pace
from portal.people.models import Person


def get_following(person: int, following_id: int) -> Following:
    """Return one of what the person follows. Raises NotFoundError, also for another's."""
    row = Following.get_or_none((Following.person == person) & (Following.id == following_id))
    if row is None:
        message = "Du följer inte det längre."
        raise NotFoundError(message)
    return row


def followings_of(person: int) -> list[Following]:
    """Return all that the person follows, the latest first: one query."""
    return list(Following.select().where(Following.person == person).order_by(Following.id.desc()))


def followers_of(refs: Iterable[Ref], at: datetime) -> dict[int, list[str]]:
    """Return the paces at which each person (by id) follows any of the things, since no later than then: one query."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = Following.select(Following.person, Following.pace).where(
        Following.ref.in_(sorted(map(str, refs))) & (Following.since <= at)
    )
    for person, pace in rows.tuples():
        found[person].append(pace)
    return dict(found)


def chosen_paces(person: int) -> tuple[Pace, Pace]:
    """Return how often the person wants mail of what concerns themselves, and of what they follow: one query."""
    return paces_of(Preference.get_or_none(Preference.person == person))


def find_id(key: str) -> int | None:
    """Return the row of the person with the key, or None."""
    return Person.select(Person.id).where(Person.key == key).scalar()
