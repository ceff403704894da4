"""Swedish text: slugs, folding, excerpts, nearest words, numbers and sizes."""

import re
import unicodedata
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

NARROW_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"

_LETTERS = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ŋ": "n", "ŧ": "t", "ı": "i"}
)
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_SPACES = re.compile(r"\s+")


def fold(text: str) -> str:
    """Return the text in lower case and without diacritics: `Åsö Café` → `aso cafe`.

    For comparing what a person typed with what is written; å, ä and a fold to the same letter.
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return bare.casefold().translate(_LETTERS)


# `zz` and a digit come after every word that is likely, in whatever order a database sorts plain letters.
_ORDER = str.maketrans({"å": "zz1", "ä": "zz2", "ö": "zz3", "æ": "zz2", "ø": "zz3"})


def alphabetical(text: str) -> str:
    """Return what sorts the text as a Swedish register does: å, ä and ö last, other accents passed over."""
    return fold(unicodedata.normalize("NFC", text.casefold()).translate(_ORDER))


def slug(text: str, limit: int = 60) -> str:
    """Return the text as a-z, 0-9 and single hyphens, at most `limit` characters; may be empty."""
    return _NOT_SLUG.sub("-", fold(text)).strip("-")[:limit].rstrip("-")


def excerpt(text: str, limit: int = 160) -> str:
    """Return the beginning of the text on one line, at most `limit` characters, cut between words with `…`."""
    line = _SPACES.sub(" ", text).strip()
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    if line[limit - 1] != " " and " " in cut:
        cut = cut.rpartition(" ")[0]
    return cut.rstrip(" ,;:–-") + "…"


def nearest(word: str, candidates: Iterable[str], n: int = 3) -> list[str]:
    """Return the at most `n` candidates most like the word, the likest first.

    Likeness is the number of letters to add, take away, change or swap with a neighbour, after folding. A candidate
    further away than a third of the word's length (at least 2) is left out: a bad guess helps nobody.
    """
    wanted = fold(word)
    limit = max(2, len(wanted) // 3)
    found = []
    for candidate in candidates:
        changes = distance(wanted, fold(candidate), limit)
        if changes <= limit:
            found.append((changes, candidate))
    return [candidate for _, candidate in sorted(found)[:n]]


def distance(a: str, b: str, limit: int) -> int:
    """Return how many letters were added, taken away, changed or swapped with a neighbour; `limit + 1` for more."""
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, char in enumerate(a, start=1):
        next_row = [i]
        for j, other in enumerate(b, start=1):
            cost = min(row[j] + 1, next_row[j - 1] + 1, row[j - 1] + (char != other))
            if i > 1 and j > 1 and char == b[j - 2] and a[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            next_row.append(cost)
        if min(next_row) > limit:
            return limit + 1
        before, row = row, next_row
    return min(row[-1], limit + 1)


def format_number(value: float | Decimal, decimals: int | None = None) -> str:
    """Return a number as Swedes write it: `12 345,5` with a narrow no-break space and a decimal comma.

    `decimals` is the exact number of decimals, rounded half away from zero; None means at most two and no idle zeros.
    Raises ValueError for infinity and NaN.
    """
    number = Decimal(str(value))
    if not number.is_finite():
        message = f"Inte ett tal som går att skriva: {value}"
        raise ValueError(message)
    places = 2 if decimals is None else decimals
    whole, _, fraction = f"{_rounded(number, places):,f}".partition(".")
    if decimals is None:
        fraction = fraction.rstrip("0")
    sign = MINUS if whole.startswith("-") and any(digit in "123456789" for digit in whole + fraction) else ""
    digits = whole.lstrip("-").replace(",", NARROW_SPACE)
    return f"{sign}{digits},{fraction}" if fraction else f"{sign}{digits}"


def _rounded(number: Decimal, places: int) -> Decimal:
    if number.as_tuple().exponent == 0 and not places:
        return number
    return number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def filesize(count: int) -> str:
    """Return a number of bytes for reading, in steps of 1,000: `812 byte`, `24 kB`, `1,2 MB`."""
    if count < 1000:
        return f"{count}{NO_BREAK_SPACE}byte"
    size = Decimal(count)
    for unit in ("kB", "MB", "GB"):
        size /= 1000
        decimals = 0 if unit == "kB" else 1
        if _rounded(size, decimals) < 1000 or unit == "GB":
            break
    number = format_number(size, decimals)
    return f"{number.removesuffix(',0')}{NO_BREAK_SPACE}{unit}"
