"""What the worker does for movings in, a little at a time: reads files, makes documents."""

from datetime import date, datetime
from threading import Event

from portal.intake.actions.guessing import guess_some
from portal.intake.actions.making import make_some
from portal.intake.models import MovedFile, MoveIn
from portal.intake.readers import Readers
from portal.intake.rules.phases import State
from portal.people.models import Person
from portal.web.portal import running

# As long is worked on one before others are looked at.
SLICE = 1.5
# Their processes stay from one slice to the next, and end when nothing waits.
READERS = Readers()


def work(stopping: Event) -> None:
    """Read files and make documents until nothing is left or the worker stops."""
    portal = running()
    while not stopping.is_set():
        # Both have their turn, whatever the first one leaves.
        has_read, has_made = read_some(portal.now(), portal.today()), make_some_documents(portal.now(), portal.today())
        if not (has_read or has_made):
            return


def read_some(now: datetime, today: date) -> bool:
    """Read some of the files that were uploaded, and return whether any waited.

    Those of a folder on the server are read by who named it.
    """
    waits = MovedFile.select(MovedFile.move).where(MovedFile.state == State.WAITING)
    unread = MoveIn.gathered_at.is_null(is_null=False) | MoveIn.id.in_(waits)
    move = first_of(unread & MoveIn.settled_at.is_null() & (MoveIn.source == ""))
    if move:
        guess_some(move, READERS, now=now, today=today, seconds=SLICE)
    else:
        READERS.rest()
    return move is not None


def make_some_documents(now: datetime, today: date) -> bool:
    """Make some of the documents that have been asked for, and return whether any waited."""
    is_asked = MoveIn.begun_at.is_null(is_null=False) & MoveIn.finished_at.is_null()
    move = first_of(is_asked & MoveIn.settled_at.is_null(is_null=False))
    if move:
        make_some(move, now=now, today=today, zone=running().config.timezone, seconds=SLICE)
    return move is not None


def first_of(condition: object) -> MoveIn | None:
    """Return the first moving in that the condition holds for, with who it is by."""
    return MoveIn.select(MoveIn, Person).join(Person).where(condition).order_by(MoveIn.id).first()
