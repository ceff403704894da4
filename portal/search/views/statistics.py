"""What is searched for, what is not found and what is not opened, for who leads the quality."""

from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _

from portal.lib.calendar import MONTHS
from portal.lib.text import format_number
from portal.search.actions.synonyms import EDIT
from portal.search.log_rules import PERIODS, Span, period_of
from portal.search.queries.log import Statistics, statistics_of
from portal.search.views.blueprint import blueprint
from portal.search.views.counting import search_log
from portal.web.access import current_reader, requires
from portal.web.portal import today


@blueprint.get("/statistik")
@requires("search.read_log")
def statistics_show() -> str:
    """Show the log of searches for a period; what is still in this process's memory is written first."""
    search_log().flush()
    days = period_of(request.args.get("dagar", ""))
    found = statistics_of(days, today())
    return render_template(
        "search/statistics/show.html",
        found=found,
        figures=figures_of(found),
        may_edit=current_reader().holds(EDIT),
        series=[point_of(span) for span in found.spans],
        highest=max((span.count for span in found.spans), default=0),
        periods=[
            {
                "label": _("%(days)s dagar", days=each),
                "url": url_for("search.statistics_show", dagar=each),
                "current": each == days,
            }
            for each in PERIODS
        ],
    )


def figures_of(found: Statistics) -> list[dict[str, Any]]:
    """Return the figures at the top of the page."""
    share = f"{format_number(100 * found.none / found.count, 0)} %" if found.count else "–"
    return [
        {"value": format_number(found.count), "label": _("sökningar"), "note": ""},
        {
            "value": share,
            "label": _("hittade inget"),
            "note": _("%(count)s sökningar", count=format_number(found.none)),
        },
        {"value": format_number(found.opened), "label": _("öppnade träffar"), "note": ""},
        {
            "value": "–" if found.mean_rank is None else format_number(found.mean_rank, 1),
            "label": _("plats i listan, i medeltal"),
            "note": _("för det som öppnades; 1 är överst"),
        },
    ]


def point_of(span: Span) -> dict[str, Any]:
    """Return some days as a bar."""
    return {
        "label": days_of(span),
        "short": f"{span.last.day}/{span.last.month}",
        "value": span.count,
        "display": format_number(span.count),
        "none": format_number(span.none),
        "tone": "neutral",
    }


def days_of(span: Span) -> str:
    """Return the days in words: `20 november`, `16–20 november`, `28 oktober–1 november`."""
    first, last = span.first, span.last
    end = f"{last.day} {MONTHS[last.month - 1]}"
    if first == last:
        return end
    begin = str(first.day) if first.month == last.month else f"{first.day} {MONTHS[first.month - 1]}"
    return f"{begin}–{end}"
