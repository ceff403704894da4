"""The text of an Excel file (ECMA-376): a sheet is a page, its cells as they are shown."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TypeVar

from portal.lib.extraction.package import leaves
from portal.lib.extraction.pages import Pages
from portal.lib.extraction.reading import Reading, read_parts, value
from portal.lib.inspection.archive import Archive

Item = TypeVar("Item")
Shown = Callable[[float], str]
# Counted so that the dates from March 1900 on are right: the program takes 1900 for a leap year.
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a day in a sheet lies in no zone
_LAST_DAY = 2_958_465
_SECONDS = 86_400
# The formats that every program knows by number.
_KNOWN = {9: "%", 10: "%", **dict.fromkeys(range(14, 18), "y"), **dict.fromkeys(range(18, 22), "h"), 22: "yh"}
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_MOST_DIGITS = 12


class Strings(Reading):
    """The texts that cells share, by number; how they are pronounced is passed over."""

    skipped = frozenset({"rPh"})

    def __init__(self, pages: Pages) -> None:
        """Begin with none."""
        super().__init__(pages)
        self.found: list[str] = []
        self.pieces: list[str] = []
        self.is_text = False

    def opened(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002 - the name says all
        """Meet an element."""
        self.is_text = name == "t"
        if name == "si":
            self.pieces = []

    def said(self, data: str) -> None:
        """Meet a piece of a text."""
        if self.is_text:
            self.pieces.append(data)

    def closed(self, name: str) -> None:
        """Meet the end of a text."""
        self.is_text = False
        if name == "si":
            self.found.append("".join(self.pieces))


class Styles(Reading):
    """How numbers are shown, by the number of the cell's style."""

    def __init__(self, pages: Pages) -> None:
        """Begin with the formats that have a number."""
        super().__init__(pages)
        self.formats = dict(_KNOWN)
        self.shown: list[Shown] = []
        self.in_cells = False

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Meet a format, or the style of cells."""
        if name == "numFmt":
            self.formats[whole_number(value(attributes, "numFmtId"))] = value(attributes, "formatCode")
        elif name == "cellXfs":
            self.in_cells = True
        elif name == "xf" and self.in_cells:
            self.shown.append(shown_by(self.formats.get(whole_number(value(attributes, "numFmtId")), "")))

    def closed(self, name: str) -> None:
        """Meet the end of the cells' styles."""
        if name == "cellXfs":
            self.in_cells = False


class SheetReading(Reading):
    """Reads a sheet: a row is a line."""

    skipped = frozenset({"f", "rPh", "headerFooter", "extLst"})

    def __init__(self, pages: Pages, strings: list[str], shown: list[Shown]) -> None:
        """Begin outside every cell, with the texts that they share and how their numbers are shown."""
        super().__init__(pages)
        self.strings, self.shown = strings, shown
        self.cell: Mapping[str, str] = {}
        self.pieces: list[str] = []
        self.is_value = False

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Meet a cell, or what stands in it."""
        self.is_value = name in {"v", "t"}
        if name == "c":
            self.cell, self.pieces = attributes, []

    def said(self, data: str) -> None:
        """Meet a piece of what stands in a cell."""
        if self.is_value:
            self.pieces.append(data)

    def closed(self, name: str) -> None:
        """Meet the end of a cell or a row."""
        self.is_value = False
        if name == "c" and self.pieces:
            self.pages.write(f"{self._shown()}\t")
        elif name == "row":
            self.pages.write("\n")

    def _shown(self) -> str:
        """Return the cell as it is shown."""
        text, kind = "".join(self.pieces), self.cell.get("t", "n")
        if kind == "s":
            return at(self.strings, text, "")
        if kind == "b":
            return "SANT" if text == "1" else "FALSKT"
        if kind != "n":
            return text
        try:
            return at(self.shown, self.cell.get("s", "0"), number_shown)(float(text))
        except (ValueError, OverflowError):
            return text


def at(items: list[Item], place: str, otherwise: Item) -> Item:
    """Return the item at a place as it is written in the file, or the other where there is none."""
    number = whole_number(place)
    return items[number] if 0 <= number < len(items) else otherwise


def whole_number(text: str) -> int:
    """Return a number as it is written in the file, -1 for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < _MOST_DIGITS else -1


def shown_by(code: str) -> Shown:
    """Return how a format shows a number: as a date, a time, a share, or just as it is."""
    plain = _QUOTED.sub("", code.partition(";")[0]).lower()
    if "%" in plain:
        return lambda number: f"{number_shown(number * 100)} %"
    if "y" in plain or "d" in plain:
        return moment_shown if "h" in plain else day_shown
    return time_shown if "h" in plain else number_shown


def number_shown(number: float) -> str:
    """Return a number with as many figures as a cell has room for, and a Swedish decimal sign."""
    return f"{number:.10g}".replace(".", ",") if abs(number) < 1e10 else f"{number:.0f}"


def moment_of(number: float) -> datetime:
    """Return the moment that a number stands for, to the second. Raises ValueError for what is none."""
    if not 0 <= number <= _LAST_DAY:
        raise ValueError(number)
    return _DAY_ZERO + timedelta(seconds=round(number * _SECONDS))


def day_shown(number: float) -> str:
    """Return a day."""
    return f"{moment_of(number):%Y-%m-%d}"


def moment_shown(number: float) -> str:
    """Return a day and a time."""
    return f"{moment_of(number):%Y-%m-%d %H:%M}"


def time_shown(number: float) -> str:
    """Return a time."""
    return f"{moment_of(number):%H:%M}"


def read(whole: Archive, pages: Pages) -> None:
    """Read an Excel file into pages, each with its sheet's name first."""
    strings, styles = Strings(pages), Styles(pages)
    read_parts(whole, ["xl/sharedStrings.xml"], lambda _root: strings)
    read_parts(whole, ["xl/styles.xml"], lambda _root: styles)
    for turn, sheet in enumerate(leaves(whole, "xl", "workbook.xml")):
        if turn:
            pages.turn()
        pages.write(f"{sheet.title}\n")
        read_parts(whole, [sheet.part], lambda _root: SheetReading(pages, strings.found, styles.shown))
