"""A new document, of any kind."""

from http import HTTPStatus
from typing import Any

from flask import Response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from portal.control.actions.drafts import begin_document
from portal.control.drafting import offered_audiences
from portal.control.kinds import kind_of_type, subjects_by_key, types_written
from portal.control.models.documents import ProcessArea
from portal.control.queries.listing import areas_at
from portal.control.rules.types import Type
from portal.control.views.blueprint import deed_here
from portal.handbook.forms.documents import DocumentForm
from portal.handbook.views.lists import blueprint, reader_here
from portal.lib.errors import InvalidError
from portal.people.models import Person, Unit
from portal.people.queries.register import find_named
from portal.people.queries.units import units_at
from portal.people.rules import why_not_hold
from portal.people.tree import choices
from portal.store import database
from portal.web.access import requires
from portal.web.portal import journal_head, today


@blueprint.get("/nytt-dokument")
@requires("control.write")
def document_new() -> str:
    """Show the form for a new document; one's own unit, and a type named in the address, are chosen already."""
    units = writable_units()
    own = next((code for code in reader_here().units if code in units), "")
    type_ = request.args.get("typ", "")
    return render_template("handbook/documents/new.html", form=form_here(unit=own, type=type_))


@blueprint.post("/nytt-dokument")
@requires("control.write")
def document_create() -> AnyResponse:
    """Give the document its number and begin its draft from the type's outline."""
    form = form_here()
    if form.validate_on_submit():
        try:
            return begin(form)
        except InvalidError as error:
            field = form[error.place if error.place in form else "title"]
            field.errors = [*field.errors, str(error)]
    return Response(render_template("handbook/documents/new.html", form=form), HTTPStatus.UNPROCESSABLE_ENTITY)


def begin(form: DocumentForm) -> AnyResponse:
    """Begin the document and open its draft for writing. Raises InvalidError."""
    areas = areas_by_key()
    version = begin_document(
        deed_here(),
        type=Type(form.type.data),
        title=form.title.data,
        unit=units_here()[form.unit.data],
        audience=form.audience.data or (),
        owner=owner_named(form.owner.data),
        areas=[areas[key] for key in form.areas.data or ()],
        subject=form.subject.data if kind_of_type(form.type.data).subjects else "",
    )
    return redirect(url_for("control.draft_edit", number=version.document.number, version=version.number), 303)


def owner_named(words: str) -> Person | None:
    """Return the person by that name or e-mail address, None for no words. Raises InvalidError for none or several."""
    if not words:
        return None
    found = find_named(words)
    if len(found) == 1:
        return found[0]
    if found:
        named = ", ".join(f"{person.name} ({person.email})" for person in found[:5])
        raise InvalidError(_("Flera passar in på namnet: %(named)s. Skriv e-postadressen.", named=named), "owner")
    raise InvalidError(_("Ingen i registret heter så. Skriv namnet eller e-postadressen."), "owner")


def form_here(**values: Any) -> DocumentForm:
    """Return the form with what this reader may choose."""
    return DocumentForm(
        types=types_written(),
        subjects=subjects_by_key(),
        units=writable_units(),
        audiences=offered_audiences(units_here(), today()),
        areas={key: area.name for key, area in areas_by_key().items()},
        **({"data": values} if values else {}),
    )


def areas_by_key() -> dict[str, ProcessArea]:
    """Return the process areas in order."""
    return {area.key: area for area in areas_at(journal_head(), database.binding)}


def units_here() -> dict[str, Unit]:
    """Return the units by code, as they are for this request."""
    return dict(units_at(journal_head(), database.binding))


def writable_units() -> dict[str, str]:
    """Return the units that the reader may write for, set in by depth, by code."""
    tokens = reader_here().tokens
    mine = [unit for code, unit in units_here().items() if not why_not_hold("control.write", code, tokens)]
    return choices(mine, today())
