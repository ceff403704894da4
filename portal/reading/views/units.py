"""Who has read and who has not, for who answers for a unit or leads the quality."""

import csv
from collections.abc import Iterator
from io import StringIO
from math import ceil
from typing import Any

from flask import Response, request, stream_with_context, url_for
from flask_babel import gettext as _

from portal.control.addresses import Way, document_url
from portal.control.views.blueprint import history_of
from portal.handbook.rules import page_number
from portal.lib import clock
from portal.lib.errors import NotFoundError
from portal.people.addresses import person_url
from portal.people.models import Unit
from portal.reading.queries.units import (
    OfDocument,
    OfPerson,
    Reader,
    Standing,
    documents_of,
    every_reading,
    persons_of,
    readers_of,
    standings_of,
)
from portal.reading.shown import badge_of, badge_of_person, term_of
from portal.reading.views.blueprint import FOLLOW, PAGE, Followed, blueprint, followed, tops
from portal.web.access import requires
from portal.web.htmx import show
from portal.web.portal import running, today

MOST_PERSONS = 100
HEADS = ("Enhet", "Namn", "Dokument", "Titel", "Version", "Ombedd", "Senast", "Kvitterat", "Läge")
# So that Excel reads å, ä and ö.
MARK = "\ufeff"


@blueprint.get("/lasning/enheter/")
@requires(FOLLOW)
def unit_index() -> Any:
    """Show the unit that the reader answers for, or where they are several the way to each."""
    found = tops()
    if len(found) == 1:
        return unit_show(found[0].code)
    rows = [{"label": unit.name, "url": url_for("reading.unit_show", code=unit.code)} for unit in found]
    return show("reading/units/index.html", rows=rows)


@blueprint.get("/lasning/enheter/<string(maxlength=100):code>")
@requires(FOLLOW)
def unit_show(code: str) -> Any:
    """Show how it stands in the unit: in those below it, with each document, and with each person in it."""
    here, day = followed(code), today()
    standings = standings_of([unit.id for unit in (here.unit, *here.children)], day)
    page = page_number(request.args.get("sida", ""))
    documents, total = documents_of(here.unit.id, day, page, PAGE)
    return show(
        "reading/units/show.html",
        "reading/units/_documents.html",
        unit=here.unit,
        above=ways_above(here.unit),
        standing=(standing := standings.get(here.unit.id, Standing())),
        badge=badge_of(standing),
        below=[unit_row(unit, standings.get(unit.id, Standing())) for unit in here.children],
        documents=[document_row(one, code) for one in documents],
        persons=[person_row(one) for one in persons_of(here.unit.id, day, MOST_PERSONS)],
        page=page,
        pages=ceil(total / PAGE),
        pages_url=url_for("reading.unit_show", code=code) + "?sida=",
        csv_url=url_for("reading.unit_list", code=code),
    )


@blueprint.get("/lasning/enheter/<string(maxlength=100):code>/<number>")
@requires(FOLLOW)
def reader_index(code: str, number: str) -> Any:
    """Show who in the unit and below has not read the document; with `visa=last` who has."""
    here, history, day = followed(code), history_of(number), today()
    line = history.in_force or history.current
    if line is None:
        raise NotFoundError(_("Dokumentet finns inte."))
    done = request.args.get("visa", "") == "last"
    page = page_number(request.args.get("sida", ""))
    standing = standings_of([here.unit.id], day, history.document.id).get(here.unit.id, Standing())
    rows = readers_of(history.document.id, here.whole, done=done, limit=PAGE, offset=PAGE * (page - 1))
    total = standing.asked - standing.unread if done else standing.unread
    address = url_for("reading.reader_index", code=code, number=number)
    return show(
        "reading/readers/index.html",
        unit=here.unit,
        above=ways_above(here.unit),
        document_way=Way(line.title, document_url(number)),
        number=number,
        standing=standing,
        badge=badge_of(standing),
        done=done,
        readers=[reader_row(row) for row in rows],
        page=page,
        pages=ceil(total / PAGE),
        url=address,
        pages_url=f"{address}?{'visa=last&' if done else ''}sida=",
    )


@blueprint.get("/lasning/enheter/<string(maxlength=100):code>.csv")
@requires(FOLLOW)
def unit_list(code: str) -> Response:
    """Answer every reading in the unit and below as CSV, a line at a time."""
    here = followed(code)
    lines = stream_with_context(lines_of(here))
    answer = Response(lines, mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="lasning-{here.unit.code.lower()}.csv"'
    return answer


def lines_of(here: Followed) -> Iterator[str]:
    """Yield the lines of the list."""
    day, zone = today(), running().config.timezone
    yield MARK + line_of(HEADS)
    for unit, name, number, title, wanted, asked_on, due_on, done, done_at in every_reading(here.whole):
        # SQLite tells a moment that is asked for in a question within the question as text.
        at = clock.from_text(done_at) if isinstance(done_at, str) else done_at
        read = clock.day_of(at, zone).isoformat() if at else ""
        state = "Läst" if done else "Försenad" if due_on < day else "Väntar"
        yield line_of((unit, name, number, title, wanted, asked_on, due_on, read, state))


def line_of(values: Any) -> str:
    """Return values as a line; what a spreadsheet would take for a formula is marked as text."""
    text = StringIO()
    cells = (f"'{value}" if str(value).startswith(("=", "+", "-", "@", "\t", "\r")) else value for value in values)
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerow(cells)
    return text.getvalue()


def ways_above(unit: Unit) -> list[Way]:
    """Return the links from the top of the organisation down to the unit itself."""
    ways = [Way(unit.name, url_for("reading.unit_show", code=unit.code))]
    while unit.parent_id:
        unit = unit.parent
        ways.append(Way(unit.name, url_for("reading.unit_show", code=unit.code)))
    return ways[::-1]


def unit_row(unit: Unit, standing: Standing) -> dict[str, Any]:
    """Return a unit as the table shows it."""
    url = url_for("reading.unit_show", code=unit.code)
    return {"label": unit.name, "url": url, "standing": standing, "badge": badge_of(standing)}


def document_row(one: OfDocument, code: str) -> dict[str, Any]:
    """Return a document as the table shows it."""
    return {
        "label": one.title,
        "number": one.number,
        "url": url_for("reading.reader_index", code=code, number=one.number),
        "standing": one.standing,
        "badge": badge_of(one.standing),
    }


def person_row(one: OfPerson) -> dict[str, Any]:
    """Return a person as the table shows them."""
    return {
        "label": one.name,
        "url": person_url(one.key),
        "standing": one.standing,
        "badge": badge_of_person(one.standing),
    }


def reader_row(row: Reader) -> dict[str, Any]:
    """Return somebody who has read or has not, as the table shows them."""
    return {
        "label": row.name,
        "url": person_url(row.key),
        "unit": row.unit,
        "due_on": row.due_on,
        "read": row.read,
        "term": "" if row.done else term_of(row.due_on, today()),
        "is_late": not row.done and row.due_on < today(),
    }
