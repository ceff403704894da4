"""A row of the table as it stands, perhaps typed by hand: what is to be made of it, and what is wrong with it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from portal.control.rules.types import TYPE_LABELS, TYPE_RULES, Type, why_not_number
from portal.intake.rules.families import FATE_LABELS, Fate
from portal.intake.rules.proposal import DRAFT, VALID
from portal.intake.rules.units import Units
from portal.lib.calendar import add_months
from portal.lib.text import fold

FIELDS = ("fate", "title", "type", "unit", "number", "status", "valid_from", "review_by", "owner")
LONGEST_TITLE = 200
# As much of what is typed in a cell as is kept.
LONGEST_CELL = 500
STATUS_LABELS = {VALID: "Gäller", DRAFT: "Utkast"}
# A service declaration has promises that are measured: it is written, not moved in.
TYPES = {type_: TYPE_LABELS[type_] for type_ in Type if type_ is not Type.DECLARATION}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a cell."""

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class World:
    """What a row is judged by.

    `taken` are the numbers in use, `claimed` how many rows want each number, `owners` who is known by what was typed,
    `may_take` and `may_decide` the units that the one who moves in may bring documents and decisions to.
    """

    units: Units
    taken: Collection[str]
    claimed: Mapping[str, int]
    owners: Collection[str]
    may_take: Collection[str]
    may_decide: Collection[str]
    today: date


def day_of(text: str) -> date | None:
    """Return the day that a cell tells of, None for none. Raises ValueError for another text."""
    return date.fromisoformat(text) if text else None


def problems_of(row: Mapping[str, str], world: World) -> list[Problem]:
    """Return all that keeps a row from being made a document, field by field; nothing for one that is to be passed."""
    if row["fate"] != Fate.DOCUMENT:
        return []
    found = (in_title(row), in_type(row), in_unit(row, world), in_number(row, world), in_owner(row, world))
    return [*filter(None, found), *in_days(row, world)]


def in_title(row: Mapping[str, str]) -> Problem | None:
    """Return what is wrong with the title."""
    if not row["title"]:
        return Problem("title", "Skriv en titel.")
    if len(row["title"]) > LONGEST_TITLE:
        return Problem("title", f"Titeln är för lång: {len(row['title'])} tecken, högst {LONGEST_TITLE}.")
    return None if row["title"].isprintable() else Problem("title", "Titeln har tecken som inte syns. Skriv om den.")


def in_type(row: Mapping[str, str]) -> Problem | None:
    """Return what is wrong with the type."""
    return None if row["type"] in set(TYPES) else Problem("type", "Välj en typ.")


def in_unit(row: Mapping[str, str], world: World) -> Problem | None:
    """Return what is wrong with the unit."""
    if not row["unit"]:
        return Problem("unit", "Välj en enhet.")
    if row["unit"] not in world.units.names:
        return Problem("unit", f"Enheten ”{row['unit']}” finns inte.")
    if row["unit"] not in world.may_take:
        return Problem("unit", f"Du får inte läsa in dokument för {row['unit']}.")
    if row["status"] == VALID and row["unit"] not in world.may_decide:
        return Problem("status", f"Du får inte läsa in beslut för {row['unit']}. Välj utkast.")
    return None


def in_number(row: Mapping[str, str], world: World) -> Problem | None:
    """Return what is wrong with the number; without one the portal gives the next."""
    number = row["number"]
    if not number:
        return None
    if reason := why_not_number(number):
        return Problem("number", reason)
    if number in world.taken:
        return Problem("number", f"Numret {number} är redan använt. Ta bort det, så ger portalen ett nytt.")
    if world.claimed.get(number, 0) > 1:
        return Problem("number", f"Numret {number} står på flera rader. Behåll det på en.")
    return None


def in_owner(row: Mapping[str, str], world: World) -> Problem | None:
    """Return what is wrong with the owner; without one it is the unit's manager."""
    if not row["owner"] or row["owner"] in world.owners:
        return None
    return Problem("owner", f"Ingen i registret, eller fler än en, är ”{row['owner']}”. Skriv e-postadressen.")


def in_days(row: Mapping[str, str], world: World) -> Iterator[Problem]:
    """Yield what is wrong with the days."""
    days: dict[str, date | None] = {}
    for field in ("valid_from", "review_by"):
        try:
            days[field] = day_of(row[field])
        except ValueError:
            yield Problem(field, f"”{row[field]}” är inget datum. Skriv som 2026-01-31.")
    if len(days) < 2 or row["status"] != VALID:
        return
    start, review = days["valid_from"], days["review_by"]
    if start is None:
        yield Problem("valid_from", "Skriv från vilken dag det gäller, eller välj utkast.")
    elif start > world.today:
        yield Problem("valid_from", "Dagen ligger framåt i tiden. Välj utkast och låt någon besluta.")
    elif review and review <= start:
        yield Problem("review_by", "Översynen måste ligga efter den dag då det började gälla.")


def review_after(type_: str, start: date) -> date:
    """Return when what applies from the day is to be looked through, as often as its type is."""
    return add_months(start, TYPE_RULES[Type(type_)].review_months)


_WORDS: Mapping[str, Mapping[str, str]] = {
    "type": {str(type_): label for type_, label in TYPES.items()},
    "status": STATUS_LABELS,
    "fate": {str(fate): label for fate, label in FATE_LABELS.items()},
}


def cleaned(row: Mapping[str, str], units: Units) -> dict[str, str]:
    """Return a row's cells as they are kept: words for a type, status or fate by their value, a unit by its code."""
    cells = {field: " ".join(row.get(field, "").split())[:LONGEST_CELL] for field in FIELDS}
    for field, labels in _WORDS.items():
        cells[field] = by_label(cells[field], labels)
    cells["unit"] = code_of(cells["unit"], units)
    cells["number"] = cells["number"].upper()
    return cells


def by_label(text: str, labels: Mapping[str, str]) -> str:
    """Return the value whose label, or value, the text is; else the text."""
    wanted = fold(text)
    return next((str(value) for value, label in labels.items() if wanted in {fold(label), fold(value)}), text)


def code_of(text: str, units: Units) -> str:
    """Return the code of the unit that was typed by code or whole name; else the text."""
    head = text.partition(" – ")[0]
    for words in (text, head):
        found = units.topmost(units.exact.get(fold(words), ()) or units.exact.get(" ".join(fold(words).split()), ()))
        if found:
            return found
    return text


def counted(numbers: Iterable[str]) -> dict[str, int]:
    """Return how many rows want each number."""
    counts: dict[str, int] = {}
    for number in filter(None, numbers):
        counts[number] = counts.get(number, 0) + 1
    return counts
