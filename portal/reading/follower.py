"""Who is to read what follows the journal: decisions, demands, and who comes, moves and leaves."""

from portal.control.models.documents import Document
from portal.journal.follow import Follower
from portal.journal.models import Entry
from portal.lib.refs import Ref
from portal.people.models import Person
from portal.reading.actions.renewing import renew_all, renew_documents, renew_persons
from portal.web.portal import running

OF_DOCUMENTS = frozenset(
    {
        "reading-demanded",
        "reading-demand-ended",
        "version-approved",
        "version-took-effect",
        "decision-revoked",
        "document-withdrawn",
    }
)
OF_PERSONS = frozenset(
    {"person-created", "person-changed", "person-disabled", "person-enabled", "person-placed", "place-ended"}
)


def take(entries: list[Entry]) -> None:
    """Project anew what the entries tell of; where the tree of units has changed, everything."""
    portal = running()
    now, today = portal.now(), portal.today()
    subjects = [(Ref.parse(entry.subject), entry.verb) for entry in entries]
    if any(ref.kind == "unit" for ref, _ in subjects):
        renew_all(now, today)
        return
    keys = {ref.key for ref, verb in subjects if verb in OF_PERSONS}
    if keys:
        renew_persons(persons_with(keys), now, today)
    numbers = {ref.key for ref, verb in subjects if verb in OF_DOCUMENTS}
    if numbers:
        rows = Document.select(Document.id).where(Document.number.in_(list(numbers)))
        renew_documents([document for (document,) in rows.tuples()], now, today)


def persons_with(keys: set[str]) -> set[int]:
    """Return the ids of the persons with these keys."""
    return {person for (person,) in Person.select(Person.id).where(Person.key.in_(list(keys))).tuples()}


READING = Follower("reading", take)
