"""Reads of what can be taken out of a version and its making, and of what has been."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from typing import Any

from peewee import SQL

from portal.control.models.decisions import Approval, Comment, Consent, Return, Revocation, Submission
from portal.control.models.documents import Confirmation, Document, Redaction, Withdrawal
from portal.control.models.versions import Attachment, Translation, Version
from portal.control.rules.redactions import MARK, SUBJECT
from portal.control.rules.translations import LANGUAGES
from portal.lib.text import excerpt
from portal.people.models import Person

# What else is told in words of a version or its document: the table, its column, and what it is called.
REASONS: dict[str, tuple[Any, Any, str]] = {
    "return": (Return, Return.reason, "Skälet till att versionen återsändes"),
    "consent": (Consent, Consent.note, "Anteckningen vid ett medgivande"),
    "approval": (Approval, Approval.reference, "Hänvisningen till protokollet"),
    "revocation": (Revocation, Revocation.reason, "Skälet till att beslutet återkallades"),
    "withdrawal": (Withdrawal, Withdrawal.reason, "Skälet till att dokumentet upphävdes"),
    "confirmation": (Confirmation, Confirmation.note, "Anteckningen vid en översyn"),
}
EXCERPT = 80


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that can be taken out: its part of the version, what it is called, and how it begins."""

    part: str
    label: str
    excerpt: str = ""


def things_of(version: Version, files: Iterable[Attachment]) -> list[Thing]:
    """Return what can be taken out of the version, and of what was said about it: two queries."""
    found = [Thing("text", "Hela texten"), Thing("title", "Titeln", version.title)]
    found += [Thing("note", "Vad som ändrades", version.change_note)] if version.change_note else []
    found += [
        Thing(f"file:{place}", f"Bilagan {file.filename}", file.title) for place, file in enumerate(files, start=1)
    ]
    columns = (Translation.id, Translation.language, Translation.title)
    of_version = Translation.select(*columns).where(Translation.version == version)
    for row in of_version.order_by(Translation.id):
        found.append(Thing(f"translation:{row.id}", f"Texten på {LANGUAGES[row.language].name}", row.title))
    for sort, key, words, who in said_of(version).tuples():
        label = f"Kommentar av {who}" if sort == "comment" else REASONS[sort][2]
        found.append(Thing(f"{sort}:{key}", label, excerpt(words, EXCERPT)))
    return [thing for thing in found if thing.excerpt != MARK]


def said_of(version: Version) -> Any:
    """Return the query for the comments on a version, and the reasons given about it and its document."""
    tables = {
        "comment": (Comment, Comment.text),
        **{name: (table, column) for name, (table, column, _) in REASONS.items()},
    }
    parts = [
        table.select(SQL(f"'{name}'").alias("sort"), table.id, column.alias("words"), Person.name)
        .join(Person, on=(table.by == Person.id))
        .where(belongs(name, version) & (column != ""))
        for name, (table, column) in tables.items()
    ]
    return reduce(lambda one, other: one.union_all(other), parts)


def belongs(name: str, version: Version) -> Any:
    """Return the condition that a comment or a row of `REASONS` is about the version, or about its document."""
    if name == "consent":
        return Consent.submission.in_(Submission.select(Submission.id).where(Submission.version == version))
    table = Comment if name == "comment" else REASONS[name][0]
    return table.document == version.document_id if hasattr(table, "document") else table.version == version


def redactions_of(document: Document) -> list[Redaction]:
    """Return what has been taken out of the document, oldest first, with who did it."""
    rows = Redaction.select(Redaction, Person).join(Person).where(Redaction.document == document)
    return list(rows.order_by(Redaction.at, Redaction.id))


def version_of(redaction: Redaction) -> int:
    """Return the number of the version that something was taken out of."""
    match = SUBJECT.fullmatch(redaction.subject)
    return int(match["version"]) if match else 0


def part_of(redaction: Redaction) -> str:
    """Return which sort of part of a version was taken out."""
    match = SUBJECT.fullmatch(redaction.subject)
    return match["part"].partition(":")[0] if match else ""


def times_taken(subjects: Iterable[str], first: str) -> int:
    """Return how many times the subject has been taken out of before."""
    return sum(subject == first or subject.startswith(f"{first}/") for subject in subjects)
