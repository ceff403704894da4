"""What is kept of searches, and what of that is shown: words and counts, never what may tell of a person. Pure."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

LONGEST_LOGGED = 100
LOWEST_RANK, HIGHEST_RANK = 1, 10_000
# Words that have been searched for fewer times in a period are shown to nobody, and openings fewer than these neither.
SMALLEST_SHOWN = 3
MOST_SHOWN = 25
KEPT_DAYS = 90
HALF_LIFE_DAYS = 30
# Each period in days, with how many bars it is drawn in: as many days in each.
PERIODS: Mapping[int, int] = {7: 7, 30: 6, 90: 9}
USUAL_PERIOD = 30

# Digits with anything but letters between them are read as one number, however it is written.
DIGITS = re.compile(r"\d+(?:[\W_]{1,3}\d+)*")
FEWEST_PERSONAL_DIGITS = 6
# Years, as in `budget 2026–2028`, and a law's number, as in `2017:900`, tell of nobody.
YEAR = r"(?:19|20)[0-9]{2}"
HARMLESS = re.compile(rf"{YEAR}(?:[\W_]{{1,3}}{YEAR})*|{YEAR}:[1-9][0-9]{{0,3}}")
REF = re.compile(r"([a-z]{1,30}):[\w.-]{1,100}")


def loggable(text: str) -> str | None:
    """Return the words as they are counted, or None for what may tell of a person and for what has no words.

    A number of six digits or more in any writing may be somebody's personal number, telephone or case.
    """
    seen = unicodedata.normalize("NFKC", text)
    bare = "".join(letter if letter.isprintable() else " " for letter in seen)
    words = " ".join(bare.lower().split())
    if "@" in words or any(is_personal(match[0]) for match in DIGITS.finditer(words)):
        return None
    return words[:LONGEST_LOGGED].rstrip() or None


def is_personal(number: str) -> bool:
    """Whether digits, with what stands between them, may be a person's number or telephone."""
    count = sum(letter.isdigit() for letter in number)
    return count >= FEWEST_PERSONAL_DIGITS and not HARMLESS.fullmatch(number)


def is_unfinished(before: str, words: str) -> bool:
    """Whether what was searched for just before were these words with the last one half typed."""
    return len(before) < len(words) and words.startswith(before) and words[len(before)] != " "


def ref_of(text: str, kinds: Sequence[str]) -> str | None:
    """Return the reference that was opened, or None for what names nothing of these kinds."""
    match = REF.fullmatch(text)
    return text if match and match[1] in kinds else None


def rank_of(text: str) -> int | None:
    """Return the place in the list, 1 for the first, or None for what is none."""
    if not (text.isascii() and text.isdigit() and len(text) <= 5):
        return None
    return int(text) if LOWEST_RANK <= int(text) <= HIGHEST_RANK else None


def decayed(day: date, count: int, today: date) -> float:
    """Return what openings on a day still weigh: half as much for each thirty days that have gone."""
    age = max((today - day).days, 0)
    return float(count * 0.5 ** (age / HALF_LIFE_DAYS))


def period_of(text: str) -> int:
    """Return the period that an address asks for, the usual one for anything else."""
    return next((days for days in PERIODS if text == str(days)), USUAL_PERIOD)


def first_day(days: int, today: date) -> date:
    """Return the first day of the period that ends today."""
    return today - timedelta(days - 1)


def first_kept(today: date) -> date:
    """Return the first day of which anything is kept."""
    return today - timedelta(KEPT_DAYS)


@dataclass(frozen=True, slots=True)
class Line:
    """Words in a period: how often searched for, hits the last time, openings, and the sum of their ranks."""

    words: str
    count: int
    hits: int
    opened: int = 0
    ranks: int = 0

    @property
    def shows_openings(self) -> bool:
        """Whether there are openings enough to show, so that one person's cannot be told."""
        return self.opened >= SMALLEST_SHOWN

    @property
    def mean_rank(self) -> float | None:
        """The mean place of what was opened, where there is enough to show."""
        return self.ranks / self.opened if self.shows_openings else None


@dataclass(frozen=True, slots=True)
class Lines:
    """The words of a list, the commonest first, and how many searches for rarer words are summed as the rest."""

    lines: tuple[Line, ...]
    rest: int


def listed(lines: Sequence[Line], total: int) -> Lines:
    """Return what may be shown of these lines; `total` are all searches that belong to the list, shown or not."""
    shown = sorted(
        (line for line in lines if line.count >= SMALLEST_SHOWN), key=lambda line: (-line.count, line.words)
    )[:MOST_SHOWN]
    return Lines(tuple(shown), total - sum(line.count for line in shown))


@dataclass(frozen=True, slots=True)
class Span:
    """Some days of a period: the first and the last, the searches, and how many of them found nothing."""

    first: date
    last: date
    count: int
    none: int


def spans(days: int, today: date, by_day: Mapping[date, tuple[int, int]]) -> list[Span]:
    """Return the period in spans of as many days each, the oldest first; by day are the searches and the vain ones."""
    length, begin = days // PERIODS[days], first_day(days, today)
    found = []
    for place in range(PERIODS[days]):
        first = begin + timedelta(place * length)
        numbers = [by_day.get(first + timedelta(step), (0, 0)) for step in range(length)]
        count, none = sum(number[0] for number in numbers), sum(number[1] for number in numbers)
        found.append(Span(first, first + timedelta(length - 1), count, none))
    return found
