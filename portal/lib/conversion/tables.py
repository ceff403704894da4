"""A table of clean HTML → a table of our Markdown: one head, no merged cells, one line in each cell."""

from typing import TYPE_CHECKING

from bs4 import Tag

from portal.lib.conversion.losses import Losses
from portal.lib.conversion.marks import MARK

if TYPE_CHECKING:
    from portal.lib.conversion.writer import Writer

MOST_COLUMNS = 58


def write(writer: "Writer", table: Tag, losses: Losses) -> str:
    """Return the table; a cell over several rows says the same in each, one over several columns says it first."""
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    grid: list[list[str]] = [[] for _ in rows]
    hanging: dict[tuple[int, int], str] = {}
    for place, row in enumerate(rows):
        for cell in row.find_all(["td", "th"], recursive=False):
            _hang(grid[place], place, hanging)
            text = _text_of(writer, cell, losses)
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            losses.add("merged", int(wide > 1 or high > 1))
            column = len(grid[place])
            grid[place] += [text, *[""] * (wide - 1)]
            for below in range(1, min(high, len(rows) - place)):
                hanging.update({(place + below, column + n): text if n == 0 else "" for n in range(wide)})
        _hang(grid[place], place, hanging)
    has_head = bool(rows) and rows[0].find("th", recursive=False) is not None
    return written(grid, has_head=has_head)


def written(grid: list[list[str]], *, has_head: bool) -> str:
    """Return rows of cells, each ready for a line of Markdown, as a table; nothing when all are empty."""
    if not any(cell for row in grid for cell in row):
        return ""
    width = min(max(len(row) for row in grid), MOST_COLUMNS)
    even = [(row + [""] * width)[:width] for row in grid]
    head, *body = even if has_head else [[""] * width, *even]
    return "\n".join(_line(row) for row in (head, ["---"] * width, *body))


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _hang(row: list[str], place: int, hanging: dict[tuple[int, int], str]) -> None:
    """Put in the row what hangs down in it from rows above."""
    while (place, len(row)) in hanging:
        row.append(hanging[place, len(row)])


def _span(cell: Tag, name: str) -> int:
    told = str(cell.get(name, "1"))
    return max(1, min(int(told), 1000)) if told.isdigit() else 1


def _text_of(writer: "Writer", cell: Tag, losses: Losses) -> str:
    """Return the cell's paragraphs on one line, points with their signs."""
    paragraphs = []
    for child in cell.children:
        text = writer.process_element(child, {cell.name, "_inline"})
        mark = MARK.search(text)
        words = " ".join(MARK.sub("", text).split(" ")).strip()
        if words:
            paragraphs.append(f"{_sign(mark[1].split(' '))}{words}" if mark else words)
    losses.add("crowded cell", int(len(paragraphs) > 1))
    return " ".join(" ".join(paragraphs).split("\n"))


def _sign(told: list[str]) -> str:
    """Return what stands before a point in a cell."""
    if told[:2] == ["li", "ol"]:
        return f"{told[3]}. "
    return {"ul": "• ", "task": "☐ "}.get(told[1], "") if told[0] == "li" else ""
