"""Documents are made of the rows, one at a time, each wholly or not at all."""

import logging
import time
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from portal.control.actions.decisions import approve_version
from portal.control.actions.documents import NUMBERS, create_document
from portal.control.actions.drafts import File, Text, create_draft
from portal.control.actions.submissions import submit_version
from portal.control.deed import Deed
from portal.control.kinds import kind_of
from portal.control.models.documents import Document
from portal.control.models.versions import Version
from portal.control.queries.writing import numbers_under
from portal.control.rules.numbering import number_after, prefix_of
from portal.control.rules.types import TYPE_RULES, Type
from portal.intake.actions.gathering import PERMISSION, move_ref, refuse
from portal.intake.actions.guessing import KIND
from portal.intake.models import MovedFile, MoveIn
from portal.intake.queries import IS_READY, tally_of
from portal.intake.rules.choices import day_of, review_after
from portal.intake.rules.families import Fate
from portal.intake.rules.paths import name_to_attach, unlike
from portal.intake.rules.phases import State, why_not_begin
from portal.intake.rules.proposal import VALID
from portal.journal.record import record
from portal.lib import clock, filetype
from portal.lib.errors import PortalError, RefusedError
from portal.people.models import Person, Unit
from portal.people.queries.persons import find_person_by_email
from portal.people.queries.readers import managers_of, reader_of
from portal.people.queries.units import get_unit, unit_facts
from portal.people.reader import Reader
from portal.people.rules import INTERNAL, Role, ancestors_of
from portal.store import blobs
from portal.store.database import hold, wait_for_lock
from portal.store.work import unit_of_work

log = logging.getLogger(__name__)

UNEXPECTED = "Ett oväntat fel. Det står i portalens logg. Filen är inte inläst, och kan prövas igen."


def begin_making(actor: Reader, move: MoveIn, *, now: datetime) -> None:
    """Let documents be made of all rows with nothing wrong. Raises RefusedError."""
    actor.require(PERMISSION, "")
    with unit_of_work():
        refuse(why_not_begin(MoveIn.get_by_id(move.id).phase, tally_of(move).ready))
        MoveIn.update(begun_at=now, finished_at=None).where(MoveIn.id == move.id).execute()
        record(actor.key or "", "moving-in-begun", move_ref(move), now, files=tally_of(move).ready)


def make_some(move: MoveIn, *, now: datetime, today: date, zone: ZoneInfo, seconds: float) -> bool:
    """Make documents for some seconds; return whether any row is left."""
    end = time.monotonic() + seconds
    reader = reader_of(move.by, today)
    while time.monotonic() < end:
        row = MovedFile.select().where((MovedFile.move == move) & IS_READY).order_by(MovedFile.id).first()
        if row is None:
            finish(move, now=now)
            return False
        make_row(row, Deed(move.by, reader, now, today, recorded_at=now), zone)
    return True


def finish(move: MoveIn, *, now: datetime) -> None:
    """Say that nothing more is to be made, once."""
    with unit_of_work():
        changed = MoveIn.update(finished_at=now).where((MoveIn.id == move.id) & MoveIn.finished_at.is_null())
        if changed.execute():
            tally = tally_of(move)
            facts = {"made": tally.made, "failed": tally.failed, "skipped": tally.skipped}
            record(move.by.key, "moving-in-finished", move_ref(move), now, **facts)


def make_row(row: MovedFile, deed: Deed, zone: ZoneInfo) -> None:
    """Make the document of a row; one that cannot be made is left with the reason, and the others go on."""
    try:
        with unit_of_work():
            hold(row)
            row = MovedFile.get_by_id(row.id)
            if row.state == State.PROPOSED:
                make_document(row, deed, zone)
        return
    except PortalError as error:
        reason = str(error)
    except Exception:
        log.exception("the file %d of the moving in %d could not be made a document", row.id, row.move_id)
        reason = UNEXPECTED
    with unit_of_work():
        MovedFile.update(state=State.FAILED.value, reason=reason).where(MovedFile.id == row.id).execute()


def make_document(row: MovedFile, deed: Deed, zone: ZoneInfo) -> None:
    """Make the document, its version with the original attached, and its decision; say so in the row."""
    unit = get_unit(row.unit)
    owner = find_person_by_email(row.owner) if row.owner else None
    attached = list(
        MovedFile.select().where(
            (MovedFile.beside == row) & (MovedFile.fate == Fate.ATTACHMENT) & (MovedFile.state == State.PROPOSED)
        )
    )
    demand_blobs([row, *attached])
    start = day_of(row.valid_from) if row.status == VALID else None
    told = at_noon(deed, start, zone) if start else deed
    document = begin(told, row, unit, owner)
    version = create_draft(told, document, text_of(row, attached))
    if start:
        decide(told, version, row, owner, start)
    same = MovedFile.id.in_([row.id, *(file.id for file in attached)])
    MovedFile.update(state=State.DONE.value, reason="", document=document).where(same).execute()


def demand_blobs(rows: Iterable[MovedFile]) -> None:
    """Raise RefusedError unless all that is to be attached is there; none of it goes before the transaction ends."""
    wanted = {row.sha256 for row in rows} | {sha256 for row in rows for _name, sha256, _alt in row.drawn}
    if wanted - blobs.hold(wanted):
        message = "Filens innehåll finns inte kvar i portalen. Ladda upp filen igen."
        raise RefusedError(message)


def at_noon(deed: Deed, day: date, zone: ZoneInfo) -> Deed:
    """Return the deed as done on a day before, when what is moved in began to apply."""
    return replace(deed, at=min(clock.noon_of(day, zone), deed.at), today=day)


def begin(deed: Deed, row: MovedFile, unit: Unit, owner: Person | None) -> Document:
    """Create the document under its own number, or the next of its unit and type."""
    wait_for_lock(NUMBERS)
    type_ = Type(row.type)
    prefix = prefix_of(ancestors_of(unit.code, unit_facts()), type_)
    return create_document(
        deed,
        number=row.number or number_after(prefix, numbers_under(prefix)),
        kind=KIND,
        type=type_,
        unit=unit,
        owner_role=Role.MANAGER,
        owner=owner,
        review_months=TYPE_RULES[type_].review_months,
    )


def text_of(row: MovedFile, attached: Iterable[MovedFile]) -> Text:
    """Return all that is decided: the text, the original, what else belongs to it, and the text's own pictures."""
    body = kind_of(KIND).read({}, row.markdown)
    files = [picture_of(name, sha256, alt) for name, sha256, alt in row.drawn]
    taken = {file.filename.lower() for file in files}
    for file in (row, *attached):
        name = unlike(name_to_attach(file.path), taken)
        taken.add(name.lower())
        title = (
            f"Original: {file.path.rpartition('/')[2]}" if file is row else f"Tidigare: {file.path.rpartition('/')[2]}"
        )
        files.append(File(name, title, filetype.media_type_of(name), file.sha256, file.size))
    return Text(row.title, body, (INTERNAL,), change_note=note_of(row), files=tuple(files))


def picture_of(name: str, sha256: str, alt: str) -> File:
    """Return a picture of the text as a file of the version."""
    size = blobs.Blob.get(blobs.Blob.sha256 == sha256).size
    return File(name, alt or name, filetype.media_type_of(name), sha256, size)


def note_of(row: MovedFile) -> str:
    """Return where the document came from, and what it was known by there."""
    told = row.told
    parts = [f"Inflyttad från ”{row.path}”."]
    parts += [f"Tidigare nummer: {told['former'][0]}."] if "former" in told else []
    parts += [f"Filens version: {told['version'][0]}."] if "version" in told else []
    return " ".join(parts)


def decide(deed: Deed, version: Version, row: MovedFile, owner: Person | None, start: date) -> None:
    """Let the version apply since the day, as history: by its owner, else the nearest manager. Raises RefusedError."""
    approver = decider_of(row.unit, owner, deed)
    submit_version(deed, version, approvers=[approver])
    review = day_of(row.review_by) or review_after(row.type, start)
    approve_version(replace(deed, person=approver), version, valid_from=start, review_by=review)


def decider_of(unit: str, owner: Person | None, deed: Deed) -> Person:
    """Return whose decision it is said to be: never that of the one who moves in. Raises RefusedError for nobody."""
    managers = managers_of(unit, deed.recorded_at.date() if deed.recorded_at else deed.today)
    for person in (owner, *managers):
        if person is not None and person.key != deed.person.key:
            return person
    message = (
        f"Ingen chef är utsedd för {unit}, så det finns ingen att skriva beslutet på. Ange en ägare, eller välj utkast."
    )
    raise RefusedError(message)
