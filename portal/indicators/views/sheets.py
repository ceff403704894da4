"""Figures are entered as a sheet: pasted or a file, looked through, then taken in whole."""

from http import HTTPStatus
from typing import Any

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as AnyResponse

from portal.indicators.forms import FiguresForm
from portal.indicators.queries import all_keys, measured
from portal.indicators.rules import period_words
from portal.indicators.sheets import FAULTY, UNCHANGED, Verdict, add_sheet, judge_sheet
from portal.indicators.shown import counted
from portal.indicators.views.blueprint import MEASURE, actor, blueprint
from portal.indicators.views.indicators import LOOKED_BACK, missing_of
from portal.lib.errors import InvalidError
from portal.lib.period import Period
from portal.lib.text import format_number
from portal.people.models import Person
from portal.web.access import requires
from portal.web.htmx import show
from portal.web.portal import now, today

MOST_SHOWN = 200
LONGEST_START = 200
HEADS = "nyckeltal;period;täljare;nämnare;skäl"


@blueprint.get("/nyckeltal/lagg-in")
@requires(MEASURE)
def sheet_new() -> Any:
    """Show where to put figures, begun with those of the indicator that led here."""
    form = FiguresForm(formdata=None, text=request.args.get("start", "")[:LONGEST_START])
    return show("indicators/sheets/new.html", form=form)


@blueprint.post("/nyckeltal/lagg-in")
@requires(MEASURE)
def sheet_create() -> AnyResponse:
    """Show what each line would do; take the figures in once they have been looked through."""
    form = FiguresForm()
    lines = form.read()
    if form.errors:
        return show("indicators/sheets/new.html", status=HTTPStatus.UNPROCESSABLE_ENTITY, form=form)
    if request.form.get("confirmed"):
        person = Person.get(Person.key == actor().key)
        try:
            verdicts = add_sheet(actor(), lines, entered_by=person, now=now(), today=today())
        except InvalidError:
            pass  # the lines' own faults are shown below
        else:
            flash(told_of(verdicts), "success")
            return redirect(url_for("indicators.indicator_index"), 303)
    return preview(form, judge_sheet(actor(), lines, today=today()))


@blueprint.get("/nyckeltal/saknas.csv")
@requires(MEASURE)
def sheet_list() -> Response:
    """Answer the lines to fill in, one for each figure that is missing."""
    found = measured(all_keys(), today() - LOOKED_BACK).values()
    missing = ((one.key, lacking[0].code) for one in found if (lacking := missing_of(one, today())))
    lines = [HEADS, *(f"{key};{code};;;" for key, code in sorted(missing))]
    answer = Response("\ufeff" + "\r\n".join(lines) + "\r\n", mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="siffror-som-saknas.csv"'
    return answer


def preview(form: FiguresForm, verdicts: list[Verdict]) -> Response:
    """Return the sheet line by line, those with faults first."""
    faulty = [verdict for verdict in verdicts if verdict.outcome == FAULTY]
    sound = [verdict for verdict in verdicts if verdict.outcome != FAULTY]
    return show(
        "indicators/sheets/create.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if faulty else HTTPStatus.OK,
        form=form,
        shown=[line_row(verdict) for verdict in (faulty + sound)[:MOST_SHOWN]],
        faulty=len(faulty),
        total=len(verdicts),
    )


def line_row(verdict: Verdict) -> dict[str, Any]:
    """Return a line as the page shows it."""
    line = verdict.line
    is_read = verdict.outcome != FAULTY
    outcomes = {"new": _("Ny"), "corrected": _("Rättas"), "unchanged": _("Finns redan"), FAULTY: ""}
    return {
        "line": line.line,
        "name": verdict.name or line.indicator,
        "period": period_words(Period.parse(line.period)) if is_read else line.period,
        "counted": counted_line(verdict) if is_read else "",
        "before": counted(verdict.before) if verdict.before and verdict.outcome == "corrected" else "",
        "outcome": outcomes[verdict.outcome],
        "reason": line.reason,
        "problems": verdict.problems,
    }


def counted_line(verdict: Verdict) -> str:
    """Return what a line counts."""
    return _(
        "%(some)s av %(all)s",
        some=format_number(verdict.line.numerator),
        all=format_number(verdict.line.denominator),
    )


def told_of(verdicts: list[Verdict]) -> str:
    """Return in a sentence what the sheet did."""
    count = sum(verdict.outcome != UNCHANGED for verdict in verdicts)
    if not count:
        return _("Alla siffror fanns redan. Inget har ändrats.")
    return ngettext("%(num)s siffra är sparad.", "%(num)s siffror är sparade.", count)
