"""What is sent of a moving in: files, and the cells of a page of its table."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from flask_wtf.file import FileField
from wtforms import MultipleFileField

from portal.intake.rules.choices import FIELDS
from portal.people.forms.fields import line
from portal.web.forms import PortalForm

_CELL = re.compile(r"row-(\d{1,9})-([a-z_]+)")
# Cells that may be changed for many rows at once.
COMMON = ("fate", "type", "unit", "status")
LONGEST_NAME = 120


class MoveForm(PortalForm):
    """A new moving in: what it is called, and its files or an archive of them."""

    name = line(
        "Vad ska inflyttningen heta?",
        longest=LONGEST_NAME,
        description="Till exempel förvaltningens namn. Bara för att hitta tillbaka hit.",
    )
    files = MultipleFileField(
        "Mapp",
        description="Om bara filer går att välja: markera alla i mappen. Packa undermappar som zip.",
    )
    archive = FileField("Eller en zip-fil", description="Packa mappen som zip om den inte går att välja ovanför.")


@dataclass(frozen=True, slots=True)
class Typed:
    """A page of the table as it was sent: the cells by row, the rows that were chosen, and what these are to have."""

    rows: Mapping[int, Mapping[str, str]]
    chosen: frozenset[int]
    common: Mapping[str, str] = field(default_factory=dict)


def read_table(items: Iterable[tuple[str, str]]) -> Typed:
    """Return what was typed in the table, of its names and values as they were sent."""
    rows: dict[int, dict[str, str]] = {}
    chosen, common = set(), {}
    for name, value in items:
        match = _CELL.fullmatch(name)
        if match and match[2] in FIELDS:
            rows.setdefault(int(match[1]), {})[match[2]] = value
        elif name == "chosen" and value.isdecimal() and len(value) < 10:
            chosen.add(int(value))
        elif name.startswith("common-") and name.removeprefix("common-") in COMMON and value.strip():
            common[name.removeprefix("common-")] = value
    return Typed(rows, frozenset(chosen), common)
