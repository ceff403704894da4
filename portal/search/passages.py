"""The passage of a text that answers best, its words marked. Found by literal search: stems are beginnings of words."""

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup, escape

from portal.lib.text import excerpt, fold

WIDTH = 230
LEAD = 60
MATCHES = 60
LOOKED_AT_FIRST, LOOKED_THROUGH = 6_000, 60_000
WORD_END = re.compile(r"\W|$")
# What a heading, a list's item or a table's cell may end with, so that no point is needed after it.
ENDINGS = (".", ",", ":", ";", "!", "?", "…", "–")
# Signs for where a mark begins and ends, of the letters that are nobody's.
OPENS, CLOSES = "\ue000", "\ue001"
# Letter for letter, so that places in the folded text are places in the text: Latin-1's letters, then signs without.
FLAT = bytes(
    ord(bare) if (bare := fold(chr(letter))).isascii() and len(bare) == 1 else ord(chr(letter).lower()) & 0xFF
    for letter in range(256)
)
SIGNS = "–—”“’‘…•→‐‑≤≥€\u2009\u202f"


class Mark(NamedTuple):
    """Where a word that was looked for stands, and which of them it is."""

    start: int
    end: int
    word: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage as markup, where in the text it begins, and how many of the words stand in it."""

    markup: Markup
    start: int
    words: int


def passage_of(text: str, stems: Iterable[str]) -> Passage:
    """Return the best passage of a text; its beginning when none of the stems stands in it."""
    words = list(stems)
    # What answers mostly stands early: the rest is looked through where a word is missing there.
    marks = marks_in(text[: end_of_word(text, LOOKED_AT_FIRST)], words)
    if len(text) > LOOKED_AT_FIRST and len({mark.word for mark in marks}) < len(words):
        text = text[:LOOKED_THROUGH]
        marks = marks_in(text, words)
    if not marks:
        return Passage(escape(excerpt(on_one_line(text[: 3 * WIDTH]), WIDTH)), 0, 0)
    start, end = window_of(text, marks)
    inside = [mark for mark in marks if start <= mark.start and mark.end <= end]
    return Passage(marked(text, start, end, inside), inside[0].start, len({mark.word for mark in inside}))


def heading_over(text: str, place: int, headings: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """Return the anchor and words of the heading that the place in the text stands under; empty when under none.

    A heading is a line of its own in the text, and they follow each other as they do there.
    """
    found, begin = ("", ""), 0
    for anchor, heading in headings:
        begin = text.find(heading, begin)
        if begin < 0 or begin > place:
            break
        found = (anchor, heading)
        begin += len(heading)
    return found


def marked_title(title: str, stems: Iterable[str]) -> Markup:
    """Return a title with the words marked."""
    return marked(title, 0, len(title), marks_in(title, list(stems)), whole=True)


def marks_in(text: str, stems: list[str]) -> list[Mark]:
    """Return where words begin with the stems, in order; short stems only where the word is not much longer."""
    low = flat(text)
    found: dict[int, Mark] = {}
    for number, stem in enumerate(stems):
        place, count = low.find(stem), 0
        while place >= 0 and count < MATCHES:
            if place == 0 or not low[place - 1].isalnum():
                end = end_of_word(low, place + len(stem))
                if len(stem) > 3 or end - place <= len(stem) + 2:
                    longest = found.get(place)
                    if longest is None or longest.end < end:
                        found[place] = Mark(place, end, number)
                    count += 1
            place = low.find(stem, place + len(stem))
    return sorted(found.values(), key=lambda mark: mark.start)


def end_of_word(text: str, place: int) -> int:
    """Return where the word that goes on at the place ends."""
    match = WORD_END.search(text, place)
    return match.start() if match else len(text)


def flat(text: str) -> str:
    """Return the text in lower case without dots, letter for letter."""
    for sign in SIGNS:
        text = text.replace(sign, "?")
    return text.encode("latin-1", FLATTENED).translate(FLAT).decode("latin-1")


def flattened(error: UnicodeError) -> tuple[str, int]:
    """Return what stands for what Latin-1 lacks, as Python asks for it where it comes to it."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(flat_letter, error.object[error.start : error.end])), error.end


@lru_cache(maxsize=4096)
def flat_letter(letter: str) -> str:
    """Return what stands for a letter that Latin-1 lacks: `c` for `č`, `?` for what is no letter of ours."""
    bare = fold(letter)
    return bare if len(bare) == 1 and bare.isascii() else "?"


FLATTENED = "portal-flat"
codecs.register_error(FLATTENED, flattened)


def window_of(text: str, marks: list[Mark]) -> tuple[int, int]:
    """Return the beginning and end of the passage that holds most different words, then most words, then the first."""
    best, chosen, after = (0, 0), marks[0].start, 0
    words = len({mark.word for mark in marks})
    for place, first in enumerate(marks):
        while after < len(marks) and marks[after].end <= first.start + WIDTH - LEAD:
            after += 1
        inside = marks[place : min(after, place + 12)]
        # Mostly it is told by their number that they are no better.
        if (min(words, len(inside)), len(inside)) > best:
            merit = (len({mark.word for mark in inside}), len(inside))
            if merit > best:
                best, chosen = merit, first.start
    start = beginning(text, chosen)
    end = min(len(text), start + WIDTH)
    if end < len(text):
        space = text.rfind(" ", chosen, end)
        end = space if space > chosen + 40 else end
    return start, end


def beginning(text: str, place: int) -> int:
    """Return where to begin so that the word at `place` stands in its sentence: there, or some words before."""
    earliest = max(0, place - LEAD)
    if earliest == 0:
        return 0
    for stop in ("\n", ". ", ": "):
        found = text.rfind(stop, earliest, place)
        if found >= 0:
            return found + len(stop)
    space = text.find(" ", earliest, place)
    return space + 1 if space >= 0 else place


def marked(text: str, start: int, end: int, marks: list[Mark], *, whole: bool = False) -> Markup:
    """Return the part of the text with `<mark>` about the marks, and `…` where it is cut."""
    if OPENS in text or CLOSES in text:
        text = text.replace(OPENS, " ").replace(CLOSES, " ")
    parts, place = [], start
    for mark in marks:
        if mark.start < place:
            continue
        parts += [text[place : mark.start], OPENS, text[mark.start : mark.end], CLOSES]
        place = mark.end
    parts.append(text[place:end].rstrip("\n"))
    # All of it is cleaned and escaped at once; then the marks are put where their signs are.
    inside = str(escape(on_one_line("".join(parts))))
    inside = inside.replace(OPENS, "<mark>").replace(CLOSES, "</mark>")
    return Markup(f"{'… ' if start else ''}{inside}{'' if whole or end >= len(text) else ' …'}")  # noqa: S704 - escaped


def on_one_line(text: str) -> str:
    """Return the text's blocks on one line, a point between those that no mark divides, and single spaces."""
    found = ""
    for line in text.split("\n"):
        block = " ".join(line.split())
        if block:
            between = "" if not found else " " if found.endswith(ENDINGS) else " · "
            found = f"{found}{between}{block}"
    return found
