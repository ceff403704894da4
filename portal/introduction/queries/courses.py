"""Those who are being introduced: what each was given, how far each has come."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Any

from peewee import JOIN, Value

from portal.control.models.versions import Version
from portal.introduction.models import Introduction, IntroductionList, IntroductionPart, ListItem, TaskDone
from portal.introduction.queries.contents import (
    DocumentFact,
    SectionLine,
    documents_of,
    fact_of,
    named_in,
    sections_of,
)
from portal.introduction.rules.beginning import in_order
from portal.introduction.rules.walking import Kind, Leg, Progress, Step, due_on, once_each, progress_of
from portal.lib.errors import NotFoundError
from portal.people.models import Membership, Person, Unit
from portal.people.queries.places import current_on
from portal.people.queries.units import facts_of_units, units_at
from portal.people.rules import Role, UnitFact, ancestors_of
from portal.reading.models import Acknowledgement
from portal.reading.queries.asking import some_of


@dataclass(slots=True)
class Done:
    """What a person has done: tasks (items by id), the highest version read of each document (by id), and when last."""

    tasks: set[int] = field(default_factory=set)
    read: dict[int, int] = field(default_factory=dict)
    last: datetime | None = None


@dataclass
class Course:
    """A person's introduction as it stands today: sections and items in order, with what is done.

    `sections` are those of each list (by id); `documents` are what these name (by id).
    """

    row: Introduction
    parts: list[tuple[IntroductionList, date]]
    sections: Mapping[int, list[SectionLine]]
    documents: Mapping[int, DocumentFact]
    done: Done
    units: Mapping[str, UnitFact]
    today: date

    @cached_property
    def legs(self) -> tuple[Leg, ...]:
        """The sections that hold something that counts, what is due first before the rest."""
        legs = [
            Leg(
                line.row.id,
                line.row.title,
                due_on(since, line.row.within),
                tuple(self.step_of(one, item) for item in line.items),
            )
            for one, since in self.parts
            for line in self.sections.get(one.id, ())
        ]
        return once_each(sorted(legs, key=lambda leg: leg.due_on))

    @cached_property
    def progress(self) -> Progress:
        """How far the person has come."""
        return progress_of(self.legs, self.today)

    @cached_property
    def items(self) -> dict[int, ListItem]:
        """The items by id."""
        return {item.id: item for lines in self.sections.values() for line in lines for item in line.items}

    def step_of(self, one: IntroductionList, item: ListItem) -> Step:
        """Return an item of a list as it stands for the person."""
        if item.kind is Kind.TASK:
            return Step(item.id, "", item.id in self.done.tasks, item.optional)
        fact = self.documents.get(item.document_id)
        if fact is None or not fact.is_for(one, self.units):
            return Step(item.id, "", done=False, optional=item.optional, open=False)
        is_read = self.done.read.get(item.document_id, 0) >= fact.wanted
        return Step(item.id, fact.number, is_read, item.optional)


def open_courses(condition: Any, units: Mapping[str, Unit], today: date) -> list[Course]:
    """Return the introductions under way that meet the condition: four queries, however many there are."""
    return courses_of(condition & Introduction.closed_at.is_null(), units, today)


def courses_of(condition: Any, units: Mapping[str, Unit], today: date) -> list[Course]:
    """Return the introductions that meet the condition, the first begun first: four queries, however many there are."""
    mentor, closer = Person.alias(), Person.alias()
    rows = (
        IntroductionPart.select(IntroductionPart, Introduction, Person, mentor, closer, IntroductionList)
        .join(Introduction)
        .join(Person, on=(Introduction.person == Person.id), attr="person")
        .switch(Introduction)
        .join(mentor, JOIN.LEFT_OUTER, on=(Introduction.mentor == mentor.id), attr="mentor")
        .switch(Introduction)
        .join(closer, JOIN.LEFT_OUTER, on=(Introduction.closed_by == closer.id), attr="closed_by")
        .switch(IntroductionPart)
        .join(IntroductionList, on=(IntroductionPart.list == IntroductionList.id))
        .where(condition)
        .order_by(Introduction.begun_on, Introduction.id)
    )
    by_id = {unit.id: unit for unit in units.values()}
    facts = facts_of_units(units)
    found: dict[int, Introduction] = {}
    parts: dict[int, list[tuple[IntroductionList, date]]] = defaultdict(list)
    for part in rows:
        row = found.setdefault(part.introduction_id, part.introduction)
        row.unit, part.list.unit = by_id[row.unit_id], by_id[part.list.unit_id]
        if part.list.until is None or part.list.until > today:
            parts[row.id].append((part.list, part.since))
    sections = sections_of({one.id for given in parts.values() for one, _ in given})
    documents = documents_of(named_in(line for lines in sections.values() for line in lines), today)
    done = done_by([row.person_id for row in found.values()], documents)
    return [
        Course(row, ordered(parts[row.id], facts), sections, documents, done[row.person_id], facts, today)
        for row in found.values()
    ]


def ordered(
    parts: list[tuple[IntroductionList, date]], units: Mapping[str, UnitFact]
) -> list[tuple[IntroductionList, date]]:
    """Return the lists in the order in which they are put together."""
    by_id = {one.id: (one, since) for one, since in parts}
    return [by_id[fact.id] for fact in in_order((fact_of(one) for one, _ in parts), units)]


def done_by(persons: Iterable[int], documents: Iterable[int]) -> dict[int, Done]:
    """Return what these persons (by id) have done, and read of these documents (by id): one query for some hundreds."""
    wanted = list(documents)
    found: dict[int, Done] = defaultdict(Done)
    for some in some_of(persons):
        tasks = TaskDone.select(TaskDone.person, TaskDone.item, Value(0), TaskDone.at).where(TaskDone.person.in_(some))
        columns = (Acknowledgement.person, Acknowledgement.document, Version.number, Acknowledgement.at)
        read = Acknowledgement.select(*columns).join(Version)
        read = read.where(Acknowledgement.person.in_(some), Acknowledgement.document.in_(wanted))
        for person, thing, version, at in tasks.union_all(read).tuples():
            done = found[person]
            done.last = max(at, done.last or at)
            if version:
                done.read[thing] = max(version, done.read.get(thing, 0))
            else:
                done.tasks.add(thing)
    return found


def find_course(person: Person | int, units: Mapping[str, Unit], today: date) -> Course | None:
    """Return the person's introduction under way, if any: one query, and three more when there is one."""
    found = open_courses(Introduction.person == person, units, today)
    return found[-1] if found else None


def get_course(key: str, units: Mapping[str, Unit], today: date) -> Course:
    """Return the introduction under way of the person with the key, else the latest one. Raises NotFoundError."""
    found = courses_of(Person.key == key, units, today)
    if not found:
        message = "Personen har ingen introduktion."
        raise NotFoundError(message)
    return next((course for course in found if not course.row.is_closed), found[-1])


@lru_cache(maxsize=4)
def walking_at(_stamp: int, _binding: int) -> frozenset[int]:
    """Return the persons (by id) with an introduction under way, at a number of the journal: for all readers."""
    rows = Introduction.select(Introduction.person).where(Introduction.closed_at.is_null())
    return frozenset(person for (person,) in rows.tuples())


def course_at(person: int, today: date, stamp: int, binding: int) -> Course | None:
    """Return the person's introduction under way as it is at a number of the journal, kept until something happens."""
    return read_course(person, today, stamp, binding) if person in walking_at(stamp, binding) else None


@lru_cache(maxsize=2048)
def read_course(person: int, today: date, stamp: int, binding: int) -> Course | None:
    """Read the person's introduction under way."""
    return find_course(person, units_at(stamp, binding), today)


def managers_over(unit: str, units: Mapping[str, UnitFact], today: date) -> list[Person]:
    """Return the managers of the unit, or of the nearest one above that has any: one query."""
    above = ancestors_of(unit, units)
    rows = (
        Membership.select(Membership, Person, Unit)
        .join(Person)
        .switch(Membership)
        .join(Unit)
        .where(Membership.role == Role.MANAGER, Unit.code.in_(above), current_on(Membership, today), ~Person.disabled)
        .order_by(Membership.id)
    )
    return [row.person for row in sorted(rows, key=lambda row: above.index(row.unit.code))]
