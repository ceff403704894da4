"""A small municipality for tests: Asta reads, Bo writes, Cleo approves, Disa leads quality, Egon administers."""

from dataclasses import dataclass
from datetime import date, datetime

from portal.control.deed import Deed
from portal.people.actions.organisation import place_person, save_unit
from portal.people.actions.persons import save_person
from portal.people.models import Person, Unit
from portal.people.queries.readers import reader_of
from portal.people.reader import MACHINE, Reader

UNITS = (
    ("EKV", "Ekvik kommun", "municipality", None),
    ("SOC", "Socialförvaltningen", "administration", "EKV"),
    ("SOC-AO", "Äldreomsorgen", "department", "SOC"),
    ("SOC-AO-HTN", "Hemtjänst Norr", "unit", "SOC-AO"),
    ("SBF", "Samhällsbyggnad", "administration", "EKV"),
)
PEOPLE = (
    ("asta", "Asta Lindqvist", "SOC-AO-HTN", None),
    ("bo", "Bo Ekström", "SOC-AO", ("author", "SOC")),
    ("cleo", "Cleo Åkerlund", "SOC-AO", ("manager", "SOC-AO")),
    ("disa", "Disa Norén", "SOC", ("quality_lead", "SOC")),
    ("egon", "Egon Sjölin", "EKV", ("administrator", "EKV")),
    ("ylva", "Ylva Brandt", "SBF", ("manager", "SBF")),
)


@dataclass(frozen=True)
class Organisation:
    """The units and persons, by code and key."""

    units: dict[str, Unit]
    people: dict[str, Person]
    today: date
    now: datetime

    def reader(self, key: str) -> Reader:
        """Return the person as a reader today."""
        return reader_of(self.people[key], self.today)

    def deed(self, key: str, at: datetime | None = None) -> Deed:
        """Return a deed by the person now, or at the moment."""
        at = at or self.now
        return Deed(self.people[key], reader_of(self.people[key], at.date()), at, at.date())


def organisation_here(now: datetime) -> Organisation:
    """Return the small municipality that lies in the database already."""
    units = {unit.code: unit for unit in Unit.select().order_by(Unit.id)}
    by_id = {unit.id: unit for unit in units.values()}
    for unit in units.values():
        unit.parent = by_id.get(unit.parent_id)
    return Organisation(units, {person.key: person for person in Person.select()}, now.date(), now)


def make_organisation(now: datetime) -> Organisation:
    """Create the small municipality."""
    units: dict[str, Unit] = {}
    for code, name, kind, parent in UNITS:
        above = units[parent] if parent else None
        units[code], _ = save_unit(MACHINE, code=code, name=name, kind=kind, parent=above, now=now)
    people: dict[str, Person] = {}
    for key, name, unit, role in PEOPLE:
        people[key], _ = save_person(MACHINE, key=key, name=name, email=f"{key}@ekvik.example", now=now)
        place_person(MACHINE, people[key], units[unit], role="", now=now)
        if role:
            place_person(MACHINE, people[key], units[role[1]], role=role[0], now=now)
    return Organisation(units, people, now.date(), now)
