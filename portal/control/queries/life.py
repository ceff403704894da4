"""All that has happened to a document, in a few questions however long its life."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from typing import Any

from peewee import SQL, Case, fn

from portal.control.deed import document_ref
from portal.control.models.decisions import Comment, Consent, Return, Review, Submission
from portal.control.models.documents import Confirmation, Document, Redaction
from portal.control.models.versions import Translation, Version
from portal.journal.models import Entry
from portal.lib import clock
from portal.people.models import Person

NOTHING = SQL("''")
MOVES = ("document-placed", "document-owner-changed", "version-restored", "writer-invited")


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened: what sort, to which version (its row, None for the document), when, who, in what words.

    `more` is what the sort needs beside: a language, the subject of a redaction, the day of a review, the row of a
    comment and what became of it.
    """

    sort: str
    version: int | None
    at: datetime
    who: str
    words: str
    more: str


@dataclass(frozen=True, slots=True)
class Move:
    """An entry of the journal that tells of a move or another's hands: who by key, and the entry's facts."""

    verb: str
    at: datetime
    who: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Life:
    """What has happened beside what the versions' own lines tell; `names` are of persons by key."""

    steps: tuple[Step, ...] = ()
    moves: tuple[Move, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


def life_of(document: Document) -> Life:
    """Return the document's life: three queries."""
    steps = tuple(
        Step(sort, version and int(version), at, who, words or "", more or "")
        for sort, version, at, who, words, more in steps_of(document).tuples()
    )
    moves = tuple(moves_of(document))
    return Life(steps, moves, names_in(moves))


def steps_of(document: Document) -> Any:
    """Return the one query for all steps; each part has the same six columns, all of them text but the second."""
    versions = Version.select(Version.id).where(Version.document == document)
    submitted = Submission.select(Submission.id).where(Submission.version.in_(versions))
    parts = [
        of_versions("submitted", Submission, NOTHING, versions),
        of_versions("returned", Return, Return.reason, versions),
        of_submissions("reviewed", Review, NOTHING, submitted),
        of_submissions("agreed", Consent, Consent.note, submitted),
        of_document("confirmed", Confirmation, Confirmation.note, days_of_review(), document),
        of_document("redacted", Redaction, Redaction.ground, Redaction.subject, document),
        decided_translations(versions),
        said(versions),
        resolved(versions),
    ]
    return reduce(lambda one, other: one.union_all(other), parts)


def of_versions(sort: str, table: Any, words: Any, versions: Any) -> Any:
    """Return a part of the union: what happened to the versions, and who did it."""
    rows = table.select(SQL(f"'{sort}'"), table.version, table.at, Person.name, words, NOTHING)
    return rows.join(Person, on=(table.by == Person.id)).where(table.version.in_(versions))


def of_submissions(sort: str, table: Any, words: Any, submitted: Any) -> Any:
    """Return a part of the union: what was said of what was handed in, and by whom."""
    rows = table.select(SQL(f"'{sort}'"), Submission.version, table.at, Person.name, words, NOTHING)
    rows = rows.join(Person, on=(table.by == Person.id)).switch(table).join(Submission)
    return rows.where(table.submission.in_(submitted))


def of_document(sort: str, table: Any, words: Any, more: Any, document: Document) -> Any:
    """Return a part of the union: what happened to the document as a whole, and who did it."""
    rows = table.select(SQL(f"'{sort}'"), SQL("cast(null as integer)"), table.at, Person.name, words, more)
    return rows.join(Person, on=(table.by == Person.id)).where(table.document == document)


def decided_translations(versions: Any) -> Any:
    """Return a part of the union: the decided translations; the words are the name of who decided."""
    approver, row = Person.alias(), Translation
    rows = row.select(SQL("'translated'"), row.version, row.approved_at, Person.name, approver.name, row.language)
    rows = rows.join(Person, on=(row.translator == Person.id)).switch(row)
    return rows.join(approver, on=(row.approved_by == approver.id)).where(row.version.in_(versions))


def said(versions: Any) -> Any:
    """Return a part of the union: the comments, the suggestions and the answers, with the row that each belongs to."""
    is_answer, is_suggestion = Comment.answers.is_null(is_null=False), Comment.suggestion.is_null(is_null=False)
    sorts = (is_answer, SQL("'answered'")), (is_suggestion, SQL("'suggested'"))
    words = Case(None, ((Comment.text == "", Comment.suggestion),), Comment.text)
    belongs_to = fn.COALESCE(Comment.answers, Comment.id).cast("text")
    rows = Comment.select(
        Case(None, sorts, SQL("'commented'")), Comment.version, Comment.at, Person.name, words, belongs_to
    )
    return rows.join(Person, on=(Comment.by == Person.id)).where(Comment.version.in_(versions))


def resolved(versions: Any) -> Any:
    """Return a part of the union: what became of the comments, and who saw to it."""
    more = Comment.id.cast("text").concat(" ").concat(Comment.outcome)
    rows = Comment.select(SQL("'resolved'"), Comment.version, Comment.resolved_at, Person.name, NOTHING, more)
    return rows.join(Person, on=(Comment.resolved_by == Person.id)).where(Comment.version.in_(versions))


def days_of_review() -> Any:
    """Return the day that a confirmation was made for, and the day of the next review, in one column."""
    return Confirmation.on.cast("text").concat(" ").concat(Confirmation.review_by.cast("text"))


def moves_of(document: Document) -> Iterable[Move]:
    """Yield what the journal tells of moves, owners and others' hands, oldest first: one query."""
    subject = str(document_ref(document.number))
    rows = Entry.select(Entry.verb, Entry.at, Entry.actor, Entry.facts)
    for row in rows.where((Entry.subject == subject) & Entry.verb.in_(MOVES)).order_by(Entry.number):
        facts = json.loads(row.facts)
        at = clock.from_text(facts["done"]) if "done" in facts else row.at
        yield Move(row.verb, at, facts.get("by", row.actor), facts)


def names_in(moves: Iterable[Move]) -> dict[str, str]:
    """Return the names of all the persons that the moves tell of, by key: one query, none when there are none."""
    told = {move.facts.get(fact, "") for move in moves for fact in ("owner", "owner_before", "person")}
    keys = told.union(move.who for move in moves) - {""}
    return dict(Person.select(Person.key, Person.name).where(Person.key.in_(sorted(keys))).tuples()) if keys else {}
