"""A sheet read cell by cell, each in its place; what is hidden is passed over."""

import re
from itertools import product

from portal.lib.extraction.pages import EnoughError, Pages
from portal.lib.extraction.reading import value
from portal.lib.extraction.sheets import SheetReading, Shown, whole_number

MOST_ROWS, MOST_COLUMNS = 500, 30
# Beyond this a sheet's rows are no longer counted.
_MOST_COUNTED = 100_000
_MOST_MERGED = 10_000
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")


class GridReading(SheetReading):
    """Reads the cells of a sheet by row and column, as they are shown."""

    skipped = frozenset({"rPh", "headerFooter", "extLst"})

    def __init__(self, pages: Pages, strings: list[str], shown: list[Shown]) -> None:
        """Begin with an empty sheet."""
        super().__init__(pages, strings, shown)
        self.cells: dict[tuple[int, int], str] = {}
        self.merged: list[tuple[int, int, int, int]] = []
        self.hidden = self.formulas = self.uncounted = 0
        self.rows_over = self.columns_over = 0
        self.row = self.column = self.met = 0
        self.hidden_columns: set[int] = set()
        self.is_hidden_row = self.is_formula = False

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Meet a row, a cell, or what tells of them."""
        super().opened(name, attributes)
        if name == "row":
            self._row(attributes)
        elif name == "c":
            place = _PLACE.fullmatch(value(attributes, "r"))
            self.column = number_of(place[1]) if place else self.column + 1
            self.is_formula = False
        elif name == "f":
            self.is_formula = True
        elif name == "col" and _is_hidden(attributes):
            self._hide_columns(attributes)
        elif name == "mergeCell" and len(self.merged) < _MOST_MERGED:
            self._merge(value(attributes, "ref"))

    def _row(self, attributes: dict[str, str]) -> None:
        told = whole_number(value(attributes, "r"))
        self.row = told if told > 0 else self.row + 1
        self.column = 0
        self.is_hidden_row = _is_hidden(attributes)
        self.hidden += self.is_hidden_row
        self.met += 1
        if self.met > _MOST_COUNTED:
            raise EnoughError

    def _hide_columns(self, attributes: dict[str, str]) -> None:
        first, last = whole_number(value(attributes, "min")), whole_number(value(attributes, "max"))
        # What is hidden to the very end of the sheet is only where it ends.
        if 0 < first <= last <= 1000:
            self.hidden += last - first + 1
            self.hidden_columns.update(range(first, last + 1))

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        here, there = _PLACE.fullmatch(first), _PLACE.fullmatch(last)
        if here and there:
            self.merged.append((int(here[2]), number_of(here[1]), int(there[2]), number_of(there[1])))

    def closed(self, name: str) -> None:
        """Meet the end of a cell or a row."""
        self.is_value = False
        if name == "c":
            self._cell()

    def _cell(self) -> None:
        """Keep what the cell shows, if it is seen and there is room for it."""
        self.formulas += self.is_formula and bool(self.pieces)
        self.uncounted += self.is_formula and not self.pieces
        text = self._shown() if self.pieces else ""
        if not text.strip() or self.is_hidden_row or self.column in self.hidden_columns:
            return
        self.cells[self.row, self.column] = text

    def filled(self) -> list[list[str]]:
        """Return the rows from the first to the last that has something in it, merged cells repeated downwards."""
        self.rows_over = self.columns_over = 0
        cells = dict(self.cells)
        for top, left, bottom, _ in self.merged:
            for row, text in product(range(top + 1, min(bottom, top + MOST_ROWS) + 1), [cells.get((top, left), "")]):
                if text:
                    cells.setdefault((row, left), text)
        if not cells:
            return []
        rows = sorted({row for row, _ in cells})
        columns = sorted({column for _, column in cells})
        self.rows_over, self.columns_over = max(len(rows) - MOST_ROWS, 0), max(len(columns) - MOST_COLUMNS, 0)
        kept, across = rows[:MOST_ROWS], columns[:MOST_COLUMNS]
        shown: list[list[str]] = []
        before = kept[0]
        for row in kept:
            shown += [[]] * int(row > before + 1)
            shown.append([cells.get((row, column), "") for column in across])
            before = row
        return shown


def _is_hidden(attributes: dict[str, str]) -> bool:
    return value(attributes, "hidden") in {"1", "true"}


def number_of(letters: str) -> int:
    """Return the number of a column, from 1, by its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
