"""Browsing the handbook: by process area, unit, type, letter and date."""

from dataclasses import replace
from math import ceil
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, request, url_for
from flask_babel import gettext as _

from portal.control.queries.listing import PAGE
from portal.control.rules.types import Type
from portal.handbook import queries, shown
from portal.handbook.rules import BAND_LABELS, DAYS, OVERDUE, TYPE_PLURALS, Choice, page_number
from portal.lib.errors import NotFoundError
from portal.lib.refs import Ref
from portal.people.reader import Reader
from portal.web.access import current_reader, public
from portal.web.htmx import show
from portal.web.pages import kept
from portal.web.panels import filled
from portal.web.portal import journal_head, today

LATEST = 6

blueprint = Blueprint("handbook", __name__, url_prefix="/handbok")


@blueprint.get("/")
@public
@kept
def start_index() -> Any:
    """Show the process areas as doors; or the list, when something is chosen."""
    choice = choice_of_request()
    if not choice.is_empty:
        return list_of(choice, _("Handbokens dokument"))
    tokens = reader_here().tokens
    counts = queries.counts_of(choice, tokens, today(), journal_head())
    newest = queries.changed_since(max(DAYS), tokens, today(), tree_here()).limit(LATEST)
    bands = [
        {"label": label, "areas": [area for area in counts.areas if area.band == band]}
        for band, label in BAND_LABELS.items()
    ]
    return show(
        "handbook/starts/index.html",
        bands=[band for band in bands if band["areas"]],
        types=[shown.type_door(code, counts.types[code]) for code in TYPE_PLURALS if counts.types[code]],
        total=counts.total,
        tools=filled("handbook.tools", Ref("unit", "*"), reader_here()),
        latest=shown.changes(queries.listing.lines_from(newest, today())),
        tabs=shown.tabs("start_index"),
    )


@blueprint.get("/enheter/")
@public
@kept
def unit_index() -> Any:
    """Show the organisation with the number of documents under each unit."""
    counts = queries.counts_of(Choice(), reader_here().tokens, today(), journal_head())
    nodes = shown.nodes_of(tree_here(), counts.units, today())
    return show("handbook/units/index.html", nodes=nodes, total=counts.total, tabs=shown.tabs("unit_index"))


@blueprint.get("/enhet/<code>")
@public
@kept
def unit_show(code: str) -> Any:
    """List the documents of a unit and all below it."""
    choice = choice_of_request(unit=code)
    return list_of(choice, tree_here().units[code].name, ("unit", code))


@blueprint.get("/omrade/<key>")
@public
@kept
def area_show(key: str) -> Any:
    """List the documents of a process area."""
    choice = choice_of_request(area=key)
    return list_of(choice, queries.area_names(journal_head())[key], ("area", key))


@blueprint.get("/typ/<code>")
@public
@kept
def type_show(code: str) -> Any:
    """List the documents of a type."""
    choice = choice_of_request(type=code)
    return list_of(choice, shown.type_plural(code))


@blueprint.get("/a-o")
@public
@kept
def letter_index() -> Any:
    """List all documents by title, or those that begin with a letter."""
    tokens, letter = reader_here().tokens, request.args.get("bokstav", "")[:1].upper()
    counts = queries.letters_of(tokens, today(), journal_head())
    rows = queries.beginning_with(letter, tokens, today(), tree_here())
    values = paged(rows, counts[letter] if letter else sum(counts.values()))
    return show(
        "handbook/letters/index.html",
        "handbook/_items.html",
        letters=shown.letters(counts),
        letter=letter,
        tabs=shown.tabs("letter_index"),
        **values,
    )


@blueprint.get("/nytt")
@public
@kept
def change_index() -> Any:
    """List what got a new version in force lately, the newest first."""
    text = request.args.get("dagar", "")
    days = int(text) if text in {str(number) for number in DAYS} else DAYS[0]
    rows = queries.changed_since(days, reader_here().tokens, today(), tree_here())
    page = page_number(request.args.get("sida", ""))
    total = rows.count()
    lines = queries.listing.lines_from(rows.limit(PAGE).offset(PAGE * (page - 1)), today())
    return show(
        "handbook/changes/index.html",
        "handbook/_items.html",
        items=shown.changes(lines),
        periods=shown.periods(days),
        tabs=shown.tabs("change_index"),
        **paging(page, total),
    )


def reader_here() -> Reader:
    """Return this request's reader."""
    reader: Reader = current_reader()  # type: ignore[assignment]
    return reader


def tree_here() -> queries.Tree:
    """Return the organisation as it is for this request."""
    return queries.tree_of(journal_head())


def choice_of_request(**path: str) -> Choice:
    """Return what the address chooses. Raises NotFoundError for a unit, type or area that is not there."""
    args = request.args
    asked = {"unit": args.get("enhet", ""), "type": args.get("typ", ""), "area": args.get("omrade", ""), **path}
    choice = Choice(**asked, is_overdue=args.get("status", "") == OVERDUE)
    if choice.unit and choice.unit not in tree_here().units:
        raise NotFoundError(_("Enheten %(code)s finns inte.", code=choice.unit[:40]))
    if choice.type and choice.type not in set(Type):
        raise NotFoundError(_("Dokumenttypen %(code)s finns inte.", code=choice.type[:40]))
    if choice.area and choice.area not in queries.area_names(journal_head()):
        raise NotFoundError(_("Processområdet %(key)s finns inte.", key=choice.area[:40]))
    return choice


def list_of(choice: Choice, title: str, about: tuple[str, str] | None = None) -> Any:
    """Answer the list that a choice leaves, with what it can be narrowed by; `about` is the thing that it is of."""
    counts = queries.counts_of(choice, reader_here().tokens, today(), journal_head())
    rows = queries.documents(choice, reader_here().tokens, today(), tree_here(), expected=counts.total)
    return show(
        "handbook/lists/show.html",
        "handbook/_items.html",
        title=title,
        about=about,
        facets=shown.facets(choice, counts, tree_here()),
        path=shown.unit_path(choice, tree_here()),
        chosen=len(choice.to_query()) - bool(choice.unit),
        tools=filled("handbook.tools", Ref("unit", choice.unit), reader_here()) if choice.unit else [],
        clear_url=shown.choice_url(replace(Choice(), unit=choice.unit)),
        tabs=shown.tabs("unit_index" if choice.unit else "start_index", is_below=True),
        **paged(rows, counts.total),
    )


def paged(rows: Any, total: int) -> dict[str, Any]:
    """Return one page of a list, as the address asks for it."""
    page = page_number(request.args.get("sida", ""))
    return {"items": shown.items(queries.page_of(rows, page, today())), **paging(page, total)}


def paging(page: int, total: int) -> dict[str, Any]:
    """Return what the links to further pages need. Raises NotFoundError for a page past the last."""
    pages = max(1, ceil(total / PAGE))
    if page > pages:
        raise NotFoundError(_("Listan har %(pages)s sidor.", pages=pages))
    kept_args = [(name, value) for name, value in request.args.items() if name != "sida"]
    url = url_for(request.endpoint or "", **(request.view_args or {}))
    return {"page": page, "pages": pages, "total": total, "pages_url": f"{url}?{urlencode([*kept_args, ('sida', '')])}"}
