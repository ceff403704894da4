"""Figures as a sheet has them: text in, lines with their faults out. Knows no indicator."""

import re
from collections import Counter
from dataclasses import dataclass, replace

from portal.lib.period import Period
from portal.lib.sheet import SheetError, cells_of
from portal.lib.text import fold

COLUMNS = ("indicator", "period", "numerator", "denominator", "reason")
NAMES_OF_COLUMNS = {
    "nyckeltal": "indicator",
    "period": "period",
    "täljare": "numerator",
    "antal": "numerator",
    "nämnare": "denominator",
    "av": "denominator",
    "skäl": "reason",
    "varför": "reason",
}
NEEDED = ("indicator", "period", "numerator", "denominator")
MOST_LINES = 2_000
LONGEST_CELL = 500
_QUARTER = re.compile(r"(?:(?P<year>\d{4})[ -]*)?(?:kvartal|kv|k|q)\.? ?(?P<quarter>[1-4])(?: (?P<after>\d{4}))?")
_NUMBER = re.compile(r"\d{1,15}")
# What spreadsheets put between thousands.
_SPACES = str.maketrans("\u00a0\u202f", "  ")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sheet; `problems` are sentences. The numbers are 0 where they cannot be read."""

    line: int
    indicator: str
    period: str
    numerator: int = 0
    denominator: int = 0
    reason: str = ""
    problems: tuple[str, ...] = ()


def read(text: str) -> list[Line]:
    """Return the lines of a sheet, whose first line names the columns unless it is figures. Raises SheetError."""
    lines = list(cells_of(text))
    columns = columns_of(lines[0][1]) if lines else None
    lines = lines[1:] if columns else lines
    if not lines:
        message = "Där finns inga siffror. Skriv ett nyckeltal och en period på varje rad."
        raise SheetError(message)
    if len(lines) > MOST_LINES:
        message = f"Det är fler än {MOST_LINES} rader. Dela dem i flera omgångar."
        raise SheetError(message)
    return with_twins([line_of(number, columns or COLUMNS, cells) for number, cells in lines])


def columns_of(cells: list[str]) -> tuple[str, ...] | None:
    """Return the names of the columns, None for a line of figures. Raises SheetError for names that are not known."""
    if any(count_of(cell) is not None for cell in cells):
        return None
    columns = tuple(NAMES_OF_COLUMNS.get(cell.casefold(), cell.casefold()) for cell in cells)
    missing = [name for name in NEEDED if name not in columns]
    if missing or len(set(columns)) < len(columns) or not set(columns) <= set(COLUMNS):
        message = "Första raden ska heta: nyckeltal; period; täljare; nämnare; skäl. Skälet får saknas."
        raise SheetError(message)
    return columns


def line_of(number: int, columns: tuple[str, ...], cells: list[str]) -> Line:
    """Return the line with every fault that it has in itself."""
    problems = []
    if len(cells) > len(columns) and any(cells[len(columns) :]):
        problems.append(f"Raden har {len(cells)} celler men det finns {len(columns)} kolumner.")
    values = dict.fromkeys(COLUMNS, "") | dict(zip(columns, cells, strict=False))
    values = {column: value.translate(_SPACES) for column, value in values.items()}
    for column, value in values.items():
        if len(value) > LONGEST_CELL or not value.isprintable():
            problems.append("En cell är för lång eller har radbrytningar och styrtecken.")
            values[column] = "".join(char for char in value[:LONGEST_CELL] if char.isprintable())
    period = period_of(values["period"])
    if period is None:
        problems.append(f"”{values['period']}” är ingen period. Skriv 2026-Q3, 2026-09 eller 2026.")
    counted = [count_of(values[name]) for name in ("numerator", "denominator")]
    for name, count in zip(("numerator", "denominator"), counted, strict=True):
        if count is None:
            problems.append(f"”{values[name]}” är inget heltal från noll och uppåt.")
    return Line(
        number,
        values["indicator"],
        period or values["period"],
        counted[0] or 0,
        counted[1] or 0,
        values["reason"],
        tuple(dict.fromkeys(problems)),
    )


def period_of(text: str) -> str | None:
    """Return a period's code: of itself, of `kvartal 3 2026` or of `2026 k3`; None for what is none."""
    words = " ".join(fold(text).split())
    match = _QUARTER.fullmatch(words)
    year = (match["year"] or match["after"]) if match and not (match["year"] and match["after"]) else None
    try:
        return Period.parse(f"{year}-Q{match['quarter']}" if match and year else words.upper()).code
    except ValueError:
        return None


def count_of(text: str) -> int | None:
    """Return a count: whole, with spaces between thousands if at all; None for what is none."""
    digits = text.translate(_SPACES).replace(" ", "")
    return int(digits) if _NUMBER.fullmatch(digits) and digits.isascii() else None


def with_twins(lines: list[Line]) -> list[Line]:
    """Return the lines, those that tell of the same with that fault, once."""
    times = Counter((line.indicator, line.period) for line in lines)
    told = "Samma nyckeltal och period står på flera rader."
    return [
        replace(line, problems=tuple(dict.fromkeys((*line.problems, told))))
        if times[line.indicator, line.period] > 1
        else line
        for line in lines
    ]
