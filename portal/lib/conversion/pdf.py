"""PDF: its text in paragraphs and points, with headings where a line cannot well be anything else."""

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from portal.lib.conversion import escape, fit
from portal.lib.conversion.converted import MOST_FIRST_PAGE, Converted
from portal.lib.conversion.losses import Losses
from portal.lib.conversion.titles import usable
from portal.lib.extraction.pdf import PdfReaders
from portal.lib.inspection import pdf
from portal.lib.inspection.unfit import UnfitError

NO_TEXT = "Filen har ingen text: den är troligen inskannad. Tolka texten (OCR) och försök igen."
_EDGE = 3
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"(?:sida|sid\.?|page)?\s*\d+\s*(?:(?:av|of|/)\s*\d+|\(\s*\d+\s*\))?", re.IGNORECASE)
_POINT = re.compile(r"(?:[•·▪●◦‣–-]|\uf0b7)\s+(?=\S)")
_NUMBERED = re.compile(r"(\d{1,3})[.)]\s+(?=\S)")
_HEADING = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+[A-ZÅÄÖ]")
_HEADINGS = frozenset(
    (
        "syfte", "bakgrund", "inledning", "ansvar", "omfattning", "mål", "uppföljning", "genomförande", "definitioner",
        "bilagor", "referenser", "revidering", "arbetssätt", "tillvägagångssätt", "roller och ansvar", "syfte och mål",
        "sammanfattning", "lagstiftning", "avgränsning", "dokumentation",
    )
)  # fmt: skip
_LONGEST_HEADING = 80
_SHORTEST_FULL = 45
_INFO = {"created": re.compile(rb"/CreationDate\s*\(D:(\d{8})"), "modified": re.compile(rb"/ModDate\s*\(D:(\d{8})")}


def convert(content: bytes) -> Converted:
    """Return a PDF's text as Markdown. Raises UnfitError for one that is hostile, cannot be read, or has no text."""
    facts, losses = pdf.inspect(io.BytesIO(content)), Losses()
    with PdfReaders() as readers:
        pages = readers.text_of(content)
    if not any(pages):
        raise UnfitError(NO_TEXT)
    losses.add("layout")
    losses.add("textless", sum(not page for page in pages))
    lines = _without_furniture([page.split("\n") for page in pages], losses)
    told = {"title": facts.title, "language": facts.language, **_dates(content)}
    return Converted(
        markdown=fit.fitted(list(_pieces(lines)), [], losses),
        title=usable(facts.title),
        lost=losses.sentences(),
        properties={name: value for name, value in told.items() if value},
        first_page=pages[0][:MOST_FIRST_PAGE],
    )


def _dates(content: bytes) -> dict[str, str]:
    """Return the days that the file says it was made and changed, where they lie open in it."""
    found = {}
    for name, pattern in _INFO.items():
        match = pattern.search(content)
        if match:
            day = match[1].decode()
            found[name] = f"{day[:4]}-{day[4:6]}-{day[6:]}"
    return found


def _without_furniture(pages: Sequence[list[str]], losses: Losses) -> list[str]:
    """Return the lines of all pages without those that stand at the top or bottom of most, and page numbers."""
    shapes = Counter(shape for page in pages for shape in {_shape(line) for line in (*page[:_EDGE], *page[-_EDGE:])})
    often = max(2, round(0.6 * len(pages)))
    kept, dropped = [], set()
    for page in pages:
        for place, line in enumerate(page):
            is_edge = place < _EDGE or place >= len(page) - _EDGE
            if is_edge and (shapes[_shape(line)] >= often or _PAGE_NUMBER.fullmatch(line.strip())):
                dropped.add(_shape(line))
            elif line.strip():
                kept.append(line.strip())
    losses.add("furniture", len(dropped))
    return kept


def _shape(line: str) -> str:
    return _DIGITS.sub("0", line.strip())


def _pieces(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines as paragraphs: one goes on as long as its lines are full."""
    widths = sorted(map(len, lines))
    full = max(0.75 * widths[int(0.9 * (len(widths) - 1))], _SHORTEST_FULL) if widths else 0
    paragraph: list[str] = []
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else ""
        level = _heading_level(line, following)
        if paragraph and (level or _begins(line) or len(paragraph[-1]) < full):
            yield _written(paragraph)
            paragraph = []
        if level:
            yield f"{'#' * level} {escape.heading(escape.within(line))}"
        else:
            paragraph.append(line)
    if paragraph:
        yield _written(paragraph)


def _begins(line: str) -> bool:
    return bool(_POINT.match(line) or _NUMBERED.match(line))


def _heading_level(line: str, following: str) -> int:
    """Return the level of a line that is a heading, or 0."""
    if line.strip(" :").lower() in _HEADINGS:
        # In a form such a word is the name of a field, and no text follows it.
        return 2 if len(following) >= _SHORTEST_FULL or _begins(following) else 0
    numbered = _HEADING.match(line)
    if not numbered or len(line) > _LONGEST_HEADING or line[-1] in ".,;:!?-" or following[:1].islower():
        return 0
    depth = numbered[1].count(".")
    # The points of a numbered list follow on each other; headings have text between them.
    return 0 if depth == 0 and (not following or _NUMBERED.match(following)) else min(depth + 2, 6)


def _written(lines: Sequence[str]) -> str:
    """Return a paragraph or a point."""
    text = " ".join(lines)
    point, numbered = _POINT.match(text), _NUMBERED.match(text)
    if point:
        return f"- {escape.line(escape.within(text[point.end() :]))}"
    if numbered:
        return f"{int(numbered[1])}. {escape.line(escape.within(text[numbered.end() :]))}"
    return escape.line(escape.within(text))
