"""Reads of the outbox."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal.notices.models import Mail
from portal.notices.rules.mailing import MailState
from portal.people.models import Person


@dataclass(frozen=True, slots=True)
class Letter:
    """A message that is to be sent: its row, key and the left part of its Message-ID, and to whom."""

    id: int
    key: str
    message: str
    attempts: int
    made_at: datetime
    person: int
    name: str
    email: str
    is_disabled: bool


def is_due(now: datetime) -> Any:
    """Return the condition that a message waits, and its time has come."""
    return (Mail.state == MailState.WAITING.value) & (Mail.next_at <= now)


def letters_due(now: datetime, most: int, after: int = 0) -> list[Letter]:
    """Return messages that are to be sent now, the oldest first, from the row after `after` on: one query."""
    rows = (
        Mail.select(Mail.id, Mail.key, Mail.message, Mail.attempts, Mail.made_at)
        .select_extend(Person.id.alias("person"), Person.name, Person.email, Person.disabled.alias("is_disabled"))
        .join(Person)
        .where(is_due(now) & (Mail.id > after))
        .order_by(Mail.id)
        .limit(most)
    )
    return [Letter(**row) for row in rows.dicts()]
