"""The sections of a list: added, changed, moved, taken away."""

from http import HTTPStatus

from flask import Response, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from portal.introduction.actions.lists import move_section, remove_section, save_section
from portal.introduction.forms import SectionForm
from portal.introduction.queries.lists import get_section
from portal.introduction.views.blueprint import WRITE, blueprint, deed_here
from portal.introduction.views.lists import LIST, list_here, list_page, to_list
from portal.web import htmx
from portal.web.access import requires

FAULTY = HTTPStatus.UNPROCESSABLE_ENTITY
SECTION = f"/listor/{LIST}/avsnitt/<int(max=2147483647):section_id>"
EDIT = "introduction/sections/edit.html"


def step_asked() -> int:
    """Return which way something is to be moved: up (-1), or down."""
    return -1 if request.form.get("till") == "upp" else 1


@blueprint.post(f"/listor/{LIST}/avsnitt")
@requires(WRITE)
def section_create(key: str) -> AnyResponse:
    """Add a section at the end of the list."""
    one, form = list_here(key), SectionForm()
    if not form.validate_on_submit():
        return list_page(one, form, FAULTY)
    section = save_section(deed_here(), one, None, title=form.title.data, within=form.days)
    return to_list(one, _("Avsnittet är tillagt."), f"avsnitt-{section.id}")


@blueprint.get(f"{SECTION}/andra")
@requires(WRITE)
def section_edit(key: str, section_id: int) -> Response:
    """Show the form for a section."""
    one = list_here(key)
    section = get_section(one, section_id)
    form = SectionForm(formdata=None, data={"title": section.title, "within": str(section.within)})
    return htmx.show(EDIT, one=one, section=section, form=form)


@blueprint.post(f"{SECTION}/andra")
@requires(WRITE)
def section_update(key: str, section_id: int) -> AnyResponse:
    """Change a section."""
    one, form = list_here(key), SectionForm()
    section = get_section(one, section_id)
    if not form.validate_on_submit():
        return htmx.show(EDIT, status=FAULTY, one=one, section=section, form=form)
    save_section(deed_here(), one, section, title=form.title.data, within=form.days)
    return to_list(one, _("Ändringen är sparad."), f"avsnitt-{section.id}")


@blueprint.post(f"{SECTION}/flytt")
@requires(WRITE)
def section_move(key: str, section_id: int) -> AnyResponse:
    """Move a section a step."""
    one = list_here(key)
    section = get_section(one, section_id)
    move_section(deed_here(), one, section, step_asked())
    return to_list(one, _("”%(title)s” är flyttat.", title=section.title), f"avsnitt-{section.id}")


@blueprint.post(f"{SECTION}/borttagning")
@requires(WRITE)
def section_delete(key: str, section_id: int) -> AnyResponse:
    """Take a section away, with its items."""
    one = list_here(key)
    section = get_section(one, section_id)
    remove_section(deed_here(), one, section)
    return to_list(one, _("”%(title)s” är borttaget.", title=section.title))
