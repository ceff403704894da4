"""What applied on a day, in the whole handbook or in a unit with all below it."""

from http import HTTPStatus
from typing import Any

from flask import request, url_for

from portal.control.views.applied import day_of
from portal.handbook import queries, shown
from portal.handbook.rules import page_number
from portal.handbook.views.lists import blueprint, choice_of_request, paging, reader_here, tree_here
from portal.people.tree import choices
from portal.web.access import public
from portal.web.htmx import show
from portal.web.pages import kept
from portal.web.portal import journal_head, today


@blueprint.get("/gallde")
@public
@kept
def applied_index() -> Any:
    """List the versions that applied on the day that is asked for: those that the reader may read today."""
    typed = request.args.get("datum", "").strip()
    day = day_of(typed) if typed else today()
    unit = choice_of_request().unit
    page, total = page_number(request.args.get("sida", "")), 0
    items: list[shown.Item] = []
    if day:
        rows = queries.applied_on(day, unit, reader_here().tokens, tree_here())
        total = queries.count_applied(day, unit, reader_here().tokens, journal_head())
        items = shown.applied(queries.page_of(rows, page, today()))
    return show(
        "handbook/applied/index.html",
        "handbook/_items.html",
        HTTPStatus.OK if day else HTTPStatus.UNPROCESSABLE_ENTITY,
        url=url_for("handbook.applied_index"),
        typed=typed or today().isoformat(),
        day=day,
        unit=unit,
        unit_name=tree_here().units[unit].name if unit else "",
        units=choices(tree_here().units.values(), today()),
        items=items,
        **paging(page, total),
    )
