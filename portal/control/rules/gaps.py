"""Gaps: what was left to be filled in."""

import re
from collections.abc import Iterator

from portal.control.rules.finding import Finding, error
from portal.control.rules.types import Type
from portal.lib.markup.survey import Passage, Place, Survey

_HINT = r"namn|datum|enhet|telefon|e-post|adress|titel|ange|skriv|fyll|infoga|klicka|välj|text|kompletter"
_SIGNS = (
    r"(?<![\w@.-])x{2,}(?![\w@-])",
    r"måste göras tillgänglig\w*",
    rf"\[(?:[\s._…-]*+|[x?]+|(?:{_HINT})[^\[\]\n]{{0,80}})\](?!\()",
    r"(?-i:\b(?:TODO|FIXME|TBD)\b)",
    r"\blorem ipsum\b",
    r"\?{3,}|…\s?…",
    r"\bkompletteras senare\b|\btext kommer\b",
    # “Fyll i” is a gap where nothing says what to fill in, or where it stands instead of what was to be told.
    r"\bfyll i(?=[ ]*+(?:\Z|[.:;,!?)\]…-]))",
    r"\bfyll i (?:(?!så\b)[^\s.!?]+ ){0,6}här\b",
    r"[(<]\s?fyll i\b",
    r"(?<!här)(?<!gör du):\s?fyll i(?:\s[^\s.!?]+){0,3}\.?\s*\Z",
    r"(?-i:\bSkriv här:)",
)
# A form shows where one writes; in other texts such a line is what nobody wrote.
_BLANKS = (r"_{3,}", r"\.{5,}")
_IN_FORM, _IN_TEXT = (re.compile("|".join(signs), re.IGNORECASE) for signs in (_SIGNS, _SIGNS + _BLANKS))
_FORMS = {Type.FORM, Type.TEMPLATE}
_FILL_IN = re.compile(r"\W?fyll i\b", re.IGNORECASE)
_ALONE = re.compile(r"\s*+fyll i(?:\s[^\s.!?]+){1,5}\s*+", re.IGNORECASE)
_GUIDING = "Den vägledande texten ”Skriv här” står kvar. Ersätt den med din egen text."


def gaps_in(passage: Passage, sort: str) -> list[tuple[int, str]]:
    """Return the gaps of a passage in a sort of document, each with its line."""
    if sort in _FORMS:
        return [found for found in passage.matches(_IN_FORM) if not _FILL_IN.match(found[1])]
    if _ALONE.fullmatch(passage.text) and passage.place in {Place.CELL, Place.PARAGRAPH}:
        return [(passage.line, passage.text)]
    return list(passage.matches(_IN_TEXT))


def in_text(survey: Survey, sort: str) -> Iterator[Finding]:
    """Yield the gaps of a text, one for each line, and the guiding lines that still stand."""
    told: set[int] = set()
    for passage in survey.passages:
        for line, words in gaps_in(passage, sort):
            if line not in told:
                told.add(line)
                yield error("gap", told_of(words), line)


def in_field(words: str, sort: str, place: str) -> Iterator[Finding]:
    """Yield that a field of one line has a gap."""
    for _, gap in gaps_in(Passage(1, Place.TITLE, words), sort)[:1]:
        yield error("gap", told_of(gap), place=place)


def told_of(words: str) -> str:
    """Return what to say of a gap."""
    if words.startswith("Skriv här"):
        return _GUIDING
    short = " ".join(words.split())[:40].strip("(<:– ")
    return f"”{short}” ser ut som en lucka. Skriv det som ska stå där, eller ta bort det."
