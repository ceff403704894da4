"""Those who are being introduced, for who leads them: how far they have come, who has stopped; closing with a note."""

from http import HTTPStatus
from typing import Any

from flask import Response, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from portal.introduction.actions.walking import begin_by_hand, close_introduction, name_mentor
from portal.introduction.forms import BeginningForm, ClosingForm, MentorForm
from portal.introduction.models import Introduction
from portal.introduction.queries.courses import Course, get_course, managers_over, open_courses
from portal.introduction.shown import late_words, shown, walker, walkers
from portal.introduction.views.blueprint import (
    CLOSE,
    FOLLOW,
    blueprint,
    choices_held,
    deed_here,
    facts_here,
    person_named,
    reader_here,
    units_held,
    units_here,
)
from portal.lib.errors import NotFoundError, RefusedError
from portal.people.models import Unit
from portal.people.rules import ancestors_of, subtree_of, why_not_hold
from portal.web import htmx
from portal.web.access import requires
from portal.web.portal import today

FAULTY = HTTPStatus.UNPROCESSABLE_ENTITY
UNIT = "<string(maxlength=60):code>"
PERSON = "<string(maxlength=100):key>"


@blueprint.get("/enhet/")
@requires(FOLLOW)
def unit_index() -> Response:
    """Show those under way in the topmost unit that the reader follows."""
    held, facts = units_held(FOLLOW), facts_here()
    top = min(held, key=lambda unit: (len(ancestors_of(unit.code, facts)), unit.code))
    return unit_page(top)


@blueprint.get(f"/enhet/{UNIT}")
@requires(FOLLOW)
def unit_show(code: str) -> Response:
    """Show those under way in a unit and below, those who are late first."""
    return unit_page(unit_here(code))


def unit_here(code: str) -> Unit:
    """Return a unit that the reader follows. Raises NotFoundError, ForbiddenError."""
    unit = units_here().get(code)
    if unit is None:
        raise NotFoundError(_("Enheten %(code)s finns inte.", code=code))
    reader_here().require(FOLLOW, code)
    return unit


def unit_page(unit: Unit, status: int = HTTPStatus.OK, form: BeginningForm | None = None) -> Response:
    """Return the page of a unit."""
    units = units_here()
    below = [units[code].id for code in subtree_of(unit.code, facts_here()) if code in units]
    courses = open_courses(Introduction.unit.in_(below), units, today())
    return htmx.show(
        "introduction/units/show.html",
        status=status,
        unit=unit,
        walkers=walkers(courses, today()),
        units=choices_held(FOLLOW),
        may_close=why_not_hold(CLOSE, unit.code, reader_here().tokens) is None,
        form=form or BeginningForm(formdata=None),
    )


@blueprint.post(f"/enhet/{UNIT}/borjan")
@requires(CLOSE)
def beginning_create(code: str) -> AnyResponse:
    """Begin an introduction for somebody who did not get one by themselves."""
    unit, form = unit_here(code), BeginningForm()
    if not form.validate_on_submit():
        return unit_page(unit, FAULTY, form)
    person, reason = person_named(form.person.data)
    if person is None:
        form.person.errors = [*form.person.errors, reason]
        return unit_page(unit, FAULTY, form)
    begin_by_hand(deed_here(), person)
    return htmx.changed(
        _("Introduktionen för %(name)s har börjat.", name=person.name),
        url_for("introduction.person_show", key=person.key),
    )


@blueprint.get(f"/person/{PERSON}")
@requires(FOLLOW)
def person_show(key: str) -> Response:
    """Show how far somebody has come, to those who lead or follow them."""
    return person_page(course_led(key))


def course_led(key: str, permission: str = FOLLOW) -> Course:
    """Return the introduction of somebody for whose unit the reader holds the permission.

    Raises NotFoundError, ForbiddenError.
    """
    course = get_course(key, units_here(), today())
    reader_here().require(permission, course.row.unit.code)
    return course


def person_page(course: Course, status: int = HTTPStatus.OK, **more: Any) -> Response:
    """Return the page of somebody's introduction."""
    row, tokens = course.row, reader_here().tokens
    values = {
        "mentor_form": MentorForm(formdata=None, data={"mentor": row.mentor.name if row.mentor else ""}),
        "closing_form": ClosingForm(formdata=None),
        "refusal": "",
    }
    return htmx.show(
        "introduction/persons/show.html",
        status=status,
        row=row,
        view=shown(course, managers_over(row.unit.code, course.units, today())),
        walker=walker(course, today()),
        late=late_words(course.progress),
        mine=False,
        brief=True,
        may_close=not row.is_closed and why_not_hold(CLOSE, row.unit.code, tokens) is None,
        is_own=row.person.key == reader_here().key,
        **{**values, **more},
    )


@blueprint.post(f"/person/{PERSON}/fadder")
@requires(CLOSE)
def mentor_update(key: str) -> AnyResponse:
    """Name who looks after the one who is new, or nobody."""
    course, form = course_led(key, CLOSE), MentorForm()
    if not form.validate_on_submit():
        return person_page(course, FAULTY, mentor_form=form)
    mentor, reason = person_named(form.mentor.data) if form.mentor.data else (None, "")
    if reason:
        form.mentor.errors = [*form.mentor.errors, reason]
        return person_page(course, FAULTY, mentor_form=form)
    name_mentor(deed_here(), course, mentor)
    told = _("%(name)s är fadder.", name=mentor.name) if mentor else _("Ingen är fadder längre.")
    return htmx.changed(told, url_for("introduction.person_show", key=key))


@blueprint.post(f"/person/{PERSON}/avslut")
@requires(CLOSE)
def closing_create(key: str) -> AnyResponse:
    """Close the introduction with a note."""
    course, form = course_led(key, CLOSE), ClosingForm()
    if not form.validate_on_submit():
        return person_page(course, FAULTY, closing_form=form)
    try:
        close_introduction(deed_here(), course, note=form.note.data)
    except RefusedError as error:
        return person_page(course, HTTPStatus.CONFLICT, closing_form=form, refusal=str(error))
    name, code = course.row.person.name, course.row.unit.code
    return htmx.changed(
        _("Introduktionen för %(name)s är avslutad.", name=name), url_for("introduction.unit_show", code=code)
    )
