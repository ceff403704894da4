"""What a Markdown source may contain, decided by counting before anything is rendered.

The renderer's work grows with the product of certain numbers (markers and the length of their block, rows and columns)
and with the depth of nesting. Each is bounded here, so that whatever is accepted is rendered in reasonable time.
"""

import re
from collections.abc import Iterator

MOST_BYTES = 200_000
MOST_BRACKETS = 40
_MOST_INDENT = 48
_MOST_LINE_MARKERS = 16
_MOST_ALIKE = 200
_MOST_FOOTNOTE_MARKS = 500
_MOST_COLUMNS = 60
_MOST_CELLS = 20_000
_MOST_BLOCKS = 5_000
_MOST_IN_BLOCK = 50_000
_MOST_WORK = 100_000_000

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ALIKE = re.compile(rf"([^\w\s\[])\1{{{_MOST_ALIKE}}}")
_LINE_MARKERS = re.compile(r"(?:[ ]*+(?:>|[-+*](?=[ ]|$)|\d++\.(?=[ ]|$)))*+")
_LINE_MARKER = re.compile(r">|[-+*]|\d+\.")
_BRACKET = re.compile(r"\\.|[\[\]]")
_DIVIDER = re.compile(r"[ >]*+(?:#|!!!|\[\^|[-=*_ ]*+$)")
_DIVIDER_WORK = 50
_INLINE_MARKER = re.compile(r"[\\`*_\[<&!]|  $")


class MarkupError(ValueError):
    """A source that is refused; `message` is a sentence in Swedish, `line` counts from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(f"rad {line}: {message}")
        self.message = message
        self.line = line


def check_source(source: str) -> None:
    """Raise MarkupError if the source is too large, not text, or built so that rendering it would take long."""
    text = source.replace("\r\n", "\n")
    _check_characters(text)
    lines = text.expandtabs(4).split("\n")
    for number, line in enumerate(lines, start=1):
        _check_line(line, number)
    if text.count("[^") > _MOST_FOOTNOTE_MARKS:
        message = f"för många fotnoter: högst {_MOST_FOOTNOTE_MARKS} hänvisningar i en text."
        raise MarkupError(message, 1)
    _check_blocks(lines)


def _check_characters(text: str) -> None:
    if len(text) > MOST_BYTES or len(text.encode(errors="surrogatepass")) > MOST_BYTES:
        message = f"texten är för lång: högst {MOST_BYTES // 1000} kB. Dela den i flera dokument."
        raise MarkupError(message, 1)
    match = _CONTROL.search(text)
    if match:
        message = f"ett styrtecken (U+{ord(match[0]):04X}) får inte finnas i texten."
        raise MarkupError(message, text.count("\n", 0, match.start()) + 1)


def _check_line(line: str, number: int) -> None:
    if len(line) - len(line.lstrip(" ")) > _MOST_INDENT:
        message = f"raden är för djupt indragen: högst {_MOST_INDENT} mellanslag."
        raise MarkupError(message, number)
    markers = _LINE_MARKERS.match(line)
    if markers and len(_LINE_MARKER.findall(markers[0])) > _MOST_LINE_MARKERS:
        message = f"för många punkter eller citat i varandra: högst {_MOST_LINE_MARKERS}."
        raise MarkupError(message, number)
    if line.count("|") > _MOST_COLUMNS:
        message = f"för många kolumner i tabellen: högst {_MOST_COLUMNS}."
        raise MarkupError(message, number)
    if _ALIKE.search(line):
        message = f"fler än {_MOST_ALIKE} likadana tecken i följd."
        raise MarkupError(message, number)


def _check_blocks(lines: list[str]) -> None:
    """Check what belongs together between blank lines, and the sum of it."""
    work = cells = 0
    for count, (number, block) in enumerate(_blocks(lines), start=1):
        _check_brackets(block, number)
        length = sum(len(line) + 1 for line in block)
        cells += len(block) * max(line.count("|") for line in block)
        work += length * sum(_markers(line) for line in block)
        if count > _MOST_BLOCKS:
            message = f"för många stycken: högst {_MOST_BLOCKS}. Dela texten i flera dokument."
        elif length > _MOST_IN_BLOCK:
            message = f"stycket är för långt: högst {_MOST_IN_BLOCK // 1000} kB utan en tom rad."
        elif cells > _MOST_CELLS:
            message = f"för stora tabeller: högst {_MOST_CELLS} rutor i en text."
        elif work > _MOST_WORK:
            message = "för många markeringar i långa stycken: dela stycket med tomma rader."
        else:
            continue
        raise MarkupError(message, number)


def _markers(line: str) -> int:
    """Return how often a line makes the renderer go over its block; a line that divides the block counts more."""
    return len(_INLINE_MARKER.findall(line)) + (_DIVIDER_WORK if _DIVIDER.match(line) else 0)


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield the runs of lines between blank ones, each with the number of its first line."""
    start = 0
    for index, line in enumerate([*lines, ""]):
        if line.strip(" "):
            continue
        if index > start:
            yield start + 1, lines[start:index]
        start = index + 1


def _check_brackets(block: list[str], number: int) -> None:
    depth = 0
    for offset, line in enumerate(block):
        for match in _BRACKET.finditer(line):
            depth = {"[": depth + 1, "]": max(0, depth - 1)}.get(match[0], depth)
            if depth > MOST_BRACKETS:
                message = f"fler än {MOST_BRACKETS} hakparenteser som inte är avslutade."
                raise MarkupError(message, number + offset)
