"""Reads of who has what where, and of who stands in for whom."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from portal.lib.errors import NotFoundError
from portal.people.models import Deputy, Membership, Person, Unit


def current_on(table: Any, today: date) -> Any:
    """Return the condition that a place or deputy has effect on the day."""
    begun = table.valid_from.is_null() | (table.valid_from <= today)
    return begun & (table.valid_to.is_null() | (table.valid_to >= today))


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
    rows = Membership.select(Membership, Unit).join(Unit).where(Membership.person == person).order_by(Membership.id)
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
        .order_by(Deputy.valid_from.desc(nulls="LAST"), Deputy.id)
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
