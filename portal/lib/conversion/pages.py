"""About the first page of a Word file as plain text: heads and feet, then the text."""

import re
from contextlib import suppress

from portal.lib.conversion.converted import MOST_FIRST_PAGE
from portal.lib.conversion.losses import Losses
from portal.lib.conversion.package import Package
from portal.lib.extraction.pages import EnoughError, Pages
from portal.lib.extraction.reading import read_parts
from portal.lib.extraction.word import WordReading

_EDGES = {"header": r"word/header\d*\.xml", "footer": r"word/footer\d*\.xml"}
_TEXT = r"word/document\d*\.xml"


def first_page_of(package: Package, losses: Losses) -> str:
    """Return the text, and name the heads and feet, which stand nowhere else."""
    pieces: list[str] = []
    for kind, pattern in _EDGES.items():
        found = dict.fromkeys(
            text for name in sorted(package.parts) if re.fullmatch(pattern, name) if (text := _text_of(package, name))
        )
        losses.add(kind, len(found))
        pieces += found
    text = next((_text_of(package, name) for name in sorted(package.parts) if re.fullmatch(_TEXT, name)), "")
    return "\n".join([*pieces, text])[:MOST_FIRST_PAGE].strip()


def _text_of(package: Package, name: str) -> str:
    """Return the words of a part, as far as they may be needed."""
    pages = Pages()
    pages.left = 2 * MOST_FIRST_PAGE
    with suppress(EnoughError):
        read_parts(package.archive, [name], lambda _root: WordReading(pages))
    return "\n".join(page for page in pages.done() if page)
