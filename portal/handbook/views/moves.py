"""A reorganisation: many documents get another unit or owner, after one has seen which."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.control.actions.moves import move_documents
from portal.control.addresses import document_url
from portal.control.queries.moves import Selection, placed_by, titles_for
from portal.control.rules.moving import Goal, Placed, Plan, plan_of, why_not_goal
from portal.control.views.blueprint import deed_here
from portal.handbook.forms.moves import MoveForm
from portal.handbook.queries import below
from portal.handbook.views.lists import blueprint, reader_here, tree_here
from portal.lib.errors import RefusedError
from portal.people.queries.persons import find_person
from portal.people.queries.register import find_named
from portal.people.tree import choices
from portal.web.access import requires
from portal.web.htmx import changed, show
from portal.web.portal import today

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A document that would be moved, as a page shows it: without a title where the reader may not know it."""

    number: str
    title: str
    url: str
    unit: str


@blueprint.get("/flytt")
@requires("control.write")
def move_new() -> Any:
    """Show the choice of documents and, once something is chosen, what would become of them."""
    form = form_of(request.args)
    return page(form, *asked_of(form))


@blueprint.post("/flytt")
@requires("control.write")
def move_create() -> Any:
    """Move the documents that were seen."""
    form = form_of(request.form)
    selection, goal = asked_of(form)
    if form.errors:
        return page(form, selection, goal)
    try:
        moved = move_documents(deed_here(), selection, goal, seen=form.seen.data or "")
    except RefusedError as error:
        return page(form, selection, goal, str(error))
    told = ngettext("%(num)s dokument är flyttat.", "%(num)s dokument är flyttade.", moved)
    return changed(told, url_for("handbook.unit_show", code=goal.unit) if goal.unit else url_for("handbook.move_new"))


def form_of(fields: Any) -> MoveForm:
    """Return the form with what was asked, read and judged."""
    tree = tree_here()
    every = {code: f"{unit.name} ({code})" for code, unit in tree.units.items()}
    remaining = choices(tree.units.values(), today())
    form = MoveForm(
        remaining | {code: name for code, name in every.items() if code not in remaining}, remaining, formdata=fields
    )
    form.validate()
    return form


def asked_of(form: MoveForm) -> tuple[Selection, Goal]:
    """Return which documents and where to; a person who is not found becomes an error at their field."""
    owner, new_owner = key_of(form, "agare"), key_of(form, "ny_agare")
    units = below(tree_here(), form.enhet.data) if form.enhet.data in tree_here().units else ()
    return Selection(units, owner, form.typ.data or ""), Goal(form.till.data or "", new_owner)


def key_of(form: MoveForm, name: str) -> str:
    """Return the key of the person named in a field, empty for none."""
    field = form[name]
    found = ([exact] if (exact := find_person(field.data)) else find_named(field.data)) if field.data else []
    person = found[0] if len(found) == 1 else None
    if len(found) > 1:
        named = ", ".join(f"{one.name} ({one.email})" for one in found[:5])
        told = _("Flera passar in på namnet: %(named)s. Skriv e-postadressen.", named=named)
        field.errors = [*field.errors, told]
    elif field.data and person is None:
        field.errors = [
            *field.errors,
            _("Ingen heter ”%(typed)s” eller har den adressen.", typed=field.data),
        ]
    elif person and person.disabled and name == "ny_agare":
        field.errors = [*field.errors, _("%(name)s är avstängd och kan inte äga dokument.", name=person.name)]
    return person.key if person else ""


def page(form: MoveForm, selection: Selection, goal: Goal, refused: str = "") -> Any:
    """Show the form and, when enough is chosen, the plan; `refused` is why it could not be done just now."""
    is_asked = not selection.is_empty and not form.errors
    plan = plan_of(placed_by(selection), goal, reader_here().tokens) if is_asked else Plan((), 0, {})
    reason = why_not_goal(goal, tree_here().facts, today()) if is_asked else None
    titles = titles_for(shown_of(plan), reader_here().tokens) if is_asked else {}
    return show(
        "handbook/moves/new.html",
        status=status_of(form, refused),
        form=form,
        url=url_for("handbook.move_new"),
        is_asked=is_asked,
        reason=reason,
        refused=refused,
        going=rows_of(plan.going, titles),
        total=len(plan.going),
        there=plan.there,
        stuck=[(why, len(rows), rows_of(rows, titles)) for why, rows in told_of(plan, titles).items()],
        digest=plan.digest,
    )


def status_of(form: MoveForm, refused: str) -> int:
    """Return how the page answers."""
    if form.errors:
        return HTTPStatus.UNPROCESSABLE_ENTITY
    return HTTPStatus.CONFLICT if refused else HTTPStatus.OK


def shown_of(plan: Plan) -> list[Placed]:
    """Return the documents whose titles are looked up: no more than are shown, but all that cannot go."""
    return [*plan.going[:MOST_SHOWN], *(row for rows in plan.refused.values() for row in rows)]


def told_of(plan: Plan, titles: dict[str, str]) -> dict[str, list[Placed]]:
    """Return the documents that cannot go, by the reason: only those that the reader may know of."""
    known = {why: [row for row in rows if row.number in titles] for why, rows in plan.refused.items()}
    return {why: rows for why, rows in known.items() if rows}


def rows_of(rows: Any, titles: dict[str, str]) -> list[Row]:
    """Return the first of the documents as rows."""
    return [
        Row(row.number, titles.get(row.number, ""), document_url(row.number), row.unit) for row in rows[:MOST_SHOWN]
    ]
