"""Notices follow the journal: what happened to a thing is told to those whom it concerns."""

from portal.journal.follow import Follower
from portal.journal.models import Entry
from portal.lib.refs import Ref
from portal.notices.actions.forgetting import forget_unreadable
from portal.notices.actions.noticing import DOCUMENT, Scene, tell
from portal.notices.tellings import event_of, tellings_here, tellings_of
from portal.people.queries.units import unit_facts
from portal.web.portal import running

# What can take a right away: from the readers of a document, from a person, from many.
OF_DOCUMENTS = frozenset(
    {"version-approved", "version-took-effect", "decision-revoked", "document-placed", "document-owner-changed",
     "document-withdrawn", "version-submitted", "submission-recalled"}
)  # fmt: skip
OF_PERSONS = frozenset({"place-ended", "person-changed", "person-placed", "deputy-ended", "person-disabled"})


def take(entries: list[Entry]) -> None:
    """Make the notices of the entries, then delete the unread ones that may not be known of any more."""
    portal = running()
    told = [(event_of(entry), tellings) for entry in entries if (tellings := tellings_of(entry.verb))]
    if told:
        scene = Scene(portal.now(), portal.today(), unit_facts(), bool(portal.config.smtp_url))
        for event, tellings in told:
            tell(event, tellings, scene)
    refs = {entry.subject for entry in entries if entry.verb in OF_DOCUMENTS and entry.subject.startswith(DOCUMENT)}
    keys = {Ref.parse(entry.subject).key for entry in entries if entry.verb in OF_PERSONS}
    if refs or keys:
        forget_unreadable(refs, keys, portal.today(), tellings_here().by_kind)


FOLLOWER = Follower("notices", take)
