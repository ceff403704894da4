"""Reads of one document and its versions: what a page needs, in few queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import JOIN, fn

from portal.control.models import (
    Alias,
    Approval,
    Attachment,
    Confirmation,
    Document,
    Grant,
    Return,
    Revocation,
    Submission,
    Version,
    Withdrawal,
)
from portal.control.rules import Status, VersionFact, current_of, status_of
from portal.lib.errors import NotFoundError
from portal.people.models import Person, Unit
from portal.people.rules import may_read

LIMIT = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Happening:
    """Who did something to a version, when, and in what words."""

    by: str
    at: datetime
    text: str = ""


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version in a document's history."""

    id: int
    number: int
    title: str
    change_note: str
    significance: str
    fact: VersionFact
    status: Status
    author: str
    created_at: datetime
    grants: frozenset[str]
    submission: Happening | None
    returned: Happening | None
    approval: Happening | None
    revocation: Happening | None

    @property
    def label(self) -> str:
        """The status in words."""
        return self.status.label


@dataclass(frozen=True, slots=True)
class History:
    """A document with all of its versions that the reader may know of, newest first."""

    document: Document
    versions: tuple[VersionLine, ...]
    withdrawal: Withdrawal | None
    confirmations: tuple[Confirmation, ...]
    current: VersionLine | None

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
    """Return the document by its number, with unit, owner and process lead: one query."""
    owner, lead = Person.alias(), Person.alias()
    return (
        Document.select(Document, Unit, owner, lead)
        .join(Unit)
        .switch(Document)
        .join(owner, JOIN.LEFT_OUTER, on=(Document.owner == owner.id), attr="owner")
        .switch(Document)
        .join(lead, JOIN.LEFT_OUTER, on=(Document.process_lead == lead.id), attr="process_lead")
        .where(Document.number == number)
        .first()
    )


def find_alias(number: str) -> str | None:
    """Return the number that a former number leads to, or None."""
    row = Alias.select(Alias, Document).join(Document).where(Alias.number == number).first()
    return row.document.number if row else None


def get_history(number: str, tokens: frozenset[str], today: date) -> History:
    """Return the document with what the reader may know of it. Raises NotFoundError, also when that is nothing."""
    document = find_document(number)
    lines = version_lines(document, today) if document else []
    seen = tuple(line for line in lines if may_read(tokens, readers_of(line, document)))
    if document is None or not seen:
        message = f"Dokumentet {number} finns inte, eller så får du inte läsa det."
        raise NotFoundError(message)
    current = current_of([line.fact for line in seen], today)
    return History(
        document,
        seen,
        Withdrawal.select(Withdrawal, Person).join(Person).where(Withdrawal.document == document).first(),
        tuple(
            Confirmation.select(Confirmation, Person)
            .join(Person)
            .where(Confirmation.document == document)
            .order_by(Confirmation.at.desc())
        ),
        next((line for line in seen if current and line.number == current.number), None),
    )


def readers_of(line: VersionLine, document: Document) -> Iterable[str]:
    """Return the tokens that open a version: its audience once decided, before that those who work on it."""
    if line.fact.valid_from is not None and not line.fact.revoked:
        return line.grants
    approvers = line.submission.text.split() if line.submission else []
    people = [line.author, *approvers, *([document.owner.key] if document.owner else [])]
    return {*(f"person:{key}" for key in people), f"role:quality_lead@{document.unit.code}"}


def version_lines(document: Document, today: date) -> list[VersionLine]:
    """Return every version of the document, newest first, each with the last that happened to it: one query."""
    people = {name: Person.alias() for name in ("author", "submitter", "returner", "approver", "revoker")}
    grants = Grant.select(fn.GROUP_CONCAT(Grant.token, " ")).where(Grant.version == Version.id)
    if hasattr(Document._meta.database.obj, "server_version"):  # noqa: SLF001 - PostgreSQL has another word for it
        grants = Grant.select(fn.STRING_AGG(Grant.token, " ")).where(Grant.version == Version.id)
    rows = (
        Version.select(Version.id, Version.number, Version.title, Version.change_note, Version.significance)
        .select_extend(Version.created_at, Version.withdrawn, Version.valid_from, Version.valid_until)
        .select_extend(Version.review_by, grants.alias("grants"), people["author"].key.alias("author"))
        .select_extend(Submission.at.alias("submitted_at"), Submission.approvers, people["submitter"].key.alias("sub_by"))
        .select_extend(Return.at.alias("returned_at"), Return.reason.alias("ret_text"), people["returner"].name.alias("ret_by"))
        .select_extend(Approval.at.alias("approved_at"), Approval.reference, people["approver"].name.alias("app_by"))
        .select_extend(Revocation.at.alias("revoked_at"), Revocation.reason.alias("rev_text"), people["revoker"].name.alias("rev_by"))
        .join(people["author"], on=(Version.author == people["author"].id))
    )
    for table, column, name in (
        (Submission, Submission.by, "submitter"),
        (Return, Return.by, "returner"),
        (Approval, Approval.by, "approver"),
        (Revocation, Revocation.by, "revoker"),
    ):
        rows = rows.switch(Version).join(table, JOIN.LEFT_OUTER, on=(table.version == Version.id))
        rows = rows.join(people[name], JOIN.LEFT_OUTER, on=(column == people[name].id))
    ordered = rows.where(Version.document == document).order_by(Version.number, Submission.id, Return.id).dicts()
    latest = {row["number"]: row for row in ordered}
    return [line_of(row, today) for row in reversed(latest.values())]


def line_of(row: dict[str, Any], today: date) -> VersionLine:
    """Return the line that a row of `version_lines` tells."""
    submitted, returned = row["submitted_at"], row["returned_at"]
    fact = VersionFact(
        number=row["number"],
        submitted=submitted is not None,
        returned=returned is not None and submitted is not None and returned >= submitted,
        valid_from=row["valid_from"],
        valid_until=row["valid_until"],
        review_by=row["review_by"],
        revoked=row["revoked_at"] is not None,
        withdrawn=bool(row["withdrawn"]),
    )
    return VersionLine(
        id=row["id"],
        number=row["number"],
        title=row["title"],
        change_note=row["change_note"],
        significance=row["significance"],
        fact=fact,
        status=status_of(fact, today),
        author=row["author"],
        created_at=row["created_at"],
        grants=frozenset((row["grants"] or "").split()),
        submission=happening(row["sub_by"], submitted, row["approvers"]),
        returned=happening(row["ret_by"], returned, row["ret_text"]) if fact.returned else None,
        approval=happening(row["app_by"], row["approved_at"], row["reference"]),
        revocation=happening(row["rev_by"], row["revoked_at"], row["rev_text"]),
    )


def happening(by: str | None, at: datetime | None, text: str | None) -> Happening | None:
    """Return what happened, or None when it has not."""
    return Happening(by or "", at, text or "") if at else None


def get_version(line: VersionLine) -> Version:
    """Return the whole version behind a line."""
    return Version.get_by_id(line.id)


def attachments_of(line: VersionLine) -> Sequence[Attachment]:
    """Return the version's attachments in order."""
    return list(Attachment.select().where(Attachment.version == line.id).order_by(Attachment.position))


def get_attachment(line: VersionLine, filename: str) -> Attachment:
    """Return one attachment. Raises NotFoundError."""
    found = Attachment.get_or_none((Attachment.version == line.id) & (Attachment.filename == filename))
    if found is None:
        message = f"Filen {filename} finns inte i version {line.number}."
        raise NotFoundError(message)
    return found
