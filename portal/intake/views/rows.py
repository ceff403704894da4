"""The table to correct: shown by filter and page, saved as it was typed, changed for many rows at once."""

from dataclasses import dataclass
from http import HTTPStatus

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as AnyResponse

from portal.intake.actions.choosing import save_rows
from portal.intake.actions.gathering import PERMISSION
from portal.intake.forms import read_table
from portal.intake.models import MovedFile, MoveIn
from portal.intake.queries import FILTERS, PAGE, rows_of, tally_of
from portal.intake.rules.choices import STATUS_LABELS, TYPES
from portal.intake.rules.families import FATE_LABELS, Fate
from portal.intake.rules.guesses import SOURCE_LABELS, SURE_LABELS, Source, Sure
from portal.intake.rules.phases import OPEN, State
from portal.intake.views.blueprint import MOVE, actor, blueprint, move_here
from portal.people.queries.units import units_by_code
from portal.people.tree import choices
from portal.search.rules import page_number
from portal.web import htmx
from portal.web.access import requires
from portal.web.portal import today

SHOW, TABLE = "intake/moves/show.html", "intake/rows/_table.html"
COLUMNS = {
    "title": "Titel",
    "type": "Typ",
    "unit": "Enhet",
    "number": "Nummer",
    "status": "Status",
    "valid_from": "Gäller från",
    "review_by": "Nästa översyn",
    "owner": "Ägare",
    "former": "Tidigare nummer",
    "version": "Version",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it is shown: the file, whether it may be changed, what is unsure, and what is wrong with it."""

    row: MovedFile
    is_open: bool
    can_attach: bool
    unsure: tuple[str, ...]

    @property
    def folder(self) -> str:
        """The folder that the file lies in."""
        return self.row.path.rpartition("/")[0]

    @property
    def name(self) -> str:
        """What the file is called."""
        return self.row.path.rpartition("/")[2]


def line_of(row: MovedFile) -> Line:
    """Return a row as it is shown."""
    is_open = row.state in set(OPEN)
    unsure = tuple(
        _(
            "%(column)s: %(sure)s, %(source)s",
            column=COLUMNS[field],
            sure=SURE_LABELS[Sure(sure)],
            source=SOURCE_LABELS[Source(source)],
        )
        for field, (value, sure, source) in row.told.items()
        if field in COLUMNS and sure != Sure.SURE and value and source != Source.NOWHERE
    )
    return Line(row, is_open, row.beside_id is not None, unsure if is_open else ())


def table_page(move: MoveIn, status: int = HTTPStatus.OK, refusal: str = "") -> Response:
    """Return the table as it was asked for; what needs to be mended first, when something does."""
    tally = tally_of(move)
    asked = request.args.get("visa", "")
    shown = asked if asked in FILTERS else "atgarda" if tally.faulty or tally.failed else "alla"
    page = page_number(request.args.get("sida", "1"))
    found, total = rows_of(move, shown, page)
    counts = {
        "atgarda": tally.faulty + tally.failed,
        "alla": tally.total - tally.skipped - tally.waiting,
        "hoppas-over": tally.skipped,
        "misslyckade": tally.failed,
        "inlasta": tally.done,
    }
    tabs = [
        {
            "label": label,
            "url": url_for("intake.move_show", move_id=move.id, visa=name),
            "current": name == shown,
            "count": counts[name],
        }
        for name, label in labels().items()
        if counts[name] or name in {"alla", shown}
    ]
    return htmx.show(
        SHOW,
        TABLE,
        status,
        move=move,
        tally=tally,
        tabs=tabs,
        shown=shown,
        lines=[line_of(row) for row in found],
        total=total,
        page=page,
        pages=max(1, -(-total // PAGE)),
        url=url_for("intake.move_show", move_id=move.id, visa=shown) + "&sida=",
        save=url_for("intake.row_update", move_id=move.id, visa=shown, sida=page),
        types=TYPES,
        statuses=STATUS_LABELS,
        fates=FATE_LABELS,
        units=choices(units_by_code().values(), today()),
        refusal=refusal,
        State=State,
        Fate=Fate,
    )


def labels() -> dict[str, str]:
    """Return the filters of the table, in the order of the tabs."""
    return {
        "atgarda": _("Att rätta"),
        "alla": _("Alla rader"),
        "hoppas-over": _("Hoppas över"),
        "misslyckade": _("Misslyckade"),
        "inlasta": _("Inlästa"),
    }


@blueprint.post(f"/{MOVE}/rader")
@requires(PERMISSION)
def row_update(move_id: int) -> AnyResponse:
    """Save what is typed in the page of the table; give the chosen rows what is common to them."""
    move = move_here(move_id)
    typed = read_table(request.form.items(multi=True))
    is_common = request.form.get("do") == "common"
    changed = save_rows(
        actor(),
        move,
        typed=typed.rows,
        today=today(),
        chosen=typed.chosen if is_common else (),
        common=typed.common if is_common else None,
    )
    if is_common and not (typed.chosen and typed.common):
        flash(_("Kryssa för raderna och välj vad de ska få. Det du skrev i tabellen är sparat."), "warning")
    elif changed or request.form.get("do") != "begin":
        flash(
            ngettext("%(num)s rad är ändrad.", "%(num)s rader är ändrade.", changed)
            if changed
            else _("Allt var redan sparat."),
            "success",
        )
    if request.form.get("do") == "begin":
        return redirect(url_for("intake.making_new", move_id=move.id), 303)
    page = page_number(request.args.get("sida", "1"))
    shown = request.args.get("visa") if request.args.get("visa") in FILTERS else None
    place = url_for("intake.move_show", move_id=move.id, visa=shown, sida=page if page > 1 else None)
    return redirect(place, 303)
