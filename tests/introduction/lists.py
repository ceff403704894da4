"""Reading lists and newcomers for tests, made by the real verbs."""

from dataclasses import replace
from datetime import date, timedelta

from portal.control.models.documents import Document
from portal.introduction.actions.beginning import renew_introductions
from portal.introduction.actions.lists import Wish, make_list, save_item, save_section
from portal.introduction.models import IntroductionList, ListSection
from portal.introduction.queries.contents import documents_of
from portal.introduction.queries.courses import Course, find_course
from portal.people.actions.organisation import place_person
from portal.people.actions.persons import save_person
from portal.people.models import Person
from portal.people.queries.units import read_units
from portal.people.reader import MACHINE
from tests.support.documents import make_valid
from tests.support.organisation import Organisation

HALF_A_YEAR = 180


def fill_lists(town: Organisation) -> dict[str, IntroductionList]:
    """Make a list for the municipality (a document, a task) and one for Hemtjänst Norr (a document, a task)."""
    make_valid(town, "SOC-RUT-0001", title="Rutin vid hot och våld")
    make_valid(town, "SOC-RUT-0002", title="Rutin för nycklar", audience=("unit:SOC-AO",))
    rakel, _ = save_person(MACHINE, key="rakel", name="Rakel Sundin", now=town.now)
    place_person(MACHINE, rakel, town.units["EKV"], role="quality_lead", now=town.now)
    town.people["rakel"] = rakel
    return {
        "kommun": a_list(town, "rakel", "EKV", "SOC-RUT-0001", "Hämta passerkort"),
        "norr": a_list(town, "cleo", "SOC-AO-HTN", "SOC-RUT-0002", "Gå bredvid en kollega"),
    }


def a_list(town: Organisation, who: str, unit: str, number: str, task: str, role: str = "") -> IntroductionList:
    """Make a list by somebody: a document on the first day, a task within the week."""
    deed = town.deed(who)
    made = make_list(deed, unit=town.units[unit], role=role, title=f"Ny i {town.units[unit].name}", welcome="Hej.")
    first = ListSection.get(ListSection.list == made)
    save_item(deed, made, first, None, reading(town, number, why="Den räddar liv."))
    week = save_section(deed, made, None, title="Första veckan", within=7)
    save_item(deed, made, week, None, Wish(title=task, text="Fråga i receptionen.", ask="manager"))
    IntroductionList.update(since=town.today - timedelta(HALF_A_YEAR)).where(IntroductionList.id == made.id).execute()
    return IntroductionList.get_by_id(made.id)


def reading(town: Organisation, number: str, **more: object) -> Wish:
    """Return the wish for an item that is a document."""
    document = Document.get(Document.number == number)
    fact = documents_of([document.id], town.today).get(document.id)
    return replace(Wish(document=document, fact=fact), **more)


def hire(
    town: Organisation, key: str = "saga", unit: str = "SOC-AO-HTN", *, day: int | None = 0, role: str = ""
) -> Person:
    """Let a person be there and belong to the unit from so many days after today; no day is always."""
    person = Person.get_or_none(Person.key == key)
    if person is None:
        name = f"{key.capitalize()} Ny"
        person, _ = save_person(MACHINE, key=key, name=name, email=f"{key}@ekvik.example", now=town.now)
        town.people[key] = person
    since = None if day is None else town.today + timedelta(day)
    place_person(MACHINE, person, town.units[unit], role=role, now=town.now, valid_from=since)
    return person


def renew(town: Organisation, *keys: str, today: date | None = None) -> None:
    """Let the introductions of these persons follow their places."""
    persons = {Person.get(Person.key == key).id for key in keys}
    renew_introductions(persons, town.now, today or town.today)


def course_of(town: Organisation, key: str, today: date | None = None) -> Course | None:
    """Return the person's introduction under way."""
    return find_course(Person.get(Person.key == key), read_units(), today or town.today)


def titles_of(course: Course | None) -> list[str]:
    """Return what the introduction asks for, in order: document numbers and titles of tasks."""
    if course is None:
        return []
    return [step.number or course.items[step.item].title for leg in course.legs for step in leg.steps]


def names_of(course: Course | None) -> list[str]:
    """Return the units of the lists that are put together, in order."""
    return [one.unit.code for one, _ in course.parts] if course else []
