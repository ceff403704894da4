"""When a document began to apply, and when it is to be looked through."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from portal.intake.rules.guesses import Guess, Source, Sure
from portal.lib.calendar import MONTHS
from portal.lib.text import fold

EARLIEST = 1970
# A date further ahead than this is no date of a document that is being moved in.
YEARS_AHEAD = 5
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" if len(name) > 3 else name for name in MONTHS)
_SHORT_MONTHS = {name[:3]: number for number, name in enumerate(MONTHS, start=1)}
# The last is a personal identity number's beginning, which is no date of a document.
_PERSONAL = r"(?![\d])(?!\s?[-+]\d{4}\b)"
_FORMS = (
    re.compile(rf"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<s>[-./ ]?)(?P<m>0[1-9]|1[0-2])(?P=s)(?P<d>[0-2]\d|3[01]){_PERSONAL}"),
    re.compile(rf"(?<![\d-])(?P<y>\d\d)(?P<s>[-.]?)(?P<m>0[1-9]|1[0-2])(?P=s)(?P<d>[0-2]\d|3[01]){_PERSONAL}"),
    re.compile(
        rf"(?<!\d)(?P<d>[0-3]?\d)(?:\s?:?e)?[ .]\s?(?P<n>{_MONTH})\.?[ ,]\s?(?P<y>(?:19|20)\d\d)(?!\d)", re.IGNORECASE
    ),
    re.compile(r"(?<!\d)(?P<d>[0-3]?\d)/(?P<m>1[0-2]|0?[1-9])[ -](?P<y>(?:19|20)?\d\d)(?!\d)"),
)
# A month without a day is its first.
_MONTHS_ALONE = (
    re.compile(rf"(?<![\w])(?P<n>{_MONTH})\.? (?P<y>(?:19|20)\d\d)(?!\d)", re.IGNORECASE),
    re.compile(r"(?<![\d-])(?P<y>(?:19|20)\d\d)-(?P<m>0[1-9]|1[0-2])(?![-\d])"),
)


class Meaning(Enum):
    """What a date is said to be."""

    FROM = "from"
    DECIDED = "decided"
    REVISED = "revised"
    REVIEW = "review"
    NONE = ""


# Asked in this order: `nästa revidering` is a review, though it has `revider` in it.
_MEANINGS = (
    (Meaning.REVIEW, r"nasta (?:rev|over|upp)|oversyn|galler t|giltig t|giltighetstid|t\.?o\.?m|till och med|ses over"),
    (Meaning.REVIEW, r"revideras|senast den|utgar|upphor"),
    (Meaning.FROM, r"galler fr|giltig fr|galler sedan|i kraft|ikraft|tradde i|fr\.?o\.?m|fran och med|giltigt? fr"),
    (Meaning.REVISED, r"revid|rev\b|uppdat|andrad|andrat|bearbet|version"),
    (Meaning.DECIDED, r"faststall|beslut|antag|godkan|upprattad|utfardad|dokumentdatum|datum|skapad"),
)
_SIGNS = tuple((meaning, re.compile(signs)) for meaning, signs in _MEANINGS)
_BEFORE = 45


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a text: the day, what it is said to be, where it stands, and whether the day itself was told."""

    day: date
    meaning: Meaning
    start: int
    end: int
    is_whole: bool = True


def dates_in(text: str, today: date) -> Iterator[Found]:
    """Yield the dates of a text in the order in which they stand, each with what the words before it say that it is."""
    found: list[Found] = []
    for form in (*_FORMS, *_MONTHS_ALONE):
        for match in form.finditer(text):
            day = day_of(match, today)
            taken = any(match.start() < other.end and other.start < match.end() for other in found)
            if day and not taken:
                meaning = meaning_of(text, match.start(), found)
                found.append(Found(day, meaning, match.start(), match.end(), is_whole=form in _FORMS))
    yield from sorted(found, key=lambda one: one.start)


def day_of(match: re.Match[str], today: date) -> date | None:
    """Return the day that a match tells of, None for one that is none or cannot be a document's."""
    parts = match.groupdict()
    month = _SHORT_MONTHS[fold(parts["n"])[:3]] if parts.get("n") else int(parts["m"])
    year = int(parts["y"])
    if year < 100:
        year += 2000 if year <= today.year % 100 + 1 else 1900
    if not EARLIEST <= year <= today.year + YEARS_AHEAD:
        return None
    try:
        return date(year, month, int(parts.get("d") or 1))
    except ValueError:
        return None


def meaning_of(text: str, start: int, before: Sequence[Found]) -> Meaning:
    """Return what a date is said to be, by the words on its line between it and the date before."""
    line = text.rfind("\n", 0, start) + 1
    begin = max(start - _BEFORE, line, *(found.end for found in before if found.end <= start), 0)
    said = fold(text[begin:start])
    nearest = [(match.end(), meaning) for meaning, signs in _SIGNS for match in signs.finditer(said)]
    if any(meaning is Meaning.REVIEW for _, meaning in nearest):
        return Meaning.REVIEW
    return max(nearest, key=lambda one: one[0])[1] if nearest else Meaning.NONE


def valid_from_of(stem: str, page: str, changed: str, today: date) -> Guess | None:
    """Return from which day the document applies, or None where nothing tells.

    What is said to apply counts before what is said to be decided or revised, of which the latest counts; a date in the
    name counts when it is later than these. `changed` is when the file was last changed, by its properties: a mere
    guess.
    """
    on_page = list(dates_in(page, today))
    told = [found for found in on_page if found.meaning is Meaning.FROM] or [
        found for found in on_page if found.meaning in {Meaning.DECIDED, Meaning.REVISED}
    ]
    named = [found for found in dates_in(stem, today) if found.meaning is not Meaning.REVIEW]
    best = max(told, key=lambda found: found.day, default=None)
    latest = max(named, key=lambda found: found.day, default=None)
    if latest and (best is None or latest.day > best.day):
        sure = Sure.SURE if latest.meaning is not Meaning.NONE and latest.is_whole else Sure.LIKELY
        return Guess(latest.day.isoformat(), sure if latest.is_whole else Sure.GUESSED, Source.NAME)
    if best:
        return Guess(best.day.isoformat(), Sure.SURE if best.is_whole else Sure.LIKELY, Source.PAGE)
    day = next(dates_in(changed, today), None)
    return Guess(min(day.day, today).isoformat(), Sure.GUESSED, Source.PROPERTIES) if day else None


def review_of(stem: str, page: str, today: date) -> Guess | None:
    """Return when the document is to be looked through next, where that is said."""
    for text, source in ((page, Source.PAGE), (stem, Source.NAME)):
        told = [found for found in dates_in(text, today) if found.meaning is Meaning.REVIEW]
        if told:
            return Guess(max(found.day for found in told).isoformat(), Sure.SURE, source)
    return None


def without_dates(text: str, today: date) -> str:
    """Return a name without its dates and the words that only say what they are."""
    for found in reversed(list(dates_in(text, today))):
        head = text[: found.start]
        while (bare := _CARRIER.sub("", head)) != head:
            head = bare
        text = f"{head} {text[found.end :]}"
    return text


_CARRIER = re.compile(
    r"[\s,(–-]*\b(?:(?:fastställd|beslutad|antagen|godkänd)(?: av [\w ]{2,30})?|reviderad|reviderat|rev\.?|beslut|"
    r"uppdaterad|gäller|giltig|datum|den|från|fr\.?o\.?m\.?|t\.?o\.?m\.?|fr|till|och|med|version)\s*$",
    re.IGNORECASE,
)
