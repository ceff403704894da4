"""What a document is called: its name without numbers, dates and versions, or the heading on its first page."""

import re
from datetime import date

from portal.intake.rules.dates import without_dates
from portal.intake.rules.guesses import Guess, Source, Sure
from portal.intake.rules.names import without_order
from portal.intake.rules.numbers import without_numbers
from portal.intake.rules.versions import without_marks
from portal.lib.text import fold

LONGEST = 200
_SHORT = {
    "rut": "Rutin",
    "rl": "Riktlinje",
    "rikt": "Riktlinje",
    "instr": "Instruktion",
    "pol": "Policy",
    "cl": "Checklista",
}
_EMPTY = re.compile(r"\(\s*\)|\[\s*\]|\{\s*\}")
_LOOSE = re.compile(r"^[\s,;:.–\-]+|[\s,;:.–\-(]+$")
_JOINED = re.compile(r"\s+[-–]\s*(?=[-–]|$)|\s{2,}")
# What a program calls a document that nobody has named.
_NAMELESS = re.compile(
    r"(?:nytt? |new )?(?:microsoft )?(?:word[ -]|excel[ -])?"
    r"(?:word|excel|rutin|policy|plan|riktlinje|blankett|instruktion|mall|dokument|document|presentation|bok|book|blad|"
    r"sheet|namnl[oö]s|untitled|rubrik|titel|skanna|scan|sid(?:a|huvud)?)[ \-–_]*\d*(?:\.\w+)?",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]{2,}")


def title_of(stem: str, heading: str, properties: str, today: date) -> Guess:
    """Return the title: the heading of the first page when it says what the name says, else the name made clean.

    `heading` is the title that the text itself begins with, `properties` the one among the file's properties.
    """
    named = clean(stem, today)
    for told, source in ((heading, Source.PAGE), (properties, Source.PROPERTIES)):
        text = clean(told, today)
        if is_title(text) and (akin(text, named) or not is_title(named)):
            return Guess(text, Sure.SURE if is_title(named) else Sure.LIKELY, source)
    if is_title(named):
        return Guess(named, Sure.LIKELY, Source.NAME)
    return Guess(named or without_order(stem)[:LONGEST], Sure.GUESSED, Source.NAME)


def clean(stem: str, today: date) -> str:
    """Return a name as a title: no numbers, dates or versions, abbreviations written out, a capital first."""
    text = without_marks(without_dates(without_numbers(stem), today))
    text = without_order(_LOOSE.sub("", _EMPTY.sub(" ", text)))
    text = _LOOSE.sub("", _JOINED.sub(" ", _EMPTY.sub(" ", text)))
    head, space, rest = text.partition(" ")
    written = _SHORT.get(fold(head).rstrip("."), "")
    if written and rest[1:2].islower():
        rest = rest[0].lower() + rest[1:]
    text = f"{written or head}{space}{rest}".strip()
    if " " in text and text.isupper():
        text = text.lower()
    return (text[:1].upper() + text[1:])[:LONGEST].strip()


def is_title(text: str) -> bool:
    """Whether a text can be what a document is called."""
    return 4 <= len(text) <= LONGEST and bool(_LETTERS.search(text)) and not _NAMELESS.fullmatch(text)


def akin(one: str, other: str) -> bool:
    """Whether two titles have a word in common that says something."""
    words = [{word for word in _LETTERS.findall(fold(text)) if len(word) > 3} for text in (one, other)]
    return bool({word[:6] for word in words[0]} & {word[:6] for word in words[1]})
