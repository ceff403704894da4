"""A unit ends, perhaps merged into another, and is opened again."""

from datetime import date
from http import HTTPStatus

from flask import Response, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.people.actions.closing import close_unit, reopen_unit
from portal.people.forms.unit import CloseForm
from portal.people.models import Unit
from portal.people.queries.units import get_unit
from portal.people.views.blueprint import actor, blueprint, unit_choices
from portal.web import htmx
from portal.web.access import requires
from portal.web.portal import now, today


def form_for(unit: Unit, last_day: date | None = None) -> CloseForm:
    """Return the form; the unit itself cannot take over."""
    return CloseForm({code: name for code, name in unit_choices().items() if code != unit.code}, last_day=last_day)


@blueprint.get("/enheter/<string(maxlength=100):code>/avslut")
@requires("people.manage")
def closing_new(code: str) -> str:
    """Show the form for ending a unit."""
    unit = get_unit(code)
    return render_template("people/closings/new.html", unit=unit, form=form_for(unit, today()))


@blueprint.post("/enheter/<string(maxlength=100):code>/avslut")
@requires("people.manage")
def closing_create(code: str) -> AnyResponse:
    """End the unit."""
    unit = get_unit(code)
    form = form_for(unit)
    if not form.validate_on_submit():
        page = render_template("people/closings/new.html", unit=unit, form=form)
        return Response(page, HTTPStatus.UNPROCESSABLE_ENTITY)
    successor = get_unit(form.successor.data) if form.successor.data else None
    ended = close_unit(actor(), unit, last_day=form.last_day.data, successor=successor, now=now())
    moved = f" och flyttar till {successor.name}" if successor else ""
    told = f" {ended} placeringar avslutas{moved}." if ended else ""
    return htmx.changed(f"{unit.name} avslutas.{told}", url_for("people.unit_show", code=code))


@blueprint.post("/enheter/<string(maxlength=100):code>/avslut/upphav")
@requires("people.manage")
def closing_delete(code: str) -> AnyResponse:
    """Let the unit go on."""
    unit = get_unit(code)
    reopen_unit(actor(), unit, now=now())
    message = f"{unit.name} är öppen igen. Placera personerna på nytt om de ska höra dit."
    return htmx.changed(message, url_for("people.unit_show", code=code))
