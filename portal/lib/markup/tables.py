"""Tables of a Markdown source: which cells they have, and what keeps them from becoming tables."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_RULE = set("|:- ")


@dataclass(frozen=True, slots=True)
class Table:
    """A table, or what was meant as one: then `is_table` is false, and it is shown as bare lines.

    `rows` are the number of the line within the block and its cells, the header first and the rule left out.
    """

    is_table: bool
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    @property
    def header(self) -> tuple[str, ...]:
        """The cells of the first row."""
        return self.rows[0][1] if self.is_table else ()


def table_in(lines: Sequence[str]) -> Table | None:
    """Return the table that a block's lines make, without marks of lists and quotes, or were meant to make."""
    if len(lines) < 2 or not any("|" in line for line in lines[:2]):
        return None
    header, rule = cells_of(lines[0]), cells_of(lines[1])
    rows = tuple((number, cells_of(line)) for number, line in enumerate(lines) if not is_rule(line))
    if is_rule(lines[1]) and not is_rule(lines[0]) and len(header) == len(rule):
        return Table(is_table=True, rows=rows)
    barred = sum(line.lstrip().startswith("|") for line in lines)
    return Table(is_table=False, rows=rows) if barred > 1 or is_rule(lines[1]) else None


def is_rule(line: str) -> bool:
    """Whether the line is what stands between a table's header and its rows."""
    return "|" in line and "-" in line and set(line) <= _RULE


def cells_of(line: str) -> tuple[str, ...]:
    """Return the cells of a row; code and escaped bars have been hidden before."""
    row = line.strip(" ").removeprefix("|")
    row = re.sub(r"\|$", "", row)
    return tuple(cell.strip() for cell in row.split("|"))
