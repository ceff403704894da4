"""Reads of notices."""

from collections.abc import Iterable, Iterator
from typing import Any

from portal.journal.models import Entry
from portal.lib.errors import NotFoundError
from portal.notices.models import Notice

PAGE = 20


def is_unread(person: int) -> Any:
    """Return the condition that a notice is the person's and not read."""
    return (Notice.person == person) & Notice.read_at.is_null()


def told() -> Any:
    """Return the query for notices, each with its entry in the journal as `told`."""
    return Notice.select(Notice, Entry).join(Entry, on=(Notice.entry == Entry.number), attr="told")


def page_of(person: int, page: int) -> tuple[list[Notice], int]:
    """Return a page of the person's notices, newest first, and how many there are: two queries."""
    rows = told().where(Notice.person == person).order_by(Notice.entry.desc(), Notice.id.desc())
    return list(rows.paginate(page, PAGE)), Notice.select().where(Notice.person == person).count()


def newest_of(person: int, most: int) -> list[Notice]:
    """Return the person's newest notices: one query."""
    rows = told().where(Notice.person == person).order_by(Notice.entry.desc(), Notice.id.desc())
    return list(rows.limit(most))


def get_notice(person: int, notice_id: int) -> Notice:
    """Return one of the person's notices with its entry. Raises NotFoundError, also for another's."""
    row = told().where((Notice.person == person) & (Notice.id == notice_id)).first()
    if row is None:
        message = "Aviseringen finns inte längre."
        raise NotFoundError(message)
    return row


def notices_in(mails: Iterable[int]) -> list[Notice]:
    """Return what the messages tell of and is not read yet, oldest first, each with its entry: one query."""
    rows = told().where(Notice.mail.in_(sorted(mails)) & Notice.read_at.is_null())
    return list(rows.order_by(Notice.entry, Notice.id))


def unread_about(refs: Iterable[str], persons: Iterable[int]) -> Iterator[Notice]:
    """Yield the unread notices about any of the things, or of any of the persons, each with its entry: one query."""
    concerned = Notice.ref.in_(sorted(refs)) | Notice.person.in_(sorted(persons))
    return told().where(Notice.read_at.is_null() & concerned).order_by(Notice.id).iterator()
