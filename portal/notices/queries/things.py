"""What notices are about, as far as rights and titles need it: a few questions for all of a page."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN, chunked, fn

from portal.control.models.decisions import Submission
from portal.control.models.documents import Document, DocumentArea, ProcessArea
from portal.control.models.versions import Contribution, Grant, Version
from portal.control.rules.work import workers_on
from portal.lib.refs import Ref
from portal.notices.models import Notice
from portal.notices.rules.rights import DocumentKnown, VersionKnown, may_be_told
from portal.people.models import Person, Unit
from portal.services.models import Service
from portal.store import database

AT_A_TIME = 200


def documents_known(numbers: Iterable[str], today: date) -> dict[str, DocumentKnown]:
    """Return the documents with these numbers and what opens each of their versions: one query for some hundred."""
    found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for some in chunked(sorted(set(numbers)), AT_A_TIME):
        for row in version_rows().where(Document.number.in_(some)).order_by(Version.number).dicts():
            found[row["document"]].append(row)
    return {number: document_known(number, rows, today) for number, rows in found.items()}


def joined(rows: Any, column: Any) -> Any:
    """Return the values that a query finds, as one text."""
    return rows.select((fn.GROUP_CONCAT if database.is_sqlite() else fn.STRING_AGG)(column, " "))


def version_rows() -> Any:
    """Return the query for versions with what opens them."""
    author, owner, writer = Person.alias(), Person.alias(), Person.alias()
    writers = Contribution.select().join(writer).where(Contribution.version == Version.id)
    areas = DocumentArea.select().join(ProcessArea).where(DocumentArea.document == Version.document)
    last = Submission.select(fn.MAX(Submission.id)).where(Submission.version == Version.id)
    return (
        Version.select(Document.number.alias("document"), Unit.code.alias("unit"), Version.number, Version.title)
        .select_extend(Version.decided, Version.withdrawn, Version.valid_from, Version.valid_until)
        .select_extend(author.key.alias("author"), owner.key.alias("owner"))
        .select_extend(Submission.id.alias("submission"), Submission.approvers, Submission.reviewers)
        .select_extend(joined(writers, writer.key).alias("writers"))
        .select_extend(joined(Grant.select().where(Grant.version == Version.id), Grant.token).alias("grants"))
        .select_extend(joined(areas, ProcessArea.key).alias("areas"))
        .join(Document)
        .join(Unit)
        .join_from(Document, owner, JOIN.LEFT_OUTER, on=(Document.owner == owner.id))
        .join_from(Version, author, on=(Version.author == author.id))
        .join_from(Version, Submission, JOIN.LEFT_OUTER, on=(Submission.id == last))
    )


def document_known(number: str, rows: list[Mapping[str, Any]], today: date) -> DocumentKnown:
    """Return the document that the rows of its versions tell of."""
    versions = {row["number"]: version_known(row) for row in rows}
    begun = [row for row in rows if row["decided"] and row["valid_from"] <= today]
    applies = next((row for row in reversed(begun) if applies_on(row, today)), None)
    ended = max((row for row in begun if row["withdrawn"]), key=lambda row: row["number"], default=None)
    speaks = applies or ended
    areas = tuple((rows[0]["areas"] or "").split())
    return DocumentKnown(number, rows[0]["unit"], versions, versions[speaks["number"]] if speaks else None, areas)


def applies_on(row: Mapping[str, Any], today: date) -> bool:
    """Whether a version that has begun to apply still does."""
    return row["valid_until"] is None or row["valid_until"] > today


def version_known(row: Mapping[str, Any]) -> VersionKnown:
    """Return the version that a row tells of."""
    people = f"{row['author']} {row['writers'] or ''} {row['approvers'] or ''} {row['reviewers'] or ''}".split()
    workers = workers_on(people, row["unit"], owner=row["owner"], handed_in=row["submission"] is not None)
    audience = frozenset((row["grants"] or "").split())
    return VersionKnown(row["number"], row["title"], bool(row["decided"]), audience, workers)


def names_of_services(keys: Iterable[str]) -> dict[str, str]:
    """Return the names of the services by key: one query, none when there are none."""
    wanted = sorted(set(keys))
    return dict(Service.select(Service.key, Service.name).where(Service.key.in_(wanted)).tuples()) if wanted else {}


def hands_on(number: str, version: int) -> frozenset[str]:
    """Return the keys of who has written in a version or handed it in: two queries."""
    author, writer, sender = Person.alias(), Person.alias(), Person.alias()
    rows = (
        Version.select(author.key, writer.key)
        .join(Document)
        .join_from(Version, author, on=(Version.author == author.id))
        .join_from(Version, Contribution, JOIN.LEFT_OUTER, on=(Contribution.version == Version.id))
        .join(writer, JOIN.LEFT_OUTER, on=(Contribution.by == writer.id))
        .where((Document.number == number) & (Version.number == version))
    )
    senders = Submission.select(sender.key).join(sender, on=(Submission.by == sender.id)).switch(Submission)
    senders = senders.join(Version).join(Document)
    senders = senders.where((Document.number == number) & (Version.number == version))
    found = {key for row in rows.tuples() for key in row} | {key for (key,) in senders.tuples()}
    return frozenset(key for key in found if key)


def asked_about(number: str, version: int) -> frozenset[str]:
    """Return the keys of who was last asked to decide or review a version: one query."""
    rows = Submission.select(Submission.approvers, Submission.reviewers).join(Version).join(Document)
    rows = rows.where((Document.number == number) & (Version.number == version)).order_by(Submission.id.desc())
    last = rows.tuples().first()
    return frozenset(f"{last[0]} {last[1]}".split()) if last else frozenset()


@dataclass(frozen=True, slots=True)
class Known:
    """What notices are about, read together: documents by number, services' and units' names by key."""

    documents: Mapping[str, DocumentKnown]
    services: Mapping[str, str]
    units: Mapping[str, str]


def known_of(rows: Iterable[Notice], today: date, units: Mapping[str, str]) -> Known:
    """Read what these notices are about: two queries at most."""
    refs = {Ref.parse(ref) for ref in {row.ref for row in rows}}
    numbers = {ref.key for ref in refs if ref.kind == "document"}
    return Known(
        documents_known(numbers, today), names_of_services(ref.key for ref in refs if ref.kind == "service"), units
    )


def may_know_of(row: Notice, facts: Mapping[str, Any], known: Known, tokens: frozenset[str], *, at_work: bool) -> bool:
    """Whether a reader with these tokens may be shown a notice today; a service is public as long as there is one."""
    ref = Ref.parse(row.ref)
    if ref.kind != "document":
        return ref.key in known.services
    document = known.documents.get(ref.key)
    return document is not None and may_be_told(document, facts.get("version"), tokens, at_work=at_work)
