"""The start pages: the citizen's, and mine."""

from collections.abc import Mapping
from typing import cast

from flask import Blueprint, render_template

from portal.control.models.documents import Document
from portal.control.models.versions import Version
from portal.control.queries.listing import DocumentLine, by_title, lines, lines_from
from portal.control.queries.translations import waiting_translations
from portal.control.waiting import reviews_here, waiting_here
from portal.handbook.queries import Counts, counts_of
from portal.handbook.rules import Choice
from portal.home.rules import Overview
from portal.home.shown import bands_of, broken_items, line_item, promise_counts, todo_items
from portal.lib.refs import Ref
from portal.lib.text import alphabetical
from portal.people.models import Unit
from portal.people.queries.units import units_at
from portal.people.reader import Reader as PersonReader
from portal.services.queries.overview import last_quarter, services_by_situation
from portal.store import database
from portal.web import pages
from portal.web.access import Reader, current_reader, public
from portal.web.panels import filled
from portal.web.portal import journal_head, today

blueprint = Blueprint("home", __name__)
FEW = 8
MOST_TODOS = 12


@blueprint.get("/")
@public
@pages.kept
def start_show() -> str:
    """Show the start page: mine when signed in, else the citizen's."""
    reader = current_reader()
    return citizens_page() if reader.key is None else my_page(reader)


def citizens_page() -> str:
    """Return the services in plain words, and whether we keep what we promise."""
    kept = last_quarter(today())
    return render_template(
        "home/starts/citizen.html",
        situations=services_by_situation(),
        kept=kept,
        counts=promise_counts(kept),
        broken=broken_items(kept, FEW),
    )


def my_page(reader: Reader) -> str:
    """Return what waits for me, my unit's documents, what has changed, and the doors to each process area."""
    day, key = today(), reader.key or ""
    latest, mine = lists_for(reader)
    todo = todo_items(
        waiting_here(key, reader.tokens),
        waiting_translations(key, reader.tokens),
        reviews_here(key, reader.tokens),
        day,
    )
    return render_template(
        "home/starts/mine.html",
        todo=todo[:MOST_TODOS],
        latest=[line_item(line) for line in latest],
        mine=[line_item(line) for line in mine],
        unit=units_here().get(reader.units[0]) if reader.units else None,
        overview=overview_for(reader),
        bands=bands_of(counts_for(reader).areas),
        panels=filled("start", Ref("person", key), cast("PersonReader", reader)),
    )


def units_here() -> Mapping[str, Unit]:
    """Return all units, read once until something happens."""
    return units_at(journal_head(), database.binding)


def lists_for(reader: Reader) -> tuple[list[DocumentLine], list[DocumentLine]]:
    """Return what has most lately begun to apply, and the documents of the reader's first unit: one query."""
    unit, day = next(iter(reader.units), ""), today()
    newest = Version.valid_from.desc(), Version.id.desc()
    found = lines(reader.tokens, day).select(Version.id)
    latest = found.order_by(*newest).limit(FEW)
    mine = found.where(Unit.code == unit).order_by(by_title(), Document.number).limit(FEW)
    rows = lines(reader.tokens, day).where(Version.id.in_(latest) | Version.id.in_(mine)).order_by(*newest)
    listed = lines_from(rows, day)
    of_unit = [line for line in listed if line.unit_code == unit]
    return listed[:FEW], sorted(of_unit, key=lambda line: (alphabetical(line.title), line.number))[:FEW]


def counts_for(reader: Reader, *, late: bool = False) -> Counts:
    """Return how many documents the reader finds in each area and unit, or how many of them are late for review."""
    return counts_of(Choice(is_overdue=late), reader.tokens, today(), journal_head())


def overview_for(reader: Reader) -> list[Overview]:
    """Return the administrations that the reader leads the quality of, with what is late in each."""
    led = [
        (code, unit.name)
        for code, unit in units_here().items()
        if unit.kind == "administration" and f"role:quality_lead@{code}" in reader.tokens
    ]
    if not led:
        return []
    every, late = counts_for(reader).units, counts_for(reader, late=True).units
    return [Overview(code, name, every[code], late[code]) for code, name in led]


@blueprint.get("/tillganglighet")
@public
@pages.kept
def accessibility_show() -> str:
    """Show the accessibility statement (lagen (2018:1937) om tillgänglighet till digital offentlig service)."""
    return render_template("home/about/accessibility.html")


@blueprint.get("/personuppgifter")
@public
@pages.kept
def privacy_show() -> str:
    """Show how personal data are handled."""
    return render_template("home/about/privacy.html")
