"""A Markdown source as the paragraphs that one speaks of: headings, steps of a list, tables, code, plain text."""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from portal.lib.markup.blocks import FENCE
from portal.lib.markup.guard import MarkupError
from portal.lib.markup.render import render
from portal.lib.markup.rendered import Link, fill

_HEADING = re.compile(r"#{1,6}(?:[ \t]|$)")
_ITEM = re.compile(r"[ ]{0,1}(?:[-+*]|\d{1,9}\.)[ \t]+\S")
_BOX = re.compile(r"!!![ ]")
_INDENTED = re.compile(r"(?:[ ]{2,}|\t)\S")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A piece of a source: its first line (from 1), its text without the empty lines around, and `gap`, those after.

    The texts and gaps of all paragraphs in turn are the source.
    """

    line: int
    text: str
    gap: str

    @property
    def digest(self) -> str:
        """What the paragraph is known by as long as not one character of it changes."""
        return digest_of(self.text)

    @property
    def last_line(self) -> int:
        """The last line of its text."""
        return self.line + self.text.rstrip("\n").count("\n")


def digest_of(text: str) -> str:
    """Return the digest (SHA-256, hexadecimal) of a paragraph's text; the line end after it does not count."""
    return hashlib.sha256(text.strip("\n").encode()).hexdigest()


def paragraphs_of(source: str) -> tuple[Paragraph, ...]:
    """Return the source in paragraphs. An open fence runs to the end, as it does when the source is rendered."""
    found: list[tuple[list[str], list[str]]] = []
    fence = ""
    is_closed = True
    for line in source.splitlines(keepends=True):
        bare = line.rstrip("\r\n")
        if fence:
            found[-1][0].append(line)
            if bare.rstrip() == fence:
                fence, is_closed = "", True
        elif not bare.strip():
            if not found:
                # The very first lines are empty: they are the gap of a paragraph without text.
                found.append(([], []))
            found[-1][1].append(line)
        else:
            opening = FENCE.fullmatch(bare)
            if is_closed or opening or begins(bare, *found[-1]):
                found.append(([line], []))
            else:
                carry_on(found[-1], line)
            fence = opening[1] if opening else ""
            is_closed = bool(opening is None and _HEADING.match(bare))
    return numbered(found)


def begins(line: str, text: Sequence[str], gap: Sequence[str]) -> bool:
    """Whether a line with something in it begins a paragraph after one with this text, and these empty lines."""
    if not text or _HEADING.match(line) or _BOX.match(line):
        return True
    if gap:
        is_held = _ITEM.match(text[0]) or _BOX.match(text[0]) or text[0].startswith(("[^", "    ", "\t"))
        return not (is_held and _INDENTED.match(line))
    return bool(_ITEM.match(line) and _ITEM.match(text[0]))


def carry_on(paragraph: tuple[list[str], list[str]], line: str) -> None:
    """Let a line, and the empty lines before it, belong to the paragraph."""
    text, gap = paragraph
    text.extend([*gap, line])
    gap.clear()


def numbered(found: Sequence[tuple[list[str], list[str]]]) -> tuple[Paragraph, ...]:
    """Return the paragraphs with the numbers of their lines."""
    paragraphs, line = [], 1
    for text, gap in found:
        paragraphs.append(Paragraph(line, "".join(text), "".join(gap)))
        line += len(text) + len(gap)
    return tuple(paragraphs)


def replaced(source: str, digest: str, text: str) -> str:
    """Return the source with another text in place of each paragraph that has the digest."""
    ending = "\n" if source.endswith("\n") or "\n" in source else ""
    new = text.replace("\r\n", "\n").strip("\n")
    pieces = []
    for paragraph in paragraphs_of(source):
        is_it = bool(paragraph.text) and paragraph.digest == digest
        pieces.append((new + ending if new else "") if is_it else paragraph.text)
        pieces.append(paragraph.gap)
    return "".join(pieces)


def rendered_each(source: str, resolve: Callable[[Link], str]) -> list[tuple[Paragraph, str | None]]:
    """Return each paragraph that has a text with its HTML, `resolve` filling the holes of links.

    All is rendered at once, so that footnotes and numbered lists are right, with a mark before each paragraph at which
    the HTML is cut. None stands for HTML where that fails, as the marks make a text longer: then the source is shown.
    """
    paragraphs = [paragraph for paragraph in paragraphs_of(source) if paragraph.text]
    sign = f"s{digest_of(source)[:12]}x"
    marked = "".join(f"{sign}{number}x\n\n{each.text.rstrip()}\n\n" for number, each in enumerate(paragraphs))
    try:
        html = fill(render(marked).segments, resolve)
    except MarkupError:
        return [(paragraph, None) for paragraph in paragraphs]
    pieces = re.split(rf"<p>{sign}(\d+)x</p>\n?", html)
    numbers = [int(number) for number in pieces[1::2]]
    if numbers != list(range(len(paragraphs))):
        return [(paragraph, None) for paragraph in paragraphs]
    return list(zip(paragraphs, pieces[2::2], strict=True))
