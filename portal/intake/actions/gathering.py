"""Files are gathered, from an upload or a folder; their bytes are kept, each under its digest."""

from collections.abc import Iterable
from datetime import datetime
from typing import BinaryIO

from portal.intake.models import MovedFile, MoveIn
from portal.intake.rules.passing import why_pass
from portal.intake.rules.paths import path_as_told
from portal.intake.rules.phases import State, why_not_add, why_not_forget
from portal.journal.record import record
from portal.lib.errors import RefusedError
from portal.lib.refs import Ref
from portal.people.models import Person
from portal.people.reader import Reader
from portal.store import blobs
from portal.store.blobs import Blob
from portal.store.work import unit_of_work

PERMISSION = "exchange.import"
LONGEST_NAME = 120


def refuse(reason: str | None) -> None:
    """Raise RefusedError when there is a reason."""
    if reason:
        raise RefusedError(reason)


def move_ref(move: MoveIn) -> Ref:
    """Return the reference to a moving in."""
    return Ref("moving-in", str(move.id))


def begin_move(actor: Reader, *, by: Person, name: str, now: datetime, source: str = "") -> MoveIn:
    """Begin a moving in of what lies in a folder on the server, or of what is uploaded.

    Raises ForbiddenError. The documents will be `by`'s.
    """
    actor.require(PERMISSION, "")
    return MoveIn.create(name=name.strip()[:LONGEST_NAME] or "Utan namn", source=source, by=by, at=now)


def add_file(move: MoveIn, *, path: str, stream: BinaryIO, most_mb: int, now: datetime) -> MovedFile | None:
    """Keep a file of a seekable stream under its path; return its row, None when the path says nothing.

    The same file again changes nothing. Another one at a path whose file has been made a document stays outside, and
    its row says so. Raises RefusedError once all have come.
    """
    refuse(why_not_add(move.phase))
    told = path_as_told(path)
    if not told:
        return None
    size = stream.seek(0, 2)
    reason = why_pass(told, size, most_mb)
    sha256 = "" if reason else blobs.put(stream, now).sha256
    state = State.PASSED if reason else State.WAITING
    facts = {"size": size, "sha256": sha256, "state": state.value, "reason": reason or ""}
    with unit_of_work():
        row = MovedFile.get_or_none((MovedFile.move == move) & (MovedFile.path == told))
        if row is None:
            return MovedFile.create(move=move, path=told, **facts)
        if row.state == State.DONE and row.sha256 != sha256:
            facts = {"reason": "Filen har ändrats sedan den lästes in. Ändringen är inte med."}
        elif (row.sha256 == sha256 and sha256) or row.state == State.DONE:
            return row
        MovedFile.update(**facts).where(MovedFile.id == row.id).execute()
    return MovedFile.get_by_id(row.id)


def reopen_gathering(move: MoveIn) -> None:
    """Let the files of a folder on the server be looked through again: what is new there is added."""
    with unit_of_work():
        MoveIn.update(gathered_at=None, settled_at=None).where(MoveIn.id == move.id).execute()
    move.__data__.update(gathered_at=None, settled_at=None)


def end_gathering(actor: Reader, move: MoveIn, *, now: datetime) -> None:
    """Say that all files have come. Raises RefusedError when they had already."""
    actor.require(PERMISSION, "")
    refuse(why_not_add(move.phase))
    with unit_of_work():
        MoveIn.update(gathered_at=now).where(MoveIn.id == move.id).execute()
        count = MovedFile.select().where(MovedFile.move == move).count()
        record(actor.key or "", "moving-in-gathered", move_ref(move), now, files=count)
    move.__data__["gathered_at"] = now


def forget_move(actor: Reader, move: MoveIn, *, now: datetime) -> None:
    """Call a moving in off, before anything has been made; what was gathered goes. Raises RefusedError."""
    actor.require(PERMISSION, "")
    with unit_of_work():
        refuse(why_not_forget(MoveIn.get_by_id(move.id).phase))
        MovedFile.update(beside=None).where(MovedFile.move == move).execute()
        MovedFile.delete().where(MovedFile.move == move).execute()
        MoveIn.delete().where(MoveIn.id == move.id).execute()
        record(actor.key or "", "moving-in-forgotten", move_ref(move), now)


def keep_gathered(now: datetime, _today: object) -> None:
    """Let the bytes that wait in a table be as new, so that they are not forgotten before a document has them."""
    with unit_of_work():
        for wanted in (waiting_files(), waiting_pictures()):
            for sha256 in wanted:
                Blob.update(added_at=now).where(Blob.sha256 == sha256).execute()


def waiting_files() -> Iterable[str]:
    """Return the digests of the files that may still become documents."""
    rows = MovedFile.select(MovedFile.sha256).where((MovedFile.state != State.DONE) & (MovedFile.sha256 != ""))
    return [sha256 for (sha256,) in rows.distinct().tuples()]


def waiting_pictures() -> Iterable[str]:
    """Return the digests of the pictures in their texts."""
    rows = MovedFile.select(MovedFile.pictures).where((MovedFile.state != State.DONE) & (MovedFile.pictures != "[]"))
    return {sha256 for row in rows for _name, sha256, _alt in row.drawn}
