"""What reading adds to other pages: to the document itself, to what one does with it, and to what waits."""

from datetime import date
from typing import Any

from flask import g, url_for

from portal.control.queries.documents import History
from portal.control.queries.versions import VersionLine
from portal.control.rules.status import Status
from portal.lib.calendar import long_date
from portal.lib.refs import Ref
from portal.people.reader import Reader
from portal.reading.models import Duty
from portal.reading.queries.asking import SIGNIFICANT
from portal.reading.queries.mine import duty_of, reading_of
from portal.reading.rules import why_not_acknowledge
from portal.reading.shown import row_of
from portal.reading.views.blueprint import FOLLOW

FEW = 5
Subject = tuple[History, VersionLine]


def notice_panel(subject: Subject, reader: Reader, today: date) -> dict[str, Any] | None:
    """Return what the reader is asked to do with the version on the page, or has done; None when neither."""
    history, line = subject
    duty, reasons = duty_on_page(history, line, reader)
    if duty is None:
        return None
    begins = long_date(line.fact.valid_from) if line.fact.valid_from else ""
    return {
        "ahead": begins if is_ahead(line, duty) else "",
        "done": bool(duty.done),
        "version": line.number,
        "read": duty.read,
        "due": long_date(duty.due_on),
        "is_late": duty.due_on < today,
        "reasons": reasons,
        "changes_url": url_for(
            "control.difference_show", number=history.document.number, fran=duty.read, till=line.number
        ),
    }


def end_panel(subject: Subject, reader: Reader, _today: date) -> dict[str, Any] | None:
    """Return where the reader says that they have read, which stands after the text; None when they need not."""
    history, line = subject
    duty, _reasons = duty_on_page(history, line, reader)
    if duty is None or (duty.done and not is_ahead(line, duty)):
        return None
    number = history.document.number
    return {
        "version": line.number,
        "url": url_for("reading.acknowledgement_create", number=number, version=line.number),
    }


def duty_on_page(history: History, line: VersionLine, reader: Reader) -> tuple[Duty | None, list[str]]:
    """Return what the reader is asked, or was, that the version would meet, and why: read once for a page."""
    if reader.key is None or why_not_acknowledge(line.status):
        return None, []
    if "reading_duty" not in g:
        g.reading_duty = duty_of(reader.key, history.document.id)
    duty, reasons = g.reading_duty
    return (duty, reasons) if duty is not None and (duty.done or line.number >= duty.wanted) else (None, [])


def is_ahead(line: VersionLine, duty: Duty) -> bool:
    """Whether the version will be asked for once it applies, and may be read now."""
    return line.status is Status.SCHEDULED and line.significance == SIGNIFICANT and duty.read < line.number


def tools_panel(version: Ref, reader: Reader, _today: date) -> dict[str, Any] | None:
    """Return the way to who is to read the document, for who may follow that. The key is `NUMBER/VERSION`."""
    if not reader.holds(FOLLOW):
        return None
    return {"url": url_for("reading.demand_index", number=version.key.partition("/")[0])}


def waiting_panel(_subject: Ref, reader: Reader, today: date) -> dict[str, Any] | None:
    """Return what the reader is to read first, and whether there is more."""
    rows = reading_of(reader.key or "", today, done=False, limit=FEW + 1)
    if not rows:
        return None
    shown = [row_of(row, today) for row in rows[:FEW]]
    return {"rows": shown, "has_more": len(rows) > FEW, "url": url_for("reading.mine_index")}
