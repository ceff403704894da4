"""Trying a promise before it is made, with cases that are finished. Nothing that is pasted is kept."""

from dataclasses import replace
from datetime import time
from decimal import Decimal
from fractions import Fraction
from http import HTTPStatus
from typing import Any

from flask import request
from flask_babel import gettext as _

from portal.lib.office import Office
from portal.lib.text import NO_BREAK_SPACE, format_number
from portal.services.forms import TrialForm
from portal.services.rules.commitment import Clock
from portal.services.rules.trying import MOST_LINES, Fault, Step, Trial, Wrong, read_cases, tried
from portal.services.rules.wording import amount_text
from portal.services.views.blueprint import blueprint
from portal.web.access import requires
from portal.web.htmx import show
from portal.web.portal import running

WRITES = "control.write"
# Fewer tell nothing (as the small numbers that are not shown to citizens).
FEW = 5


@blueprint.get("/loften/prova-en-grans")
@requires(WRITES)
def trial_new() -> Any:
    """Show the form; a promise leads here with its own threshold."""
    clock, length = request.args.get("klocka", ""), request.args.get("grans", "")
    known = clock if clock in set(Clock) and Clock(clock).is_duration else Clock.WORKING_DAYS.value
    return page(TrialForm(formdata=None, clock=known, length=length[:4], hours="kontorstid"))


@blueprint.post("/loften/prova-en-grans")
@requires(WRITES)
def trial_create() -> Any:
    """Show what the threshold would have meant, or what cannot be read."""
    form = TrialForm()
    if not form.validate():
        return page(form, HTTPStatus.UNPROCESSABLE_ENTITY)
    clock, length = form.threshold
    office, now = office_for(form.hours.data), running().now()
    try:
        cases, faults = read_cases(form.cases.data or "", clock, office, now)
    except ValueError:
        form.cases.errors = [_("Högst %(most)s rader på en gång.", most=format_number(MOST_LINES))]
        return page(form, HTTPStatus.UNPROCESSABLE_ENTITY)
    if faults or not cases:
        form.cases.errors = [told(fault) for fault in faults] or [_("Där finns inga ärenden.")]
        return page(form, HTTPStatus.UNPROCESSABLE_ENTITY)
    return page(form, trial=shown(tried(cases, clock, length, office, now), clock, length))


def page(form: TrialForm, status: int = HTTPStatus.OK, trial: dict[str, Any] | None = None) -> Any:
    """Return the form, under what was found where something was."""
    return show("services/trials/new.html", status=status, form=form, trial=trial)


def office_for(hours: str) -> Office:
    """Return the office whose hours are counted."""
    office = running().config.office
    if hours == "kontorstid":
        return office
    return replace(office, opens=time(0), closes=None, every_day=hours == "alltid", half_days=frozenset())


def told(fault: Fault) -> str:
    """Say what is wrong with a line, and how to write it."""
    return _("Rad %(line)s: %(what)s", line=fault.line, what=words_for(fault))


def words_for(fault: Fault) -> str:
    """Return what is wrong."""
    words = fault.words[:60]
    return {
        Wrong.CELLS: _("där finns mer än två kolumner."),
        Wrong.MOMENT: _("”%(words)s” är ingen tid. Skriv som 2026-03-02 eller 2026-03-02 09:15.", words=words),
        Wrong.HOUR: _("”%(words)s” saknar klockslag. Skriv som 2026-03-02 09:15 när timmar räknas.", words=words),
        Wrong.EARLY: _("”%(words)s” är för länge sedan.", words=words),
        Wrong.FUTURE: _("”%(words)s” har inte varit än.", words=words),
        Wrong.ORDER: _("ärendet är klart innan det kom in."),
    }[fault.wrong]


def shown(trial: Trial, clock: Clock, length: Fraction) -> dict[str, Any]:
    """Return what the page tells of a trial."""
    limit = amount(clock, length)
    return {
        "limit": limit,
        "judged": trial.judged,
        "kept": trial.kept,
        "broken": trial.judged - trial.kept,
        "open": trial.open,
        "share": per_cent(trial.share),
        "few": trial.judged < FEW,
        "enough": [(per_cent(Fraction(share)), amount(clock, found)) for share, found in trial.enough.items()],
        "steps": [step_row(trial, clock, step, length) for step in trial.steps] if trial.judged else [],
    }


def step_row(trial: Trial, clock: Clock, step: Step, length: Fraction) -> dict[str, Any]:
    """Return what another threshold would have meant; the one that is thought of stands out."""
    share = Fraction(100 * step.kept, trial.judged)
    return {
        "limit": amount(clock, step.length),
        "share": per_cent(share),
        "width": f"{float(share):.1f}%",
        "kept": format_number(step.kept),
        "chosen": step.length == length,
    }


def amount(clock: Clock, length: Fraction | None) -> str:
    """Return a length in words; a part of an hour rounded up to two decimals."""
    if length is None:
        return _("går inte att säga: för många är inte klara")
    return amount_text(clock, Decimal(-(-length * 100 // 1)) / 100)


def per_cent(share: Fraction | None) -> str:
    """Return a share in per cent, rounded down: what is not whole is not 100."""
    return f"{format_number(Decimal(share * 10 // 1) / 10)}{NO_BREAK_SPACE}%" if share is not None else ""
