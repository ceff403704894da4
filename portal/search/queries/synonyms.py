"""Reads of the list of synonyms: as the search asks it, and as its page shows it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

from portal.lib.errors import NotFoundError
from portal.lib.text import alphabetical, fold
from portal.search.analysis import folded, words_of
from portal.search.models import Synonym
from portal.search.synonym_rules import Pair, sameness

PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A synonym in the list; `mutual` says that it holds the other way as well."""

    id: int
    term: str
    meaning: str
    mutual: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the list, how many lines there are on all pages, and how many pages."""

    lines: list[Line]
    total: int
    page: int
    pages: int


@lru_cache(maxsize=4)
def synonyms_at(_stamp: int, _binding: int) -> Mapping[str, tuple[str, ...]]:
    """Return the meanings of each term, by `key_of` it, as they are at a number of the journal: one query."""
    meanings: dict[str, list[str]] = defaultdict(list)
    for row in Synonym.select().order_by(Synonym.id):
        meanings[key_of(row.term)].append(row.meaning)
    return {key: tuple(found) for key, found in meanings.items() if key}


def key_of(text: str) -> str:
    """Return what a term is found by: its words as a search reads them, folded, with single spaces between."""
    return " ".join(folded(word) for word in words_of(text))


def all_synonyms() -> list[Synonym]:
    """Return all synonyms in alphabetical order: one query."""
    rows = Synonym.select()
    return sorted(rows, key=lambda row: (alphabetical(row.term), row.term, alphabetical(row.meaning), row.meaning))


def listed(words: str = "", page: int = 1) -> Listed:
    """Return a page of the synonyms that have all the words on either side, the last page for any beyond it."""
    rows = all_synonyms()
    pairs = samenesses(rows)
    wanted = fold(words).split()
    found = [row for row in rows if all(word in f"{fold(row.term)} {fold(row.meaning)}" for word in wanted)]
    pages = max(ceil(len(found) / PAGE), 1)
    page = min(page, pages)
    lines = [
        Line(row.id, row.term, row.meaning, sameness(row.meaning, row.term) in pairs)
        for row in found[(page - 1) * PAGE : page * PAGE]
    ]
    return Listed(lines, len(found), page, pages)


def samenesses(rows: Iterable[Synonym]) -> set[Pair]:
    """Return what the search tells the pairs apart by."""
    return {sameness(row.term, row.meaning) for row in rows}


def get_synonym(synonym_id: int) -> Synonym:
    """Return the synonym. Raises NotFoundError."""
    row = Synonym.get_or_none(Synonym.id == synonym_id)
    if row is None:
        message = "Synonymen finns inte längre."
        raise NotFoundError(message)
    return row
