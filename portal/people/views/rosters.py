"""Persons from a list: pasted or a file, looked through, then taken in whole."""

from http import HTTPStatus

from flask import Response, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.lib.errors import InvalidError, RefusedError
from portal.people.actions.roster import Change, Verdict, import_roster, judge_roster
from portal.people.forms.roster import RosterForm
from portal.people.roster import COLUMNS
from portal.people.rules import ROLE_LABELS
from portal.people.views.blueprint import actor, blueprint, tell
from portal.web import htmx
from portal.web.access import requires
from portal.web.portal import now, today

MOST_SHOWN = 200


@blueprint.get("/personer/import")
@requires("people.manage")
def roster_new() -> str:
    """Show where to put a list, and what it looks like."""
    return render_template("people/rosters/new.html", form=RosterForm(), columns=COLUMNS, roles=ROLE_LABELS)


@blueprint.post("/personer/import")
@requires("people.manage")
def roster_create() -> AnyResponse:
    """Show what each line would do; take the list in once it has been looked through."""
    form = RosterForm()
    rows = form.read()
    if form.errors:
        page = render_template("people/rosters/new.html", form=form, columns=COLUMNS, roles=ROLE_LABELS)
        return Response(page, HTTPStatus.UNPROCESSABLE_ENTITY)
    if request.form.get("confirmed"):
        try:
            verdicts = import_roster(actor(), rows, now=now(), today=today())
        except InvalidError:
            pass  # the lines' own faults are shown below
        except RefusedError as error:
            tell(form, "text", str(error))
        else:
            return htmx.changed(told_of(verdicts), url_for("people.person_index"))
    return preview(form, judge_roster(actor(), rows, today=today()))


def preview(form: RosterForm, verdicts: list[Verdict]) -> Response:
    """Return the list line by line, those with faults first."""
    faulty = [verdict for verdict in verdicts if verdict.problems]
    sound = [verdict for verdict in verdicts if not verdict.problems]
    page = render_template(
        "people/rosters/create.html",
        form=form,
        shown=(faulty + sound)[:MOST_SHOWN],
        faulty=len(faulty),
        total=len(verdicts),
        roles=ROLE_LABELS,
    )
    refused = HTTPStatus.CONFLICT if form.errors else HTTPStatus.OK
    return Response(page, HTTPStatus.UNPROCESSABLE_ENTITY if faulty else refused)


def told_of(verdicts: list[Verdict]) -> str:
    """Return in a sentence what the list did."""
    persons = [verdict.person for verdict in verdicts]
    placed = sum(verdict.place in {Change.NEW, Change.CHANGED} for verdict in verdicts)
    new, changed = persons.count(Change.NEW), persons.count(Change.CHANGED)
    if not (new or changed or placed):
        return "Listan är inläst. Allt fanns redan, inget har ändrats."
    return f"Listan är inläst: {new} nya personer, {changed} ändrade, {placed} placeringar."
