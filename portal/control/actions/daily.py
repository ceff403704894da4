"""What time brings is written down once a day: what began to apply, what is to be reviewed, who has left."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from peewee import ModelSelect, chunked

from portal.control.actions.owners import hand_over
from portal.control.deed import document_ref
from portal.control.models.decisions import Approval
from portal.control.models.documents import Document, Reminder
from portal.control.models.versions import Version
from portal.control.queries.keeping import due_rows, reminders_lacking
from portal.control.queries.listing import in_force
from portal.journal.record import record
from portal.people.models import Person
from portal.people.reader import MACHINE
from portal.store.database import wait_for_lock
from portal.store.settings import find_setting, keep_setting
from portal.store.work import unit_of_work

ROUNDS = 7_410_005
TOLD = "control_told_through"
AT_A_TIME = 200
ACTOR = MACHINE.key or ""


def tell_what_time_brought(now: datetime, today: date) -> None:
    """Journal what has begun to apply, and what has fallen due for review, since it was last told: all or nothing."""
    with unit_of_work():
        wait_for_lock(ROUNDS)
        told = find_setting(TOLD)
        last = date.fromisoformat(told) if told else None
        if last is not None and last >= today:
            return
        for number, version, first in begun(last or today - timedelta(1), today):
            record(ACTOR, "version-took-effect", document_ref(number), now, version=version, valid_from=first)
        for number, version, due in fallen_due(last, today):
            record(ACTOR, "review-fell-due", document_ref(number), now, version=version, review_by=due)
        keep_setting(TOLD, today.isoformat())


def begun(last: date, today: date) -> Iterable[tuple[str, int, date]]:
    """Return the versions whose first day has come since the day `last`, that were decided before it."""
    outlives = Version.valid_until.is_null() | (Version.valid_until > Version.valid_from)
    rows = (
        Version.select(Document.number, Version.number, Version.valid_from, Approval.at)
        .join(Document)
        .switch(Version)
        .join(Approval)
        .where(Version.decided, outlives, Version.valid_from > last, Version.valid_from <= today)
        .order_by(Version.valid_from, Document.number)
    )
    return [(number, version, first) for number, version, first, at in rows.tuples() if at.date() < first]


def fallen_due(last: date | None, today: date) -> ModelSelect:
    """Return what is in force and whose review has fallen due since the day `last`; without one, all that has."""
    rows = Version.select(Document.number, Version.number, Version.review_by).join(Document)
    rows = rows.where(in_force(today), Version.review_by <= today).order_by(Version.review_by, Document.number)
    return (rows.where(Version.review_by > last) if last else rows).tuples()


def remind_of_reviews(now: datetime, today: date) -> None:
    """Remind of each review that falls due or is late: each person once for each step."""
    for _ in reminding(now, today):
        pass


def reminding(now: datetime, today: date) -> Iterator[int]:
    """Remind, some documents at a time, and yield after each time how many reminders were made.

    What was done before it was stopped is done; the next round does the rest.
    """
    rows = due_rows(today).select(Document.id).order_by(Document.id).tuples()
    for ids in chunked([document for (document,) in rows], AT_A_TIME):
        with unit_of_work():
            wait_for_lock(ROUNDS)
            made = make_reminders(list(ids), now, today)
        yield made


def make_reminders(documents: list[int], now: datetime, today: date) -> int:
    """Make the reminders that these documents lack; return how many."""
    new = reminders_lacking(documents, today)
    people = dict(Person.select(Person.key, Person.id).where(Person.key.in_({want.person for want in new})).tuples())
    for want in new:
        Reminder.create(document=want.document, person=people[want.person], cause=want.cause, due=want.due, at=now)
        facts = {"person": want.person, "cause": want.cause, "due": want.due}
        record(ACTOR, "review-reminded", document_ref(want.number), now, **facts)
    return len(new)


def hand_over_documents(now: datetime, today: date) -> None:
    """Give the documents of those who have left to the nearest manager."""
    hand_over(ACTOR, now=now, today=today)
