"""What a person may read and do on a day, and who may act for whom."""

from collections.abc import Mapping
from datetime import date

from portal.lib.errors import NotFoundError
from portal.people import rules
from portal.people.models import Deputy, Membership, Person, Unit
from portal.people.queries.persons import find_person_by_email
from portal.people.queries.places import current_on
from portal.people.queries.units import unit_facts
from portal.people.reader import CITIZEN, Reader


def reader_of(person: Person, today: date, units: Mapping[str, rules.UnitFact] | None = None) -> Reader:
    """Return the person as a reader on that day, with the roles of those whose deputy the person is.

    `units` is the tree, where it is at hand.
    """
    stands_in = Deputy.select(Deputy.person).where((Deputy.deputy == person) & current_on(Deputy, today))
    rows = (
        Membership.select(Membership, Unit)
        .join(Unit)
        .where((Membership.person == person) | ((Membership.role != "") & Membership.person.in_(stands_in)))
        .order_by(Membership.id)
    )
    places = [
        rules.Appointment(row.unit.code, rules.Role(row.role) if row.role else None, row.valid_from, row.valid_to)
        for row in rows
    ]
    tokens = rules.tokens_of(places, units or unit_facts(), today, person.key)
    own = tuple(p.unit for p in places if p.role is None and rules.is_current(p.valid_from, p.valid_to, today))
    return Reader(person.key, person.name, tokens, rules.permissions_held(tokens), own, person.initials)


def reader_by_email(email: str, today: date) -> Reader:
    """Return the reader with the address; an empty address is the citizen. Raises NotFoundError."""
    if not email:
        return CITIZEN
    person = find_person_by_email(email)
    if person is None or person.disabled:
        message = f"Ingen person har adressen {email}."
        raise NotFoundError(message)
    return reader_of(person, today)


def managers_of(unit: str, today: date) -> list[Person]:
    """Return who may decide for the unit: its managers, then those above, nearest first."""
    order = {code: place for place, code in enumerate(rules.ancestors_of(unit, unit_facts()))}
    rows = (
        Membership.select(Membership, Person, Unit)
        .join(Person)
        .switch(Membership)
        .join(Unit)
        .where((Membership.role == rules.Role.MANAGER) & (Unit.code.in_(list(order))))
        .order_by(Membership.id)
    )
    current = [row for row in rows if rules.is_current(row.valid_from, row.valid_to, today)]
    return [row.person for row in sorted(current, key=lambda row: order[row.unit.code])]


def deputies_of(person: Person, today: date) -> list[Person]:
    """Return who may act in the person's place on that day."""
    rows = Deputy.select(Deputy, Person).join(Person, on=Deputy.deputy).where(Deputy.person == person)
    rows = rows.order_by(Deputy.id)
    return [row.deputy for row in rows if rules.is_current(row.valid_from, row.valid_to, today)]


def units_behind(person: Person, day: date) -> frozenset[str]:
    """Return the units in which the person has or will have a place on the day or later, their own or as a deputy.

    Days are compared in UTC, an hour or two early: a place that ends tonight still counts.
    """
    lasts = Deputy.valid_to.is_null() | (Deputy.valid_to >= day)
    stands_in = Deputy.select(Deputy.person).where((Deputy.deputy == person) & lasts)
    theirs = (Membership.person == person) | ((Membership.role != "") & Membership.person.in_(stands_in))
    remains = Membership.valid_to.is_null() | (Membership.valid_to >= day)
    rows = Membership.select(Unit.code).join(Unit).where(theirs & remains)
    return frozenset(code for (code,) in rows.tuples())
