"""What notices add to other pages: the bell in the header, and the button to follow what a page is about."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import g, request, url_for

from portal.lib.refs import Ref
from portal.notices.queries.following import find_following
from portal.notices.queries.notices import MOST_COUNTED, count_unread
from portal.people.reader import Reader


def person_id() -> int | None:
    """Return the row of who is signed in, which the session has brought along."""
    row = g.get("session_row")
    return row.person_id if row else None


def bell_panel(_subject: object, reader: Reader, _today: date) -> Mapping[str, Any] | None:
    """Return how many notices are not read: one indexed query, none for a citizen."""
    person = person_id()
    if reader.key is None or person is None:
        return None
    unread = count_unread(person)
    return {"unread": unread, "count": f"{MOST_COUNTED}+" if unread > MOST_COUNTED else str(unread)}


def follow_panel(ref: Ref, reader: Reader, _today: date) -> Mapping[str, Any] | None:
    """Return the button to follow the thing, or to stop: one query, none for a citizen."""
    person = person_id()
    if reader.key is None or person is None:
        return None
    is_followed = find_following(person, ref) is not None
    return {"ref": str(ref), "is_followed": is_followed, "back": request.path}


def unit_feed_panel(ref: Ref, _reader: Reader, _today: date) -> Mapping[str, Any]:
    """Return the way to the feed of a unit: what is open to all."""
    return {"url": url_for("notices.unit_feed", code=ref.key)}
