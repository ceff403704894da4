"""A person has read what they were told."""

from datetime import datetime

from portal.notices.models import Notice
from portal.notices.queries.notices import is_unread
from portal.people.models import Person
from portal.store.work import unit_of_work


def mark_read(person: Person, *, now: datetime, notice_id: int | None = None) -> int:
    """Mark one of the person's notices as read, or all; return how many were not read before."""
    unread = is_unread(person.id) if notice_id is None else is_unread(person.id) & (Notice.id == notice_id)
    with unit_of_work():
        return Notice.update(read_at=now).where(unread).execute()
