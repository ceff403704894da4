"""What an office file shall hold: read from YAML, the same for every kind of file."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

MUNICIPALITY = "Ekvik kommun"
LANDSCAPE_FROM = 6
LONG_ANSWERS = re.compile(
    r"\b(avgränsning|bakgrund|bedömning|behov|beskriv|det här|det klarar|detta|en vanlig dag|händels|i korthet"
    r"|kommentar|motivering|målet är|skäl|slutsats|styrkor|synpunkt|så |vad )",
    re.IGNORECASE,
)


class SpecError(Exception):
    """A specification that cannot be read; the message names the file."""


@dataclass(frozen=True)
class Fields:
    """Labels, each with room to write."""

    labels: tuple[str, ...]


@dataclass(frozen=True)
class Checks:
    """Boxes to tick."""

    labels: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Columns with a header, and rows whose empty cells are to be filled in."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Part = str | Fields | Checks | Table


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it, in the order of the specification."""

    heading: str
    parts: tuple[Part, ...]

    @property
    def table(self) -> Table | None:
        """The section's table, where it has one."""
        return next((part for part in self.parts if isinstance(part, Table)), None)


@dataclass(frozen=True)
class Attachment:
    """One office file that belongs to a document."""

    number: str
    file: str
    title: str
    intro: str
    sections: tuple[Section, ...]

    @property
    def is_wide(self) -> bool:
        """Whether some table needs the paper's long side."""
        return any(len(section.table.columns) >= LANDSCAPE_FROM for section in self.sections if section.table)

    @property
    def footer(self) -> str:
        """What stands at the foot of every page, before the page's number."""
        return f"{MUNICIPALITY} · {self.number} · {self.title}"


def is_long(label: str) -> bool:
    """Whether the answer to a field is likely to be more than a line."""
    return LONG_ANSWERS.search(label) is not None


def table_of(value: dict[str, Any]) -> Table:
    """Return a table whose rows all have its columns. Raises ValueError."""
    columns = tuple(map(str, value["columns"]))
    rows = tuple(tuple(map(str, row)) for row in value["rows"])
    if any(len(row) != len(columns) for row in rows):
        raise ValueError(f"a row has more or fewer cells than {columns}")
    return Table(columns, rows)


READERS = {
    "text": str,
    "fields": lambda value: Fields(tuple(map(str, value))),
    "checks": lambda value: Checks(tuple(map(str, value))),
    "table": table_of,
}


def section_of(value: dict[str, Any]) -> Section:
    """Return a section. Raises KeyError for a part that no reader knows."""
    return Section(str(value["heading"]), tuple(READERS[key](part) for key, part in value.items() if key != "heading"))


def read_attachments(path: Path) -> list[Attachment]:
    """Return the office files that a specification asks for. Raises SpecError, YAMLError."""
    try:
        return [
            Attachment(path.stem, item["file"], item["title"], item["intro"], tuple(map(section_of, item["sections"])))
            for item in yaml.safe_load(path.read_text(encoding="utf-8"))
        ]
    except (KeyError, TypeError, ValueError) as error:
        raise SpecError(f"{path.name}: {error}") from error
