"""Introductions follow the journal: who comes, moves and leaves, and which lists are made."""

from portal.introduction.actions.beginning import renew_introductions
from portal.introduction.queries.newcomers import newly_placed, persons_by_key
from portal.journal.follow import Follower
from portal.journal.models import Entry
from portal.lib.refs import Ref
from portal.web.portal import running

OF_PERSONS = frozenset({"person-created", "person-disabled", "person-enabled", "person-placed", "place-ended"})
LIST_MADE = "introduction-list-made"


def take(entries: list[Entry]) -> None:
    """Begin, move and end the introductions of those whom the entries tell of."""
    portal = running()
    keys = {Ref.parse(entry.subject).key for entry in entries if entry.verb in OF_PERSONS}
    persons = persons_by_key(keys) if keys else set()
    if any(entry.verb == LIST_MADE for entry in entries):
        persons |= newly_placed(portal.today())
    if persons:
        renew_introductions(persons, portal.now(), portal.today())


INTRODUCTIONS = Follower("introduction", take)
