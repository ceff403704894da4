"""A list of persons as a spreadsheet saves it: text in, rows with their faults out. Knows nothing of who exists."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from portal.lib.sheet import SheetError, cells_of
from portal.people.rules import EMAIL, PERSON_KEY, RESERVED_KEYS, ROLE_LABELS, Role

COLUMNS = ("key", "name", "title", "email", "phone", "unit", "role", "from", "to")
NAMES_OF_COLUMNS = {
    "nyckel": "key",
    "namn": "name",
    "titel": "title",
    "e-post": "email",
    "epost": "email",
    "telefon": "phone",
    "enhet": "unit",
    "roll": "role",
    "från": "from",
    "till": "to",
}
ROLES = {label.casefold(): role for role, label in ROLE_LABELS.items()} | {role.value: role for role in Role}
MOST_ROWS = 2000
LONGEST_CELL = 200


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list; `problems` are sentences."""

    line: int
    key: str = ""
    name: str = ""
    title: str = ""
    email: str = ""
    phone: str = ""
    unit: str = ""
    role: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    problems: tuple[str, ...] = ()


def read(text: str) -> list[Row]:
    """Return the rows of a list whose first line names the columns. Raises SheetError."""
    lines = list(cells_of(text))
    if not lines:
        message = "Listan är tom. Första raden ska namnge kolumnerna: " + "; ".join(COLUMNS) + "."
        raise SheetError(message)
    columns = columns_of(lines[0][1])
    if len(lines) == 1:
        message = "Listan har bara en rubrikrad. Skriv en person på varje rad under den."
        raise SheetError(message)
    if len(lines) > MOST_ROWS + 1:
        message = f"Listan har fler än {MOST_ROWS} rader. Dela den i flera."
        raise SheetError(message)
    return with_contradictions([row_of(line, columns, cells) for line, cells in lines[1:]])


def columns_of(cells: list[str]) -> list[str]:
    """Return the names of the columns. Raises SheetError for one that is unknown, twice there, or missing."""
    columns = [NAMES_OF_COLUMNS.get(cell.casefold(), cell.casefold()) for cell in cells]
    unknown = [cell for cell, column in zip(cells, columns, strict=True) if column not in COLUMNS]
    if unknown:
        message = f"Okänd kolumn: {', '.join(unknown)[:100] or '(tom)'}. Kolumnerna heter {', '.join(COLUMNS)}."
        raise SheetError(message)
    if len(set(columns)) < len(columns):
        message = "Samma kolumn står två gånger i första raden."
        raise SheetError(message)
    if "key" not in columns:
        message = "Kolumnen ”key” saknas. Den säger vem raden gäller."
        raise SheetError(message)
    return columns


def row_of(line: int, columns: list[str], cells: list[str]) -> Row:
    """Return the row with every fault that it has in itself."""
    problems = []
    if len(cells) > len(columns):
        problems.append(f"Raden har {len(cells)} celler men listan har {len(columns)} kolumner.")
    values = dict.fromkeys(COLUMNS, "") | dict(zip(columns, cells, strict=False))
    for column, value in values.items():
        if len(value) > LONGEST_CELL:
            problems.append(f"{column}: högst {LONGEST_CELL} tecken.")
        if not value.isprintable():
            problems.append(f"{column}: radbrytningar och styrtecken får inte förekomma.")
        values[column] = "".join(char for char in value[:LONGEST_CELL] if char.isprintable())
    days = {name: day_of(values[name], name, problems) for name in ("from", "to")}
    row = Row(
        line,
        key=values["key"],
        name=values["name"],
        title=values["title"],
        email=values["email"].lower(),
        phone=values["phone"],
        unit=values["unit"],
        role=ROLES.get(values["role"].casefold(), values["role"]),
        valid_from=days["from"],
        valid_to=days["to"],
    )
    return replace(row, problems=(*problems, *faults_of(row, values)))


def day_of(text: str, column: str, problems: list[str]) -> date | None:
    """Return the day that a cell says; a fault is added to the problems."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        problems.append(f"{column}: ”{text}” är inget datum. Skriv som 2026-01-31.")
        return None


def faults_of(row: Row, values: Mapping[str, str]) -> Iterator[str]:
    """Yield what is wrong with the row's values, each by itself."""
    if not PERSON_KEY.fullmatch(row.key) or row.key in RESERVED_KEYS:
        yield "key: skriv små bokstäver a–z, siffror och bindestreck."
    if row.email and not EMAIL.fullmatch(row.email):
        yield f"email: ”{row.email}” är ingen e-postadress."
    if row.role and row.role not in set(Role):
        yield f"role: rollen ”{row.role}” finns inte. Rollerna är {', '.join(Role)}."
    if not row.unit and (row.role or values["from"] or values["to"]):
        yield "unit: skriv vilken enhet rollen eller datumen gäller."
    if row.valid_from and row.valid_to and row.valid_to < row.valid_from:
        yield "to: sista dagen ligger före den första."


def with_contradictions(rows: Iterable[Row]) -> list[Row]:
    """Return the rows, with a problem added where one says something else than an earlier one of the same person."""
    said: dict[tuple[str, str], tuple[str, int]] = {}
    owners: dict[str, str] = {}
    places: dict[tuple[str, str, str, date | None], int] = {}
    judged = []
    for row in rows:
        problems = list(row.problems)
        for field in ("name", "title", "email", "phone"):
            value = getattr(row, field)
            earlier, line = said.setdefault((row.key, field), (value, row.line)) if value else (value, 0)
            if value != earlier:
                problems.append(f"{field}: rad {line} säger ”{earlier}” om samma person.")
        if row.email and owners.setdefault(row.email, row.key) != row.key:
            problems.append(f"email: {row.email} står redan för {owners[row.email]}.")
        line = places.setdefault((row.key, row.unit, row.role, row.valid_from), row.line)
        if line != row.line and row.unit:
            problems.append(f"unit: rad {line} säger samma sak.")
        judged.append(replace(row, problems=tuple(problems)))
    return judged
