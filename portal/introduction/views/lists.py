"""Reading lists, for who writes them: begun, changed, ended, and looked at as the one who is new sees them."""

from http import HTTPStatus
from typing import Any

from flask import Response, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from portal.introduction.actions.lists import change_list, end_list, make_list
from portal.introduction.forms import ROLES, ListForm, NewListForm, SectionForm
from portal.introduction.models import Introduction, IntroductionList
from portal.introduction.queries.contents import documents_of, named_in, sections_of
from portal.introduction.queries.courses import Course, Done, managers_over
from portal.introduction.queries.lists import get_list, lists_in
from portal.introduction.shown import shown
from portal.introduction.views.blueprint import (
    WRITE,
    blueprint,
    choices_held,
    deed_here,
    facts_here,
    reader_here,
    units_held,
    units_here,
)
from portal.lib.errors import RefusedError
from portal.people.models import Person
from portal.web import htmx
from portal.web.access import requires
from portal.web.portal import today

FAULTY, CONFLICT = HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.CONFLICT
LIST = "<string(maxlength=100):key>"


def list_here(key: str) -> IntroductionList:
    """Return a list that the reader may write. Raises NotFoundError, ForbiddenError."""
    one = get_list(key)
    reader_here().require(WRITE, one.unit.code)
    return one


@blueprint.get("/listor/")
@requires(WRITE)
def list_index() -> Response:
    """Show the lists of the units that the reader answers for."""
    held = [unit.code for unit in units_held(WRITE)]
    return htmx.show("introduction/lists/index.html", lists=lists_in(held), roles=ROLES)


@blueprint.get("/listor/ny")
@requires(WRITE)
def list_new() -> Response:
    """Show the form for a new list."""
    return new_page(NewListForm(choices_held(WRITE), formdata=None))


def new_page(form: NewListForm, status: int = HTTPStatus.OK, refusal: str = "") -> Response:
    """Return the form for a new list."""
    return htmx.show("introduction/lists/new.html", status=status, form=form, refusal=refusal)


@blueprint.post("/listor/ny")
@requires(WRITE)
def list_create() -> AnyResponse:
    """Begin a list."""
    form = NewListForm(choices_held(WRITE))
    if not form.validate_on_submit():
        return new_page(form, FAULTY)
    unit = units_here()[form.unit.data]
    try:
        one = make_list(deed_here(), unit=unit, role=form.role.data, title=form.title.data, welcome=form.welcome.data)
    except RefusedError as error:
        return new_page(form, CONFLICT, str(error))
    return to_list(one, _("Listan är skapad. Lägg till det som ska läsas och göras."))


@blueprint.get(f"/listor/{LIST}")
@requires(WRITE)
def list_show(key: str) -> Response:
    """Show a list with its sections and items, to be changed."""
    return list_page(list_here(key), SectionForm(formdata=None))


def list_page(one: IntroductionList, form: SectionForm, status: int = HTTPStatus.OK) -> Response:
    """Return the page on which a list is written."""
    sections = sections_of([one.id])[one.id]
    documents = documents_of(named_in(sections), today())
    facts = facts_here()
    unread = {number for number, fact in documents.items() if not fact.is_for(one, facts)}
    values: dict[str, Any] = {"one": one, "sections": sections, "documents": documents, "unread": unread, "form": form}
    return htmx.show("introduction/lists/show.html", status=status, whom=ROLES[one.role], **values)


@blueprint.get(f"/listor/{LIST}/visning")
@requires(WRITE)
def list_preview(key: str) -> Response:
    """Show a list as the one who is new sees it, beginning today."""
    one = list_here(key)
    sections = sections_of([one.id])
    documents = documents_of(named_in(sections[one.id]), today())
    row = Introduction(person=Person(), unit=one.unit, begun_on=today(), mentor=None, closed_by=None)
    course = Course(row, [(one, today())], sections, documents, Done(), facts_here(), today())
    view = shown(course, managers_over(one.unit.code, facts_here(), today()))
    return htmx.show("introduction/lists/preview.html", one=one, row=row, view=view, late="", mine=False, brief=False)


@blueprint.get(f"/listor/{LIST}/andra")
@requires(WRITE)
def list_edit(key: str) -> Response:
    """Show the form for what a list is called and how it welcomes."""
    one = list_here(key)
    return htmx.show("introduction/lists/edit.html", one=one, form=ListForm(formdata=None, obj=one))


@blueprint.post(f"/listor/{LIST}/andra")
@requires(WRITE)
def list_update(key: str) -> AnyResponse:
    """Change what a list is called and how it welcomes."""
    one, form = list_here(key), ListForm()
    if not form.validate_on_submit():
        return htmx.show("introduction/lists/edit.html", status=FAULTY, one=one, form=form)
    change_list(deed_here(), one, title=form.title.data, welcome=form.welcome.data)
    return to_list(one, _("Ändringen är sparad."))


@blueprint.post(f"/listor/{LIST}/avslut")
@requires(WRITE)
def list_delete(key: str) -> AnyResponse:
    """Give the list to nobody any more."""
    one = list_here(key)
    end_list(deed_here(), one)
    return htmx.changed(_("Listan är avslutad. Ingen får den längre."), url_for("introduction.list_index"))


def to_list(one: IntroductionList, message: str, anchor: str = "") -> AnyResponse:
    """Answer a change that was made: the page of the list, at what was changed."""
    return htmx.changed(message, url_for("introduction.list_show", key=one.key, _anchor=anchor or None))
