"""What notices add to other pages: the bell in the header, and the button to follow what a page is about."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import g, request, url_for

from portal.lib.refs import Ref
from portal.notices.queries.carried import FOLLOWED, UNREAD
from portal.people.reader import Reader

MOST_COUNTED = 99


def carried(name: str) -> Any:
    """Return what the session of who is signed in has brought along, or None."""
    row = g.get("session_row")
    return row.carried.get(name) if row else None


def bell_panel(_subject: object, reader: Reader, _today: date) -> Mapping[str, Any] | None:
    """Return how many notices are not read; nothing for a citizen. No query."""
    if reader.key is None:
        return None
    unread = carried(UNREAD) or 0
    return {"unread": unread, "count": f"{MOST_COUNTED}+" if unread > MOST_COUNTED else str(unread)}


def follow_panel(ref: Ref, reader: Reader, _today: date) -> Mapping[str, Any] | None:
    """Return the button to follow the thing, or to stop; nothing for a citizen. No query."""
    if reader.key is None:
        return None
    return {"ref": str(ref), "is_followed": str(ref) in (carried(FOLLOWED) or "").split(), "back": request.path}


def unit_feed_panel(ref: Ref, _reader: Reader, _today: date) -> Mapping[str, Any]:
    """Return the way to the feed of a unit: what is open to all."""
    return {"url": url_for("notices.unit_feed", code=ref.key)}
