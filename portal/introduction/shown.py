"""How pages show an introduction: its sections with what is left, and who to ask."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.control.addresses import document_url
from portal.introduction.models import Introduction, ListItem
from portal.introduction.queries.courses import Course
from portal.introduction.rules.walking import Ask, Progress, Step, stands_still
from portal.lib import clock
from portal.lib.calendar import long_date
from portal.people.models import Person
from portal.web.portal import running


@dataclass(frozen=True, slots=True)
class Shown:
    """An introduction as a page shows it: how each list welcomes, its sections, and how far one has come."""

    welcomes: list[dict[str, str]]
    sections: list[dict[str, Any]]
    progress: Progress
    words: str
    following: str


def shown(course: Course, managers: Sequence[Person] = ()) -> Shown:
    """Return the introduction as a page shows it; `managers` are those to ask, the nearest first."""
    owners = {line.row.id: one.title for one, _ in course.parts for line in course.sections.get(one.id, ())}
    sections = [
        {
            "id": leg.section,
            "title": leg.title,
            "lists": list(dict.fromkeys(owners[course.items[step.item].section_id] for step in leg.steps)),
            "due": _("Klart senast %(day)s", day=long_date(leg.due_on)),
            "is_done": leg.is_done,
            "is_late": leg.is_late(course.today),
            "steps": [step_of(course, step, managers) for step in leg.steps],
        }
        for leg in course.legs
    ]
    welcomes = [{"title": one.title, "text": one.welcome} for one, _ in course.parts if one.welcome]
    return Shown(welcomes, sections, course.progress, words_of(course.progress), following_of(course))


def step_of(course: Course, step: Step, managers: Sequence[Person]) -> dict[str, Any]:
    """Return an item as a page shows it."""
    item = course.items[step.item]
    fact = course.documents.get(item.document_id)
    return {
        "id": item.id,
        "title": fact.title if fact else item.title,
        "number": step.number,
        "version": fact.version if fact else 0,
        "url": document_url(step.number) if step.number else "",
        "text": item.text,
        "why": item.why,
        "asks": asked(item, course.row, managers),
        "optional": item.optional,
        "done": step.done,
    }


def asked(item: ListItem, row: Introduction, managers: Sequence[Person]) -> dict[str, Any] | None:
    """Return whom to ask about an item, and how they are reached; the manager where there is no mentor."""
    manager = next((person for person in managers if person != row.person), None)
    if item.ask_person is not None and not item.ask_person.disabled:
        return contact(item.ask_person)
    if item.ask == Ask.MENTOR and row.mentor is not None:
        return contact(row.mentor, _("din fadder"))
    if item.ask and manager is not None:
        return contact(manager, _("din närmaste chef"))
    return None


def contact(person: Person, what: str = "") -> dict[str, Any]:
    """Return a person and how they are reached; `what` is what they are to the one who is new."""
    words = what or person.title
    return {"name": person.name, "what": words, "email": person.email, "phone": person.phone}


def words_of(progress: Progress) -> str:
    """Return how far one has come, in words."""
    if not progress.total:
        return _("Listorna är tomma än så länge.")
    if progress.done == progress.total:
        return _("Allt är klart.")
    return _("%(done)s av %(total)s är klart.", done=progress.done, total=progress.total)


def following_of(course: Course) -> str:
    """Return what comes next, or nothing."""
    number = course.progress.next_item
    if number is None:
        return ""
    item = course.items[number]
    fact = course.documents.get(item.document_id)
    return fact.title if fact else item.title


def late_words(progress: Progress) -> str:
    """Return how many sections are late, or nothing."""
    return (
        ngettext("%(num)s avsnitt är försenat", "%(num)s avsnitt är försenade", progress.late) if progress.late else ""
    )


def walkers(courses: Iterable[Course], today: date) -> list[dict[str, Any]]:
    """Return those under way as rows: those who are late first, then those who have stopped, then the first begun."""
    rows = [walker(course, today) for course in courses]
    return sorted(rows, key=lambda row: (-row["late"], not row["still"], row["begun_on"], row["name"]))


def walker(course: Course, today: date) -> dict[str, Any]:
    """Return somebody under way as a row."""
    row, progress = course.row, course.progress
    last = clock.day_of(course.done.last, running().config.timezone) if course.done.last else None
    still = stands_still(row.begun_on, last, today, progress)
    return {
        "key": row.person.key,
        "name": row.person.name,
        "title": row.person.title,
        "unit": row.unit.name,
        "url": url_for("introduction.person_show", key=row.person.key),
        "begun_on": row.begun_on,
        "begun": _(
            "Började %(day)s, dag %(number)s", day=long_date(row.begun_on), number=(today - row.begun_on).days + 1
        ),
        "mentor": row.mentor.name if row.mentor else "",
        "progress": progress,
        "words": words_of(progress),
        "following": following_of(course),
        "late": progress.late,
        "late_words": late_words(progress),
        "still": _("Inget har hänt sedan %(day)s", day=long_date(max(last or row.begun_on, row.begun_on)))
        if still
        else "",
        "is_complete": progress.is_complete and progress.total > 0,
    }
