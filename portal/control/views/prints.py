"""A version on paper, and whether the paper still holds."""

from typing import Any

import segno
from flask import render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup, escape

from portal.control.addresses import Way, document_url, version_url
from portal.control.badges import badge_of
from portal.control.kinds import kind_of
from portal.control.page import page_values, reading_of
from portal.control.queries.documents import Record, content_of, find_record
from portal.control.queries.versions import VersionLine, readers_of
from portal.control.rules.status import Status
from portal.control.rules.types import normal_number
from portal.control.views.blueprint import VERSION, blueprint, history_of, reader_here
from portal.people.rules import may_read
from portal.web.access import public
from portal.web.pages import kept
from portal.web.portal import journal_head, running, today

DECIDED = {Status.VALID, Status.OVERDUE, Status.SCHEDULED, Status.SUPERSEDED, Status.WITHDRAWN, Status.REVOKED}


@blueprint.get(f"/<number>/v/{VERSION}/utskrift")
@public
@kept
def print_show(number: str, version: int) -> Any:
    """Show a version for paper: number, version, what it is today, and the code that tells later."""
    history = history_of(number)
    line = history.get(version)
    paper = kind_of(history.document.kind).paper or plain_paper
    values = paper(history, line)
    address = running().config.own_url + url_for("control.print_check", number=number, version=version)
    return render_template("control/prints/show.html", address=address, qr_code=qr_code(address), **values)


def plain_paper(history: Any, line: VersionLine) -> dict[str, Any]:
    """Return the page's values with the body as its bare words, for a kind that has nothing better."""
    content = content_of(line, history.stamp)
    values = page_values(history, line, content, (), reader=reader_here(), today=today())
    words = reading_of(history, content.version).plain.splitlines()
    return {**values, "body": Markup("").join(Markup("<p>{}</p>").format(word) for word in words)}


def qr_code(address: str) -> Markup:
    """Return the address as a QR code: an inline picture with a name and without style."""
    picture = segno.make_qr(address, error="m").svg_inline(border=2, omitsize=True, svgclass=None, lineclass=None)
    label = escape(_("QR-kod som leder till %(address)s", address=address))
    return Markup(picture.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1))  # noqa: S704 - made here


@blueprint.get(f"/<number>/v/{VERSION}/giltig")
@public
@kept
def print_check(number: str, version: int) -> Any:
    """Answer whether a print of the version still holds: to anyone, without telling what it is about."""
    number = normal_number(number)
    record = find_record(number, today(), journal_head())
    line = next((v for v in record.versions if v.number == version), None) if record else None
    values = {
        "number": number,
        "version": version,
        "line": None,
        "badge": None,
        "title": "",
        "way": None,
        "valid": None,
    }
    if record is None or line is None or line.status not in DECIDED:
        return render_template("control/prints/check.html", **values), 404
    return render_template("control/prints/check.html", **{**values, **answer(record, line)})


def answer(record: Record, line: VersionLine) -> dict[str, Any]:
    """Return what may be told of a print: its status to all, its title and text to those who may read it."""
    number = record.document.number
    valid = next((other for other in record.versions if other.status.in_force), None)
    may = {v.number: may_read(reader_here().tokens, readers_of(v, record.document)) for v in record.versions}
    way = None
    if valid and may[valid.number]:
        way = Way(_("Läs det som gäller nu"), document_url(number))
    elif may[line.number]:
        way = Way(_("Läs versionen som du har skrivit ut"), version_url(number, line.number))
    return {
        "line": line,
        "badge": badge_of(line.status, line.fact.valid_from),
        "title": line.title if may[line.number] else "",
        "valid": valid,
        "way": way,
    }
