"""An introduction is walked through: tasks are done, a mentor is named, the manager closes with a note."""

from portal.control.actions.holding import refuse
from portal.control.deed import Deed
from portal.introduction.actions.beginning import LOCK, course_ref, give, scene_at
from portal.introduction.models import Introduction, ListItem, TaskDone
from portal.introduction.queries.courses import Course
from portal.introduction.queries.newcomers import newcomers
from portal.introduction.rules.beginning import News, home_of, lists_today
from portal.introduction.rules.walking import Kind, why_not_close
from portal.lib.errors import RefusedError
from portal.people.models import Person
from portal.store.database import wait_for_lock
from portal.store.work import unit_of_work


def do_task(deed: Deed, course: Course, item: ListItem) -> bool:
    """Let the person say that they have done a task; return whether it is news. Raises RefusedError."""
    refuse(why_not_do(deed, course, item))
    with unit_of_work():
        wait_for_lock(LOCK)
        known = (TaskDone.person == deed.person) & (TaskDone.item == item)
        if TaskDone.select().where(known).exists():
            return False
        TaskDone.create(person=deed.person, item=item, at=deed.at)
        deed.record("introduction-task-done", course_ref(deed.person), item=item.id)
    return True


def undo_task(deed: Deed, course: Course, item: ListItem) -> bool:
    """Let the person take back that a task is done; return whether it was. Raises RefusedError."""
    refuse(why_not_do(deed, course, item))
    with unit_of_work():
        wait_for_lock(LOCK)
        done = (TaskDone.person == deed.person) & (TaskDone.item == item)
        if not TaskDone.delete().where(done).execute():
            return False
        deed.record("introduction-task-undone", course_ref(deed.person), item=item.id)
    return True


def why_not_do(deed: Deed, course: Course, item: ListItem) -> str | None:
    """Return why the person may not say something of the task, or None."""
    if course.row.person != deed.person or course.row.is_closed:
        return "Introduktionen är avslutad."
    if item.id not in course.items or item.kind is not Kind.TASK:
        return "Uppgiften finns inte i din introduktion längre."
    return None


def name_mentor(deed: Deed, course: Course, mentor: Person | None) -> None:
    """Let somebody be the mentor of the one who is new, or nobody. Raises ForbiddenError, or RefusedError."""
    row = course.row
    deed.require("introduction.close", row.unit.code)
    if row.is_closed:
        raise RefusedError("Introduktionen är redan avslutad.")
    if mentor is not None and (mentor == row.person or mentor.disabled):
        raise RefusedError(f"{mentor.name} kan inte vara fadder här. Välj någon annan.")
    with unit_of_work():
        Introduction.update(mentor=mentor).where(Introduction.id == row.id).execute()
        deed.record("introduction-mentor-named", course_ref(row.person), mentor=mentor.key if mentor else "")


def close_introduction(deed: Deed, course: Course, *, note: str) -> None:
    """Close the introduction with a note: all is done that must be, or the note says why it is closed nevertheless.

    Raises ForbiddenError, or RefusedError.
    """
    row = course.row
    deed.require("introduction.close", row.unit.code)
    is_own, is_closed = row.person == deed.person, row.is_closed
    refuse(why_not_close(course.progress, note, is_own=is_own, is_closed=is_closed))
    with unit_of_work():
        wait_for_lock(LOCK)
        closing = {
            Introduction.closed_at: deed.at,
            Introduction.closed_by: deed.person,
            Introduction.note: note.strip(),
        }
        still_open = (Introduction.id == row.id) & Introduction.closed_at.is_null()
        if not Introduction.update(closing).where(still_open).execute():
            raise RefusedError("Introduktionen är redan avslutad.")
        progress = course.progress
        deed.record(
            "introduction-closed", course_ref(row.person), unit=row.unit.code, done=progress.done, of=progress.total
        )


def begin_by_hand(deed: Deed, person: Person) -> Introduction:
    """Begin an introduction today for somebody who did not get one by themselves: all lists for what they have now.

    Raises ForbiddenError, or RefusedError when there is no list, or one is under way.
    """
    with unit_of_work():
        wait_for_lock(LOCK)
        (newcomer,) = newcomers([person.id])
        scene = scene_at(deed.at, deed.today)
        home = home_of("", newcomer.places, deed.today)
        if home is None or person.disabled:
            raise RefusedError(f"{person.name} hör inte till någon enhet i dag.")
        deed.require("introduction.close", home)
        if newcomer.course is not None:
            raise RefusedError(f"{person.name} har redan en introduktion.")
        lists = lists_today(newcomer.places, scene.known, scene.facts, deed.today)
        if not lists:
            raise RefusedError(f"Det finns ingen lista för {person.name}. Skriv en först.")
        return give(newcomer, News(deed.today, home, lists), scene, actor=deed.person.key)
