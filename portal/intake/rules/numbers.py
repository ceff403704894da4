"""The number that a document has: ours when it is well formed, else a former one."""

import re
from collections.abc import Iterator

from portal.control.rules.types import NUMBER, TYPE_CODES, normal_number
from portal.intake.rules.guesses import Guess, Source, Sure
from portal.intake.rules.labels import labelled

_CODES = "|".join(TYPE_CODES.values())
_OWN = re.compile(rf"(?<![\w])[A-ZÅÄÖ]{{2,6}}[-_ ]?(?i:{_CODES})[-_ ]?\d{{1,6}}(?![\d])")
_FORMER = (
    re.compile(
        r"\b(?:dnr|diarienr|diarienummer)[ .:]{0,2}(?P<n>[A-ZÅÄÖ]{0,5}[ -]?\d{2,4}[/:_-]\d{1,6})", re.IGNORECASE
    ),
    re.compile(r"\b(?P<n>[A-ZÅÄÖ]{2,5} ?(?:19|20)\d\d[:/]\d{1,6})\b"),
    re.compile(
        r"\b(?:nr|nummer|dok(?:ument)?(?:nr|[- ]?id))[ .:]{0,2}(?P<n>[A-Z]{0,5}-?\d{1,6}(?:[.-]\d{1,4})*)\b",
        re.IGNORECASE,
    ),
    re.compile(r"^(?P<n>\d{1,2}(?:\.\d{1,3}){1,3})\.?(?=[ _-])"),
    re.compile(r"^(?P<n>[A-ZÅÄÖ]{1,4}-?\d{2,4})(?=[ _-])"),
)
# A unit's code before a title, and a personal identity number, which no title may have.
_UNIT = re.compile(r"^[A-ZÅÄÖ]{2,6}(?:-[A-ZÅÄÖ]{2,4}){1,2}(?= )")
_PERSONAL = re.compile(r"(?<!\d)(?:19|20)?\d{6}[-+]\d{4}(?!\d)")
_LABELS = ("dokumentnummer", "dokumentnr", "nummer", "dokument-id", "dokumentid", "nr", "dnr", "diarienummer")


def number_of(stem: str, page: str) -> Guess | None:
    """Return the number that the name or the first page gives the document, when it is one of ours."""
    match = _OWN.search(stem)
    if match:
        exact = bool(NUMBER.fullmatch(match[0]))
        return Guess(normal_number(match[0].replace("_", " ")), Sure.SURE if exact else Sure.LIKELY, Source.NAME)
    for value in labelled(page, _LABELS):
        number = normal_number(value)
        if NUMBER.fullmatch(number):
            return Guess(number, Sure.SURE, Source.PAGE)
    return None


def former_of(stem: str, page: str) -> Guess | None:
    """Return the number of some other order that the document has had, where it tells of one."""
    found = next(formers_in(stem), None)
    if found:
        return Guess(found["n"].strip(), Sure.LIKELY, Source.NAME)
    for value in labelled(page, _LABELS):
        if any(letter.isdigit() for letter in value) and not NUMBER.fullmatch(normal_number(value)):
            return Guess(value.strip()[:40], Sure.LIKELY, Source.PAGE)
    return None


def formers_in(stem: str) -> Iterator[re.Match[str]]:
    """Yield the numbers of other orders in a name that has none of ours."""
    bare = _OWN.sub(" ", stem)
    yield from (match for form in _FORMER if (match := form.search(bare)))


def without_numbers(text: str) -> str:
    """Return a name without its numbers."""
    text = _UNIT.sub("", _PERSONAL.sub(" ", _OWN.sub(" ", text)))
    for form in _FORMER:
        text = form.sub(" ", text)
    return text
