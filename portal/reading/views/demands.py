"""Who is to read a document: it is demanded, and no more."""

from http import HTTPStatus
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from portal.control.addresses import Way, document_url
from portal.control.queries.documents import History
from portal.control.views.blueprint import deed_here, history_of, reader_here, units_here
from portal.lib.errors import NotFoundError, RefusedError
from portal.people.rules import ROLE_LABELS, why_not_hold
from portal.people.tree import choices
from portal.reading.actions.demands import demand_reading, end_demand
from portal.reading.forms import EVERYBODY, DemandForm
from portal.reading.models import ReadingDemand
from portal.reading.queries.demands import demands_of, get_demand
from portal.reading.queries.units import Standing, standings_of
from portal.reading.shown import badge_of
from portal.reading.views.blueprint import FOLLOW, blueprint
from portal.web.access import requires
from portal.web.htmx import changed, show
from portal.web.portal import today

DEMAND = "reading.demand"
USUAL_DAYS = 14


@blueprint.get("/d/<number>/laskrav")
@requires(FOLLOW)
def demand_index(number: str) -> Any:
    """Show who is to read the document, how it stands, and the form for asking more."""
    return page(history_of(number), new_form(days=str(USUAL_DAYS)))


@blueprint.post("/d/<number>/laskrav")
@requires(DEMAND)
def demand_create(number: str) -> Any:
    """Demand that the document is read."""
    history, form = history_of(number), new_form()
    if not form.validate():
        return page(history, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    unit = units_here()[form.unit.data]
    facts = {"role": form.role.data, "days": form.number_of_days, "why": form.why.data}
    try:
        demand_reading(deed_here(), history.document, unit=unit, **facts)
    except RefusedError as error:
        return page(history, form, HTTPStatus.CONFLICT, str(error))
    told = _("Läskravet är sparat. De som berörs ser det bland det som väntar på dem.")
    return changed(told, url_for("reading.demand_index", number=number))


@blueprint.post("/d/<number>/laskrav/<int(max=2147483647):demand>/avsluta")
@requires(DEMAND)
def demand_delete(number: str, demand: int) -> Any:
    """Demand it no more; what was read is kept."""
    history = history_of(number)
    end_demand(deed_here(), get_demand(history.document, demand))
    told = _("Läskravet är avslutat. Det som redan har kvitterats finns kvar.")
    return changed(told, url_for("reading.demand_index", number=number))


def new_form(**values: Any) -> DemandForm:
    """Return the form with the units that the person may ask."""
    tokens = reader_here().tokens
    may = [unit for code, unit in units_here().items() if why_not_hold(DEMAND, code, tokens) is None]
    return DemandForm(choices(may, today()), **values)


def page(history: History, form: DemandForm, status: int = HTTPStatus.OK, refused: str = "") -> Any:
    """Show what is demanded and how it stands; `refused` is why nothing more could be."""
    line = history.in_force or history.current
    if line is None:
        raise NotFoundError(_("Dokumentet finns inte."))
    document, tokens = history.document, reader_here().tokens
    rows = demands_of(document)
    standings = standings_here(document.id, rows)
    return show(
        "reading/demands/index.html",
        status=status,
        document=document,
        document_way=Way(line.title, document_url(document.number)),
        demands=[demand_row(row, document.number, standings.get(row.unit_id, Standing()), tokens) for row in rows],
        form=form,
        refused=refused,
        refusal=None if history.in_force else _("Bara ett dokument som gäller kan krävas läst."),
        may_demand=any(value for value, _label in form.unit.choices),
        url=url_for("reading.demand_create", number=document.number),
    )


def standings_here(document: int, rows: list[ReadingDemand]) -> dict[int, Standing]:
    """Return how it stands with the document in each of the demands' units: one query."""
    return standings_of([row.unit_id for row in rows], today(), document) if rows else {}


def demand_row(row: ReadingDemand, number: str, standing: Standing, tokens: frozenset[str]) -> dict[str, Any]:
    """Return a demand as the page shows it; `url` is empty where the reader may not see who they are."""
    code = row.unit.code
    return {
        "id": row.id,
        "unit": row.unit.name,
        "role": ROLE_LABELS.get(row.role, EVERYBODY),
        "days": row.days,
        "since": row.since,
        "by": row.by.name,
        "why": row.why,
        "badge": badge_of(standing),
        "standing": standing,
        "url": "" if why_not_hold(FOLLOW, code, tokens) else url_for("reading.reader_index", code=code, number=number),
        "end_url": ""
        if why_not_hold(DEMAND, code, tokens)
        else url_for("reading.demand_delete", number=number, demand=row.id),
    }
