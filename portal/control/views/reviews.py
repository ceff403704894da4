"""A version is discussed: paragraph by paragraph, by those who work on it."""

from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from portal.control.actions.comments import (
    answer_comment,
    conclude_review,
    leave_comment,
    make_comment,
    take_comment,
)
from portal.control.addresses import Way, version_url
from portal.control.badges import badge_of
from portal.control.banners import banner_of
from portal.control.discussion import discussion_of
from portal.control.doors import Door, door_to_submission, door_to_writing
from portal.control.forms.reviews import CommentForm, OutcomeForm, ReplyForm
from portal.control.models.decisions import Comment
from portal.control.models.versions import Version
from portal.control.queries.documents import History, content_of, get_version
from portal.control.queries.mandates import circle_of
from portal.control.queries.reviews import get_comment, remarks_on
from portal.control.queries.versions import VersionLine, workers_on
from portal.control.rules.comments import TAKEN, why_not_conclude, why_not_discuss
from portal.control.rules.status import Status
from portal.control.views.blueprint import VERSION, blueprint, deed_here, history_of, path_here, reader_here
from portal.lib.errors import InvalidError, NotFoundError, RefusedError
from portal.people.rules import may_read
from portal.web.access import signed_in
from portal.web.htmx import changed, show
from portal.web.portal import today

PLACE = f"/<number>/v/{VERSION}"
COMMENT = "<int(max=2000000000):comment>"


@dataclass(frozen=True, slots=True)
class Failed:
    """What was typed and could not be kept: a comment on a paragraph, or with `answers` an answer; and why not."""

    why: str
    paragraph: str = ""
    text: str = ""
    suggestion: str | None = None
    answers: int = 0
    is_comment: bool = True

    def placed(self, digests: set[str]) -> "Failed":
        """Return it where it can be shown: what was said of a paragraph that is gone, with the form for the whole."""
        if not self.is_comment or self.answers or self.paragraph in digests:
            return self
        text = "\n\n".join(part for part in (self.text, self.suggestion or "") if part)
        return replace(self, paragraph="", text=text, suggestion=None)


def worked_on(number: str, version: int) -> tuple[History, VersionLine]:
    """Return the version of a review page. Raises NotFoundError for who does not work on it."""
    history = history_of(number)
    line = history.get(version)
    if not may_read(reader_here().tokens, workers_on(line, history.document)):
        raise NotFoundError(_("Sidan finns inte, eller så arbetar du inte med versionen."))
    return history, line


@blueprint.get(f"{PLACE}/granskning")
@signed_in
def review_show(number: str, version: int) -> Any:
    """Show the version's paragraphs, each with what has been said of it."""
    return page(*worked_on(number, version))


@blueprint.post(f"{PLACE}/granskning")
@signed_in
def review_create(number: str, version: int) -> Any:
    """Say that one's review is done."""
    history, line = worked_on(number, version)
    try:
        conclude_review(deed_here(), version_behind(history, line))
    except RefusedError as error:
        return page(history, line, HTTPStatus.CONFLICT, Failed(str(error), is_comment=False))
    return changed(_("Du är klar med din granskning. Tack!"), url_of("review_show", history, line))


@blueprint.post(f"{PLACE}/kommentarer")
@signed_in
def comment_create(number: str, version: int) -> Any:
    """Comment on a paragraph or on the whole."""
    history, line = worked_on(number, version)
    form = CommentForm()
    typed: dict[str, Any] = {
        "paragraph": form.paragraph.data or "",
        "text": form.text.data or "",
        "suggestion": form.suggestion.data,
    }
    if not form.validate():
        words = " ".join(str(word) for field in form for word in field.errors)
        return page(history, line, HTTPStatus.UNPROCESSABLE_ENTITY, Failed(words, **typed))
    try:
        comment = make_comment(deed_here(), version_behind(history, line), **typed)
    except RefusedError as error:
        return page(history, line, HTTPStatus.CONFLICT, Failed(str(error), **typed))
    return told(_("Kommentaren är sparad."), history, line, comment)


@blueprint.post(f"{PLACE}/kommentarer/{COMMENT}/svar")
@signed_in
def reply_create(number: str, version: int, comment: int) -> Any:
    """Answer a comment."""
    history, line = worked_on(number, version)
    found, form = get_comment(line, comment), ReplyForm()
    if not form.validate():
        why = " ".join(str(word) for word in form.text.errors)
        failed = Failed(why, text=form.text.data or "", answers=comment)
        return page(history, line, HTTPStatus.UNPROCESSABLE_ENTITY, failed)
    try:
        answer_comment(deed_here(), found, text=form.text.data or "")
    except RefusedError as error:
        failed = Failed(str(error), text=form.text.data or "", answers=comment)
        return page(history, line, HTTPStatus.CONFLICT, failed)
    return told(_("Svaret är sparat."), history, line, found)


@blueprint.post(f"{PLACE}/kommentarer/{COMMENT}/avslut")
@signed_in
def outcome_create(number: str, version: int, comment: int) -> Any:
    """Resolve a comment: what it suggests is taken in, or it is left."""
    history, line = worked_on(number, version)
    found, form = get_comment(line, comment), OutcomeForm()
    is_taken = form.outcome.data == TAKEN
    try:
        if is_taken:
            take_comment(deed_here(), found, seen=form.seen.data or "")
        else:
            leave_comment(deed_here(), found)
    except (InvalidError, RefusedError) as error:
        return page(history, line, HTTPStatus.CONFLICT, Failed(str(error), is_comment=False))
    words = _("Ändringen är intagen i texten.") if found.suggestion is not None else _("Kommentaren är åtgärdad.")
    return told(words if is_taken else _("Kommentaren är avslutad utan ändring."), history, line, found)


def version_behind(history: History, line: VersionLine) -> Version:
    """Return the whole version with its document."""
    version = get_version(line)
    version.document = history.document
    return version


def url_of(endpoint: str, history: History, line: VersionLine) -> str:
    """Return the address of something of the version's."""
    return url_for(f"control.{endpoint}", number=history.document.number, version=line.number)


def told(message: str, history: History, line: VersionLine, comment: Comment) -> Any:
    """Answer that something was done, with the way back to the comment."""
    return changed(message, f"{url_of('review_show', history, line)}#kommentar-{comment.id}")


def ways_on(history: History, line: VersionLine) -> list[Door]:
    """Return the ways on for those who write it, when it may be changed."""
    reader = reader_here()
    if history.open is not line or line.status is Status.IN_REVIEW or reader.key not in line.hands:
        return []
    doors = (knock(history, line, reader, today()) for knock in (door_to_writing, door_to_submission))
    return [door for door in doors if door]


def page(history: History, line: VersionLine, status: int = HTTPStatus.OK, failed: Failed | None = None) -> Any:
    """Show the review page; `failed` is what could not be kept."""
    reader, document = reader_here(), history.document
    content = content_of(line)
    circle = circle_of(line.id, line.asked, path_here(document), today())
    mine = next((one for one in circle.reviewers if one.key == reader.key), None)
    reviewers = frozenset(one.key for one in circle.reviewers)
    discussion = discussion_of(history, line, content, remarks_on(line), reader=reader, today=today())
    return show(
        "control/reviews/show.html",
        status=status,
        document=document,
        line=line,
        badge=badge_of(line.status, line.fact.valid_from),
        banner=banner_of(history, line, {}, today()) if line.status is Status.RETURNED else None,
        ways=ways_on(history, line),
        version_way=Way(line.title, version_url(document.number, line.number)),
        circle=circle,
        discussion=discussion,
        digest=content.version.sha256,
        closed=why_not_discuss(line.fact, today()),
        may_conclude=why_not_conclude(line.fact, reader.key or "", reviewers, today()) is None,
        concluded_at=mine.at if mine else None,
        failed=failed.placed({passage.digest for passage in discussion.passages}) if failed else None,
        here={"number": document.number, "version": line.number},
    )
