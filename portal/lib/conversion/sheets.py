"""Excel files (ECMA-376): each visible sheet is a heading and the tables in it, parted where a row is empty."""

import re
from collections.abc import Iterator
from contextlib import suppress

from portal.lib.conversion import escape, fit, tables
from portal.lib.conversion.converted import MOST_FIRST_PAGE, Converted
from portal.lib.conversion.grid import MOST_COLUMNS, GridReading
from portal.lib.conversion.losses import Losses
from portal.lib.conversion.marks import cleaned
from portal.lib.conversion.package import Package
from portal.lib.conversion.properties import properties_of
from portal.lib.conversion.titles import usable
from portal.lib.extraction.package import leaves
from portal.lib.extraction.pages import EnoughError, Pages
from portal.lib.extraction.reading import read_parts, value
from portal.lib.extraction.sheets import Strings, Styles
from portal.lib.inspection.xmlscan import Watch

_PARTS = {"chart": r"xl/(?:charts|chartsheets)/(?:chart|sheet)\w*\.xml", "picture": r"xl/media/.*"}
_NUMBER = re.compile(r"[\d\s.,:%−-]*")
_MOST_STRINGS = 20_000_000


class _Counted(Watch):
    """How many elements of a name there are; of sheets, only those that are hidden."""

    def __init__(self, name: str) -> None:
        """Begin with none."""
        self.name, self.count = name, 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Meet an element."""
        is_hidden = value(attributes, "state").lower().endswith("hidden")
        self.count += name == self.name and (name != "sheet" or is_hidden)


def convert(content: bytes) -> Converted:
    """Return an inspected Excel file as Markdown. Raises UnfitError for one that cannot be read."""
    package, losses = Package(content), Losses()
    properties = properties_of(package)
    strings, styles = Strings(_room()), Styles(_room())
    read_parts(package.archive, ["xl/sharedStrings.xml"], lambda _root: strings)
    read_parts(package.archive, ["xl/styles.xml"], lambda _root: styles)
    pieces, words = [], []
    for sheet in leaves(package.archive, "xl", "workbook.xml"):
        reading = GridReading(_room(), strings.found, styles.shown)
        _read(package, sheet.part, reading)
        written = list(_regions(reading, losses))
        name = escape.heading(_cell(sheet.title, losses))
        if written:
            # A sheet's first line often repeats what the sheet is called.
            pieces += [f"## {name}", *(piece for piece in written if piece != name)]
            words += [sheet.title, *("\t".join(filter(None, row)) for row in reading.filled())]
    _name_losses(package, losses)
    return Converted(
        markdown=fit.fitted(pieces, [], losses),
        title=usable(properties.get("title", "")),
        lost=losses.sentences(),
        properties=properties,
        first_page="\n".join(words)[:MOST_FIRST_PAGE].strip(),
    )


def _room() -> Pages:
    """Return pages that take all that a workbook may hold; nothing is written on them."""
    pages = Pages()
    pages.left = _MOST_STRINGS
    return pages


def _read(package: Package, part: str, reading: GridReading) -> None:
    """Read a sheet as far as anything is read of it."""
    with suppress(EnoughError):
        read_parts(package.archive, [part], lambda _root: reading)


def _regions(reading: GridReading, losses: Losses) -> Iterator[str]:
    """Yield the sheet's tables; rows of one cell above a table are paragraphs."""
    rows = reading.filled()
    for kind, count in (
        ("rows", reading.rows_over),
        ("columns over", reading.columns_over),
        ("hidden row", reading.hidden),
        ("merged", len(reading.merged)),
        ("formulas", reading.formulas),
        ("uncounted", reading.uncounted),
    ):
        losses.add(kind, count)
    region: list[list[str]] = []
    for row in [*rows, []]:
        if any(row):
            region.append([_cell(text, losses) for text in row])
            continue
        yield from _region(region)
        region = []


def _region(rows: list[list[str]]) -> Iterator[str]:
    """Yield the rows as paragraphs, as long as they have one cell, and as a table."""
    while rows and (len(rows) > 1 or sum(map(bool, rows[0])) == 1) and sum(map(bool, rows[0])) == 1:
        yield escape.line(next(filter(None, rows[0])))
        rows = rows[1:]
    used = [column for column in range(MOST_COLUMNS) if any(column < len(row) and row[column] for row in rows)]
    grid = [[row[column] if column < len(row) else "" for column in used] for row in rows]
    if grid:
        has_head = len(grid) > 1 and all(grid[0]) and not any(_NUMBER.fullmatch(cell) for cell in grid[0])
        yield tables.written(grid, has_head=has_head)


def _cell(text: str, losses: Losses) -> str:
    """Return a cell's text on one line of Markdown."""
    plain, unknown = cleaned(text)
    losses.add("symbol", unknown)
    return escape.within(" ".join(plain.split()))


def _name_losses(package: Package, losses: Losses) -> None:
    """Name what lies beside the cells."""
    for kind, pattern in _PARTS.items():
        losses.add(kind, sum(bool(re.fullmatch(pattern, name)) for name in package.parts))
    hidden, comments = _Counted("sheet"), _Counted("comment")
    read_parts(package.archive, ["xl/workbook.xml"], lambda _root: hidden)
    notes = [name for name in package.parts if re.fullmatch(r"xl/(?:.*/)?comments?\d*\.xml", name)]
    read_parts(package.archive, notes, lambda _root: comments)
    losses.add("hidden sheet", hidden.count)
    losses.add("comment", comments.count)
