"""What has happened to a document, and what changed between its versions."""

from typing import Any

from flask import request, url_for

from portal.control import chronicle
from portal.control.addresses import Way, document_url
from portal.control.badges import badge_of
from portal.control.comparison import compared
from portal.control.queries.documents import History, content_of
from portal.control.queries.life import life_of
from portal.control.queries.versions import VersionLine
from portal.control.views.blueprint import MOST_VERSIONS, blueprint, history_of, reader_here
from portal.lib.errors import NotFoundError
from portal.people.queries.units import units_at, units_by_code
from portal.store import database
from portal.web.access import public
from portal.web.htmx import show
from portal.web.pages import kept
from portal.web.portal import journal_head, today

EVENTS = 40
ROWS = 10


@blueprint.get("/<number>/historik")
@public
@kept
def history_index(number: str) -> Any:
    """Show all that has happened, newest first."""
    history = history_of(number)
    units = units_at(journal_head(), database.binding)
    view = chronicle.view_of(history, life_of(history.document), reader_here(), units)
    events, rows = chronicle.whole(view), chronicle.rows_of(view, today())
    pages = max(1, -(-len(events) // EVENTS))
    page = min(asked_page(), pages)
    return show(
        "control/histories/index.html",
        events=events[EVENTS * (page - 1) : EVENTS * page],
        page=page,
        pages=pages,
        page_url=url_for("control.history_index", number=history.document.number, sida=""),
        rows=rows[:ROWS],
        older=rows[ROWS:],
        **shared(history),
    )


def asked_page() -> int:
    """Return which page of events is asked for; what is no number is the first."""
    text = request.args.get("sida", "")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1


@blueprint.get("/<number>/skillnad")
@public
@kept
def difference_show(number: str) -> Any:
    """Show what changed between two versions: the two newest unless others are asked for."""
    history = history_of(number)
    newest = history.versions[0]
    new = history.get(asked_for("till", newest.number))
    before = next((line for line in history.versions if line.number < new.number), new)
    old = history.get(asked_for("fran", before.number))
    values = {**shared(history), **changes_between(history, old, new)}
    return show("control/differences/show.html", "control/differences/_changes.html", **values)


def asked_for(name: str, default: int) -> int:
    """Return the number of a version in the query string. Raises NotFoundError for what is none."""
    text = request.args.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= MOST_VERSIONS):
        raise NotFoundError(f"”{text[:20]}” är inget versionsnummer.")
    return int(text)


def shared(history: History) -> dict[str, Any]:
    """Return what both pages show of the document."""
    document, line = history.document, history.current or history.versions[0]
    return {
        "document": document,
        "title": line.title,
        "badge": badge_of(line.status, line.fact.valid_from),
        "document_way": Way(line.title, document_url(document.number)),
        "versions": history.versions,
        "difference_url": url_for("control.difference_show", number=document.number),
    }


def changes_between(history: History, old: VersionLine, new: VersionLine) -> dict[str, Any]:
    """Return what changed in title, text, attachments and audience."""
    contents = {line.number: content_of(line, history.stamp) for line in (old, new)}
    return compared(history, old, new, contents, units_by_code())
