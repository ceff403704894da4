"""What the worker does for movings in, a little at a time: reads files, makes documents."""

from datetime import date, datetime

from portal.intake.actions.guessing import guess_some
from portal.intake.actions.making import make_some
from portal.intake.models import MovedFile, MoveIn
from portal.intake.readers import Readers
from portal.intake.rules.phases import State
from portal.people.models import Person
from portal.web.portal import running

# Others wait for as long.
SLICE = 1.5
# Their processes stay from one slice to the next, and end when nothing waits.
READERS = Readers()


def read_some(now: datetime, today: date) -> None:
    """Read some of the files that were uploaded; those of a folder on the server are read by who named it."""
    waits = MovedFile.select(MovedFile.move).where(MovedFile.state == State.WAITING)
    unread = MoveIn.gathered_at.is_null(is_null=False) | MoveIn.id.in_(waits)
    move = first_of(unread & MoveIn.settled_at.is_null() & (MoveIn.source == ""))
    if move:
        guess_some(move, READERS, now=now, today=today, seconds=SLICE)
    else:
        READERS.rest()


def make_some_documents(now: datetime, today: date) -> None:
    """Make some of the documents that have been asked for."""
    is_asked = MoveIn.begun_at.is_null(is_null=False) & MoveIn.finished_at.is_null()
    move = first_of(is_asked & MoveIn.settled_at.is_null(is_null=False))
    if move:
        make_some(move, now=now, today=today, zone=running().config.timezone, seconds=SLICE)


def first_of(condition: object) -> MoveIn | None:
    """Return the first moving in that the condition holds for, with who it is by."""
    return MoveIn.select(MoveIn, Person).join(Person).where(condition).order_by(MoveIn.id).first()
