"""The table as a file for a spreadsheet: proposals out, corrected rows in."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portal.intake.models import MovedFile
from portal.intake.rules.choices import STATUS_LABELS, TYPES
from portal.intake.rules.families import FATE_LABELS, Fate
from portal.intake.rules.guesses import SOURCE_LABELS, SURE_LABELS, Source, Sure
from portal.intake.rules.phases import State
from portal.lib.errors import InvalidError
from portal.lib.sheet import DELIMITERS, SheetError, decode

# The columns that are read back, by field; then those that only tell.
COLUMNS = {
    "path": "fil",
    "fate": "blir",
    "title": "titel",
    "type": "typ",
    "unit": "enhet",
    "number": "nummer",
    "status": "status",
    "valid_from": "gäller från",
    "review_by": "översyn",
    "owner": "ägare",
}
TELLING = ("att rätta", "anmärkning", "så gissades")
REPORT = ("fil", "blev", "nummer", "titel", "skäl", "fördes inte över")
FIELD_LABELS = {**COLUMNS, "former": "tidigare nummer", "version": "version"}
STATE_LABELS = {
    State.DONE: "inläst",
    State.FAILED: "misslyckades",
    State.PASSED: "hoppades över",
    State.PROPOSED: "inte inläst",
}
# A cell that begins so is taken for a formula by a spreadsheet: an apostrophe says that it is none.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a corrected table, and where in the file it stands."""

    number: int
    path: str
    cells: Mapping[str, str]


def safe(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def bare(text: str) -> str:
    """Return a cell as it was before `safe`."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def write(head: Iterable[str], lines: Iterable[Iterable[str]]) -> str:
    """Return lines as CSV with semicolons, as Swedish spreadsheets take it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([safe(cell) for cell in line] for line in lines)
    return "\ufeff" + out.getvalue()


def proposals(rows: Iterable[MovedFile]) -> str:
    """Return the table with what is proposed."""
    return write([*COLUMNS.values(), *TELLING], (line_of(row) for row in rows))


def line_of(row: MovedFile) -> list[str]:
    """Return a row's cells in words."""
    words = {
        "fate": fate_word(row),
        "type": TYPES.get(row.type, row.type),
        "status": STATUS_LABELS.get(row.status, row.status),
    }
    cells = [words.get(field) or str(getattr(row, field)) for field in COLUMNS]
    return [*cells, " ".join(row.faults.values()), row.reason, guessed(row)]


def fate_word(row: MovedFile) -> str:
    """Return what becomes, or became, of a file."""
    if row.state == State.PASSED:
        return FATE_LABELS[Fate.SKIP]
    return STATE_LABELS[State.DONE] if row.state == State.DONE else FATE_LABELS.get(Fate(row.fate), row.fate)


def guessed(row: MovedFile) -> str:
    """Return how sure each guess is and where it came from, in a line."""
    told = (
        f"{FIELD_LABELS.get(field, field)}: {SURE_LABELS[Sure(sure)]}, {SOURCE_LABELS[Source(source)]}"
        for field, (_value, sure, source) in row.told.items()
    )
    return "; ".join(told)


def read(data: bytes) -> list[Line]:
    """Return the rows of a corrected table. Raises InvalidError, placed by line."""
    try:
        text, _note = decode(data)
    except SheetError as error:
        raise InvalidError(str(error), "1") from error
    head = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=head.count)
    try:
        records = list(csv.reader(io.StringIO(text), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise InvalidError(f"Tabellen går inte att läsa: {error}.", "1") from error
    if len(records) > MOST_ROWS:
        raise InvalidError(f"Tabellen har fler än {MOST_ROWS} rader. Dela mappen i flera.", "1")
    places = columns_of(records[0] if records else [])
    lines = []
    for number, record in enumerate(records[1:], start=2):
        if any(record):
            cells = {field: bare(record[place]) for field, place in places.items() if place < len(record)}
            lines.append(Line(number, cells.pop("path", ""), cells))
    return lines


def columns_of(head: list[str]) -> dict[str, int]:
    """Return where each field stands. Raises InvalidError when the files are not named."""
    names = [name.strip().casefold() for name in head]
    places = {field: names.index(label) for field, label in COLUMNS.items() if label in names}
    if "path" not in places:
        wanted = "; ".join(COLUMNS.values())
        raise InvalidError(f"Första raden ska namnge kolumnerna: {wanted}.", "1")
    return places


def report(rows: Iterable[MovedFile]) -> str:
    """Return what became of each file."""
    return write(REPORT, (told_of(row) for row in rows))


def told_of(row: MovedFile) -> list[str]:
    """Return what became of a file, in words."""
    number = row.document.number if row.document_id else ""
    reason = row.reason or " ".join(row.faults.values())
    return [row.path, became(row), number, row.title, reason, "; ".join(row.losses)]


def became(row: MovedFile) -> str:
    """Return in a word what became of a file."""
    if row.state == State.DONE:
        return "dokument" if row.fate == Fate.DOCUMENT else "bilaga"
    if row.state == State.PROPOSED and row.fate == Fate.SKIP:
        return STATE_LABELS[State.PASSED]
    return STATE_LABELS.get(State(row.state), "inte läst")
