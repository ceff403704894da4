"""Approvers who have been waited for long are reminded, and the manager above is told: derived from dates alone."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from portal.control.deed import document_ref
from portal.control.models.documents import Reminder
from portal.control.queries.keeping import managers_by_unit
from portal.control.queries.waiting import OpenVersion, open_versions, ranked
from portal.control.rules.waiting import Patience, Place, told_of
from portal.journal.record import record
from portal.lib import clock
from portal.lib.calendar import add_working_days
from portal.people.models import Person
from portal.people.queries.units import unit_facts
from portal.people.reader import MACHINE
from portal.people.rules import ancestors_of
from portal.store.database import wait_for_lock
from portal.store.work import unit_of_work

ROUNDS = 7_410_005
REMINDED, ESCALATED = "approver-reminded", "decision-escalated"


def remind_approvers(now: datetime, today: date, *, patience: Patience, zone: ZoneInfo) -> int:
    """Remind each approver who has been waited for, and tell the manager above, once; return how many were told."""
    with unit_of_work():
        wait_for_lock(ROUNDS)
        wanted = list(reminders_wanted(today, patience, zone))
        people = {person.key: person for person in Person.select().where(Person.key.in_({want[2] for want in wanted}))}
        return sum(remind(version, verb, people[key], due, now) for version, verb, key, due in wanted if key in people)


def reminders_wanted(today: date, patience: Patience, zone: ZoneInfo) -> Iterator[tuple[OpenVersion, str, str, date]]:
    """Yield whom (a key) to tell of which version, by which verb, and the day on which that fell due."""
    units, managers = unit_facts(), managers_by_unit(today)
    for version in open_versions(today):
        since = clock.day_of(version.waits_since, zone)
        if not version.is_in_review or not patience.needs_reminder(since, today):
            continue
        for approver in version.asked.waited_for:
            yield version, REMINDED, approver.key, patience.reminded_on(since)
        if patience.is_strained(since, today):
            place = Place(ancestors_of(version.unit_code, units), managers)
            for key in sorted(told_of(ranked(version, place), place, version.hands)):
                yield version, ESCALATED, key, add_working_days(since, patience.escalate)


def remind(version: OpenVersion, verb: str, person: Person, due: date, now: datetime) -> bool:
    """Tell the person, unless they have been told; return whether they were."""
    cause = f"{verb}-{version.version}"
    known = (Reminder.document == version.document) & (Reminder.person == person)
    if Reminder.select().where(known & (Reminder.cause == cause) & (Reminder.due == due)).exists():
        return False
    Reminder.create(document=version.document, person=person, cause=cause, due=due, at=now)
    facts = {"version": version.version, "person": person.key, "due": due}
    record(MACHINE.key or "", verb, document_ref(version.number), now, **facts)
    return True
