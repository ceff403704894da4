"""What goes into a message's head, whom it can be sent to, and when it is tried again."""

import re
from datetime import datetime, timedelta
from enum import StrEnum

from portal.people.rules import EMAIL

FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=1)
PATIENCE = timedelta(days=4)
MOST_SUBJECT = 150
MOST_REASON = 300
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


class MailState(StrEnum):
    """What has become of a message: waits, is being handed over, sent, given up, not needed, or nobody knows."""

    WAITING = "waiting"
    HANDED = "handed"
    SENT = "sent"
    GIVEN_UP = "given-up"
    DROPPED = "dropped"
    UNKNOWN = "unknown"


def wait_after(attempts: int) -> timedelta:
    """Return how long to wait after so many attempts: twice as long each time, an hour at most."""
    doublings: int = min(max(attempts - 1, 0), 10)
    return min(LONGEST_WAIT, FIRST_WAIT * (1 << doublings))


def is_hopeless(made_at: datetime, now: datetime) -> bool:
    """Whether it has been tried for long enough."""
    return now - made_at >= PATIENCE


def head_text(text: str, most: int = MOST_SUBJECT) -> str:
    """Return a text as it may stand in a message's head: one line, nothing unseen, no longer than it is read."""
    line = " ".join(UNSEEN.sub(" ", text).split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def why_not_address(address: str) -> str | None:
    """Return why nothing can be sent to the address, or None."""
    if not address:
        return "Personen har ingen e-postadress."
    if UNSEEN.search(address) or not EMAIL.fullmatch(address) or len(address) > 254:
        return "E-postadressen är ingen adress."
    if not address.isascii():
        return "E-postadressen har tecken som inte alla servrar tar emot."
    return None
