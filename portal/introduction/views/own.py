"""My introduction: what I am to read and do, why, how far I have come, and whom to ask."""

from http import HTTPStatus
from typing import Any

from flask import Response, flash, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from portal.control.queries.documents import get_history
from portal.introduction.actions.walking import do_task, undo_task
from portal.introduction.models import Introduction
from portal.introduction.queries.courses import Course, courses_of, find_course, managers_over
from portal.introduction.shown import late_words, shown
from portal.introduction.views.blueprint import blueprint, deed_here, facts_here, reader_here, units_here
from portal.lib.errors import NotFoundError, RefusedError
from portal.people.session import person_here
from portal.reading.actions.demands import acknowledge_version
from portal.web import htmx
from portal.web.access import signed_in
from portal.web.portal import today

PAGE, COURSE = "introduction/own/show.html", "introduction/own/_course.html"


@blueprint.get("/")
@signed_in
def own_show() -> Response:
    """Show my introduction, or the one that was closed last."""
    found = courses_of(Introduction.person == person_here(), units_here(), today())
    course = next((one for one in found if not one.row.is_closed), found[-1] if found else None)
    if course is None:
        return htmx.show("introduction/own/none.html")
    return htmx.show(PAGE, course=course, **course_here(course))


def course_here(course: Course) -> dict[str, Any]:
    """Return what the page shows of an introduction."""
    managers = managers_over(course.row.unit.code, facts_here(), today())
    return {
        "row": course.row,
        "view": shown(course, managers),
        "late": late_words(course.progress),
        "mine": not course.row.is_closed,
        "brief": course.row.is_closed,
    }


@blueprint.post("/dokument/<string(maxlength=40):number>")
@signed_in
def reading_create(number: str) -> AnyResponse:
    """Let me say that I have read and understood the version that I was shown."""
    history = get_history(number, reader_here().tokens, today())
    typed = request.form.get("version", "")
    line = history.get(int(typed)) if typed.isascii() and typed.isdigit() and len(typed) < 6 else None
    if line is None:
        raise NotFoundError(_("Versionen finns inte."))
    acknowledge_version(deed_here(), history.document, line)
    return after(_("”%(title)s” är läst och förstått.", title=line.title), request.form.get("steg", ""))


@blueprint.post("/uppgift/<int(max=2147483647):item_id>")
@signed_in
def task_create(item_id: int) -> AnyResponse:
    """Let me say that a task is done."""
    course = my_course()
    item = course.items.get(item_id)
    if item is None:
        raise NotFoundError(_("Uppgiften finns inte i din introduktion längre."))
    do_task(deed_here(), course, item)
    return after(_("”%(title)s” är klart.", title=item.title), str(item_id))


@blueprint.post("/uppgift/<int(max=2147483647):item_id>/angra")
@signed_in
def task_delete(item_id: int) -> AnyResponse:
    """Let me take back that a task is done."""
    course = my_course()
    item = course.items.get(item_id)
    if item is None:
        raise NotFoundError(_("Uppgiften finns inte i din introduktion längre."))
    undo_task(deed_here(), course, item)
    return after(_("”%(title)s” är inte klart än.", title=item.title), str(item_id))


def my_course() -> Course:
    """Return my introduction under way. Raises RefusedError."""
    course = find_course(person_here(), units_here(), today())
    if course is None:
        raise RefusedError(_("Du har ingen introduktion som pågår."))
    return course


def after(message: str, item: str) -> AnyResponse:
    """Answer what was done: the introduction, at the item; under htmx its part of the page."""
    place = url_for("introduction.own_show", _anchor=f"steg-{item}" if item.isdigit() else None)
    if not htmx.wants_partial():
        return htmx.changed(message, place)
    course = find_course(person_here(), units_here(), today())
    if course is None:
        flash(message, "success")
        return Response(status=HTTPStatus.NO_CONTENT, headers={"HX-Redirect": place})
    return htmx.changed(message, place, COURSE, **course_here(course))
