"""A version is discussed: comments on its paragraphs, answers, suggestions that are taken in or left."""

from portal.control.actions.drafts import save_draft
from portal.control.actions.holding import hold_document, hold_version, refuse
from portal.control.actions.rewording import passages_with, reworded
from portal.control.deed import Deed, document_ref
from portal.control.models.decisions import Comment, Review
from portal.control.models.versions import Version
from portal.control.queries.documents import read_record
from portal.control.queries.facts import last_submission
from portal.control.queries.versions import VersionLine, workers_on
from portal.control.rules.comments import (
    LEFT,
    TAKEN,
    why_not_comment,
    why_not_conclude,
    why_not_place,
    why_not_resolve,
    why_not_take,
)
from portal.lib.errors import ForbiddenError
from portal.people.rules import may_read
from portal.store.work import unit_of_work


def make_comment(
    deed: Deed, version: Version, *, paragraph: str = "", text: str = "", suggestion: str | None = None
) -> Comment:
    """Say something of a paragraph (by its digest) or, without one, of the whole version.

    `suggestion` is other words for the paragraph. Raises RefusedError, ForbiddenError for who does not work on it.
    """
    with unit_of_work():
        line, now = worked_on(deed, version)
        in_text, beside = passages_with(now, paragraph) if paragraph else ([], [])
        refuse(why_not_place(len(in_text + beside)) if paragraph else None)
        quote = "".join((in_text + beside)[:1])
        words = None if suggestion is None or not in_text or normal(suggestion) == quote else normal(suggestion)
        refuse(why_not_comment(line.fact, text, deed.today, rewords=words is not None))
        said = {"paragraph": paragraph, "quote": quote, "text": text.strip(), "suggestion": words}
        comment = Comment.create(version=version, by=deed.person, at=deed.at, **said)
        tell(deed, "comment-made", comment)
    return comment


def answer_comment(deed: Deed, comment: Comment, *, text: str) -> Comment:
    """Answer what was said. Raises RefusedError, ForbiddenError for who does not work on the version."""
    with unit_of_work():
        line, _ = worked_on(deed, comment.version)
        refuse(why_not_comment(line.fact, text, deed.today))
        answer = Comment.create(version=comment.version, answers=comment, text=text.strip(), by=deed.person, at=deed.at)
        tell(deed, "comment-answered", answer)
    return answer


def take_comment(deed: Deed, comment: Comment, *, seen: str = "") -> None:
    """Resolve a comment as heeded; what it suggests takes its paragraph's place in the draft. Raises RefusedError.

    `seen` is the digest of the version as the person read it.
    """
    version = comment.version
    deed.require("control.write", version.document.unit.code)
    with unit_of_work():
        line, now = worked_on(deed, version)
        now.sha256 = seen or now.sha256
        hold_version(now)
        refuse(why_not_resolve(line.fact, comment.outcome, deed.today))
        if comment.suggestion is not None:
            in_text, _ = passages_with(now, comment.paragraph)
            refuse(why_not_take(line.fact, len(in_text), deed.today))
            save_draft(deed, now, reworded(now, comment.paragraph, comment.suggestion))
        close(deed, comment, TAKEN)


def leave_comment(deed: Deed, comment: Comment) -> None:
    """Resolve a comment without heeding it; whoever made it may take it back so. Raises RefusedError."""
    with unit_of_work():
        line, _ = worked_on(deed, comment.version)
        if comment.by_id != deed.person.id:
            deed.require("control.write", comment.version.document.unit.code)
        refuse(why_not_resolve(line.fact, comment.outcome, deed.today))
        close(deed, comment, LEFT)


def close(deed: Deed, comment: Comment, outcome: str) -> None:
    """Write what became of the comment."""
    comment.outcome, comment.resolved_by = outcome, deed.person
    comment.resolved_at = deed.at  # type: ignore[assignment]
    comment.save(only=[Comment.outcome, Comment.resolved_by, Comment.resolved_at])
    tell(deed, "comment-resolved", comment, outcome=outcome)


def conclude_review(deed: Deed, version: Version) -> None:
    """Say that one has said what one has to say of what was handed in. Raises RefusedError."""
    with unit_of_work():
        line, _ = worked_on(deed, version)
        submission = last_submission(version)
        reviewers = frozenset(submission.reviewers.split()) if submission else frozenset()
        refuse(why_not_conclude(line.fact, deed.person.key, reviewers, deed.today))
        if Review.get_or_none((Review.submission == submission) & (Review.by == deed.person)):
            return
        Review.create(submission=submission, by=deed.person, at=deed.at)
        deed.record("review-concluded", document_ref(version.document.number), version=version.number)


def worked_on(deed: Deed, version: Version) -> tuple[VersionLine, Version]:
    """Hold the document and return the version as it is now. Raises ForbiddenError unless the person works on it."""
    hold_document(version.document)
    record = read_record(version.document.number, deed.today)
    line = next((line for line in record.versions if line.id == version.id), None) if record else None
    if record is None or line is None or not may_read(deed.reader.tokens, workers_on(line, record.document)):
        message = "Bara de som arbetar med versionen kan läsa och skriva kommentarer."
        raise ForbiddenError(message)
    return line, Version.get_by_id(version.id)


def tell(deed: Deed, verb: str, comment: Comment, **facts: str) -> None:
    """Write the journal entry: which comment, never what it says."""
    version = comment.version
    deed.record(verb, document_ref(version.document.number), version=version.number, comment=comment.id, **facts)


def normal(text: str) -> str:
    """Return words as a source has them: bare line feeds, no empty lines around."""
    return text.replace("\r\n", "\n").strip("\n")
