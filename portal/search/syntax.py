"""What a search may say beside its words: phrases, what to leave out, and what to narrow it to. Pure.

`"hot och våld"`, `-skola`, `typ:rutin`, `enhet:"Hemtjänst Norr"`, `status:utkast`, `ägare:cleo`, `från:2025-01-01`,
`till:2025-06-30`. Whatever cannot be read so is words: a lone quotation mark or a colon is no fault.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from portal.lib.text import fold

QUOTES = '"“”„»«'
PART = re.compile(rf"(-?)(?:([^\W\d_]+):)?(?:[{QUOTES}]([^{QUOTES}]*)[{QUOTES}]|([^\s{QUOTES}]+))")
MOST_PHRASES = 8
TYPE, UNIT, STATUS, OWNER, SINCE, UNTIL = ("typ", "enhet", "status", "ägare", "från", "till")
NAMES = {fold(name): name for name in (TYPE, UNIT, STATUS, OWNER, SINCE, UNTIL)}


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed: the words to rank by, phrases that must stand, words and phrases that may not, and the rest."""

    words: str = ""
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    narrowed: Mapping[str, tuple[str, ...]] = ()  # type: ignore[assignment]


def read_query(text: str) -> Query:
    """Return what the text says."""
    words: list[str] = []
    phrases: list[str] = []
    without: list[str] = []
    narrowed: dict[str, list[str]] = {}
    for match in PART.finditer(text):
        minus, name, phrase, word = match[1], NAMES.get(fold(match[2] or "")), match[3], match[4]
        value = " ".join((phrase if phrase is not None else word).split())
        begins = match.start() == 0 or text[match.start() - 1].isspace()
        if name and value and begins and not minus:
            narrowed.setdefault(name, []).append(value)
        elif minus and value and begins and (phrase is not None or any(letter.isalnum() for letter in word)):
            without.append(value)
        elif phrase is not None and not match[2]:
            phrases.append(value)
            words.append(value)
        else:
            words.append(match[0])
    return Query(
        " ".join(words),
        tuple(filter(None, phrases))[:MOST_PHRASES],
        tuple(without)[:MOST_PHRASES],
        {name: tuple(values) for name, values in narrowed.items()},
    )


def first_day(text: str) -> date | None:
    """Return the first day of a day, month or year as one writes it (`2025-03-01`, `2025-03`, `2025`), or None."""
    return day_in(text, (1, 1))


def last_day(text: str) -> date | None:
    """Return the last day of a day, month or year as one writes it, or None."""
    return day_in(text, (12, 31))


def day_in(text: str, default: tuple[int, int]) -> date | None:
    """Return the day that is written; where month or day is left out, the default's."""
    match = re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", text)
    if match is None:
        return None
    month = int(match[2] or default[0])
    days = (int(match[3]),) if match[3] else range(default[1], 0, -1) if default[1] > 1 else (1,)
    for day in days:
        try:
            return date(int(match[1]), month, day)
        except ValueError:
            continue
    return None
