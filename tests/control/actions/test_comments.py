"""A version is discussed by those who work on it; a suggestion goes where its paragraph stands, or not at all."""

from collections.abc import Callable

import pytest

from portal.control.actions.comments import (
    answer_comment,
    conclude_review,
    leave_comment,
    make_comment,
    take_comment,
)
from portal.control.models.decisions import Comment, Review, Submission
from portal.control.models.versions import Version
from portal.journal.models import Entry
from portal.lib.errors import ForbiddenError, InvalidError, RefusedError
from portal.lib.markup.paragraphs import digest_of
from tests.support.documents import BODY, approve, make_document, make_draft, send_back, submit
from tests.support.organisation import Organisation
from tests.support.traces import journalled, refused

SUBJECT = "document:SOC-RUT-0001"
STEP, NEW = "1. Ta skydd.", "1. Ta skydd och lås dörren."


@pytest.fixture
def handed_in(organisation: Organisation) -> Version:
    return submit(organisation, make_draft(organisation, make_document(organisation)))


def suggest(organisation: Organisation, version: Version, words: str = NEW) -> Comment:
    return make_comment(organisation.deed("cleo"), version, paragraph=digest_of(STEP), text="Lås.", suggestion=words)


def test_a_comment_is_kept_with_its_paragraph_and_told_without_its_words(
    organisation: Organisation, handed_in: Version
) -> None:
    with journalled("comment-made", "cleo", SUBJECT) as facts:
        comment = suggest(organisation, handed_in)
    assert (comment.quote, comment.suggestion, comment.outcome) == (STEP, NEW, "")
    assert facts == {"version": 1, "comment": comment.id}
    assert not Entry.select().where(Entry.facts.contains("Lås")).exists()


def test_words_that_are_the_same_are_no_suggestion(organisation: Organisation, handed_in: Version) -> None:
    assert suggest(organisation, handed_in, f"{STEP}\r\n").suggestion is None
    with refused(RefusedError, "Skriv vad du vill säga"):
        make_comment(organisation.deed("cleo"), handed_in, paragraph=digest_of(STEP), suggestion=STEP)


def test_a_comment_on_what_is_not_there_is_refused(organisation: Organisation, handed_in: Version) -> None:
    with refused(RefusedError, "Stycket har ändrats"):
        make_comment(organisation.deed("cleo"), handed_in, paragraph=digest_of("Annat."), text="Hm.")


def test_a_comment_may_be_on_the_whole(organisation: Organisation, handed_in: Version) -> None:
    comment = make_comment(organisation.deed("disa"), handed_in, text="Bra helhet.", suggestion="Allt nytt.")
    assert (comment.paragraph, comment.quote, comment.suggestion) == ("", "", None)


def test_only_those_who_work_on_it_take_part(organisation: Organisation, handed_in: Version) -> None:
    for key in ("asta", "ylva", "egon"):
        with refused(ForbiddenError, "arbetar med versionen"):
            make_comment(organisation.deed(key), handed_in, text="Hej.")
    Submission.update(reviewers="asta").execute()
    assert make_comment(organisation.deed("asta"), handed_in, text="Hej.").by.key == "asta"


def test_a_comment_is_answered(organisation: Organisation, handed_in: Version) -> None:
    comment = suggest(organisation, handed_in)
    with journalled("comment-answered", "bo", SUBJECT):
        answer = answer_comment(organisation.deed("bo"), comment, text=" Ja. ")
    assert (answer.answers_id, answer.text) == (comment.id, "Ja.")


def test_a_suggestion_is_taken_in_when_the_text_may_be_changed(organisation: Organisation, handed_in: Version) -> None:
    comment = suggest(organisation, handed_in)
    with refused(RefusedError, "medan den granskas"):
        take_comment(organisation.deed("bo"), comment)
    send_back(organisation, handed_in)
    take_comment(organisation.deed("bo"), comment)
    kept = Version.get_by_id(handed_in.id)
    assert bytes(kept.body).decode() == BODY.replace("Ta skydd.", "Ta skydd och lås dörren.")
    assert kept.title == handed_in.title
    closed = Comment.get_by_id(comment.id)
    assert (closed.outcome, closed.resolved_by.key) == ("taken", "bo")
    assert [entry.verb for entry in Entry.select().order_by(Entry.number)][-2:] == ["version-saved", "comment-resolved"]
    with refused(RefusedError, "redan avslutad"):
        leave_comment(organisation.deed("bo"), closed)


def test_a_suggestion_for_a_paragraph_that_has_changed_is_not_taken_in(
    organisation: Organisation, handed_in: Version
) -> None:
    first, second = suggest(organisation, handed_in), suggest(organisation, handed_in, "1. Spring.")
    send_back(organisation, handed_in)
    take_comment(organisation.deed("bo"), first)
    with refused(RefusedError, "Stycket har ändrats sedan förslaget"):
        take_comment(organisation.deed("bo"), second)
    leave_comment(organisation.deed("bo"), second)
    assert Comment.get_by_id(second.id).outcome == "left"


def test_a_paragraph_that_stands_twice_is_not_changed_by_itself(organisation: Organisation) -> None:
    document = make_document(organisation)
    version = submit(organisation, make_draft(organisation, document, body="Se ovan.\n\nText.\n\nSe ovan.\n"))
    deed = organisation.deed("cleo")
    comment = make_comment(deed, version, paragraph=digest_of("Se ovan."), suggestion="Se nedan.")
    send_back(organisation, version)
    with refused(RefusedError, "flera ställen"):
        take_comment(organisation.deed("bo"), comment)


def test_what_was_seen_is_what_is_changed(organisation: Organisation, handed_in: Version) -> None:
    comment = suggest(organisation, handed_in)
    send_back(organisation, handed_in)
    with refused(RefusedError, "har ändrats sedan du läste"):
        take_comment(organisation.deed("bo"), comment, seen="0" * 64)
    take_comment(organisation.deed("bo"), comment, seen=handed_in.sha256)


def test_a_suggestion_that_cannot_be_rendered_is_not_taken_in(organisation: Organisation, handed_in: Version) -> None:
    comment = suggest(organisation, handed_in, "[" * 500)
    send_back(organisation, handed_in)
    with refused(InvalidError, "Rad"):
        take_comment(organisation.deed("bo"), comment)


def test_who_made_a_comment_may_take_it_back(organisation: Organisation, handed_in: Version) -> None:
    Submission.update(reviewers="asta").execute()
    comment = make_comment(organisation.deed("asta"), handed_in, text="Glöm det.")
    with journalled("comment-resolved", "asta", SUBJECT) as facts:
        leave_comment(organisation.deed("asta"), comment)
    assert facts["outcome"] == "left"
    other = suggest(organisation, handed_in)
    with refused(ForbiddenError, "behörigheten"):
        take_comment(organisation.deed("asta"), other)
    with refused(ForbiddenError, "behörigheten"):
        leave_comment(organisation.deed("asta"), other)


@pytest.mark.parametrize(
    "deed",
    [
        lambda organisation, version, comment: make_comment(organisation.deed("cleo"), version, text="Nu?"),
        lambda organisation, version, comment: answer_comment(organisation.deed("cleo"), comment, text="Nu?"),
        lambda organisation, version, comment: leave_comment(organisation.deed("bo"), comment),
    ],
)
def test_a_decided_version_is_not_discussed(
    organisation: Organisation, handed_in: Version, deed: Callable[[Organisation, Version, Comment], object]
) -> None:
    comment = suggest(organisation, handed_in)
    approve(organisation, handed_in)
    with refused(RefusedError, "beslutad"):
        deed(organisation, handed_in, comment)


def test_a_reviewer_is_done_once(organisation: Organisation, handed_in: Version) -> None:
    with refused(RefusedError, "inte ombedd"):
        conclude_review(organisation.deed("disa"), handed_in)
    Submission.update(reviewers="disa").execute()
    with journalled("review-concluded", "disa", SUBJECT):
        conclude_review(organisation.deed("disa"), handed_in)
    conclude_review(organisation.deed("disa"), handed_in)
    assert Review.select().count() == 1
