"""Digests are put into the outbox: a message for each person and period, of what is unread and in no mail yet."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from peewee import chunked

from portal.notices.actions.noticing import add_mails
from portal.notices.models import Mail, Notice
from portal.notices.rules.paces import Pace, period_of
from portal.people.models import Person
from portal.store.work import unit_of_work

log = logging.getLogger(__name__)

AT_A_TIME = 250
TELL_EACH = 500
SENT_AT = time(7)
# What was told while there was no mail server, or no worker, is told for so long.
TOLD_FOR = {Pace.DAILY: timedelta(days=7), Pace.WEEKLY: timedelta(days=28)}


@dataclass(frozen=True, slots=True)
class Period:
    """What a digest tells of: its name among a person's, and from when until when."""

    name: str
    pace: Pace
    first: datetime
    last: datetime


def gather(now: datetime, today: date, zone: ZoneInfo) -> int:
    """Put today's digests into the outbox, some persons at a time; return how many. Done again it makes no more.

    They are sent at seven in the morning, local time, or now when that has passed.
    """
    send_at = max(now, datetime.combine(today, SENT_AT, zone))
    made = 0
    for pace, told_for in TOLD_FOR.items():
        name, before = period_of(pace, today)
        end = datetime.combine(before, time(), zone)
        period = Period(name, pace, end - told_for, end)
        for persons in chunked(persons_with_news(period), AT_A_TIME):
            gather_some(period, list(persons), now, send_at)
            made += len(persons)
            if made % TELL_EACH < len(persons):
                log.info("digests: %d persons so far", made)
    if made:
        log.info("digests: %d persons", made)
    return made


def untold(period: Period) -> list[object]:
    """Return the conditions that a notice belongs in a digest of the period."""
    return [
        Notice.pace == period.pace.value,
        Notice.mail.is_null(),
        Notice.read_at.is_null(),
        Notice.at >= period.first,
        Notice.at < period.last,
    ]


def persons_with_news(period: Period) -> Iterator[int]:
    """Yield the persons, by id, who have something to be told, in order; asked anew for each group of them."""
    after = 0
    while True:
        rows = Notice.select(Notice.person).join(Person).where(*untold(period), ~Person.disabled)
        rows = rows.where(Notice.person > after).distinct().order_by(Notice.person).limit(AT_A_TIME)
        found = [person for (person,) in rows.tuples()]
        if not found:
            return
        yield from found
        after = found[-1]


def gather_some(period: Period, persons: list[int], now: datetime, send_at: datetime) -> None:
    """Make the messages of these persons and put what is untold into them, in one unit of work."""
    keys = {f"{period.name}:{person}": person for person in persons}
    with unit_of_work():
        add_mails(keys, now, send_at)
        mails = {person: id_ for id_, person in mails_of(list(keys))}
        for person in persons:
            Notice.update(mail=mails[person]).where(Notice.person == person, *untold(period)).execute()


def mails_of(keys: list[str]) -> list[tuple[int, int]]:
    """Return the messages with these keys, as row and person."""
    return list(Mail.select(Mail.id, Mail.person).where(Mail.key.in_(keys)).tuples())
