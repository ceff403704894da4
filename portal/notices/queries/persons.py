"""Those who are told: many at a time, with what each may read on the day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from peewee import chunked

from portal.notices.models import Preference
from portal.notices.rules.paces import FOLLOWED_PACE, OWN_PACE, Pace, read_pace
from portal.people.models import Deputy, Membership, Person, Unit
from portal.people.queries.places import current_on
from portal.people.rules import Appointment, Role, UnitFact, tokens_of

AT_A_TIME = 300
Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person who can be told: row, key, what they may read, and how often they want mail."""

    id: int
    key: str
    tokens: frozenset[str]
    own: Pace
    followed: Pace


def recipients(ids: Iterable[int], today: date, units: Mapping[str, UnitFact]) -> dict[int, Recipient]:
    """Return those of the persons who can sign in, by id: four queries for some hundred."""
    found: dict[int, Recipient] = {}
    for some in chunked(sorted(set(ids)), AT_A_TIME):
        found |= some_recipients(list(some), today, units)
    return found


def some_recipients(ids: list[int], today: date, units: Mapping[str, UnitFact]) -> dict[int, Recipient]:
    """Return these recipients."""
    keys = dict(Person.select(Person.id, Person.key).where(Person.id.in_(ids) & ~Person.disabled).tuples())
    chosen = {row.person_id: row for row in Preference.select().where(Preference.person.in_(ids))}
    places = places_by_person(ids, today)
    known: dict[frozenset[Place], frozenset[str]] = {}
    found = {}
    for id_, key in keys.items():
        held = places.get(id_, frozenset())
        if held not in known:
            known[held] = tokens_of([appointment(place) for place in held], units, today, "") - {"person:"}
        own, followed = paces_of(chosen.get(id_))
        found[id_] = Recipient(id_, key, known[held] | {f"person:{key}"}, own, followed)
    return found


def paces_of(chosen: Preference | None) -> tuple[Pace, Pace]:
    """Return how often mail is wanted of what concerns oneself, and of what one follows."""
    if chosen is None:
        return OWN_PACE, FOLLOWED_PACE
    return read_pace(chosen.own, OWN_PACE), read_pace(chosen.followed, FOLLOWED_PACE)


def appointment(place: Place) -> Appointment:
    """Return a place that is held today as the rules see it."""
    unit, role = place
    return Appointment(unit, Role(role) if role else None)


def places_by_person(ids: list[int], today: date) -> dict[int, frozenset[Place]]:
    """Return what each of the persons has where today, with the roles of those whose deputy they are: two queries."""
    deputies: dict[int, set[int]] = defaultdict(set)
    rows = Deputy.select(Deputy.person, Deputy.deputy).where(Deputy.deputy.in_(ids) & current_on(Deputy, today))
    for away, deputy in rows.tuples():
        deputies[away].add(deputy)
    held: dict[int, set[Place]] = defaultdict(set)
    wanted = {*ids, *deputies}
    places = Membership.select(Membership.person, Unit.code, Membership.role).join(Unit)
    for person, unit, role in places.where(Membership.person.in_(wanted) & current_on(Membership, today)).tuples():
        held[person].add((unit, role))
        for deputy in deputies.get(person, ()) if role else ():
            held[deputy].add((unit, role))
    return {person: frozenset(places) for person, places in held.items()}


def ids_by_key(keys: Iterable[str]) -> dict[str, int]:
    """Return the rows of the persons with these keys: one query, none when there are none."""
    wanted = sorted(set(keys))
    return dict(Person.select(Person.key, Person.id).where(Person.key.in_(wanted)).tuples()) if wanted else {}
