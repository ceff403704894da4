"""What every signed-in page needs to know, read along with the session."""

from typing import Any

from peewee import SQL

from portal.notices.models import Following, Notice
from portal.people.models import Session
from portal.people.queries.persons import carry
from portal.store import database

UNREAD, FOLLOWED = "notices_unread", "notices_followed"


def unread() -> Any:
    """Return the query for how many notices the session's person has not read: an index knows."""
    return Notice.select(SQL("count(*)")).where((Notice.person == Session.person) & Notice.read_at.is_null())


def followed() -> Any:
    """Return the query for what the session's person follows, as one text: an index knows."""
    joined = "group_concat(ref, ' ')" if database.is_sqlite() else "string_agg(ref, ' ')"
    return Following.select(SQL(joined)).where(Following.person == Session.person)


def register() -> None:
    """Let both be read along."""
    carry(UNREAD, unread)
    carry(FOLLOWED, followed)
