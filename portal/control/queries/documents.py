"""Reads of one document: what a page needs, in few queries."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from peewee import JOIN

from portal.control.models.documents import Alias, Confirmation, Document, Withdrawal
from portal.control.models.versions import Attachment, Version
from portal.control.queries.versions import VersionLine, readers_of, version_lines
from portal.control.rules.status import Status, current_of
from portal.lib.errors import NotFoundError
from portal.people.models import Person, Unit
from portal.people.rules import may_read
from portal.store import database


@dataclass(frozen=True, slots=True)
class Record:
    """A document with all of its versions, newest first, whoever may read them."""

    document: Document
    versions: tuple[VersionLine, ...]

    @property
    def withdrawal(self) -> Withdrawal | None:
        """The document's withdrawal, if any."""
        return getattr(self.document, "withdrawal", None)


@dataclass(frozen=True, slots=True)
class Content:
    """What a version holds: its row with the body, and its attachments in order."""

    version: Version
    attachments: tuple[Attachment, ...]


@dataclass(frozen=True, slots=True)
class History:
    """A document with all of its versions that the reader may know of, newest first.

    `stamp` is the number of the journal's last entry when it was read for a page, None when it was read for a deed.
    """

    document: Document
    versions: tuple[VersionLine, ...]
    withdrawal: Withdrawal | None
    current: VersionLine | None
    stamp: int | None = None

    def get(self, number: int) -> VersionLine:
        """Return a version. Raises NotFoundError for one that is not there, or not for the reader."""
        for line in self.versions:
            if line.number == number:
                return line
        message = f"Version {number} av {self.document.number} finns inte."
        raise NotFoundError(message)

    @property
    def in_force(self) -> VersionLine | None:
        """The version that applies, if any."""
        return next((line for line in self.versions if line.status.in_force), None)

    @property
    def open(self) -> VersionLine | None:
        """The version that is being worked on, if any."""
        return next((line for line in self.versions if line.status.is_open), None)

    @property
    def scheduled(self) -> VersionLine | None:
        """The version that is decided and will apply, if any."""
        return next((line for line in self.versions if line.status is Status.SCHEDULED), None)


def find_document(number: str) -> Document | None:
    """Return the document by its number, with unit, owner, process lead and withdrawal: one query."""
    owner, lead, withdrawer = Person.alias(), Person.alias(), Person.alias()
    return (
        Document.select(Document, Unit, owner, lead, Withdrawal, withdrawer)
        .join(Unit)
        .switch(Document)
        .join(owner, JOIN.LEFT_OUTER, on=(Document.owner == owner.id), attr="owner")
        .switch(Document)
        .join(lead, JOIN.LEFT_OUTER, on=(Document.process_lead == lead.id), attr="process_lead")
        .switch(Document)
        .join(Withdrawal, JOIN.LEFT_OUTER, on=(Withdrawal.document == Document.id), attr="withdrawal")
        .join(withdrawer, JOIN.LEFT_OUTER, on=(Withdrawal.by == withdrawer.id), attr="by")
        .where(Document.number == number)
        .first()
    )


def find_alias(number: str) -> str | None:
    """Return the number that a former number leads to, or None."""
    row = Alias.select(Alias, Document).join(Document).where(Alias.number == number).first()
    return row.document.number if row else None


def get_history(number: str, tokens: frozenset[str], today: date, stamp: int | None = None) -> History:
    """Return the document with what the reader may know of it. Raises NotFoundError, also when that is nothing.

    A page gives the journal's last number as `stamp`: what was read at that number is kept. A deed gives none.
    """
    record = find_record(number, today, stamp)
    seen = seen_by(tokens, record) if record else ()
    if record is None or not seen:
        message = f"Dokumentet {number} finns inte, eller så får du inte läsa det."
        raise NotFoundError(message)
    current = current_of([line.fact for line in seen], today)
    spoken_for = next((line for line in seen if current and line.number == current.number), None)
    return History(record.document, seen, record.withdrawal, spoken_for, stamp)


def seen_by(tokens: frozenset[str], record: Record) -> tuple[VersionLine, ...]:
    """Return the versions that a reader with these tokens may read."""
    return tuple(line for line in record.versions if may_read(tokens, readers_of(line, record.document)))


def find_record(number: str, today: date, stamp: int | None = None) -> Record | None:
    """Return the document with all its versions, or None: two queries, or none when it is kept from before."""
    if stamp is None:
        return read_record(number, today)
    return record_at(number, today, stamp, database.binding)


@lru_cache(maxsize=1024)
def record_at(number: str, today: date, _stamp: int, _binding: int) -> Record | None:
    """Return the document as it is at a number of the journal."""
    return read_record(number, today)


def read_record(number: str, today: date) -> Record | None:
    """Read the document with all its versions."""
    document = find_document(number)
    return Record(document, tuple(version_lines(document, today))) if document else None


def get_version(line: VersionLine) -> Version:
    """Return the whole version behind a line."""
    return Version.get_by_id(line.id)


def content_of(line: VersionLine, stamp: int | None = None) -> Content:
    """Return what the version holds: one query, or none when it is kept from before."""
    return read_content(line.id) if stamp is None else content_at(line.id, stamp, database.binding)


@lru_cache(maxsize=256)
def content_at(version: int, _stamp: int, _binding: int) -> Content:
    """Return what the version holds at a number of the journal."""
    return read_content(version)


def read_content(version: int) -> Content:
    """Read what the version holds."""
    rows = list(
        Version.select(Version, Attachment)
        .join(Attachment, JOIN.LEFT_OUTER, on=(Attachment.version == Version.id), attr="attachment")
        .where(Version.id == version)
        .order_by(Attachment.position)
    )
    attachments = (getattr(row, "attachment", None) for row in rows)
    return Content(rows[0], tuple(found for found in attachments if found is not None))


def get_attachment(line: VersionLine, filename: str) -> Attachment:
    """Return one attachment. Raises NotFoundError."""
    found = Attachment.get_or_none((Attachment.version == line.id) & (Attachment.filename == filename))
    if found is None:
        message = f"Filen {filename} finns inte i version {line.number}."
        raise NotFoundError(message)
    return found


def confirmations_of(document: Document) -> list[Confirmation]:
    """Return each time the document was confirmed as still valid, newest first, with who did it."""
    rows = Confirmation.select(Confirmation, Person).join(Person).where(Confirmation.document == document)
    return list(rows.order_by(Confirmation.at.desc()))
