"""A document's versions as a history tells them: who did what, when, and what each is today."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import JOIN, fn

from portal.control.models.decisions import Approval, Return, Revocation, Submission
from portal.control.models.documents import Document
from portal.control.models.versions import Contribution, Grant, Translation, Version
from portal.control.rules import work
from portal.control.rules.status import Status, VersionFact, status_of
from portal.people.models import Person
from portal.store import database


@dataclass(frozen=True, slots=True)
class Happening:
    """Who did something to a version (their name), when, and in what words."""

    by: str
    at: datetime
    text: str = ""


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version in a document's history. `author` is a person's key, `author_name` what they are called.

    `writers` are the keys of those who have written in it beside the author, `submitters` of who has handed it in,
    `asked` of who was last asked to review or decide it. `languages` are the codes of those that it is translated to,
    `awaiting` of translations to be decided.
    """

    id: int
    number: int
    title: str
    change_note: str
    significance: str
    fact: VersionFact
    status: Status
    author: str
    author_name: str
    created_at: datetime
    grants: frozenset[str]
    writers: frozenset[str]
    asked: frozenset[str]
    submitters: frozenset[str]
    submission: Happening | None
    returned: Happening | None
    approval: Happening | None
    revocation: Happening | None
    languages: frozenset[str] = frozenset()
    awaiting: frozenset[str] = frozenset()

    @property
    def hands(self) -> frozenset[str]:
        """The keys of all who have written in it or handed it in: they do not decide about it."""
        return self.writers | self.submitters | {self.author}


def workers_on(line: VersionLine, document: Document) -> frozenset[str]:
    """Return the tokens of those who work on a version."""
    people = {line.author, *line.writers, *line.asked}
    owner = document.owner.key if document.owner else None
    return work.workers_on(people, document.unit.code, owner=owner, handed_in=line.submission is not None)


def readers_of(line: VersionLine, document: Document) -> frozenset[str]:
    """Return the tokens that open a version: its audience once decided, before that those who work on it."""
    return line.grants if line.fact.is_decided else workers_on(line, document)


def version_lines(document: Document, today: date) -> list[VersionLine]:
    """Return every version of the document, newest first, each with the last that happened to it: one query."""
    people = {name: Person.alias() for name in ("author", "submitter", "returner", "approver", "revoker")}
    joined = fn.GROUP_CONCAT if database.is_sqlite() else fn.STRING_AGG
    grants = Grant.select(joined(Grant.token, " ")).where(Grant.version == Version.id)
    writer = Person.alias()
    writers = Contribution.select(joined(writer.key, " ")).join(writer).where(Contribution.version == Version.id)
    spoken = Translation.select(joined(Translation.language, " ")).where(Translation.version == Version.id)
    is_done = Translation.approved_at.is_null(is_null=False)
    waits = Translation.approved_at.is_null() & Translation.handed_in_at.is_null(is_null=False)
    sender, sent = Person.alias(), Submission.alias()
    submitters = sent.select(joined(sender.key, " ")).join(sender, on=(sent.by == sender.id))
    submitters = submitters.where(sent.version == Version.id)
    rows = (
        Version.select(Version.id, Version.number, Version.title, Version.change_note, Version.significance)
        .select_extend(Version.created_at, Version.withdrawn, Version.valid_from, Version.valid_until)
        .select_extend(Version.review_by, grants.alias("grants"), writers.alias("writers"))
        .select_extend(people["author"].key.alias("author"), Submission.reviewers, submitters.alias("submitters"))
        .select_extend(people["author"].name.alias("author_name"))
        .select_extend(spoken.where(is_done).alias("languages"), spoken.where(waits).alias("awaiting"))
        .select_extend(Submission.at.alias("submitted_at"), Submission.approvers, Return.at.alias("returned_at"))
        .select_extend(Return.reason.alias("ret_text"), Approval.at.alias("approved_at"), Approval.reference)
        .select_extend(Revocation.at.alias("revoked_at"), Revocation.reason.alias("rev_text"))
        .select_extend(people["submitter"].name.alias("sub_by"), people["returner"].name.alias("ret_by"))
        .select_extend(people["approver"].name.alias("app_by"), people["revoker"].name.alias("rev_by"))
        .join(people["author"], on=(Version.author == people["author"].id))
    )
    for table, on, name in (
        (Submission, Submission.version == Version.id, "submitter"),
        (Return, Return.submission == Submission.id, "returner"),
        (Approval, Approval.version == Version.id, "approver"),
        (Revocation, Revocation.version == Version.id, "revoker"),
    ):
        rows = rows.switch(Version).join(table, JOIN.LEFT_OUTER, on=on)
        rows = rows.join(people[name], JOIN.LEFT_OUTER, on=(table.by == people[name].id))
    ordered = rows.where(Version.document == document).order_by(Version.number, Submission.id).dicts()
    latest = {row["number"]: row for row in ordered}
    return [line_of(row, today) for row in reversed(latest.values())]


def line_of(row: dict[str, Any], today: date) -> VersionLine:
    """Return the line that a row of `version_lines` tells."""
    submitted, returned = row["submitted_at"], row["returned_at"]
    fact = VersionFact(
        number=row["number"],
        submitted=submitted is not None,
        returned=returned is not None,
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
        author_name=row["author_name"],
        created_at=row["created_at"],
        grants=frozenset((row["grants"] or "").split()),
        writers=frozenset((row["writers"] or "").split()),
        asked=frozenset(f"{row['approvers'] or ''} {row['reviewers'] or ''}".split()),
        submitters=frozenset((row["submitters"] or "").split()),
        submission=happening(row["sub_by"], submitted, row["approvers"]),
        returned=happening(row["ret_by"], returned, row["ret_text"]),
        approval=happening(row["app_by"], row["approved_at"], row["reference"]),
        revocation=happening(row["rev_by"], row["revoked_at"], row["rev_text"]),
        languages=frozenset((row["languages"] or "").split()),
        awaiting=frozenset((row["awaiting"] or "").split()),
    )


def happening(by: str | None, at: datetime | None, text: str | None) -> Happening | None:
    """Return what happened, or None when it has not."""
    return Happening(by or "", at, text or "") if at else None
