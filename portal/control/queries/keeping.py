"""Who answers for documents, and what waits for their review."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from peewee import JOIN

from portal.control.models.documents import Document, Reminder
from portal.control.models.versions import Version
from portal.control.queries.listing import in_force, readable
from portal.control.rules.keeping import (
    LATE,
    SOON,
    branch_of,
    concerned_by,
    has_left,
    levels_over,
    line_of,
    owner_of,
    reached_by,
    reminders_due,
)
from portal.people.models import Membership, Person, Unit
from portal.people.queries.places import current_on
from portal.people.queries.units import facts_of_units, unit_facts, units_at
from portal.people.rules import Appointment, Role, UnitFact
from portal.store import database

MOST_REVIEWS = 200


@dataclass(frozen=True, slots=True)
class Review:
    """A document whose review falls due or is late; `owner` is the key of who answers for it, None for nobody."""

    number: str
    title: str
    unit: str
    version: int
    review_by: date
    owner: str | None
    is_late: bool
    is_own: bool


def managers_by_unit(today: date) -> dict[str, list[str]]:
    """Return the keys of each unit's managers on the day, by its code: one query."""
    rows = (
        Membership.select(Unit.code, Person.key)
        .join(Unit)
        .switch(Membership)
        .join(Person)
        .where((Membership.role == Role.MANAGER) & current_on(Membership, today) & ~Person.disabled)
        .order_by(Membership.id)
    )
    found: dict[str, list[str]] = {}
    for code, key in rows.tuples():
        found.setdefault(code, []).append(key)
    return found


@lru_cache(maxsize=4)
def managers_at(today: date, _stamp: int, _binding: int) -> Mapping[str, list[str]]:
    """Return the managers as they are at a number of the journal."""
    return managers_by_unit(today)


def find_answering(document: Document, today: date, stamp: int | None = None) -> Person | None:
    """Return who answers for the document: its owner, or the nearest manager when it has none who can be asked.

    No query for an owner who can sign in; else two at most, which pages that give the journal's number share.
    """
    if document.owner is not None and not document.owner.disabled:
        owner: Person = document.owner
        return owner
    if stamp is None:
        levels = levels_over(document.unit.code, unit_facts(), managers_by_unit(today), today)
    else:
        units = facts_of_units(units_at(stamp, database.binding))
        levels = levels_over(document.unit.code, units, managers_at(today, stamp, database.binding), today)
    line = line_of(None, levels)
    return Person.get(Person.key == line[0][0]) if line else None


def reviews_for(
    key: str,
    tokens: frozenset[str],
    today: date,
    units: Mapping[str, UnitFact],
    managers: Mapping[str, Sequence[str]],
) -> list[Review]:
    """Return the reviews that wait for the person on the day, the latest first: one query.

    Their own from 60 days before; those of whom they manage, or of nobody, as the rules of reminders say.
    `managers` are the keys of each unit's, by its code.
    """
    over = {code: levels_over(code, units, managers, today) for code in units}
    below = [code for code, levels in over.items() if any(key in level for level in levels)]
    owner = Person.alias()
    escalated = owner.id.is_null() | owner.disabled | (Version.review_by <= today - LATE)
    theirs = (owner.key == key) | (Unit.code.in_(below) & escalated)
    rows = due_rows(today).select_extend(owner.key.alias("owner"), owner.disabled.alias("gone"))
    rows = rows.join_from(Document, owner, JOIN.LEFT_OUTER, on=(Document.owner == owner.id)).where(readable(tokens))
    found = []
    for row in rows.where(theirs).order_by(Version.review_by, Document.number).dicts():
        answering = None if row["gone"] else row["owner"]
        line = line_of(answering, over[row["unit_code"]])
        if key in concerned_by(row["review_by"], line, today):
            found.append(review_of(row, line[0][0], key, today))
    return found[:MOST_REVIEWS]


def due_rows(today: date) -> Any:
    """Return the query for what is in force, is not about to end before its review, and is to be reviewed soon."""
    outlives = Version.valid_until.is_null() | (Version.valid_until > Version.review_by)
    return (
        Version.select(Document.number, Document.unit, Version.title, Version.number.alias("version"))
        .select_extend(Version.review_by, Unit.code.alias("unit_code"), Unit.name.alias("unit_name"))
        .join(Document)
        .join(Unit)
        .where(in_force(today), outlives, Version.review_by <= today + SOON)
    )


def review_of(row: Mapping[str, Any], owner: str, key: str, today: date) -> Review:
    """Return what a row tells of a review that waits for the person."""
    return Review(
        number=row["number"],
        title=row["title"],
        unit=row["unit_name"],
        version=row["version"],
        review_by=row["review_by"],
        owner=owner,
        is_late=row["review_by"] < today,
        is_own=owner == key,
    )


@dataclass(frozen=True, slots=True)
class Lacking:
    """A reminder that is to be made: of which document (id, number), to whom (key), for what cause and date."""

    document: int
    number: str
    person: str
    cause: str
    due: date


def reminders_lacking(documents: list[int], today: date) -> list[Lacking]:
    """Return the reminders whose day has come for these documents (ids) and that have not been made."""
    units, managers = unit_facts(), managers_by_unit(today)
    owner = Person.alias()
    rows = due_rows(today).select_extend(Document.id.alias("document"), owner.key.alias("owner"), owner.disabled)
    rows = rows.join_from(Document, owner, JOIN.LEFT_OUTER, on=(Document.owner == owner.id))
    wanted = []
    for row in rows.where(Document.id.in_(documents)).order_by(Document.id).dicts():
        line = line_of(None if row["disabled"] else row["owner"], levels_over(row["unit_code"], units, managers, today))
        wanted += [
            Lacking(row["document"], row["number"], key, step.cause, row["review_by"])
            for step in reminders_due(row["review_by"], today)
            for key in reached_by(step, line)
        ]
    made = set(
        Reminder.select(Reminder.document, Person.key, Reminder.cause, Reminder.due)
        .join(Person)
        .where(Reminder.document.in_(documents))
        .tuples()
    )
    return [want for want in wanted if (want.document, want.person, want.cause, want.due) not in made]


def owned_by(key: str, tokens: frozenset[str], today: date, most: int) -> tuple[list[dict[str, Any]], int]:
    """Return some of the person's documents (number, title where the reader may know it), and how many there are."""
    owned = Document.select().join(Person, on=(Document.owner == Person.id)).where(Person.key == key)
    title = (
        Version.select(Version.title)
        .where((Version.document == Document.id) & in_force(today) & readable(tokens))
        .limit(1)
    )
    rows = owned.select(Document.number, title.alias("title")).order_by(Document.number).limit(most)
    return list(rows.dicts()), owned.count()


@dataclass(frozen=True, slots=True)
class Owned:
    """A document (id, number, its unit's code), its owner's key, and who is to answer for it instead."""

    id: int
    number: str
    owner: str
    heir: str


def left_behind(today: date, keys: Iterable[str] = (), heir: str = "") -> list[Owned]:
    """Return the documents whose owner has left, all or those of the named, each with who is to answer for it.

    That is the heir, if one is named, else the nearest manager; what has no manager at all is left alone.
    """
    rows = Document.select(Document.id, Document.number, Unit.code, Person.id, Person.key, Person.disabled)
    rows = rows.join(Unit).switch(Document).join(Person, on=(Document.owner == Person.id)).order_by(Document.id)
    found = list((rows.where(Person.key.in_(list(keys))) if keys else rows).tuples())
    places = places_by_person({person for _, _, _, person, _, _ in found})
    units, managers = unit_facts(), managers_by_unit(today)
    branches = {code: branch_of(code, units, today) for code in {row[2] for row in found}}
    left = [
        (id_, number, key, heir or owner_of(None, levels_over(code, units, managers, today)))
        for id_, number, code, person, key, disabled in found
        if disabled or has_left(places.get(person, ()), branches[code], today)
    ]
    return [Owned(id_, number, key, to) for id_, number, key, to in left if to and to != key]


def places_by_person(ids: Iterable[int]) -> dict[int, list[Appointment]]:
    """Return what each of the persons, by id, has had, has and will have where: one query."""
    rows = Membership.select(Membership.person, Unit.code, Membership.valid_from, Membership.valid_to).join(Unit)
    found: dict[int, list[Appointment]] = {}
    for person, code, first, last in rows.where(Membership.person.in_(list(ids))).tuples():
        found.setdefault(person, []).append(Appointment(code, None, first, last))
    return found
