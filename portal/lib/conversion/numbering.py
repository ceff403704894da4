"""Numbered and bulleted paragraphs of a Word file: which number each one has, counted as Word counts."""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from portal.lib.conversion.package import W, below, val
from portal.lib.conversion.styles import Styles

_MOST_LEVELS = 9
_MOST_NUMBER = 99_999
_PLACE = re.compile(r"%([1-9])")
_BOXES = frozenset("☐□❏❑❒▢\uf06f\uf0a8\uf071\uf072\uf070")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: its format, how its number is written, and where it begins."""

    format: str
    text: str
    start: int
    style: str

    @property
    def kind(self) -> str:
        """`ol`, `ul`, `task` for a bullet that is an empty box, or nothing."""
        if self.format == "none" or (not self.text.strip() and self.format != "bullet"):
            return ""
        if self.format == "bullet":
            return "task" if self.text.strip() in _BOXES and self.text.strip() else "ul"
        return "ol"


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph's place in a list: kind of list, level from 0, number, and the number as Word shows it."""

    kind: str
    level: int
    number: int
    label: str
    is_plain: bool
    list: str


_DIGITS = frozenset({"decimal", "decimalZero"})
_BULLET = Level("bullet", "•", 1, "")
_DECIMAL = Level("decimal", "%1.", 1, "")


class Numbering:
    """Counts the paragraphs of a document in order."""

    def __init__(self, tree: Element | None, styles: Styles) -> None:
        """Read the part, or begin with no lists."""
        self.styles = styles
        self.abstract: dict[str, Element] = {}
        self.nums: dict[str, Element] = {}
        for each in tree if tree is not None else ():
            if each.tag == f"{W}abstractNum":
                self.abstract[each.get(f"{W}abstractNumId", "")] = each
            elif each.tag == f"{W}num":
                self.nums[each.get(f"{W}numId", "")] = each
        self.counts: dict[str, list[int | None]] = {}
        self.begun: set[tuple[str, int]] = set()

    def item_of(self, paragraph: Element) -> Item | None:
        """Return the place of the next paragraph, or None for one in no list."""
        number, told, style = self.styles.numbering_of(paragraph)
        abstract_id, abstract = self._abstract_of(number)
        if abstract is None:
            kind, depth = self.styles.list_of(paragraph)
            return (
                self._counted(f"style {kind}{depth}", depth, {depth: _BULLET if kind == "ul" else _DECIMAL})
                if kind
                else None
            )
        levels = _levels(abstract)
        level = int(told) if told.isdigit() else 0
        if style and not told:
            level = next((place for place, each in levels.items() if each.style == style), 0)
        level = min(level, _MOST_LEVELS - 1)
        self._override(number, abstract_id, levels)
        item = self._counted(abstract_id, level, levels)
        deeper = self.styles.list_of(paragraph)[1] if len(levels) == 1 or level == 0 else 0
        return Item(item.kind, item.level + deeper, item.number, item.label, item.is_plain, item.list) if item else None

    def _abstract_of(self, number: str) -> tuple[str, Element | None]:
        """Return the definition behind a list's number, through a style of lists where it is told so."""
        for _ in range(3):
            id = val(self.nums.get(number), "abstractNumId")
            abstract = self.abstract.get(id)
            link = val(abstract, "numStyleLink")
            if not link:
                return id, abstract
            number = next((val(style, "pPr/numPr/numId") for style in self.styles.chain(link)), "")
        return "", None

    def _override(self, number: str, abstract_id: str, levels: dict[int, Level]) -> None:
        """Begin anew where the list's number says so, the first time that it is met."""
        for each in self.nums.get(number, ()):
            if each.tag != f"{W}lvlOverride" or not each.get(f"{W}ilvl", "").isdigit():
                continue
            level = int(each.get(f"{W}ilvl", "0"))
            own = below(each, "lvl")
            if own is not None:
                levels[level] = _level(own)
            start = val(each, "startOverride")
            if start.isdigit() and (number, level) not in self.begun and level < _MOST_LEVELS:
                self.begun.add((number, level))
                self.counts.setdefault(abstract_id, [None] * _MOST_LEVELS)[level] = min(int(start), _MOST_NUMBER) - 1

    def _counted(self, name: str, level: int, levels: dict[int, Level]) -> Item | None:
        """Count the paragraph, and begin what lies below it anew."""
        here = levels.get(level)
        if here is None or not here.kind:
            return None
        counts = self.counts.setdefault(name, [None] * _MOST_LEVELS)
        for place in range(level):
            if counts[place] is None:
                counts[place] = levels[place].start if place in levels else 1
        before = counts[level]
        number = here.start if before is None else before + 1
        counts[level:] = [number, *[None] * (_MOST_LEVELS - level - 1)]
        is_plain = here.kind != "ol" or (here.format in _DIGITS and len(_PLACE.findall(here.text)) == 1)
        return Item(here.kind, level, number, _label(here, counts, levels), is_plain, name)


def _label(here: Level, counts: list[int | None], levels: dict[int, Level]) -> str:
    """Return the number as Word shows it, with those of the levels above where the level says so."""

    def shown(found: re.Match[str]) -> str:
        place = int(found[1]) - 1
        return _written(counts[place] or 0, levels.get(place, here).format)

    return _PLACE.sub(shown, here.text).strip()


def _levels(abstract: Element) -> dict[int, Level]:
    """Return the levels of a list."""
    levels = {}
    for each in abstract.findall(f"{W}lvl"):
        place = each.get(f"{W}ilvl", "0")
        if place.isdigit() and int(place) < _MOST_LEVELS:
            levels[int(place)] = _level(each)
    return levels


def _level(element: Element) -> Level:
    """Return a level of a list."""
    start = val(element, "start")
    number = min(int(start), _MOST_NUMBER) if start.isdigit() else 1
    return Level(val(element, "numFmt") or "decimal", val(element, "lvlText"), number, val(element, "pStyle"))


def _written(number: int, kind: str) -> str:
    """Return a number as its format writes it."""
    if kind in {"lowerLetter", "upperLetter"} and number > 0:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return (letters if kind == "lowerLetter" else letters.upper())[:10]
    if kind in {"lowerRoman", "upperRoman"} and 0 < number < 4000:
        return _roman(number) if kind == "lowerRoman" else _roman(number).upper()
    return f"{number:02}" if kind == "decimalZero" else str(number)


def _roman(number: int) -> str:
    """Return a number in Roman letters."""
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written
