"""Who may be asked to decide about a unit's documents."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from peewee import JOIN

from portal.control.rules.keeping import home_of
from portal.control.rules.submission import Manager
from portal.people.models import Deputy, Membership, Person, Unit
from portal.people.queries.places import current_on
from portal.people.rules import Role, UnitFact, ancestors_of
from portal.store import database


def managers_over(
    unit: str, units: Mapping[str, UnitFact], today: date, stamp: int | None = None
) -> tuple[Manager, ...]:
    """Return the managers of the unit and those above it, nearest first, with who stands in for them: one query.

    Asked for again with the same number of the journal's last entry, none.
    """
    path = ancestors_of(home_of(unit, units, today), units)
    return read_managers(path, today) if stamp is None else managers_at(path, today, stamp, database.binding)


@lru_cache(maxsize=64)
def managers_at(path: tuple[str, ...], today: date, _stamp: int, _binding: int) -> tuple[Manager, ...]:
    """Return the managers as they are at a number of the journal."""
    return read_managers(path, today)


def read_managers(path: tuple[str, ...], today: date) -> tuple[Manager, ...]:
    """Read the managers of the units of a path, which begins at the nearest."""
    deputy = Person.alias()
    rows = (
        Membership.select(Person.key, Person.name, Person.title, Unit.code, Unit.name.alias("unit"))
        .select_extend(deputy.name.alias("deputy"))
        .join(Person)
        .switch(Membership)
        .join(Unit)
        .switch(Membership)
        .join(Deputy, JOIN.LEFT_OUTER, on=((Deputy.person == Membership.person) & current_on(Deputy, today)))
        .join(deputy, JOIN.LEFT_OUTER, on=((Deputy.deputy == deputy.id) & ~deputy.disabled))
        .where(Unit.code.in_(path), Membership.role == Role.MANAGER, current_on(Membership, today), ~Person.disabled)
        .order_by(Person.place_in_order, Person.key, deputy.place_in_order)
    )
    found: dict[tuple[str, str], Manager] = {}
    for row in rows.dicts():
        place = (row["code"], row["key"])
        before = found[place].deputies if place in found else ()
        deputies = (*before, row["deputy"]) if row["deputy"] and row["deputy"] not in before else before
        found[place] = Manager(
            row["key"], row["name"], row["unit"], path.index(row["code"]), title=row["title"], deputies=deputies
        )
    return tuple(sorted(found.values(), key=lambda manager: manager.level))


def persons_by_key(keys: Iterable[str]) -> dict[str, Person]:
    """Return the persons with these keys, by key, in the order of the alphabet: one query, none for no keys."""
    wanted = sorted(set(keys))
    rows = Person.select().where(Person.key.in_(wanted)).order_by(Person.place_in_order, Person.key) if wanted else ()
    return {person.key: person for person in rows}
