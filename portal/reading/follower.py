"""Who is to read what follows the journal: decisions, demands, and who comes, moves and leaves."""

from portal.journal.follow import Follower
from portal.journal.models import Entry
from portal.reading.actions.following import renew_told
from portal.web.portal import running


def take(entries: list[Entry]) -> None:
    """Project anew what the entries tell of."""
    portal = running()
    renew_told(entries, portal.now(), portal.today())


READING = Follower("reading", take)
