"""Taking out a unit's handbook or all of it: ask, wait, fetch."""

import json
from http import HTTPStatus
from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _

from portal.control.views.blueprint import deed_here, reader_here, units_here
from portal.lib.errors import NotFoundError, RefusedError
from portal.people.queries.units import facts_of_units
from portal.people.rules import subtree_of
from portal.people.session import person_here
from portal.people.tree import choices
from portal.printing.actions import order_takeout
from portal.printing.forms import EVERYTHING, TakeoutForm
from portal.printing.models import Takeout
from portal.printing.queries import documents_of, files_of, get_file, get_takeout, parts_in, takeouts_of
from portal.printing.rules.books import FORMAT_LABELS, MEDIA_TYPES, Format
from portal.printing.rules.parts import KEPT, done_of
from portal.printing.views.blueprint import blueprint
from portal.store import blobs
from portal.web.access import signed_in
from portal.web.htmx import changed, show
from portal.web.portal import now, today
from portal.web.security import ATTACHMENT_POLICY

MOST = 2**31 - 1
KEY = f"<int(min=1, max={MOST}):takeout>"


@blueprint.get("/handbok/ta-ut")
@signed_in
def takeout_new() -> Any:
    """Show the choice, and what the person has asked for already."""
    return page(form_here(unit=request.args.get("enhet") or EVERYTHING))


@blueprint.post("/handbok/ta-ut")
@signed_in
def takeout_create() -> Any:
    """Ask for a collection."""
    form = form_here()
    if not form.validate():
        return page(form)
    unit = "" if form.unit.data == EVERYTHING else form.unit.data
    below = bool(form.below.data)
    units = frozenset({unit}) if unit else None
    if unit and below:
        units = subtree_of(unit, facts_of_units(units_here()))
    found = documents_of(units, reader_here().tokens, today())
    title = units_here()[unit].name if unit else _("Handbok")
    try:
        takeout = order_takeout(
            deed_here(), found, format_=Format(form.format.data), title=title, unit=unit, below=below
        )
    except RefusedError as error:
        return page(form, str(error))
    return changed(_("Uttaget är beställt."), url_for("printing.takeout_show", takeout=takeout.id))


@blueprint.get(f"/handbok/ta-ut/{KEY}")
@signed_in
def takeout_show(takeout: int) -> Any:
    """Show how far it has come, and what can be fetched."""
    found = get_takeout(person_here(), takeout, now())
    return show("printing/takeouts/show.html", "printing/takeouts/_progress.html", **values_of(found))


@blueprint.get(f"/handbok/ta-ut/{KEY}/<int(max=9999):position>")
@signed_in
def takeout_file(takeout: int, position: int) -> Response:
    """Answer a part to the one who asked for it."""
    found = get_takeout(person_here(), takeout, now())
    file = get_file(found, position)
    response = Response(blobs.read(file.sha256), mimetype=MEDIA_TYPES[Format(found.format)])
    response.content_length = file.size
    response.headers["Content-Disposition"] = f'attachment; filename="{file.filename}"'
    response.headers["Content-Security-Policy"] = ATTACHMENT_POLICY
    return response


def form_here(**values: Any) -> TakeoutForm:
    """Return the form. Raises NotFoundError for a unit that is not there."""
    units = choices(units_here().values(), today())
    if values.get("unit", EVERYTHING) not in {EVERYTHING, *units}:
        raise NotFoundError(_("Enheten %(code)s finns inte.", code=values["unit"][:40]))
    return TakeoutForm(units, **values)


def page(form: TakeoutForm, refused: str = "") -> Any:
    """Show the form; `refused` is why nothing came of it."""
    status = HTTPStatus.CONFLICT if refused else HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    mine = [row_of(takeout) for takeout in takeouts_of(person_here(), now())]
    return show("printing/takeouts/new.html", status=status, form=form, refused=refused, takeouts=mine)


def row_of(takeout: Takeout) -> dict[str, str]:
    """Return what was asked for as a row of a list."""
    state = _("Klart att hämta") if takeout.finished_at else _("Görs")
    return {
        "label": takeout.title,
        "url": url_for("printing.takeout_show", takeout=takeout.id),
        "text": f"{FORMAT_LABELS[Format(takeout.format)]} · {_('Gick inte') if takeout.failure else state}",
    }


def values_of(takeout: Takeout) -> dict[str, Any]:
    """Return what the page says of a collection."""
    parts = parts_in(takeout)
    files = [
        {"label": file.filename, "size": file.size, "url": file_url(takeout, file.position)}
        for file in files_of(takeout)
    ]
    return {
        "takeout": takeout,
        "url": url_for("printing.takeout_show", takeout=takeout.id),
        "format": FORMAT_LABELS[Format(takeout.format)],
        "kind": "PDF" if takeout.format == Format.PDF else "Word",
        "done": done_of(parts, takeout.made),
        "total": done_of(parts, len(parts)),
        "files": files,
        "left_out": json.loads(takeout.left_out),
        "until": takeout.asked_at + KEPT,
    }


def file_url(takeout: Takeout, position: int) -> str:
    """Return the address of a part."""
    return url_for("printing.takeout_file", takeout=takeout.id, position=position)
