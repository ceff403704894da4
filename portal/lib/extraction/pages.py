"""The pages of a file as they are read: text as people see it, and no more of it than is searched."""

import re
import unicodedata
from collections.abc import Iterable

MOST_PAGES = 500
MOST_CHARACTERS = 500_000
# All that is no text, what parts pages included; a letter that is half a pair cannot be kept.
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u00ad\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]")
_LINES = re.compile("[\n\r\f\x85\u2028\u2029]+")
_GAPS = re.compile(r"[^\S\n]+")
# Letters that a typeface draws as one: ﬁ, ﬂ, ﬀ …
_DRAWN_AS_ONE = re.compile("[\ufb00-\ufb06]")


class EnoughError(Exception):
    """No more of the file is read; what has been read is kept."""


class Pages:
    """Takes text as it comes. Raises EnoughError when there are as many pages or letters as are kept."""

    def __init__(self) -> None:
        """Begin with an empty page."""
        self.pages: list[list[str]] = [[]]
        self.left = MOST_CHARACTERS
        self.is_fresh = False

    def write(self, text: str) -> None:
        """Write on the page."""
        self.pages[-1].append(text[: self.left])
        self.left -= len(text)
        if text and not text.isspace():
            self.is_fresh = False
        if self.left <= 0:
            raise EnoughError

    def turn(self) -> None:
        """Turn the page where the file says so."""
        if len(self.pages) == MOST_PAGES:
            raise EnoughError
        self.pages.append([])
        self.is_fresh = True

    def turn_as_printed(self) -> None:
        """Turn the page where the program that saved the file did; not again where the file itself just said so."""
        if not self.is_fresh:
            self.turn()
            self.is_fresh = False

    def done(self) -> list[str]:
        """Return the text of each page; nothing when there is none on any."""
        return cleaned("".join(page) for page in self.pages)


def cleaned(pages: Iterable[str]) -> list[str]:
    """Return pages as they are kept: letters composed, no marks that nobody sees, no empty lines or double spaces."""
    kept = [clean(page) for page in pages]
    return kept if any(kept) else []


def clean(text: str) -> str:
    """Return a page's text as it is kept."""
    plain = _DRAWN_AS_ONE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    plain = unicodedata.normalize("NFC", _NO_TEXT.sub("", _LINES.sub("\n", plain)))
    lines = (line.strip() for line in _GAPS.sub(" ", plain).split("\n"))
    return "\n".join(line for line in lines if line)
