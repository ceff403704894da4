"""Documents to link to."""

from datetime import date
from typing import Any

from portal.control.models.documents import Document
from portal.control.models.versions import Version
from portal.control.queries.listing import DocumentLine, by_title, lines, lines_from
from portal.control.rules.types import normal_number

MOST = 12


def documents_like(words: str, tokens: frozenset[str], today: date, limit: int = MOST) -> list[DocumentLine]:
    """Return documents in force whose title has every word, small letters or large, or whose number has what was typed.

    One query. Titles that begin with the words come first.
    """
    number = Document.number.contains(normal_number(words))
    title: Any = None
    for word in words.split():
        condition = has_word(word)
        title = condition if title is None else title & condition
    rows = lines(tokens, today).where(number if title is None else number | title)
    begins = Version.title.startswith(words)
    ordered = rows.order_by(begins.desc(), by_title(), Document.number)
    return lines_from(ordered.limit(limit), today)


def has_word(word: str) -> Any:
    """Return the condition that the title has the word; SQLite knows no capitals but A to Z, so both are asked for."""
    ways = {word, word.lower(), word.upper(), word.capitalize()}
    condition: Any = None
    for way in sorted(ways):
        asked = Version.title.contains(way)
        condition = asked if condition is None else condition | asked
    return condition
