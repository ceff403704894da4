"""Reads for browsing: lists, and how many documents each choice would leave."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from peewee import ModelSelect, fn

from portal.control.models.documents import Document, DocumentArea, ProcessArea
from portal.control.models.versions import Version
from portal.control.queries import listing
from portal.control.queries.listing import DocumentLine
from portal.control.rules import keeping
from portal.handbook.body import NAME
from portal.handbook.rules import Choice
from portal.handbook.tally import Sort, tally_at
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
    """Return how many documents each further choice would leave: no query but those of the tally and the names.

    What is decided is never granted to a person, so readers of the same units and roles share the count.
    """
    return counts_at(choice, shared_of(tokens), today, stamp, database.binding)


@lru_cache(maxsize=512)
def counts_at(choice: Choice, tokens: frozenset[str], today: date, stamp: int, binding: int) -> Counts:
    """Count at a number of the journal."""
    tree = tree_at(stamp, binding)
    subtree = below(tree, choice.unit) if choice.unit else frozenset(tree.facts)
    sorts = tally_at(stamp, today, binding).readable(tokens)

    def left(*, but: str) -> list[tuple[Sort, int]]:
        """Return the sorts that the choice leaves, one part of it put aside."""
        return [
            (sort, count)
            for sort, count in sorts
            if (but == "type" or choice.type in {"", sort.type})
            and (but == "unit" or sort.unit in subtree)
            and (but == "area" or not choice.area or choice.area in sort.areas)
            and (but == "overdue" or sort.is_overdue or not choice.is_overdue)
        ]

    types: Counter[str] = Counter()
    for sort, count in left(but="type"):
        types[sort.type] += count
    areas: Counter[str] = Counter()
    for sort, count in left(but="area"):
        areas.update(dict.fromkeys(sort.areas, count))
    return Counts(
        total=sum(count for _, count in left(but="")),
        types=types,
        units=counts_by_unit(left(but="unit"), tree, today),
        overdue=sum(count for sort, count in left(but="overdue") if sort.is_overdue),
        areas=tuple(
            Area(area.key, area.name, area.band, areas[area.key])
            for area in listing.areas_at(stamp, binding)
            if areas[area.key]
        ),
    )


def counts_by_unit(sorts: list[tuple[Sort, int]], tree: Tree, today: date) -> Counter[str]:
    """Return how many documents each unit has with all below it."""
    own: Counter[str] = Counter()
    for sort, count in sorts:
        own[sort.unit] += count
    found: Counter[str] = Counter()
    for unit, count in own.items():
        for code in ancestors_of(tree.home_of(unit, today), tree.facts):
            found[code] += count
    return found


def letters_of(tokens: frozenset[str], today: date, stamp: int) -> Counter[str]:
    """Return how many titles begin with each letter."""
    return letters_at(shared_of(tokens), today, stamp, database.binding)


@lru_cache(maxsize=64)
def letters_at(tokens: frozenset[str], today: date, stamp: int, binding: int) -> Counter[str]:
    """Count at a number of the journal: there are thousands of sorts in a large handbook."""
    found: Counter[str] = Counter()
    for sort, count in tally_at(stamp, today, binding).readable(tokens):
        found[sort.letter] += count
    return found


def beginning_with(letter: str, tokens: frozenset[str], today: date, tree: Tree) -> ModelSelect:
    """Return the query for documents whose title begins with the letter; an empty one leaves all."""
    rows = documents(Choice(), tokens, today, tree)
    return rows.where(fn.SUBSTR(Version.title, 1, 1).in_([letter, letter.lower()])) if letter else rows


def changed_since(days: int, tokens: frozenset[str], today: date, tree: Tree, *, unit: str = "") -> ModelSelect:
    """Return the query for documents that got a new version in force in the last days, the newest first.

    Of the unit with all below it, or of the whole handbook.
    """
    rows = documents(Choice(unit=unit), tokens, today, tree).where(Version.valid_from > today - timedelta(days))
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
