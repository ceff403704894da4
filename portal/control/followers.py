"""What control does when the journal tells that a person leaves."""

import json

from portal.control.actions.owners import hand_over
from portal.journal.follow import Follower
from portal.journal.models import Entry
from portal.lib.refs import Ref
from portal.people.models import Person
from portal.web.portal import running

LEAVING = frozenset({"person-disabled", "person-changed", "place-ended"})


def take(entries: list[Entry]) -> None:
    """Give the documents of those who have left to whom was named as their successor, or else to the manager."""
    portal = running()
    for entry in entries:
        if entry.verb in LEAVING:
            heir = Person.get_or_none(Person.key == json.loads(entry.facts).get("successor", ""))
            leaver = Ref.parse(entry.subject).key
            hand_over(entry.actor, now=portal.now(), today=portal.today(), owners=[leaver], heir=heir)


OWNERS = Follower("owners", take)
