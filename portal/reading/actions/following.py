"""What is projected anew when the journal tells of something."""

from collections.abc import Iterable
from datetime import date, datetime

from portal.control.models.documents import Document
from portal.journal.models import Entry
from portal.lib.refs import Ref
from portal.people.models import Person
from portal.reading.actions.renewing import renew_all, renew_documents, renew_persons

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


def renew_told(entries: Iterable[Entry], now: datetime, today: date) -> None:
    """Project anew what the entries tell of; where the tree of units has changed, everything."""
    subjects = [(Ref.parse(entry.subject), entry.verb) for entry in entries]
    if any(ref.kind == "unit" for ref, _ in subjects):
        renew_all(now, today)
        return
    keys = {ref.key for ref, verb in subjects if verb in OF_PERSONS}
    if keys:
        renew_persons({person for (person,) in rows_of(Person.key, keys)}, now, today)
    numbers = {ref.key for ref, verb in subjects if verb in OF_DOCUMENTS}
    if numbers:
        renew_documents([document for (document,) in rows_of(Document.number, numbers)], now, today)


def rows_of(column: object, names: set[str]) -> Iterable[tuple[int]]:
    """Return the ids of the rows with these names: one query."""
    table = column.model  # type: ignore[attr-defined]
    rows: Iterable[tuple[int]] = table.select(table.id).where(column.in_(list(names))).tuples()  # type: ignore[attr-defined]
    return rows
