"""What applied on a day: which version of a document one was to follow then."""

from datetime import date, timedelta
from http import HTTPStatus
from typing import Any

from flask import request, url_for

from portal.control.addresses import Way, document_url, version_url
from portal.control.badges import badge_of
from portal.control.queries.documents import History
from portal.control.queries.versions import VersionLine
from portal.control.rules.status import version_on
from portal.control.views.blueprint import blueprint, history_of
from portal.web.access import public
from portal.web.htmx import show
from portal.web.pages import kept
from portal.web.portal import today


@blueprint.get("/<number>/gallde")
@public
@kept
def applied_show(number: str) -> Any:
    """Show which version applied on the day that is asked for, as far as the reader may know of it."""
    history = history_of(number)
    typed = request.args.get("datum", "").strip()
    day = day_of(typed) if typed else today()
    found = version_on([line.fact for line in history.versions], day) if day else None
    line = history.get(found.number) if found else None
    return show(
        "control/applied/show.html",
        "control/applied/_answer.html",
        HTTPStatus.OK if day else HTTPStatus.UNPROCESSABLE_ENTITY,
        document=history.document,
        title=title_of(history),
        document_way=Way(title_of(history), document_url(number)),
        url=url_for("control.applied_show", number=number),
        typed=typed or today().isoformat(),
        day=day,
        line=line,
        last=last_day_of(line),
        way=Way(line.title, version_url(number, line.number)) if line else None,
        badge=badge_of(line.status, line.fact.valid_from) if line else None,
        withdrawal=withdrawn_by(history, day),
    )


def day_of(typed: str) -> date | None:
    """Return the day that was typed as `2025-03-03`, None for what is no day."""
    try:
        return date.fromisoformat(typed) if len(typed) == 10 else None
    except ValueError:
        return None


def last_day_of(line: VersionLine | None) -> date | None:
    """Return the last day on which the version applies, None for no end."""
    until = line.fact.valid_until if line else None
    return until - timedelta(1) if until else None


def withdrawn_by(history: History, day: date | None) -> date | None:
    """Return since when the document was withdrawn on the day, if it was."""
    on = history.withdrawal.on if history.withdrawal else None
    return on if on and day and on <= day else None


def title_of(history: History) -> str:
    """Return what the document is called to this reader."""
    return (history.current or history.versions[0]).title
