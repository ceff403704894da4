"""Lines of a first page that say what they tell: `Fastställd av: …`, or the same as cells of a table."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from portal.lib.text import fold

_MARKS = re.compile(r"[*_#`\\]+")
_LONGEST = 80
# A head of a document has no more rows.
_MOST_ROWS = 12


def labelled(page: str, labels: Sequence[str]) -> Iterator[str]:
    """Yield what stands after any of the labels, in the order of the page; labels are folded and in lower case.

    After a label comes a colon, the next cell of the row, or the cell below.
    """
    rows = [cells_of(line) for line in page.splitlines()]
    for place, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            value = value_in(cell, labels)
            if value is None:
                continue
            below = rows_below(rows, place)
            after = cells[column + 1] if column + 1 < len(cells) else ""
            beneath = below[column] if column < len(below) else ""
            candidates = (value, after if not is_label(after) else "", beneath)
            found = next((text for text in candidates if text), "")
            if found:
                yield found[:_LONGEST]


def cells_of(line: str) -> list[str]:
    """Return a line's cells, in plain words; a line that is no row of a table is one cell."""
    bare = _MARKS.sub("", line).strip()
    parts = re.split(r"\||\t| {3,}", bare.strip("|"))
    return [part.strip() for part in parts]


def value_in(cell: str, labels: Sequence[str]) -> str | None:
    """Return what follows a label in its own cell, empty for a cell that is nothing but a label, None for another."""
    head, colon, rest = cell.partition(":")
    if fold(head).strip() in labels and (colon or head == cell):
        return rest.strip()
    return None


def is_label(cell: str) -> bool:
    """Whether a cell looks like a label of its own."""
    return cell.endswith(":")


def rows_below(rows: Sequence[Sequence[str]], place: int) -> Sequence[str]:
    """Return the next row that is not the line under a table's header."""
    for row in rows[place + 1 : place + 3]:
        if any(cell.strip("-: ") for cell in row):
            return row if len(row) > 1 else ()
    return ()


def spoken(page: str) -> str:
    """Return a page with the cells of its first tables as lines as well: each as `label: value`, across and down."""
    rows = [cells_of(line) for line in page.splitlines() if line.lstrip().startswith("|")][:_MOST_ROWS]
    rows = [row for row in rows if any(cell.strip("-: ") for cell in row)]
    across = (pair for row in rows for pair in pairwise(row))
    down = (pair for head, below in pairwise(rows) for pair in zip(head, below, strict=False))
    told = (f"{label.rstrip(':')}: {value}" for label, value in (*across, *down) if label and value)
    return "\n".join([page, *told])
