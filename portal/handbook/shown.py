"""How lists and choices are shown: labels, links and counts for the templates."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from portal.control.addresses import Way, document_url, version_url
from portal.control.badges import Badge, badge_of
from portal.control.page import type_label
from portal.control.queries.listing import DocumentLine
from portal.control.rules.types import Type
from portal.handbook.queries import Counts, Tree
from portal.handbook.rules import ALPHABET, DAYS, TYPE_PLURALS, Choice
from portal.lib.calendar import long_date
from portal.people.rules import ancestors_of, is_current

TABS = (
    ("start_index", "Områden"),
    ("unit_index", "Enheter"),
    ("letter_index", "A–Ö"),
    ("change_index", "Senast ändrat"),
)


@dataclass(frozen=True, slots=True)
class Item:
    """A document in a list."""

    label: str
    url: str
    text: str
    status: Badge
    note: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """A choice with the number of documents that it leaves."""

    label: str
    url: str
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """Choices of one sort."""

    title: str
    options: tuple[Option, ...]


def items(lines: Iterable[DocumentLine]) -> list[Item]:
    """Return documents as rows: what, which, whose."""
    return [Item(line.title, document_url(line.number), row_text(line), badge_of(line.status)) for line in lines]


def row_text(line: DocumentLine) -> str:
    """Return what stands below a title."""
    return f"{type_label(line.type)} · {line.number} · {line.unit}"


def applied(lines: Iterable[DocumentLine]) -> list[Item]:
    """Return the versions that applied on a day as rows, each with the way to it and what it is today."""
    return [
        Item(
            line.title,
            version_url(line.number, line.version),
            _("Version %(number)s · %(row)s", number=line.version, row=row_text(line)),
            badge_of(line.status, line.valid_from),
            _("från %(day)s", day=long_date(line.valid_from)),
        )
        for line in lines
    ]


def changes(lines: Iterable[DocumentLine]) -> list[Item]:
    """Return documents as rows that say what changed, and since when it applies."""
    return [
        Item(
            line.title,
            document_url(line.number),
            line.change_note or (_("Nytt dokument") if line.version == 1 else row_text(line)),
            badge_of(line.status),
            long_date(line.valid_from),
        )
        for line in lines
    ]


def tabs(current: str, *, is_below: bool = False) -> list[dict[str, Any]]:
    """Return the ways to browse; one of them is the page, or what the page lies below."""
    mark = "true" if is_below else "page"
    return [
        {"label": label, "url": url_for(f"handbook.{name}"), "current": mark if name == current else ""}
        for name, label in TABS
    ]


def type_plural(code: str) -> str:
    """Return what documents of a type are called."""
    return TYPE_PLURALS.get(Type(code), code) if code in set(Type) else code


def type_door(code: str, count: int) -> dict[str, Any]:
    """Return the way to the documents of a type."""
    return {"label": type_plural(code), "url": choice_url(Choice(type=code)), "count": count}


def choice_url(choice: Choice) -> str:
    """Return the address of a choice: the unit, the area or the type in the path, the rest in the query string."""
    query: dict[str, Any] = dict(choice.to_query())
    if choice.unit:
        return url_for("handbook.unit_show", code=query.pop("enhet"), **query)
    if choice.area:
        return url_for("handbook.area_show", key=query.pop("omrade"), **query)
    if choice.type:
        return url_for("handbook.type_show", code=query.pop("typ"), **query)
    return url_for("handbook.start_index", **query)


def facets(choice: Choice, counts: Counts, tree: Tree) -> list[Facet]:
    """Return what the list can be narrowed by, leaving out choices that leave nothing."""
    types = tuple(
        Option(type_plural(code), choice_url(choice.switched("type", code)), counts.types[code], choice.type == code)
        for code in TYPE_PLURALS
        if counts.types[code] or choice.type == code
    )
    places = tuple(
        Option(area.name, choice_url(choice.switched("area", area.key)), area.count, choice.area == area.key)
        for area in counts.areas
    )
    late = Choice(choice.unit, choice.type, choice.area, not choice.is_overdue)
    overdue = (Option(_("Översyn försenad"), choice_url(late), counts.overdue, choice.is_overdue),)
    found = [
        Facet(_("Enhet"), units_below(choice, counts, tree)),
        Facet(_("Typ"), types),
        Facet(_("Område"), places),
        Facet(_("Status"), overdue if counts.overdue or choice.is_overdue else ()),
    ]
    return [facet for facet in found if facet.options]


def units_below(choice: Choice, counts: Counts, tree: Tree) -> tuple[Option, ...]:
    """Return the units right below the chosen one; without one, the administrations."""
    roots = {code for code, fact in tree.facts.items() if fact.parent is None}
    parents = {choice.unit} if choice.unit else roots
    return tuple(
        Option(tree.units[code].name, choice_url(choice.switched("unit", code)), counts.units[code], selected=False)
        for code, fact in tree.facts.items()
        if fact.parent in parents and counts.units[code]
    )


def unit_path(choice: Choice, tree: Tree) -> list[Way]:
    """Return the way down to the chosen unit, from below the municipality."""
    above = [code for code in ancestors_of(choice.unit, tree.facts) if tree.facts[code].parent] if choice.unit else []
    return [Way(tree.units[code].name, choice_url(Choice(unit=code))) for code in reversed(above)]


def nodes_of(tree: Tree, counts: Counter[str], today: date) -> list[dict[str, Any]]:
    """Return the organisation as a tree to show, without units that have ended or have no documents."""
    children: dict[str | None, list[str]] = {}
    for code, fact in tree.facts.items():
        if counts[code] and (is_current(fact.valid_from, fact.valid_to, today) or not fact.successor):
            children.setdefault(fact.parent, []).append(code)

    def node(code: str) -> dict[str, Any]:
        below = [node(child) for child in children.get(code, [])]
        url = choice_url(Choice(unit=code))
        return {"label": tree.units[code].name, "url": url, "count": counts[code], "children": below}

    return [node(code) for code in children.get(None, [])]


def letters(counts: Counter[str]) -> list[dict[str, str]]:
    """Return the alphabet, with a link where something begins with the letter."""
    return [
        {"label": letter, "url": url_for("handbook.letter_index", bokstav=letter) if counts[letter] else ""}
        for letter in ALPHABET
    ]


def periods(days: int) -> list[dict[str, Any]]:
    """Return how far back one can look."""
    return [
        {
            "label": _("Senaste %(days)s dagarna", days=number),
            "url": url_for("handbook.change_index", dagar=number),
            "current": number == days,
        }
        for number in DAYS
    ]
