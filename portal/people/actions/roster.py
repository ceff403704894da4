"""A list of persons is judged line by line against what is known, and taken in whole or not at all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from portal.lib.errors import InvalidError
from portal.people.actions.organisation import end_place, place_person
from portal.people.actions.persons import save_person
from portal.people.models import Deputy, Membership, Person, Unit
from portal.people.queries.units import units_by_code
from portal.people.reader import Reader
from portal.people.roster import Row
from portal.people.rules import why_not_manage
from portal.store.work import unit_of_work

FIELDS = ("name", "title", "email", "phone")


class Change(StrEnum):
    """What a line will do to a person or a place."""

    NONE = "none"
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a line of the list will do; with problems it does nothing, and nor does the list."""

    row: Row
    person: Change
    place: Change
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of those whom a list is about: persons by key and e-mail, places by key, units by code."""

    persons: Mapping[str, Person]
    owners: Mapping[str, Person]
    places: Mapping[str, list[Membership]]
    behind: Mapping[str, frozenset[str]]
    units: Mapping[str, Unit]


def judge_roster(actor: Reader, rows: list[Row], *, today: date) -> list[Verdict]:
    """Return what each line would do, or why it cannot: a few queries for the whole list."""
    known = known_of(rows, today)
    first: dict[str, int] = {}
    for row in rows:
        first.setdefault(row.key, row.line)
    named = {row.key for row in rows if row.name}
    return [verdict_of(actor, row, known, is_first=first[row.key] == row.line, named=named) for row in rows]


def known_of(rows: list[Row], today: date) -> Known:
    """Read what is known."""
    keys, emails = {row.key for row in rows}, {row.email for row in rows if row.email}
    persons = list(Person.select().where(Person.key.in_(keys) | Person.email.in_(emails)))
    remains = Membership.valid_to.is_null() | (Membership.valid_to >= today)
    places: dict[str, list[Membership]] = {}
    for place in (
        Membership.select(Membership, Person, Unit)
        .join(Person)
        .switch(Membership)
        .join(Unit)
        .where(Person.key.in_(keys) & remains)
    ):
        places.setdefault(place.person.key, []).append(place)
    return Known(
        persons={person.key: person for person in persons},
        owners={person.email: person for person in persons if person.email},
        places=places,
        behind=behind_of(keys, places, today),
        units=units_by_code(),
    )


def behind_of(keys: set[str], places: Mapping[str, list[Membership]], today: date) -> dict[str, frozenset[str]]:
    """Return the units in which each person has a place, their own or as a deputy."""
    behind = {key: {place.unit.code for place in places.get(key, [])} for key in keys}
    rows = (
        Deputy.select(Person.key, Unit.code)
        .join(Person, on=(Deputy.deputy == Person.id))
        .switch(Deputy)
        .join(Membership, on=(Membership.person == Deputy.person))
        .join(Unit)
        .where(
            Person.key.in_(keys) & (Membership.role != "") & (Deputy.valid_to.is_null() | (Deputy.valid_to >= today))
        )
    )
    for key, code in rows.tuples():
        behind[key].add(code)
    return {key: frozenset(codes) for key, codes in behind.items()}


def verdict_of(actor: Reader, row: Row, known: Known, *, is_first: bool, named: set[str]) -> Verdict:
    """Return what one line would do. The person is changed by their first line, placed by each."""
    problems = list(row.problems)
    person = known.persons.get(row.key)
    if person is None and row.key not in named:
        problems.append("name: en ny person behöver ett namn.")
    owner = known.owners.get(row.email)
    if owner and owner.key != row.key:
        problems.append(f"email: {row.email} hör redan till {owner.name}.")
    change = (
        change_of(person, row) if is_first or (person and change_of(person, row) is Change.CHANGED) else Change.NONE
    )
    unit = known.units.get(row.unit)
    if row.unit and unit is None:
        problems.append(f"unit: enheten {row.unit} finns inte.")
    elif unit and unit.valid_to and (row.valid_to is None or row.valid_to > unit.valid_to):
        problems.append(f"unit: {row.unit} finns bara till {unit.valid_to}.")
    place = place_change_of(row, known.places.get(row.key, [])) if unit else Change.NONE
    concerned = known.behind.get(row.key, frozenset()) if change in {Change.NEW, Change.CHANGED} else frozenset()
    if place in {Change.NEW, Change.CHANGED}:
        concerned |= {row.unit}
    reason = None if actor.is_machine else why_not_manage(concerned, actor.tokens)
    return Verdict(row, change, place, (*problems, reason) if reason else tuple(problems))


def change_of(person: Person | None, row: Row) -> Change:
    """Return what the line does to the person; an empty cell leaves what is there."""
    if person is None:
        return Change.NEW
    differs = any(getattr(row, field) not in {"", getattr(person, field)} for field in FIELDS)
    return Change.CHANGED if differs else Change.UNCHANGED


def same_place(row: Row, places: Iterable[Membership]) -> Membership | None:
    """Return the place that the line is about: the same unit and role, and the same first day if it says one."""
    same = (place for place in places if place.unit.code == row.unit and place.role == row.role)
    return next((place for place in same if row.valid_from in {None, place.valid_from}), None)


def place_change_of(row: Row, places: Iterable[Membership]) -> Change:
    """Return what the line does to the person's places."""
    place = same_place(row, places)
    if place is None:
        return Change.NEW
    return Change.CHANGED if row.valid_to and row.valid_to != place.valid_to else Change.UNCHANGED


def import_roster(actor: Reader, rows: list[Row], *, now: datetime, today: date) -> list[Verdict]:
    """Take the whole list in and return what each line did. At any problem: InvalidError, and nothing changes."""
    with unit_of_work():
        verdicts = judge_roster(actor, rows, today=today)
        if any(verdict.problems for verdict in verdicts):
            message = "Listan har fel och har inte lästs in. Inget har ändrats."
            raise InvalidError(message, "text")
        known = known_of(rows, today)
        persons = {key: save_row_person(actor, key, rows_of, known, now) for key, rows_of in by_key(verdicts).items()}
        for verdict in verdicts:
            take_place(actor, verdict, persons[verdict.row.key], known, now)
    return verdicts


def by_key(verdicts: list[Verdict]) -> dict[str, list[Verdict]]:
    """Return the verdicts of each person."""
    grouped: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        grouped.setdefault(verdict.row.key, []).append(verdict)
    return grouped


def save_row_person(actor: Reader, key: str, verdicts: list[Verdict], known: Known, now: datetime) -> Person:
    """Create or change the person as their lines say together."""
    person = known.persons.get(key)
    if person and all(verdict.person is not Change.CHANGED for verdict in verdicts):
        return person
    said = {
        field: next(
            (value for verdict in verdicts if (value := getattr(verdict.row, field))), getattr(person, field, "")
        )
        for field in FIELDS
    }
    saved, _ = save_person(actor, key=key, now=now, disabled=bool(person and person.disabled), **said)
    return saved


def take_place(actor: Reader, verdict: Verdict, person: Person, known: Known, now: datetime) -> None:
    """Give the person the place that the line says, or the last day."""
    row = verdict.row
    if verdict.place is Change.NEW:
        days = {"valid_from": row.valid_from, "valid_to": row.valid_to}
        place_person(actor, person, known.units[row.unit], role=row.role, now=now, **days)
    elif verdict.place is Change.CHANGED and row.valid_to:
        place = same_place(row, known.places[row.key])
        if place:
            end_place(actor, place, last_day=row.valid_to, now=now)
