"""Reads for browsing: lists, and how many documents each choice would leave."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from peewee import SQL, ModelSelect, fn

from portal.control.models.documents import Document, DocumentArea, ProcessArea
from portal.control.models.versions import Version
from portal.control.queries import listing
from portal.control.queries.listing import DocumentLine
from portal.control.rules import keeping
from portal.handbook.body import NAME
from portal.handbook.rules import Choice
from portal.people.models import Unit
from portal.people.queries.units import units_at
from portal.people.rules import UnitFact, ancestors_of, shared_of, subtree_of
from portal.store import database

MANY = 200


@dataclass(frozen=True, eq=False)
class Tree:
    """The organisation: its units, and as the rules see them."""

    units: Mapping[str, Unit]
    facts: Mapping[str, UnitFact]

    def home_of(self, code: str, today: date) -> str:
        """Return the unit that answers today for what the unit owns: it, or what it was merged into."""
        return keeping.home_of(code, self.facts, today)


@dataclass(frozen=True, slots=True)
class Cell:
    """So many documents of a type, a unit, overdue or not."""

    type: str
    unit: str
    is_overdue: bool
    count: int


@dataclass(frozen=True, slots=True)
class Area:
    """A process area with the number of its documents."""

    key: str
    name: str
    band: str
    count: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How many documents each further choice would leave."""

    total: int
    types: Counter[str]
    units: Counter[str]
    overdue: int
    areas: tuple[Area, ...]


def tree_of(stamp: int) -> Tree:
    """Return the organisation as it is at a number of the journal."""
    return tree_at(stamp, database.binding)


@lru_cache(maxsize=4)
def tree_at(stamp: int, binding: int) -> Tree:
    """Read the organisation."""
    units = units_at(stamp, binding)
    codes = {unit.id: unit.code for unit in units.values()}
    facts = {
        code: UnitFact(code, codes.get(u.parent_id), codes.get(u.successor_id), u.valid_from, u.valid_to)
        for code, u in units.items()
    }
    return Tree(units, facts)


def area_names(stamp: int) -> Mapping[str, str]:
    """Return the process areas' names by key, as they are at a number of the journal."""
    return area_names_at(stamp, database.binding)


@lru_cache(maxsize=4)
def area_names_at(stamp: int, binding: int) -> Mapping[str, str]:
    """Read the process areas' names."""
    return {area.key: area.name for area in listing.areas_at(stamp, binding)}


@lru_cache(maxsize=1024)
def below(tree: Tree, code: str) -> frozenset[str]:
    """Return the unit and all below it, with what was merged into them."""
    return subtree_of(code, tree.facts)


def documents(choice: Choice, tokens: frozenset[str], today: date, tree: Tree, *, expected: int = MANY) -> ModelSelect:
    """Return the query for the handbook's documents in force that the choice leaves.

    `expected` is how many these are, where it is known: few of a unit's are found by the unit, many by walking a list.
    """
    walked = not choice.unit or expected >= MANY
    rows = listing.lines(tokens, today, walked=walked).where(Document.kind == NAME)
    for condition in conditions(choice, today, tree):
        rows = rows.where(condition)
    return rows


def conditions(choice: Choice, today: date, tree: Tree) -> list[Any]:
    """Return the choice as conditions."""
    found = []
    if choice.unit:
        found.append(Unit.code.in_(sorted(below(tree, choice.unit))))
    if choice.type:
        found.append(Document.type == choice.type)
    if choice.area:
        inside = DocumentArea.select(DocumentArea.document).join(ProcessArea).where(ProcessArea.key == choice.area)
        found.append(Document.id.in_(inside))
    if choice.is_overdue:
        found.append(is_overdue(today))
    return found


def is_overdue(today: date) -> Any:
    """Return the condition that the review date has passed."""
    return Version.review_by < today


def page_of(rows: ModelSelect, page: int, today: date) -> list[DocumentLine]:
    """Return one page of a list in the order of its titles: one query."""
    ordered = rows.order_by(listing.by_title(), Document.number)
    return listing.lines_from(ordered.limit(listing.PAGE).offset(listing.PAGE * (page - 1)), today)


def counts_of(choice: Choice, tokens: frozenset[str], today: date, stamp: int) -> Counts:
    """Return how many documents each further choice would leave: two queries, or none when they are kept from before.

    What is decided is never granted to a person, so readers of the same units and roles share the count.
    """
    return counts_at(choice, shared_of(tokens), today, stamp, database.binding)


@lru_cache(maxsize=512)
def counts_at(choice: Choice, tokens: frozenset[str], today: date, stamp: int, binding: int) -> Counts:
    """Count at a number of the journal."""
    tree = tree_at(stamp, binding)
    subtree = below(tree, choice.unit) if choice.unit else frozenset(tree.facts)
    cells = cells_of(choice.area, tokens, today, tree)

    def left(*, but: str) -> list[Cell]:
        """Return the cells that the choice leaves, one part of it put aside."""
        return [
            cell
            for cell in cells
            if (but == "type" or choice.type in {"", cell.type})
            and (but == "unit" or cell.unit in subtree)
            and (but == "overdue" or cell.is_overdue or not choice.is_overdue)
        ]

    types: Counter[str] = Counter()
    for cell in left(but="type"):
        types[cell.type] += cell.count
    return Counts(
        total=sum(cell.count for cell in left(but="")),
        types=types,
        units=counts_by_unit(left(but="unit"), tree, today),
        overdue=sum(cell.count for cell in left(but="overdue") if cell.is_overdue),
        areas=areas_of(replace(choice, area=""), tokens, today, tree),
    )


def counts_by_unit(cells: list[Cell], tree: Tree, today: date) -> Counter[str]:
    """Return how many documents each unit has with all below it."""
    found: Counter[str] = Counter()
    for cell in cells:
        for code in ancestors_of(tree.home_of(cell.unit, today), tree.facts):
            found[code] += cell.count
    return found


def cells_of(area: str, tokens: frozenset[str], today: date, tree: Tree) -> list[Cell]:
    """Return how the documents are spread over types and units: one query, as many rows as there are kinds of row."""
    # PostgreSQL takes two parameters for two expressions, so what is grouped by is named.
    rows = (
        documents(Choice(area=area), tokens, today, tree)
        .select(Document.type, Unit.code, is_overdue(today).alias("late"), fn.COUNT(Version.id))
        .group_by(Document.type, Unit.code, SQL("late"))
        .tuples()
    )
    return [Cell(type_, unit, bool(overdue), count) for type_, unit, overdue, count in rows]


def areas_of(choice: Choice, tokens: frozenset[str], today: date, tree: Tree) -> tuple[Area, ...]:
    """Return the process areas that the choice leaves something in: one query."""
    rows = (
        documents(choice, tokens, today, tree)
        .select(ProcessArea.key, ProcessArea.name, ProcessArea.band, fn.COUNT(Version.id), ProcessArea.position)
        .join(DocumentArea, on=(DocumentArea.document == Document.id))
        .join(ProcessArea)
        .group_by(ProcessArea.key, ProcessArea.name, ProcessArea.band, ProcessArea.position)
        .order_by(ProcessArea.position)
        .tuples()
    )
    return tuple(Area(key, name, band, count) for key, name, band, count, _ in rows)


def letters_of(tokens: frozenset[str], today: date, tree: Tree) -> Counter[str]:
    """Return how many titles begin with each letter: one query."""
    first = fn.SUBSTR(Version.title, 1, 1).alias("letter")
    rows = documents(Choice(), tokens, today, tree).select(first, fn.COUNT(Version.id)).group_by(SQL("letter")).tuples()
    found: Counter[str] = Counter()
    for letter, count in rows:
        found[letter.upper()] += count
    return found


def beginning_with(letter: str, tokens: frozenset[str], today: date, tree: Tree) -> ModelSelect:
    """Return the query for documents whose title begins with the letter; an empty one leaves all."""
    rows = documents(Choice(), tokens, today, tree)
    return rows.where(fn.SUBSTR(Version.title, 1, 1).in_([letter, letter.lower()])) if letter else rows


def changed_since(days: int, tokens: frozenset[str], today: date, tree: Tree) -> ModelSelect:
    """Return the query for documents that got a new version in force in the last days, the newest first."""
    rows = documents(Choice(), tokens, today, tree).where(Version.valid_from > today - timedelta(days))
    return rows.order_by(Version.valid_from.desc(), Document.number)


def applied_on(day: date, unit: str, tokens: frozenset[str], tree: Tree) -> ModelSelect:
    """Return the query for the versions that applied on a day, of a unit with all below it, or of the whole handbook.

    Each version is read by its own audience, whoever may read what applies today.
    """
    return documents(Choice(unit=unit), tokens, day, tree)


def count_applied(day: date, unit: str, tokens: frozenset[str], stamp: int) -> int:
    """Return how many versions applied on a day: one query, or none when it is kept from before."""
    return count_applied_at(day, unit, shared_of(tokens), stamp, database.binding)


@lru_cache(maxsize=512)
def count_applied_at(day: date, unit: str, tokens: frozenset[str], stamp: int, binding: int) -> int:
    """Count at a number of the journal."""
    return applied_on(day, unit, tokens, tree_at(stamp, binding)).count()
