"""What the rules need to know to tell who is to read what."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal.control.models.versions import Grant, Version
from portal.control.queries.listing import in_force
from portal.people.models import Membership, Person, Unit
from portal.people.queries.places import current_on
from portal.people.queries.units import unit_facts
from portal.people.rules import UnitFact
from portal.reading.models import Acknowledgement, ReadingDemand
from portal.reading.rules import (
    Asked,
    DecidedVersion,
    Demand,
    Place,
    asked_of,
    is_readable,
    units_below,
    wanted_version,
)

SIGNIFICANT = "significant"
# Databases take so many values in one question.
FEW = 400


@dataclass(frozen=True, slots=True)
class People:
    """Everybody's places on a day, by unit, and the tree they stand in; `ids` are the units' by code."""

    units: Mapping[str, UnitFact]
    ids: Mapping[str, int]
    below: Mapping[str, frozenset[str]]
    places: Mapping[str, list[Place]]


@dataclass(slots=True)
class Wanting:
    """What is demanded of a document: nothing is when none of its versions is in force."""

    document: int
    demands: list[Demand] = field(default_factory=list)
    versions: list[DecidedVersion] = field(default_factory=list)
    grants: frozenset[str] | None = None

    def wanted(self, today: date) -> DecidedVersion | None:
        """Return the version from which on reading counts."""
        return wanted_version(self.versions, today) if self.grants is not None else None

    def asked(self, people: People, today: date) -> dict[int, Asked]:
        """Return what each person is asked, as far as all of the demand's unit may read the document."""
        wanted = self.wanted(today)
        if wanted is None:
            return {}
        grants = self.grants or frozenset()
        able = [one for one in self.demands if is_readable(grants, one.unit, one.role, people.units)]
        return asked_of(able, people.places, people.below, wanted.valid_from)


def people_on(today: date, persons: Collection[int] | None = None) -> People:
    """Return the places of all persons, or of these (by id): two queries."""
    rows = (
        Membership.select(Membership.person, Unit.code, Membership.role, Membership.valid_from)
        .join(Unit)
        .switch(Membership)
        .join(Person)
        .where(current_on(Membership, today) & ~Person.disabled)
    )
    if persons is not None:
        rows = rows.where(Membership.person.in_(list(persons)))
    places: dict[str, list[Place]] = defaultdict(list)
    for person, unit, role, since in rows.tuples():
        places[unit].append(Place(person, unit, role, since))
    units = unit_facts()
    return People(units, dict(Unit.select(Unit.code, Unit.id).tuples()), units_below(units), places)


def wantings_of(today: date, documents: Iterable[int] | None = None) -> list[Wanting]:
    """Return what is demanded of all documents, or of these (by id): three queries."""
    demanded = ReadingDemand.until.is_null() | (ReadingDemand.until > today)
    rows = ReadingDemand.select(
        ReadingDemand.document, Unit.code, ReadingDemand.role, ReadingDemand.days, ReadingDemand.since
    ).join(Unit)
    found: dict[int, Wanting] = {}
    if documents is not None:
        found = {document: Wanting(document) for document in documents}
        demanded &= ReadingDemand.document.in_(list(found))
    for document, unit, role, days, since in rows.where(demanded).tuples():
        found.setdefault(document, Wanting(document)).demands.append(Demand(unit, role, days, since))
    for some in some_of(found):
        read_versions(found, some, today)
    return list(found.values())


def read_versions(found: Mapping[int, Wanting], documents: list[int], today: date) -> None:
    """Add the decided versions of the documents, and who may read what is in force."""
    which = Version.document.in_(documents)
    rows = Version.select(Version.document, Version.number, Version.valid_from, Version.significance)
    for document, number, starts, significance in rows.where(which, Version.decided).tuples():
        found[document].versions.append(DecidedVersion(number, starts, significance == SIGNIFICANT))
    grants: dict[int, set[str]] = defaultdict(set)
    told = Grant.select(Version.document, Grant.token).join(Version).where(which, in_force(today))
    for document, token in told.tuples():
        grants[document].add(token)
    for document, tokens in grants.items():
        found[document].grants = frozenset(tokens)


def read_by(document: int, persons: Collection[int] | None = None) -> dict[int, int]:
    """Return the highest version of the document that each person (by id) has acknowledged: one query."""
    rows = Acknowledgement.select(Acknowledgement.person, Version.number).join(Version)
    condition: Any = Acknowledgement.document == document
    if persons is not None:
        condition &= Acknowledgement.person.in_(list(persons))
    found: dict[int, int] = {}
    for person, number in rows.where(condition).tuples():
        found[person] = max(number, found.get(person, 0))
    return found


def some_of(things: Iterable[int]) -> list[list[int]]:
    """Return the things in portions that a database takes in one question."""
    every = list(things)
    return [every[place : place + FEW] for place in range(0, len(every), FEW)]
