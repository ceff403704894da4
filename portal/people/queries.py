"""Reads of persons and units."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from portal.journal.record import head
from portal.lib import text
from portal.lib.errors import NotFoundError
from portal.people import rules
from portal.people.models import Deputy, Identity, Membership, Person, Session, Unit
from portal.people.reader import CITIZEN, Reader
from portal.store import database, work
from portal.store.settings import find_setting

DEMO_ACCOUNTS = "demo_accounts"
PAGE = 50


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
    return facts_of_units(units_by_code())


def facts_of_units(units: Mapping[str, Unit]) -> Mapping[str, rules.UnitFact]:
    """Return these units as the rules see them."""
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


def find_person(words: str) -> Person | None:
    """Return the person with the key or e-mail address, if any."""
    return find_person_by_email(words) or Person.get_or_none(Person.key == words.strip().lower())


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


def reader_of(person: Person, today: date, units: Mapping[str, rules.UnitFact] | None = None) -> Reader:
    """Return the person as a reader on that day, with the roles of those whose deputy the person is.

    `units` is the tree, where it is at hand.
    """
    stands_in = Deputy.select(Deputy.person).where((Deputy.deputy == person) & current_on(Deputy, today))
    rows = (
        Membership.select(Membership, Unit)
        .join(Unit)
        .where((Membership.person == person) | ((Membership.role != "") & Membership.person.in_(stands_in)))
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
    )
    current = [row for row in rows if rules.is_current(row.valid_from, row.valid_to, today)]
    return [row.person for row in sorted(current, key=lambda row: order[row.unit.code])]


def deputies_of(person: Person, today: date) -> list[Person]:
    """Return who may act in the person's place on that day."""
    rows = Deputy.select(Deputy, Person).join(Person, on=Deputy.deputy).where(Deputy.person == person)
    return [row.deputy for row in rows if rules.is_current(row.valid_from, row.valid_to, today)]


def current_on(table: Any, today: date) -> Any:
    """Return the condition that a place or deputy has effect on the day."""
    begun = table.valid_from.is_null() | (table.valid_from <= today)
    return begun & (table.valid_to.is_null() | (table.valid_to >= today))


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


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A page of the register: its persons with what they have where today, and how many there are in all."""

    persons: list[Person]
    places: Mapping[int, list[Membership]]
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE))


def find_persons(
    today: date, *, words: str = "", units: Iterable[str] = (), role: str = "", disabled: bool = False, page: int = 1
) -> PersonPage:
    """Return a page of the register: every word in name, title, e-mail or key; in one of the units; with the role."""
    chosen = [Person.disabled == disabled, *(Person.sought.contains(word) for word in text.fold(words).split())]
    codes = list(units)
    if codes or role:
        where = current_on(Membership, today)
        where &= (Membership.role == role) if role else True
        where &= Unit.code.in_(codes) if codes else True
        chosen.append(Person.id.in_(Membership.select(Membership.person).join(Unit).where(where)))
    found = Person.select().where(*chosen)
    persons = list(found.order_by(Person.place_in_order, Person.key).paginate(page, PAGE))
    return PersonPage(persons, places_of(persons, today), found.count())


def places_of(persons: Iterable[Person], today: date) -> Mapping[int, list[Membership]]:
    """Return what each of the persons (by id) has where on the day, memberships first: one query."""
    rows = (
        Membership.select(Membership, Unit)
        .join(Unit)
        .where(Membership.person.in_([person.id for person in persons]) & current_on(Membership, today))
        .order_by(Membership.role, Unit.code)
    )
    places: dict[int, list[Membership]] = {}
    for row in rows:
        places.setdefault(row.person_id, []).append(row)
    return places


def all_places_of(person: Person) -> list[Membership]:
    """Return all that the person has had, has and will have where, those without a last day first."""
    rows = Membership.select(Membership, Unit).join(Unit).where(Membership.person == person)
    far = date.max
    return sorted(rows, key=lambda row: (row.valid_to or far, row.valid_from or date.min), reverse=True)


def deputies_around(person: Person) -> tuple[list[Deputy], list[Deputy]]:
    """Return those who stand in for the person, and those for whom the person stands in, past ones too."""
    other = Person.alias()
    rows = (
        Deputy.select(Deputy, Person, other)
        .join(Person, on=(Deputy.person == Person.id), attr="person")
        .switch(Deputy)
        .join(other, on=(Deputy.deputy == other.id), attr="deputy")
        .where((Deputy.person == person) | (Deputy.deputy == person))
        .order_by(Deputy.valid_from.desc())
    )
    found = list(rows)
    return [row for row in found if row.person == person], [row for row in found if row.deputy == person]


def get_place(person: Person, place_id: int) -> Membership:
    """Return the person's membership or role. Raises NotFoundError."""
    place = Membership.get_or_none((Membership.id == place_id) & (Membership.person == person))
    if place is None:
        message = "Placeringen finns inte längre."
        raise NotFoundError(message)
    return place


def get_deputy(person: Person, deputy_id: int) -> Deputy:
    """Return who stands in for the person. Raises NotFoundError."""
    row = Deputy.get_or_none((Deputy.id == deputy_id) & (Deputy.person == person))
    if row is None:
        message = "Ersättaren finns inte längre."
        raise NotFoundError(message)
    return row


def members_by_unit(today: date) -> Mapping[int, frozenset[int]]:
    """Return the ids of the persons who belong to each unit (by id) on the day: one query."""
    rows = (
        Membership.select(Membership.unit, Membership.person)
        .join(Person)
        .where((Membership.role == "") & current_on(Membership, today) & ~Person.disabled)
    )
    members: dict[int, set[int]] = {}
    for unit, person in rows.tuples():
        members.setdefault(unit, set()).add(person)
    return {unit: frozenset(persons) for unit, persons in members.items()}


def places_in(unit: Unit, today: date) -> list[Membership]:
    """Return what anyone has in the unit itself on the day, each with its person, by name."""
    return list(
        Membership.select(Membership, Person)
        .join(Person)
        .where((Membership.unit == unit) & current_on(Membership, today) & ~Person.disabled)
        .order_by(Person.place_in_order)
    )


def sessions_of(key: str, now: datetime) -> list[Session]:
    """Return the browsers in which the person is signed in, the latest seen first."""
    return list(
        Session.select(Session)
        .join(Person)
        .where((Person.key == key) & (Session.expires_at > now))
        .order_by(Session.seen_at.desc())
    )


def demo_accounts_kept() -> list[dict[str, str]]:
    """Return the demo accounts as they were opened: name, title, email, passphrase and story."""
    return json.loads(find_setting(DEMO_ACCOUNTS) or "[]")


def demo_accounts(today: date) -> list[tuple[dict[str, str], list[Membership]]]:
    """Return each demo account that can be used, with what its person has where on the day."""
    accounts = demo_accounts_kept()
    emails = [account["email"] for account in accounts]
    persons = list(Person.select().where(Person.email.in_(emails) & Person.is_demo & ~Person.disabled))
    places = places_of(persons, today)
    by_email = {person.email: places.get(person.id, []) for person in persons}
    return [(account, by_email[account["email"]]) for account in accounts if account["email"] in by_email]
