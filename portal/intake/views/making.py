"""The documents are asked for, after it has been said what will happen; and what became of every file."""

from http import HTTPStatus

from flask import Response, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.intake import tables
from portal.intake.actions.gathering import PERMISSION
from portal.intake.actions.making import begin_making
from portal.intake.models import MoveIn
from portal.intake.queries import all_rows, ready_counts, tally_of
from portal.intake.rules.choices import STATUS_LABELS, TYPES
from portal.intake.rules.phases import why_not_begin
from portal.intake.views.blueprint import MOVE, actor, blueprint, move_here
from portal.lib.errors import RefusedError
from portal.web.access import requires
from portal.web.portal import now

MOST_SHOWN = 100


@blueprint.get(f"/{MOVE}/inlasning")
@requires(PERMISSION)
def making_new(move_id: int) -> str:
    """Say what will happen, before it does."""
    return making_page(move_here(move_id))


def making_page(move: MoveIn) -> str:
    """Return the page that says what will happen."""
    tally = tally_of(move)
    counts = ready_counts(move)
    refusal = why_not_begin(move.phase, tally.ready)
    return render_template(
        "intake/making/new.html",
        move=move,
        tally=tally,
        counts=counts,
        refusal=refusal,
        types=TYPES,
        statuses=STATUS_LABELS,
    )


@blueprint.post(f"/{MOVE}/inlasning")
@requires(PERMISSION)
def making_create(move_id: int) -> AnyResponse:
    """Let the documents be made."""
    move = move_here(move_id)
    try:
        begin_making(actor(), move, now=now())
    except RefusedError:
        return Response(making_page(move), HTTPStatus.CONFLICT)
    return redirect(url_for("intake.move_show", move_id=move.id), 303)


@blueprint.get(f"/{MOVE}/rapport")
@requires(PERMISSION)
def report_show(move_id: int) -> str:
    """Show what became of the files: made, passed over, failed, and what was lost."""
    move = move_here(move_id)
    told = [(tables.became(row), row) for row in all_rows(move)]
    groups = [
        {"key": "failed", "rows": [row for word, row in told if word == "misslyckades"]},
        {"key": "lost", "rows": [row for word, row in told if word in {"dokument", "bilaga"} and row.losses]},
        {"key": "passed", "rows": [row for word, row in told if word == "hoppades över"]},
        {"key": "left", "rows": [row for word, row in told if word == "inte inläst"]},
        {"key": "made", "rows": [row for word, row in told if word in {"dokument", "bilaga"}]},
    ]
    return render_template("intake/reports/show.html", move=move, tally=tally_of(move), groups=groups, most=MOST_SHOWN)


@blueprint.get(f"/{MOVE}/rapport.csv")
@requires(PERMISSION)
def report_file(move_id: int) -> Response:
    """Answer the report for a spreadsheet."""
    return csv_file(tables.report(all_rows(move_here(move_id))), f"rapport-{move_id}.csv")


@blueprint.get(f"/{MOVE}/tabell.csv")
@requires(PERMISSION)
def table_file(move_id: int) -> Response:
    """Answer the table for a spreadsheet."""
    return csv_file(tables.proposals(all_rows(move_here(move_id))), f"tabell-{move_id}.csv")


def csv_file(text: str, name: str) -> Response:
    """Return a text as a file to be saved."""
    headers = {"Content-Type": "text/csv; charset=utf-8", "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text.encode(), headers=headers)
