"""What the portal already has of a document, in the words of the files: read in few queries however many there are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from portal.control.models.decisions import Approval, Return, Revocation, Submission
from portal.control.models.documents import Confirmation, Document, Redaction, Withdrawal
from portal.control.models.versions import Version
from portal.control.rules.status import VersionFact
from portal.control.rules.types import Mode
from portal.exchange.events import Confirming, Event, What, Withdrawing, in_turn
from portal.people.models import Person, Unit


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """A version in the portal: its text by digest, and what has happened to it."""

    id: int
    number: int
    author: str
    created: datetime
    digest: str
    events: tuple[Event, ...]

    @property
    def fact(self) -> VersionFact:
        """What the rules need to know of it."""
        return fact_of(self.number, self.events)


@dataclass(slots=True)
class StoredDocument:
    """A document in the portal; `redacted` are the digests of what has been taken out of it."""

    number: str
    unit: str
    versions: dict[int, StoredVersion] = field(default_factory=dict)
    confirmations: list[Confirming] = field(default_factory=list)
    withdrawal: Withdrawing | None = None
    redacted: set[str] = field(default_factory=set)


def fact_of(number: int, events: Iterable[Event]) -> VersionFact:
    """Return what the rules need to know of a version to which this has happened."""
    happened = {event.what: event for event in events}
    last = next((event.what for event in reversed(list(events)) if event.what in {What.SUBMITTED, What.RETURNED}), None)
    approval = happened.get(What.APPROVED)
    return VersionFact(
        number=number,
        submitted=What.SUBMITTED in happened,
        returned=last is What.RETURNED,
        valid_from=approval.valid_from if approval else None,
        review_by=approval.review_by if approval else None,
        revoked=What.REVOKED in happened,
    )


def find_stored(numbers: Iterable[str] | None = None) -> dict[str, StoredDocument]:
    """Return the documents by number; all of them unless numbers are given."""
    wanted = None if numbers is None else set(numbers)
    rows = Document.select(Document.id, Document.number, Unit.code).join(Unit).order_by(Document.number).tuples()
    by_id = {id_: StoredDocument(number, unit) for id_, number, unit in rows if wanted is None or number in wanted}
    events = all_events()
    columns = (Version.document_id, Version.id, Version.number, Person.key, Version.created_at, Version.sha256)
    versions = Version.select(*columns).join(Person, on=Version.author).order_by(Version.number)
    for document, id_, number, author, created, digest in versions.tuples():
        if document in by_id:
            stored = StoredVersion(id_, number, author, created, digest, tuple(events[id_]))
            by_id[document].versions[number] = stored
    for row in joined(Confirmation).order_by(Confirmation.at, Confirmation.id):
        if row.document_id in by_id:
            confirming = Confirming(row.at, row.by.key, row.review_by, row.note)
            by_id[row.document_id].confirmations.append(confirming)
    for row in joined(Withdrawal):
        if row.document_id in by_id:
            withdrawing = Withdrawing(row.on, row.by.key, row.at, row.reason, row.replaced_by)
            by_id[row.document_id].withdrawal = withdrawing
    for id_, digest in Redaction.select(Redaction.document_id, Redaction.sha256).tuples():
        if id_ in by_id:
            by_id[id_].redacted.add(digest)
    return {document.number: document for document in by_id.values()}


def all_events() -> dict[int, list[Event]]:
    """Return what has happened to each version, by its id: handed in and sent back in turn, then decided."""
    submitted, returned = defaultdict(list), defaultdict(list)
    for row in joined(Submission).order_by(Submission.id):
        keys = row.approvers.split()
        approvers = tuple(keys if row.mode == Mode.IN_ORDER else sorted(keys))
        asked = {"approvers": approvers, "reviewers": tuple(row.reviewers.split()), "mode": row.mode}
        submitted[row.version_id].append(Event(What.SUBMITTED, row.by.key, row.at, **asked))
    for row in joined(Return).order_by(Return.id):
        returned[row.version_id].append(Event(What.RETURNED, row.by.key, row.at, reason=row.reason))
    events = defaultdict(list, {id_: in_turn(submitted[id_], returned[id_]) for id_ in list(submitted)})
    for row in joined(Approval):
        decided = {"valid_from": row.valid_from, "review_by": row.review_by, "reference": row.reference}
        events[row.version_id].append(Event(What.APPROVED, row.by.key, row.at, **decided))
    for row in joined(Revocation):
        events[row.version_id].append(Event(What.REVOKED, row.by.key, row.at, reason=row.reason))
    return events


def joined(table: Any) -> Any:
    """Return the rows of a table with who did it."""
    return table.select(table, Person).join(Person, on=table.by)
