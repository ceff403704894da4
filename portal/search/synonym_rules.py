"""What may stand in the list of synonyms, and how it is written there: pure."""

import unicodedata
from collections.abc import Container

from portal.lib.text import fold

LONGEST = 60
Pair = tuple[str, str]


def normal(text: str) -> str:
    """Return words as the list keeps them: in small letters, on one line, a single space between."""
    bare = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(unicodedata.normalize("NFC", bare.casefold()).split())


def sameness(term: str, meaning: str) -> Pair:
    """Return what two pairs have in common when the search cannot tell them apart: `Förskola` is `forskola`."""
    return fold(normal(term)), fold(normal(meaning))


def why_not_words(text: str) -> str | None:
    """Return why the words cannot stand on either side of a synonym, or None."""
    words = normal(text)
    if not any(letter.isalnum() for letter in words):
        return "Skriv minst ett ord."
    if len(words) > LONGEST:
        return f"Texten är för lång: {len(words)} tecken, högst {LONGEST}."
    return None


def why_not_synonym(term: str, meaning: str, existing: Container[Pair]) -> str | None:
    """Return why who searches for `term` cannot be shown what holds `meaning` too, or None.

    `existing` has the `sameness` of the pairs that there are.
    """
    for text in (term, meaning):
        reason = why_not_words(text)
        if reason:
            return reason
    one, other = pair = sameness(term, meaning)
    if one == other:
        return f"”{normal(term)}” och ”{normal(meaning)}” är redan samma ord för sökningen."
    if pair in existing:
        return f"Den som söker ”{normal(term)}” får redan träffar för ”{normal(meaning)}”."
    return None


def words_of_title(title: str) -> str:
    """Return as much of a document's title as a meaning has room for, in whole words."""
    words = normal(title)
    return words if len(words) <= LONGEST else words[: LONGEST + 1].rpartition(" ")[0] or words[:LONGEST]
