"""Notices that may not be known of any more, or that are old, are deleted."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from peewee import chunked

from portal.notices.models import Mail, Notice
from portal.notices.queries.notices import unread_about
from portal.notices.queries.persons import ids_by_key, recipients
from portal.notices.queries.things import known_of, may_know_of
from portal.notices.rules.mailing import MailState
from portal.people.queries.units import unit_facts
from portal.store.work import unit_of_work
from portal.web.telling import Telling

AT_A_TIME = 300
READ_KEPT, KEPT = timedelta(days=90), timedelta(days=400)
MAIL_KEPT = timedelta(days=30)


def forget_unreadable(refs: Iterable[str], keys: Iterable[str], today: date, tellings: Mapping[str, Telling]) -> int:
    """Delete the unread notices of these things, and of these persons, that they may not know of; return how many.

    `tellings` are by kind.
    """
    gone = []
    for some in chunked(unread_about(refs, ids_by_key(keys).values()), AT_A_TIME):
        gone += unreadable(list(some), today, tellings)
    for ids in chunked(gone, AT_A_TIME):
        with unit_of_work():
            Notice.delete().where(Notice.id.in_(list(ids))).execute()
    return len(gone)


def unreadable(rows: list[Notice], today: date, tellings: Mapping[str, Telling]) -> list[int]:
    """Return which of the notices, by id, their persons may not know of."""
    who = recipients({row.person_id for row in rows}, today, unit_facts())
    known = known_of(rows, today, {})
    return [
        row.id
        for row in rows
        if (person := who.get(row.person_id)) is None
        or (telling := tellings.get(row.kind)) is None
        or not may_know_of(row, json.loads(row.told.facts), known, person.tokens, at_work=telling.at_work)
    ]


def forget_old(now: datetime) -> None:
    """Delete notices that were read long ago or are very old, and what was mailed, once no notice needs it."""
    finished = Mail.state.in_([MailState.SENT, MailState.DROPPED, MailState.GIVEN_UP, MailState.UNKNOWN])
    with unit_of_work():
        is_old = (Notice.read_at < now - READ_KEPT) | (Notice.at < now - KEPT)
        Notice.delete().where(is_old).execute()
        in_use = Notice.select(Notice.mail).where(Notice.mail.is_null(is_null=False))
        Mail.delete().where(finished & (Mail.done_at < now - MAIL_KEPT) & Mail.id.not_in(in_use)).execute()
