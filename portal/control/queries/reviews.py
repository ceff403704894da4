"""What has been said of a version."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from peewee import JOIN, fn

from portal.control.models.decisions import Comment
from portal.control.models.versions import Attachment, Version
from portal.control.queries.documents import Content
from portal.control.queries.versions import VersionLine
from portal.lib.errors import NotFoundError
from portal.people.models import Person


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment with the answers to it, in the order in which they were given."""

    comment: Comment
    answers: tuple[Comment, ...]


def remarks_on(line: VersionLine) -> list[Remark]:
    """Return what has been said of the version, with who said it and who resolved it: one query."""
    resolver = Person.alias()
    rows = list(
        Comment.select(Comment, Person, resolver)
        .join(Person, on=(Comment.by == Person.id), attr="by")
        .switch(Comment)
        .join(resolver, JOIN.LEFT_OUTER, on=(Comment.resolved_by == resolver.id), attr="resolved_by")
        .where(Comment.version == line.id)
        .order_by(Comment.id)
    )
    answers: dict[int, list[Comment]] = {}
    for row in rows:
        if row.answers_id:
            answers.setdefault(row.answers_id, []).append(row)
    return [Remark(row, tuple(answers.get(row.id, ()))) for row in rows if not row.answers_id]


def open_remarks(version: int) -> Any:
    """Return the query for how many comments on the version nobody has resolved."""
    is_open = (Comment.version == version) & Comment.answers.is_null() & (Comment.outcome == "")
    return Comment.select(fn.COUNT(Comment.id)).where(is_open)


def get_comment(line: VersionLine, comment: int) -> Comment:
    """Return a comment on the version, with the version's document. Raises NotFoundError, also for an answer."""
    found = Comment.get_or_none((Comment.id == comment) & (Comment.version == line.id) & Comment.answers.is_null())
    if found is None:
        message = "Kommentaren finns inte."
        raise NotFoundError(message)
    return found


def contents_of(lines: Iterable[VersionLine]) -> dict[int, Content]:
    """Return what several versions hold, by their numbers: one query."""
    rows = (
        Version.select(Version, Attachment)
        .join(Attachment, JOIN.LEFT_OUTER, on=(Attachment.version == Version.id), attr="attachment")
        .where(Version.id.in_([line.id for line in lines]))
        .order_by(Version.id, Attachment.position)
    )
    versions: dict[int, Version] = {}
    files: dict[int, list[Attachment]] = {}
    for row in rows:
        versions.setdefault(row.number, row)
        found = getattr(row, "attachment", None)
        files.setdefault(row.number, []).extend([found] if found is not None else [])
    return {number: Content(version, tuple(files[number])) for number, version in versions.items()}
