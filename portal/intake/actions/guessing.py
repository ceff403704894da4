"""Files are read, some at a time, and what they are is guessed; when all have been read the table is laid."""

import io
import json
import time
from collections.abc import Mapping
from datetime import date, datetime

from portal.control.kinds import kind_of
from portal.control.models.documents import Document
from portal.intake.actions.judging import judge
from portal.intake.models import MovedFile, MoveIn
from portal.intake.queries import LIGHT, register
from portal.intake.readers import AT_ONCE, Readers
from portal.intake.rules.families import Fate, Member, places_of
from portal.intake.rules.names import folders_of, stem_of
from portal.intake.rules.phases import State
from portal.intake.rules.proposal import Evidence, Proposal, Register, propose
from portal.intake.rules.titles import clean, is_title
from portal.intake.rules.versions import mark_of
from portal.lib.conversion import Converted
from portal.lib.errors import InvalidError
from portal.store import blobs
from portal.store.work import unit_of_work

KIND = "handbook"
# The beginning of the text, where its tables are still tables, is looked through for what it is.
LONGEST_HEAD = 4000
CELLS = ("title", "type", "unit", "number", "status", "valid_from", "review_by", "owner")
STUB = "Texten finns i originalet, som är bifogat.\n"


def guess_some(move: MoveIn, readers: Readers, *, now: datetime, today: date, seconds: float) -> bool:
    """Read files for some seconds; return whether any is left, after which the table is laid."""
    end = time.monotonic() + seconds
    known = register()
    waiting = MovedFile.select().where((MovedFile.move == move) & (MovedFile.state == State.WAITING))
    while rows := list(waiting.order_by(MovedFile.id).limit(AT_ONCE)):
        files = [(blobs.read_all(row.sha256), row.path.rpartition("/")[2]) for row in rows]
        for row, read in zip(rows, readers.convert_all(files), strict=True):
            guess_file(row, read, known, now=now, today=today)
        if time.monotonic() >= end:
            return True
    if move.gathered_at is not None:
        settle(move, now=now, today=today)
    return False


def guess_file(row: MovedFile, read: Converted | str, known: Register, *, now: datetime, today: date) -> None:
    """Keep what a file says, and what it is guessed to be; one that could not be read is passed over, as is said."""
    if isinstance(read, str):
        keep(row, {"state": State.PASSED.value, "reason": read})
        return
    page = f"{read.first_page}\n\n{read.markdown[:LONGEST_HEAD]}"
    proposal = propose(Evidence(row.path, read.properties, read.title, page), known, today)
    keep(row, {**values_of(proposal), **text_of(read, now), "state": State.GUESSED.value, "reason": ""})


def keep(row: MovedFile, values: Mapping[str, object]) -> None:
    """Keep what was read of a file, unless another process has done so meanwhile."""
    with unit_of_work():
        is_same = (MovedFile.id == row.id) & (MovedFile.state == State.WAITING) & (MovedFile.sha256 == row.sha256)
        MovedFile.update(**values).where(is_same).execute()


def values_of(proposal: Proposal) -> dict[str, str]:
    """Return the row's cells as they are proposed, and the guesses as they are kept."""
    told = {field: [guess.value, guess.sure, guess.source] for field, guess in proposal.guesses.items()}
    cells = {field: proposal.value(field) for field in CELLS}
    return {**cells, "fate": Fate.DOCUMENT.value, "guesses": json.dumps(told, ensure_ascii=False)}


def text_of(converted: Converted, now: datetime) -> dict[str, str]:
    """Return the text as it is kept; one that no page can have is left in the original, which is said."""
    lost, markdown = list(converted.lost), converted.markdown
    try:
        kind_of(KIND).read({}, markdown)
        pictures = [
            [picture.name, blobs.put(io.BytesIO(picture.content), now).sha256, picture.alt]
            for picture in converted.pictures
        ]
    except InvalidError as error:
        lost.append(f"hela texten: {error}")
        markdown, pictures = STUB, []
    if not markdown.strip():
        markdown = STUB
    return {
        "markdown": markdown,
        "lost": json.dumps(lost, ensure_ascii=False),
        "pictures": json.dumps(pictures, ensure_ascii=False),
    }


def settle(move: MoveIn, *, now: datetime, today: date) -> None:
    """Lay the table: find what is the same or older, and what has been moved in before; judge the rows."""
    with unit_of_work():
        is_read = (MovedFile.move == move) & MovedFile.state.in_([State.GUESSED, State.PROPOSED])
        rows = list(MovedFile.select(*LIGHT).where(is_read))
        places = places_of([member_of(row, today) for row in rows])
        before = made_before(move)
        for row in rows:
            if row.state != State.GUESSED:
                continue
            place = places[row.id]
            values = {"fate": place.fate.value, "beside": place.beside, "reason": place.reason}
            if row.sha256 in before:
                values = {"fate": Fate.SKIP.value, "beside": None, "reason": f"Redan inläst som {before[row.sha256]}."}
            MovedFile.update(state=State.PROPOSED.value, **values).where(MovedFile.id == row.id).execute()
        MoveIn.update(settled_at=now).where(MoveIn.id == move.id).execute()
        judge(move, today=today)


def member_of(row: MovedFile, today: date) -> Member:
    """Return a file as one among others."""
    stem = stem_of(row.path)
    named = clean(stem, today)
    mark = mark_of(stem, folders_of(row.path))
    return Member(row.id, row.path, row.sha256, row.title, named if is_title(named) else "", row.valid_from, mark)


def made_before(move: MoveIn) -> dict[str, str]:
    """Return the numbers of the documents that have been made of any of the same files, by digest."""
    same = MovedFile.alias()
    ours = same.select(same.sha256).where((same.move == move) & (same.sha256 != ""))
    rows = (
        MovedFile.select(MovedFile.sha256, Document.number)
        .join(Document)
        .where((MovedFile.state == State.DONE) & MovedFile.sha256.in_(ours))
    )
    return dict(rows.tuples())
