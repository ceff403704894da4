"""Reads of movings in: how far each has come, its table page by page, and what its rows are judged by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import Case, fn

from portal.control.models.documents import Alias, Document
from portal.intake.models import MovedFile, MoveIn
from portal.intake.rules.choices import World, counted
from portal.intake.rules.families import Fate
from portal.intake.rules.phases import OPEN, State
from portal.intake.rules.proposal import Register
from portal.intake.rules.units import Name, Units
from portal.lib.errors import NotFoundError
from portal.lib.text import fold
from portal.people.models import Person
from portal.people.queries.units import units_by_code
from portal.people.reader import Reader
from portal.people.rules import why_not_hold

PAGE = 50
WAITS = (State.WAITING, State.GUESSED)
# All of a row but the text that the file has become, which may be long.
LIGHT = tuple(column for name, column in MovedFile._meta.fields.items() if name != "markdown")
IS_OPEN = MovedFile.state.in_([*OPEN])
IS_READY = (MovedFile.state == State.PROPOSED) & (MovedFile.fate == Fate.DOCUMENT) & (MovedFile.problems == "")
# What each filter of the table shows.
FILTERS = {
    "alla": MovedFile.state.in_([*OPEN, State.DONE]) & (MovedFile.fate != Fate.SKIP),
    "atgarda": IS_OPEN & ((MovedFile.problems != "") | (MovedFile.state == State.FAILED)),
    "hoppas-over": (MovedFile.state == State.PASSED) | (IS_OPEN & (MovedFile.fate == Fate.SKIP)),
    "misslyckade": MovedFile.state == State.FAILED,
    "inlasta": MovedFile.state == State.DONE,
}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many files of a moving in have come how far; `ready` and `faulty` are rows of the table."""

    total: int = 0
    waiting: int = 0
    ready: int = 0
    faulty: int = 0
    attached: int = 0
    skipped: int = 0
    done: int = 0
    failed: int = 0
    made: int = 0

    @property
    def read(self) -> int:
        """How many have been read."""
        return self.total - self.waiting


def get_move(move_id: int) -> MoveIn:
    """Return the moving in, with who it is by. Raises NotFoundError."""
    move = MoveIn.select(MoveIn, Person).join(Person).where(MoveIn.id == move_id).first()
    if move is None:
        message = "Inflyttningen finns inte längre."
        raise NotFoundError(message)
    return move


def find_move_from(source: str) -> MoveIn | None:
    """Return the latest moving in of a folder on the server, if any."""
    return MoveIn.select().where(MoveIn.source == source).order_by(MoveIn.id.desc()).first()


def moves() -> list[MoveIn]:
    """Return all movings in, the latest first."""
    return list(MoveIn.select(MoveIn, Person).join(Person).order_by(MoveIn.id.desc()))


def get_file(move: MoveIn, file_id: int) -> MovedFile:
    """Return a file of a moving in. Raises NotFoundError."""
    row = MovedFile.get_or_none((MovedFile.move == move) & (MovedFile.id == file_id))
    if row is None:
        message = "Filen finns inte i den här inflyttningen."
        raise NotFoundError(message)
    return row


def tallies(wanted: Iterable[int]) -> Mapping[int, Tally]:
    """Return the tally of each moving in, by id: one query."""

    def sum_of(condition: Any) -> Any:
        return fn.SUM(Case(None, [(condition, 1)], 0))

    is_open = MovedFile.state.in_([*OPEN])
    names = {
        "total": fn.COUNT(MovedFile.id),
        "waiting": sum_of(MovedFile.state.in_([*WAITS])),
        "ready": sum_of(IS_READY),
        "faulty": sum_of(is_open & (MovedFile.problems != "")),
        "attached": sum_of(is_open & (MovedFile.fate == Fate.ATTACHMENT) & (MovedFile.problems == "")),
        "skipped": sum_of(FILTERS["hoppas-over"]),
        "done": sum_of(MovedFile.state == State.DONE),
        "failed": sum_of(MovedFile.state == State.FAILED),
        "made": sum_of((MovedFile.state == State.DONE) & (MovedFile.fate == Fate.DOCUMENT)),
    }
    columns = [column.alias(name) for name, column in names.items()]
    rows = MovedFile.select(MovedFile.move, *columns).where(MovedFile.move.in_(list(wanted))).group_by(MovedFile.move)
    return {row["move"]: Tally(**{name: row[name] or 0 for name in names}) for row in rows.dicts()}


def tally_of(move: MoveIn) -> Tally:
    """Return how many files of a moving in have come how far."""
    return tallies([move.id]).get(move.id, Tally())


def rows_of(move: MoveIn, shown: str, page: int = 1) -> tuple[list[MovedFile], int]:
    """Return a page of the table as a filter shows it, by path, and how many rows that are; each with its document."""
    beside = MovedFile.alias()
    found = (
        MovedFile.select(*LIGHT, Document, beside.id, beside.path)
        .left_outer_join(Document)
        .switch(MovedFile)
        .left_outer_join(beside, on=(MovedFile.beside == beside.id), attr="beside")
        .where((MovedFile.move == move) & FILTERS[shown])
    )
    return list(found.order_by(MovedFile.path, MovedFile.id).paginate(page, PAGE)), found.count()


def all_rows(move: MoveIn) -> list[MovedFile]:
    """Return every row with its document, by path."""
    rows = MovedFile.select(*LIGHT, Document).left_outer_join(Document).where(MovedFile.move == move)
    return list(rows.order_by(MovedFile.path, MovedFile.id))


def units_here() -> Units:
    """Return the units by each way in which they may be named."""
    known = units_by_code()
    codes = {unit.id: code for code, unit in known.items()}
    names = (
        Name(code, unit.name, codes.get(unit.parent_id, ""), unit.kind == "board")
        for code, unit in known.items()
        if unit.valid_to is None
    )
    return Units.of(names)


def register() -> Register:
    """Return the units, and persons' e-mails by folded name."""
    found: dict[str, set[str]] = {}
    for name, email in Person.select(Person.name, Person.email).where(~Person.disabled & (Person.email != "")).tuples():
        found.setdefault(fold(name), set()).add(email)
    persons = {name: next(iter(emails)) for name, emails in found.items() if len(emails) == 1}
    return Register(units_here(), persons)


def world_of(move: MoveIn, reader: Reader, today: date) -> World:
    """Return what the rows of a moving in are judged by: four queries, however many rows there are."""
    units = units_here()
    numbers = MovedFile.number != ""
    wanted = [
        number
        for (number,) in MovedFile.select(MovedFile.number)
        .where((MovedFile.move == move) & IS_OPEN & (MovedFile.fate == Fate.DOCUMENT) & numbers)
        .tuples()
    ]
    return World(
        units=units,
        taken=taken_among(wanted),
        claimed=counted(wanted),
        owners=known_owners(move),
        may_take=held(reader, "exchange.import", units),
        may_decide=held(reader, "exchange.import_decisions", units),
        today=today,
    )


def taken_among(numbers: Iterable[str]) -> frozenset[str]:
    """Return which of the numbers are in use, or were."""
    wanted = set(numbers)
    if not wanted:
        return frozenset()
    used = {number for table in (Document, Alias) for (number,) in table.select(table.number).tuples()}
    return frozenset(wanted & used)


def known_owners(move: MoveIn) -> frozenset[str]:
    """Return which of the e-mails in the table's column of owners somebody has."""
    named = MovedFile.select(MovedFile.owner).where((MovedFile.move == move) & (MovedFile.owner != ""))
    rows = Person.select(Person.email).where(Person.email.in_(named) & ~Person.disabled)
    return frozenset(email for (email,) in rows.tuples())


def held(reader: Reader, permission: str, units: Units) -> frozenset[str]:
    """Return the units for which the reader holds a permission."""
    return frozenset(
        code for code in units.names if reader.is_machine or not why_not_hold(permission, code, reader.tokens)
    )


def ready_counts(move: MoveIn) -> list[tuple[str, str, int]]:
    """Return how many documents of each type and status are ready to be made: one query."""
    rows = MovedFile.select(MovedFile.type, MovedFile.status, fn.COUNT(MovedFile.id)).where(
        (MovedFile.move == move) & IS_READY
    )
    return list(rows.group_by(MovedFile.type, MovedFile.status).order_by(MovedFile.type, MovedFile.status).tuples())
