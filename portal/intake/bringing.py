"""A folder on the server is moved in from the command line: read, put in a table, and made documents of."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from portal.intake import tables
from portal.intake.actions.choosing import save_rows
from portal.intake.actions.gathering import add_file, begin_move, end_gathering, reopen_gathering
from portal.intake.actions.guessing import guess_some
from portal.intake.actions.making import begin_making, make_some
from portal.intake.folder import files_in
from portal.intake.models import MovedFile, MoveIn
from portal.intake.queries import all_rows, find_move_from, get_move, tally_of
from portal.intake.readers import Readers
from portal.intake.rules.phases import Phase, State
from portal.lib.errors import InvalidError, PortalError
from portal.people.models import Membership, Person
from portal.people.queries.persons import find_person_by_email
from portal.people.queries.places import current_on
from portal.people.queries.readers import reader_of
from portal.people.reader import Reader
from portal.people.rules import Role
from portal.web.portal import Portal

# How often it is told how far it has come, in files where nobody looks on, in seconds else.
TOLD_EVERY = 50
SLICE = 1.0
BAD_INPUT, FAILED = 2, 1


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: which folder, which table, by whom, and how it is to be told."""

    folder: Path
    table: Path | None = None
    email: str = ""
    dry: bool = False
    as_json: bool = False


@dataclass(frozen=True, slots=True)
class Mover:
    """Who moves in, and when."""

    person: Person
    reader: Reader
    now: datetime
    today: date
    zone: ZoneInfo


def mover_of(email: str, portal: Portal) -> Mover:
    """Return who moves in: the person with the address, else the portal's first administrator. Raises PortalError."""
    today = portal.today()
    person = find_person_by_email(email) if email else first_administrator(today)
    if person is None or person.disabled:
        told = f"ingen person har adressen {email}." if email else "portalen har ingen administratör. Kör portal init."
        raise PortalError(told)
    return Mover(person, reader_of(person, today), portal.now(), today, portal.config.timezone)


def first_administrator(today: date) -> Person | None:
    """Return the administrator who has been one the longest, if any."""
    rows = Membership.select(Membership, Person).join(Person)
    holds = (Membership.role == Role.ADMINISTRATOR) & current_on(Membership, today) & ~Person.disabled
    row = rows.where(holds).order_by(Membership.id).first()
    return row.person if row else None


def bring(request: Request, portal: Portal) -> tuple[dict[str, Any], int]:
    """Read the folder; write the table when it is not there, else make documents by it.

    Returns the report and the exit code. What has been done stays done however it ends, and the same command goes on
    from there. Raises PortalError.
    """
    mover = mover_of(request.email, portal)
    corrected = tables.read(request.table.read_bytes()) if request.table and request.table.exists() else None
    move = gather(request.folder, mover, portal.config.max_file_mb)
    read_files(move, mover)
    code = 0
    if corrected is not None and not request.dry:
        code = make_by(corrected, move, mover, str(request.table))
    elif request.table and not request.table.exists():
        request.table.write_text(tables.proposals(all_rows(move)), encoding="utf-8", newline="")
    elif not request.dry:
        code = BAD_INPUT
    return report_of(move, request), code


def gather(folder: Path, mover: Mover, most_mb: int) -> MoveIn:
    """Keep every file of the folder in its moving in: the one that there is of it, or a new one."""
    source = str(folder.resolve())
    move = find_move_from(source)
    if move is None:
        move = begin_move(mover.reader, by=mover.person, name=folder.resolve().name, now=mover.now, source=source)
    elif move.phase is not Phase.GATHERING:
        reopen_gathering(move)
    for path, file in files_in(folder):
        with file.open("rb") as stream:
            add_file(move, path=path, stream=stream, most_mb=most_mb, now=mover.now)
    end_gathering(mover.reader, move, now=mover.now)
    return get_move(move.id)


def read_files(move: MoveIn, mover: Mover) -> None:
    """Read what has not been read, telling how far it has come."""
    is_waiting = (MovedFile.move == move) & (MovedFile.state == State.WAITING)
    unread = MovedFile.select().where(is_waiting)
    with Readers() as readers:

        def read_some() -> bool:
            return guess_some(move, readers, now=mover.now, today=mover.today, seconds=SLICE)

        run("Läser filer", unread.count(), read_some, unread.count)


def make_by(lines: list[tables.Line], move: MoveIn, mover: Mover, name: str) -> int:
    """Take the corrected table and make the documents; return the exit code. Failed rows are tried again."""
    known = {row.path: row.id for row in MovedFile.select(MovedFile.id, MovedFile.path).where(MovedFile.move == move)}
    for line in lines:
        if line.path not in known:
            raise InvalidError(
                f"{name}:{line.number}: filen ”{line.path}” finns inte i mappen.", f"{name}:{line.number}"
            )
    typed = {known[line.path]: line.cells for line in lines}
    if get_move(move.id).phase is Phase.MAKING:
        MoveIn.update(finished_at=mover.now).where(MoveIn.id == move.id).execute()
    save_rows(mover.reader, move, typed=typed, today=mover.today)
    ready = tally_of(move).ready
    if ready:
        begin_making(mover.reader, get_move(move.id), now=mover.now)
        run(
            "Läser in dokument",
            ready,
            lambda: make_some(move, now=mover.now, today=mover.today, zone=mover.zone, seconds=SLICE),
            lambda: tally_of(move).ready,
        )
    tally = tally_of(move)
    tell_faults(move, {line.path: f"{name}:{line.number}" for line in lines})
    return FAILED if tally.failed else BAD_INPUT if tally.faulty else 0


def tell_faults(move: MoveIn, places: dict[str, str]) -> None:
    """Tell on stderr of each row that was not made a document, and why."""
    for row in all_rows(move):
        where = places.get(row.path, row.path)
        if row.state == State.FAILED:
            click.echo(f"{where}: {row.path}: {row.reason}", err=True)
        elif row.state == State.PROPOSED and row.faults:
            click.echo(f"{where}: {row.path}: {' '.join(row.faults.values())}", err=True)


def run(label: str, total: int, step: Callable[[], bool], left: Callable[[], int]) -> None:
    """Do the step until nothing is left, telling on stderr how far it has come; say where it stands when broken off."""
    told = 0
    try:
        if sys.stderr.isatty():
            with click.progressbar(length=total, label=label, file=sys.stderr) as bar:
                while step():
                    bar.update(total - left() - bar.pos)
                bar.update(total - bar.pos)
            return
        while step():
            done = total - left()
            if done - told >= TOLD_EVERY:
                told = done
                click.echo(f"{label}: {done} av {total}", err=True)
        if total:
            click.echo(f"{label}: {total - left()} av {total}", err=True)
    except KeyboardInterrupt:
        message = (
            f"avbrutet, {label.lower()}: {total - left()} av {total} är klara. Kör samma kommando igen för resten."
        )
        raise PortalError(message) from None


def report_of(move: MoveIn, request: Request) -> dict[str, Any]:
    """Return what was done, to be told in words or as JSON."""
    tally = tally_of(move)
    rows = all_rows(move)
    return {
        "folder": str(request.folder),
        "table": str(request.table) if request.table else None,
        "move": move.id,
        "files": tally.total,
        "documents": tally.made,
        "attached": tally.done - tally.made,
        "ready": tally.ready,
        "faulty": tally.faulty,
        "passed_over": tally.skipped,
        "failed": tally.failed,
        "rows": [
            {
                "path": row.path,
                "state": str(row.state),
                "fate": str(row.fate),
                "number": row.document.number if row.document_id else None,
                "title": row.title,
                "reason": row.reason,
                "problems": dict(row.faults),
                "lost": row.losses,
            }
            for row in rows
        ],
    }


def lines_of(report: dict[str, Any], code: int) -> list[str]:
    """Return the report in words."""
    counts = (
        f"{report['files']} filer: {report['documents']} inlästa som dokument, {report['attached']} som bilagor, "
        f"{report['ready']} klara att läsas in, {report['faulty']} att rätta, "
        f"{report['passed_over']} hoppas över, {report['failed']} misslyckades."
    )
    lines = [counts]
    if not report["table"] and code:
        lines.append(
            "Inget dokument är gjort. Kör igen med --table FIL.csv, rätta tabellen och kör samma sak en gång till."
        )
    elif report["table"] and not report["documents"] and not report["failed"]:
        lines.append(
            f"Tabellen är skriven till {report['table']}. Rätta den och kör samma kommando igen, "
            "så läses dokumenten in."
        )
    return lines
