"""Reads of persons and units."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache

from portal.journal.record import head
from portal.lib.errors import NotFoundError
from portal.people import rules
from portal.people.models import Deputy, Identity, Membership, Person, Session, Unit
from portal.people.reader import CITIZEN, Reader
from portal.store import database, work


def units_by_code() -> Mapping[str, Unit]:
    """Return all units; read again only when the journal has told of something, or while something is being written."""
    return read_units() if work.is_open() else units_at(head(), database.binding)


@lru_cache(maxsize=4)
def units_at(_number: int, _binding: int) -> Mapping[str, Unit]:
    """Return all units as they are at a number of the journal."""
    return read_units()


def read_units() -> Mapping[str, Unit]:
    """Read all units, each with its parent: one query."""
    units = {unit.id: unit for unit in Unit.select().order_by(Unit.code)}
    for unit in units.values():
        if unit.parent_id:
            unit.parent = units[unit.parent_id]
    return {unit.code: unit for unit in units.values()}


def unit_facts() -> Mapping[str, rules.UnitFact]:
    """Return the tree as the rules see it."""
    units = units_by_code()
    names = {unit.id: unit.code for unit in units.values()}
    return {
        code: rules.UnitFact(
            code, names.get(unit.parent_id), names.get(unit.successor_id), unit.valid_from, unit.valid_to
        )
        for code, unit in units.items()
    }


def get_unit(code: str) -> Unit:
    """Return the unit. Raises NotFoundError."""
    unit = Unit.get_or_none(Unit.code == code)
    if unit is None:
        message = f"Enheten {code} finns inte."
        raise NotFoundError(message)
    return unit


def get_person(key: str) -> Person:
    """Return the person. Raises NotFoundError."""
    person = Person.get_or_none(Person.key == key)
    if person is None:
        message = f"Personen {key} finns inte."
        raise NotFoundError(message)
    return person


def find_person_by_email(email: str) -> Person | None:
    """Return the person who signs in with the address, if any."""
    return Person.get_or_none((Person.email == email.strip().lower()) & (Person.email != ""))


def find_identity(provider: str, subject: str) -> Identity | None:
    """Return how a person is known to a way of signing in."""
    return Identity.get_or_none((Identity.provider == provider) & (Identity.subject == subject))


def find_session(digest: str, now: datetime) -> Session | None:
    """Return the session that is still good, with its person: one query."""
    return (
        Session.select(Session, Person)
        .join(Person)
        .where((Session.digest == digest) & (Session.expires_at > now) & ~Person.disabled)
        .first()
    )


def reader_of(person: Person, today: date) -> Reader:
    """Return the person as a reader on that day, with the roles of those whose deputy the person is."""
    stands_in = Deputy.select(Deputy.person).where(
        (Deputy.deputy == person)
        & (Deputy.valid_from.is_null() | (Deputy.valid_from <= today))
        & (Deputy.valid_to.is_null() | (Deputy.valid_to >= today))
    )
    rows = (
        Membership.select(Membership, Unit)
        .join(Unit)
        .where((Membership.person == person) | ((Membership.role != "") & Membership.person.in_(stands_in)))
    )
    places = [
        rules.Appointment(row.unit.code, rules.Role(row.role) if row.role else None, row.valid_from, row.valid_to)
        for row in rows
    ]
    tokens = rules.tokens_of(places, unit_facts(), today, person.key)
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
    )
    current = [row for row in rows if rules.is_current(row.valid_from, row.valid_to, today)]
    return [row.person for row in sorted(current, key=lambda row: order[row.unit.code])]


def deputies_of(person: Person, today: date) -> list[Person]:
    """Return who may act in the person's place on that day."""
    rows = Deputy.select(Deputy, Person).join(Person, on=Deputy.deputy).where(Deputy.person == person)
    return [row.deputy for row in rows if rules.is_current(row.valid_from, row.valid_to, today)]
