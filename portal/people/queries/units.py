"""Reads of the organisation: the tree, kept until something happens, and who is in each unit."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from portal.journal.record import head
from portal.lib.errors import NotFoundError
from portal.people import rules
from portal.people.models import Membership, Person, Unit
from portal.people.queries.places import current_on
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
        .order_by(Person.place_in_order, Person.key)
    )
