"""What time brings to those who are to read: places that begin and end, and reminders."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from portal.control.models.documents import Document
from portal.journal.follow import keep_position
from portal.journal.models import Cursor
from portal.journal.record import record
from portal.lib.refs import Ref
from portal.people.models import Membership, Person
from portal.people.reader import MACHINE
from portal.reading.actions.renewing import renew_persons
from portal.reading.models import Duty
from portal.reading.queries.asking import some_of
from portal.reading.rules import REMINDED_BEFORE, reminder_on
from portal.store.database import wait_for_lock
from portal.store.work import unit_of_work

LOCK = 7_410_012
# How far the days have been gone through, as a day's ordinal.
DAYS = "reading-days"
# So many documents are named to a person at a time.
NAMED = 20


def renew_those_who_move(now: datetime, today: date) -> None:
    """Project anew what those are to read whose places have begun or ended since the last round."""
    row = Cursor.get_or_none(Cursor.name == DAYS)
    before = date.fromordinal(row.number) if row else today - timedelta(1)
    begun = (Membership.valid_from > before) & (Membership.valid_from <= today)
    ended = (Membership.valid_to >= before) & (Membership.valid_to < today)
    persons = {person for (person,) in Membership.select(Membership.person).where(begun | ended).distinct().tuples()}
    if persons:
        renew_persons(persons, now, today)
    keep_position(DAYS, today.toordinal())


def remind_readers(now: datetime, today: date) -> int:
    """Remind each person of all that they are to read by now, together; return how many were reminded."""
    with unit_of_work():
        wait_for_lock(LOCK)
        wanted = reminders_wanted(today)
        for some in some_of(wanted):
            for person in Person.select(Person.id, Person.key).where(Person.id.in_(some)).order_by(Person.id):
                rows = sorted(wanted[person.id])
                facts = {"documents": [number for _, number, _ in rows[:NAMED]], "count": len(rows)}
                record(MACHINE.key or "", "reading-reminded", Ref("person", person.key), now, due=rows[0][0], **facts)
        for some in some_of(duty for rows in wanted.values() for _, _, duty in rows):
            Duty.update(reminded_on=today).where(Duty.id.in_(some)).execute()
    return len(wanted)


def reminders_wanted(today: date) -> dict[int, list[tuple[date, str, int]]]:
    """Return for each person (by id) the last day, number and duty of what they are to be reminded of."""
    rows = (
        Duty.select(Duty.id, Duty.person, Document.number, Duty.asked_on, Duty.due_on, Duty.reminded_on)
        .join(Document)
        .where((Duty.done == 0) & (Duty.due_on <= today + timedelta(REMINDED_BEFORE)))
    )
    wanted: dict[int, list[tuple[date, str, int]]] = defaultdict(list)
    for duty, person, number, asked_on, due_on, reminded_on in rows.tuples().iterator():
        if reminder_on(asked_on, due_on, reminded_on) <= today:
            wanted[person].append((due_on, number, duty))
    return wanted
