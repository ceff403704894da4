"""What stands where in a Markdown source: its headings, references, tables and running text, each with its line.

The source is read by the same patterns as the renderer uses, but not rendered: what the renderer mends silently (a
skipped heading level) or shows as text (raw HTML) is seen here as it was written. The work is linear in the source.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from portal.lib.markup import inline
from portal.lib.markup.blocks import FENCE
from portal.lib.markup.tables import Table, table_in

_ESCAPE = re.compile(r"\\[^\n]")
_LINE_END = re.compile(r"\n")
_HIDDEN = re.compile(r"[^\n]")
_CODE = re.compile(inline.CODE)
_DOCUMENT = re.compile(rf"\[\[\s*+({inline.NUMBER})\s*+(?:\|([^\[\]|]{{0,300}}))?\]\]")
_LINK = re.compile(inline.LINK)
_IMAGE = re.compile(inline.IMAGE)
_AUTOLINK = re.compile(f"{inline.AUTOLINK}|{inline.MAIL}")
_NOTE = re.compile(r"\[\^\w{1,40}\]:?")
_RAW = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*+(?=[\s/>])[^<>]*+>|<!--")
_CONTAINER = re.compile(r"[ ]*+(?:(?:>[ ]?|[-+*](?:[ ]++|$)|\d{1,9}+\.(?:[ ]++|$))[ ]*+)*+")
_ITEM = re.compile(r"(?:^|[ >])(?:[-+*]|(\d{1,9}+)\.)(?:[ ]|$)")
_OPENING = re.compile(r"[-+*] |\d+\. |!!!|\[\^\w{1,40}\]:")
_TASK = re.compile(r"\[[ xX]\][ ]")
_HEADING = re.compile(r"(#{1,6})(.*)")
_UNDERLINE = re.compile(r"(?:=+|-+)[ ]*")
_RULE = re.compile(r"(?:\*[ ]*+){3,}|(?:_[ ]*+){3,}|(?:-[ ]*+){3,}")
_BOX = re.compile(r'!!![ ]*+(?:[\w-]++[ ]*+)*+(?:"([^"]*)"[ ]*+)?')


class Mark(Enum):
    """What a reference is: to a document by number, to an address, or a picture."""

    DOCUMENT = "document"
    LINK = "link"
    IMAGE = "image"


class Place(Enum):
    """Where running text stands."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    STEP = "step"
    CELL = "cell"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as written: its level (1-6) by the number of marks."""

    line: int
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference: `label` is what is read, `target` the number or address."""

    line: int
    mark: Mark
    label: str
    target: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Running text from a line on, with line ends as in the source: links by their label, code left out."""

    line: int
    place: Place
    text: str

    def matches(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, str]]:
        """Yield what the pattern finds, each with its line."""
        line, before = self.line, 0
        for match in pattern.finditer(self.text):
            line += self.text.count("\n", before, match.start())
            before = match.start()
            yield line, match[0]


@dataclass(slots=True)
class Survey:
    """All that was found, in the order of the source. `raw` are lines with HTML, which is shown as text."""

    headings: list[Heading] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    tables: list[tuple[int, Table]] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    raw: list[tuple[int, str]] = field(default_factory=list)


def survey(source: str) -> Survey:
    """Return what stands in the source."""
    found = Survey()
    for line, block in _blocks(source):
        text = _read_references(line, "\n".join(block), found)
        _read_lines(line, text.split("\n"), found)
    return found


def _blocks(source: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the runs of lines between blank ones, code left out, each with the number of its first line."""
    block: list[str] = []
    fence, in_container, number = "", False, 0
    for number, raw in enumerate(source.replace("\r\n", "\n").expandtabs(4).split("\n"), start=1):
        line = raw.rstrip(" ")
        opening = FENCE.fullmatch(raw)
        is_code = bool(fence or opening) or (not block and not in_container and line.startswith("    "))
        if fence:
            fence = "" if line == fence else fence
        elif opening:
            fence = opening[1]
        if is_code or not line:
            if block:
                yield number - len(block), block
                block = []
            continue
        bare = line.lstrip(" ")
        if _OPENING.match(bare):
            in_container = True
        elif not block and bare == line:
            in_container = False
        block.append(line)
    if block:
        yield number + 1 - len(block), block


def _read_references(line: int, text: str, found: Survey) -> str:
    """Take the block's references; return it with the labels in their place, each character where it stood."""
    if "`" in text:
        text = _CODE.sub(_hide, text)
    if "\\" in text:
        text = _ESCAPE.sub(_hide, text)
    ends = [match.start() for match in _LINE_END.finditer(text)]
    references: list[tuple[int, Reference]] = []

    def at(match: re.Match[str]) -> int:
        return line + bisect_left(ends, match.start())

    def take(mark: Mark, pattern: re.Pattern[str], label: int, targets: tuple[int, ...], text: str) -> str:
        def note(match: re.Match[str]) -> str:
            words = match[label] or ""
            target = next((match[group] for group in targets if match[group]), "")
            references.append((match.start(), Reference(at(match), mark, " ".join(words.split()), target)))
            before = _hide_text(match[0][: match.start(label) - match.start()]) if words else ""
            return before + words + _hide_text(match[0][len(before) + len(words) :])

        return pattern.sub(note, text)

    if "[" in text:
        text = take(Mark.DOCUMENT, _DOCUMENT, 2, (1,), text)
        text = take(Mark.IMAGE, _IMAGE, 1, (2, 3), text)
        text = take(Mark.LINK, _LINK, 1, (2, 3), text)
        text = _NOTE.sub(_hide, text)
    if "<" in text:
        text = take(Mark.LINK, _AUTOLINK, 1, (1,), text)
        found.raw += [(at(match), match[0]) for match in _RAW.finditer(text)]
    found.references += [reference for _, reference in sorted(references, key=lambda pair: pair[0])]
    return text


def _hide(match: re.Match[str]) -> str:
    return _hide_text(match[0])


def _hide_text(text: str) -> str:
    return _HIDDEN.sub(" ", text) if "\n" in text else " " * len(text)


def _read_lines(first: int, lines: list[str], found: Survey) -> None:
    """Take the headings, the table or the running text of a block."""
    marks = [match[0] if (match := _CONTAINER.match(line)) else "" for line in lines]
    bare = [line[len(mark) :] for line, mark in zip(lines, marks, strict=True)]
    table = table_in(bare)
    if table:
        found.tables.append((first, table))
        for number, cells in table.rows:
            found.passages += [Passage(first + number, Place.CELL, cell) for cell in cells if cell]
        return
    running = _Running(first, found)
    for place, (line, mark) in enumerate(zip(bare, marks, strict=True)):
        item = _ITEM.search(mark)
        heading = _heading_at(bare, place)
        if heading:
            found.headings.append(Heading(first + place, *heading))
            running.title(first + place, heading[1])
        elif box := _BOX.fullmatch(line):
            running.title(first + place, box[1] or "")
        elif _is_underline(bare, place) or _RULE.fullmatch(line):
            running.begin(first + place + 1)
        elif item:
            running.begin(first + place, Place.STEP if item[1] else Place.ITEM)
            running.lines.append(line[4:] if _TASK.match(line) else line)
        else:
            running.lines.append(line)
    running.end()


class _Running:
    """The running text of a block, as its lines come."""

    def __init__(self, line: int, found: Survey) -> None:
        self.found, self.line, self.place = found, line, Place.PARAGRAPH
        self.lines: list[str] = []

    def begin(self, line: int, place: Place = Place.PARAGRAPH) -> None:
        """End what came before; what follows begins on the line."""
        self.end()
        self.line, self.place = line, place

    def title(self, line: int, words: str) -> None:
        """Take a line that is no running text; the text goes on below it."""
        self.begin(line + 1)
        if words:
            self.found.passages.append(Passage(line, Place.TITLE, words))

    def end(self) -> None:
        """Keep what has come, if it says anything."""
        if any(line.strip() for line in self.lines):
            self.found.passages.append(Passage(self.line, self.place, "\n".join(self.lines)))
        self.lines = []


def _heading_at(lines: list[str], place: int) -> tuple[int, str] | None:
    """Return the level and words of a heading at that place among the lines, if there is one with words."""
    match = _HEADING.fullmatch(lines[place])
    if match:
        words = " ".join(match[2].rstrip("# ").split())
        return (len(match[1]), words) if words else None
    if place == 0 and len(lines) > 1 and _is_underline(lines, 1):
        return (1 if lines[1].startswith("=") else 2), " ".join(lines[0].split())
    return None


def _is_underline(lines: list[str], place: int) -> bool:
    """Whether the line makes the block's first one a heading."""
    return place == 1 and bool(lines[0].strip()) and _UNDERLINE.fullmatch(lines[1]) is not None
