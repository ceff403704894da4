"""The indicators with what is missing, and each with all that has been measured of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from portal.indicators.models import Indicator, Measurement
from portal.indicators.queries import Measured, all_keys, get_indicator, measured, measurements_of
from portal.indicators.rules import (
    FREQUENCY_LABELS,
    SOURCE_LABELS,
    Figure,
    Source,
    ValueUnit,
    missing_since,
    period_words,
)
from portal.indicators.shown import counted, value_words
from portal.indicators.views.blueprint import MEASURE, blueprint
from portal.lib.calendar import long_date
from portal.lib.period import Period
from portal.web.access import requires
from portal.web.htmx import show
from portal.web.portal import today

# Long enough for the last whole year, and the one before, of what is measured once a year.
LOOKED_BACK = timedelta(days=1_100)


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator in the list: its latest value, and what is missing, from late (0) over expected (1) to none (2)."""

    key: str
    name: str
    frequency: str
    latest: str
    period: str
    urgency: int
    told: str


@blueprint.get("/nyckeltal/")
@requires(MEASURE)
def indicator_index() -> Any:
    """Show all indicators, those whose figures are missing first."""
    day = today()
    rows = [row_of(one, day) for one in measured(all_keys(), day - LOOKED_BACK).values()]
    rows.sort(key=lambda row: (row.urgency, row.name))
    late, expected = (sum(row.urgency == urgency for row in rows) for urgency in (0, 1))
    return show("indicators/indicators/index.html", rows=rows, late=late, expected=expected)


def row_of(one: Measured, day: date) -> Row:
    """Return an indicator as the list shows it."""
    missing = missing_of(one, day)
    urgency, told = 2, ""
    if missing:
        period, due = missing
        urgency = 0 if day > due else 1
        words = {"period": period_words(period), "day": long_date(due)}
        told = (_("%(period)s saknas sedan %(day)s") if day > due else _("%(period)s väntas senast %(day)s")) % words
    latest = max(one.figures, default="", key=lambda code: Period.parse(code).first)
    figure = one.figures.get(latest)
    return Row(
        one.key,
        one.name,
        FREQUENCY_LABELS[one.frequency],
        value_words(figure) if figure else _("Ej mätt"),
        period_words(Period.parse(latest)) if latest else "",
        urgency,
        told[:1].upper() + told[1:],
    )


def missing_of(one: Measured, day: date) -> tuple[Period, date] | None:
    """Return the last whole period when it has no figure, and the last day for it."""
    return missing_since(one.frequency, one.figures, day)


@blueprint.get("/nyckeltal/<key>")
@requires(MEASURE)
def indicator_show(key: str) -> Any:
    """Show what is measured, how, and every figure that was entered, also those that were corrected."""
    indicator = get_indicator(key)
    rows = measurements_of(indicator)
    one = measured([key])[key]
    missing = missing_of(one, today())
    start = f"{key};{missing[0].code};" if missing else f"{key};"
    return show(
        "indicators/indicators/show.html",
        indicator=indicator,
        facts=[
            (_("Mäts"), FREQUENCY_LABELS[indicator.frequency]),
            (_("Räknas"), indicator.numerator),
            (_("Av"), indicator.denominator),
            (_("Källa"), SOURCE_LABELS[Source(indicator.source)]),
            (_("Metod"), indicator.method),
        ],
        row=row_of(one, today()),
        figures=[figure_row(row, indicator, {other.supersedes_id for other in rows}) for row in reversed(rows)],
        enter_url=url_for("indicators.sheet_new", start=start),
    )


def figure_row(row: Measurement, indicator: Indicator, corrected: Collection[int]) -> dict[str, Any]:
    """Return an entered figure as the page shows it; `corrected` are the ids of those that another corrects."""
    figure = Figure(ValueUnit(indicator.unit), row.numerator, row.denominator, indicator.min_n)
    return {
        "period": period_words(Period.parse(row.period)),
        "value": value_words(figure),
        "counted": counted(figure),
        "by": row.entered_by.name if row.entered_by_id else "",
        "at": row.entered_at,
        "reason": row.reason,
        "is_corrected": row.id in corrected,
    }
