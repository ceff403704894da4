"""Who may be asked to decide about a unit's documents."""

from datetime import date

from portal.control.rules.keeping import home_of
from portal.control.rules.submission import Manager
from portal.people.models import Deputy, Membership, Person, Unit
from portal.people.queries.places import current_on
from portal.people.queries.units import unit_facts
from portal.people.rules import Role, ancestors_of


def managers_over(unit: str, today: date) -> list[Manager]:
    """Return the managers of the unit and those above it, nearest first, with who stands in for them: two queries."""
    units = unit_facts()
    path = ancestors_of(home_of(unit, units, today), units)
    rows = list(
        Membership.select(Membership, Person, Unit)
        .join(Person)
        .switch(Membership)
        .join(Unit)
        .where(Unit.code.in_(path), Membership.role == Role.MANAGER, current_on(Membership, today), ~Person.disabled)
        .order_by(Person.place_in_order, Person.key)
    )
    deputies = deputies_of({row.person_id for row in rows}, today)
    managers = [
        Manager(
            key=row.person.key,
            name=row.person.name,
            unit=row.unit.name,
            level=path.index(row.unit.code),
            title=row.person.title,
            deputies=deputies.get(row.person_id, ()),
        )
        for row in rows
    ]
    return sorted(managers, key=lambda manager: manager.level)


def deputies_of(persons: set[int], today: date) -> dict[int, tuple[str, ...]]:
    """Return the names of who stands in for each of the persons (by id) on the day: one query."""
    rows = (
        Deputy.select(Deputy.person, Person.name)
        .join(Person, on=(Deputy.deputy == Person.id))
        .where(Deputy.person.in_(persons) & current_on(Deputy, today) & ~Person.disabled)
        .order_by(Person.place_in_order)
    )
    found: dict[int, tuple[str, ...]] = {}
    for person, name in rows.tuples():
        found[person] = (*found.get(person, ()), name)
    return found
