"""How pages show promises: as cards, rows, tables and charts. Texts for the reader, nothing decided here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import gettext as _

from portal.control.badges import Badge, badge_of
from portal.control.rules.status import VersionFact, status_of
from portal.indicators.charts import Chart, Point, chart_of, to_float
from portal.indicators.queries import Measured
from portal.indicators.rules import FREQUENCY_LABELS, SOURCE_LABELS, Source, period_short, period_words
from portal.lib import clock
from portal.lib.calendar import long_date
from portal.services.queries.promises import Promise
from portal.services.queries.services import ChangedVersion
from portal.services.queries.terms import Decided, Explained, Term
from portal.services.rules.changes import Change, ChangeKind, change_of
from portal.services.rules.commitment import KIND_LABELS, Commitment
from portal.services.rules.law import Floor, against_law
from portal.services.rules.verdict import DAYS_TO_EXPLAIN, State, Verdict
from portal.services.rules.wording import (
    actual_text,
    count_text,
    limit_text,
    target_text,
    terms_of,
    threshold_text,
    upper_first,
)
from portal.web.portal import running


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a promise that was not kept, or since when or until when nothing is."""

    explained: Explained | None
    overdue_since: date | None
    due: date | None


def card_of(promise: Promise, *, linked: bool = True, with_service: bool = True) -> dict[str, Any]:
    """Return a promise as the macro `promise` of ui/promise.html shows it, with what is told of it."""
    commitment, latest = promise.commitment, promise.latest
    chart = chart_for(promise)
    return {
        "key": promise.key,
        "text": commitment.text,
        "kind_label": KIND_LABELS[commitment.kind],
        "state": latest.state,
        "target": target_text(latest.commitment),
        "actual": actual_text(latest),
        "period": period_words(latest.period),
        "n": count_text(latest),
        "series": chart.series,
        "max": chart.max,
        "target_value": chart.target,
        "url": promise.url if linked else "",
        "service": promise.service_name if with_service else "",
        "law": law_text(commitment),
        "better": against_law(commitment) is Floor.BETTER,
        "remedy": remedy_text(commitment),
        "terms": terms_of(commitment),
        "told": told_of(promise),
    }


def terms_card(commitment: Commitment, *, linked: bool = False) -> dict[str, Any]:
    """Return a commitment as it was worded, without what became of it; linked when the promise has a page."""
    return {
        "key": commitment.key,
        "url": f"/loften/{commitment.key}" if linked else "",
        "text": commitment.text,
        "kind_label": KIND_LABELS[commitment.kind],
        "threshold": upper_first(threshold_text(commitment)),
        "target": target_text(commitment),
        "is_duration": commitment.clock.is_duration,
        "law": law_text(commitment),
        "better": against_law(commitment) is Floor.BETTER,
        "remedy": remedy_text(commitment),
        "terms": terms_of(commitment),
    }


def row_of(promise: Promise) -> dict[str, Any]:
    """Return a promise as a row of a long list."""
    latest = promise.latest
    return {
        "key": promise.key,
        "text": promise.text,
        "url": promise.url,
        "kind_label": KIND_LABELS[promise.commitment.kind],
        "state": latest.state,
        "target": target_text(latest.commitment),
        "actual": actual_text(latest),
        "period": period_words(latest.period),
        "n": count_text(latest),
        "series": [point_of(verdict) for verdict in promise.verdicts],
        "history": history_text(promise),
        "overdue": promise.overdue_since,
    }


def history_text(promise: Promise) -> str:
    """Return how often the promise was kept in the periods shown, in words."""
    judged = [verdict.state for verdict in promise.verdicts if verdict.state.is_judged]
    return _("Uppfyllt i %(kept)s av %(judged)s perioder", kept=judged.count(State.MET), judged=len(judged))


def chart_for(promise: Promise) -> Chart:
    """Return the outcomes of the periods as a chart with the goal of today."""
    commitment = promise.commitment
    points = [point_of(verdict) for verdict in promise.verdicts]
    return chart_of(points, commitment.goal, is_share=commitment.is_share)


def point_of(verdict: Verdict) -> Point:
    """Return a period's outcome as a point of a chart."""
    return Point(
        label=period_words(verdict.period),
        short=period_short(verdict.period),
        value=to_float(verdict.value),
        display=actual_text(verdict),
        tone=verdict.state.tone,
    )


def told_of(promise: Promise) -> Told | None:
    """Return what is told of the period shown first, or None when nothing needs to be."""
    if promise.explanation is None and not promise.latest.is_broken:
        return None
    due = promise.latest.period.last + timedelta(days=DAYS_TO_EXPLAIN)
    return Told(promise.explanation, promise.overdue_since, due)


def law_text(commitment: Commitment) -> str:
    """Return the law's own limit as a sentence with its source; empty where there is none."""
    law = commitment.statutory
    if law is None:
        return ""
    limit = law.text or f"{upper_first(limit_text(law.clock, commitment.operator, law.threshold))}."
    return f"{limit} {_('Källa:')} {law.reference}."


def remedy_text(commitment: Commitment) -> str:
    """Return what follows when the promise is not kept, with the decision it rests on."""
    remedy = commitment.remedy
    return f"{remedy.text} {_('Beslut:')} {remedy.reference}." if remedy.reference else remedy.text


def period_rows(promise: Promise) -> list[dict[str, Any]]:
    """Return each period's outcome as a row of a table, newest first."""
    return [
        {
            "period": period_words(verdict.period),
            "code": verdict.period.code,
            "threshold": upper_first(threshold_text(verdict.commitment)),
            "target": target_text(verdict.commitment),
            "actual": actual_text(verdict),
            "n": count_text(verdict),
            "method": verdict.figure.method_version if verdict.figure else "",
            "state": verdict.state,
            "explained": promise.explained.get(verdict.period.code),
        }
        for verdict in reversed(promise.verdicts)
    ]


def explanations_of(promise: Promise) -> list[dict[str, Any]]:
    """Return what has been explained of earlier periods than the one shown first, the latest explanation first."""
    words = {verdict.period.code: period_words(verdict.period) for verdict in promise.verdicts}
    earlier = [told for told in promise.explained.values() if told is not promise.explanation]
    ordered = sorted(earlier, key=lambda told: told.published_at, reverse=True)
    return [{"period": words.get(told.period, told.period), "explained": told} for told in ordered]


def measure_facts(measured: Measured | None) -> list[dict[str, str]]:
    """Return how a promise is measured, as facts; none for one that is not."""
    if measured is None:
        return []
    source = SOURCE_LABELS[Source(measured.source)]
    facts = [
        (_("Nyckeltal"), measured.name),
        (_("Det som räknas"), measured.numerator),
        (_("Av alla"), measured.denominator),
        (_("Mäts"), upper_first(FREQUENCY_LABELS[measured.frequency])),
        (_("Källa"), source),
        (_("Metod"), measured.method),
    ]
    if measured.entered_at:
        facts.append((_("Senast uppdaterat"), long_date(local_day(max(measured.entered_at.values())))))
    return [{"label": label, "value": value} for label, value in facts]


def local_day(moment: datetime) -> date:
    """Return the local day of a moment."""
    return clock.day_of(moment, running().config.timezone)


def term_events(terms: Sequence[Term], today: date) -> list[dict[str, Any]]:
    """Return what became of the terms from version to version as events, newest first."""
    events = []
    before: Commitment | None = None
    for term in terms:
        change = change_of(before, term.commitment)
        decided = term.decided
        label = change.kind.label if change else _("Oförändrat")
        threshold, target = threshold_text(term.commitment), target_text(term.commitment)
        goal = f"{threshold}, {target}" if term.commitment.clock.is_duration else threshold
        events.append(
            {
                "when": when_text(decided, today),
                "iso": decided.valid_from.isoformat(),
                "title": f"{label}: {goal}",
                "text": f"”{term.commitment.text}” {decision_text(decided)}",
                "url": f"/d/{decided.number}/v/{decided.version}",
                "tone": change.kind.tone if change else "neutral",
                "icon": change.kind.icon if change else "",
            }
        )
        before = term.commitment
    return events[::-1]


def when_text(decided: Decided, today: date) -> str:
    """Return from when a version applies, in words."""
    day = long_date(decided.valid_from)
    return _("Gäller från %(day)s", day=day) if decided.valid_from > today else day


def decision_text(decided: Decided) -> str:
    """Return who decided a version, and by what decision."""
    by = _("Beslutat av %(name)s", name=decided.decided_by)
    return f"{by}, {decided.reference}." if decided.reference else f"{by}."


def change_log(changed: Iterable[ChangedVersion], today: date) -> list[dict[str, Any]]:
    """Return what decided versions changed in what was promised, for the public log."""
    return [
        {
            "when": when_text(version.decided, today),
            "iso": version.decided.valid_from.isoformat(),
            "number": version.decided.version,
            "url": f"/d/{version.decided.number}/v/{version.decided.version}",
            "note": version.decided.change_note,
            "decision": decision_text(version.decided),
            "changes": [
                {
                    "badge": Badge(change.kind.label, change.kind.tone, change.kind.icon),
                    "text": change.commitment.text,
                    "url": promise_url(change, version.decided.valid_from, today),
                    "details": "; ".join(change.details),
                }
                for change in version.changes
            ],
        }
        for version in changed
    ]


def promise_url(change: Change, since: date, today: date) -> str:
    """Return the page of the promise that a change is about; one that nobody has made yet has none."""
    is_to_come = change.kind is ChangeKind.ADDED and since > today
    return "" if is_to_come else f"/loften/{change.commitment.key}"


def status_badge_of(decided: Decided, today: date) -> Badge:
    """Return what a decided version is today."""
    fact = VersionFact(
        decided.version,
        submitted=True,
        valid_from=decided.valid_from,
        valid_until=decided.valid_until,
        review_by=decided.review_by,
    )
    return badge_of(status_of(fact, today), decided.valid_from)
