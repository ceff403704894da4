"""What the rules need to know to tell who is new, and what each was given."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta

from peewee import fn

from portal.introduction.models import Introduction, IntroductionPart
from portal.introduction.rules.beginning import NEW_DAYS, Given, Place
from portal.people.models import Membership, Person, Unit
from portal.people.queries.places import current_on


@dataclass(slots=True)
class Newcomer:
    """A person with all they have had, have and will have where, what they were given, and what is under way."""

    person: Person
    places: list[Place] = field(default_factory=list)
    given: list[Given] = field(default_factory=list)
    course: Introduction | None = None


def newcomers(persons: Collection[int]) -> list[Newcomer]:
    """Return these persons (by id): three queries."""
    found = {row.id: Newcomer(row) for row in Person.select().where(Person.id.in_(list(persons))).order_by(Person.id)}
    columns = (Membership.person, Unit.code, Membership.role, Membership.valid_from, Membership.valid_to)
    for person, *place in Membership.select(*columns).join(Unit).where(Membership.person.in_(list(found))).tuples():
        found[person].places.append(Place(*place))
    parts = (
        IntroductionPart.select(IntroductionPart, Introduction, Unit)
        .join(Introduction)
        .join(Unit)
        .where(Introduction.person.in_(list(found)))
        .order_by(IntroductionPart.id)
    )
    for part in parts:
        newcomer = found[part.introduction.person_id]
        newcomer.given.append(Given(part.list_id, part.since))
        if not part.introduction.is_closed:
            newcomer.course = newcomer.course or part.introduction
    return list(found.values())


def persons_by_key(keys: Collection[str]) -> set[int]:
    """Return the ids of the persons with these keys."""
    return {person for (person,) in Person.select(Person.id).where(Person.key.in_(list(keys))).tuples()}


def newly_placed(today: date) -> set[int]:
    """Return the persons (by id) whose place is still new: one query."""
    begun = (Membership.valid_from >= today - timedelta(NEW_DAYS)) & (Membership.valid_from <= today)
    return {person for (person,) in Membership.select(Membership.person).where(begun).distinct().tuples()}


def moved_since(before: date, today: date) -> set[int]:
    """Return the persons (by id) with a place that began after the day `before`, or ended on it or later: one query."""
    begun = (Membership.valid_from > before) & (Membership.valid_from <= today)
    ended = (Membership.valid_to >= before) & (Membership.valid_to < today)
    return {person for (person,) in Membership.select(Membership.person).where(begun | ended).distinct().tuples()}


def beginning_on(day: date) -> int:
    """Return how many persons have a first day somewhere on that day: one query."""
    return Membership.select(fn.COUNT(Membership.person.distinct())).where(Membership.valid_from == day).scalar()


def everybody_on(day: date) -> int:
    """Return how many persons have a place on that day: one query."""
    rows = Membership.select(fn.COUNT(Membership.person.distinct())).where(current_on(Membership, day))
    return rows.scalar()
