"""A version paragraph by paragraph, each with what has been said of it, as its review page shows it."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from flask import url_for
from markupsafe import Markup

from portal.control.addresses import resolver_for
from portal.control.difference import words_between
from portal.control.kinds import kind_of
from portal.control.models.decisions import Comment
from portal.control.queries.documents import Content, History
from portal.control.queries.reviews import Remark
from portal.control.queries.versions import VersionLine
from portal.control.rules.comments import why_not_resolve, why_not_take
from portal.lib.diff import Run
from portal.lib.markup.paragraphs import digest_of, rendered_each
from portal.lib.markup.rendered import Link
from portal.people.reader import Reader
from portal.people.rules import why_not_hold

# An attachment's picture, by its bare name.
IMAGE = re.compile(r'(<img [^>]*?src=")(?=[^">/]+")')


@dataclass(frozen=True, slots=True)
class Said:
    """A comment as it is shown: the difference that it suggests, and why it may not be taken in or left.

    Whoever it does not concern to resolve it is shown no way to.
    """

    comment: Comment
    answers: tuple[Comment, ...]
    runs: tuple[Run, ...]
    may_resolve: bool
    why_not_take: str | None
    why_not_leave: str | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or what stands beside the text, with what has been said of it.

    `source` is what a suggestion begins with, empty where none can be made.
    """

    place: int
    digest: str
    html: Markup
    source: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Discussion:
    """All passages in order; what was said of paragraphs that are there no longer; what was said of the whole."""

    passages: tuple[Passage, ...]
    lost: tuple[Said, ...]
    general: tuple[Said, ...]

    @property
    def open_count(self) -> int:
        """How many comments nobody has resolved."""
        said = [*self.lost, *self.general, *(one for passage in self.passages for one in passage.said)]
        return sum(not one.comment.outcome for one in said)


def discussion_of(
    history: History, line: VersionLine, content: Content, remarks: Iterable[Remark], *, reader: Reader, today: date
) -> Discussion:
    """Return the version with what has been said of it. A comment stands at the first paragraph it fits."""
    links = kind_of(history.document.kind).reading(bytes(content.version.body)).links
    resolve = resolver_for(history.document.number, links, reader, today, history.stamp)
    passages = passages_of(history, line, content, resolve)
    places = count_places(passages)
    by_paragraph: dict[str, list[Said]] = {}
    for remark in remarks:
        said = said_of(history, line, remark, places.get(remark.comment.paragraph, 0), reader=reader, today=today)
        by_paragraph.setdefault(remark.comment.paragraph, []).append(said)
    general = by_paragraph.pop("", [])
    filled = [
        Passage(one.place, one.digest, one.html, one.source, tuple(by_paragraph.pop(one.digest, ())))
        for one in passages
    ]
    lost = [said for several in by_paragraph.values() for said in several]
    return Discussion(tuple(filled), tuple(lost), tuple(general))


def passages_of(history: History, line: VersionLine, content: Content, resolve: Callable[[Link], str]) -> list[Passage]:
    """Return the version's paragraphs, and what stands beside its text, as they look."""
    kind, body = kind_of(history.document.kind), bytes(content.version.body)
    files = url_for("control.attachment_show", number=history.document.number, version=line.number, filename="")
    found = []
    for paragraph, html in rendered_each(kind.write(body)[1], resolve):
        source = paragraph.text.strip("\n")
        shown = as_written(source) if html is None else Markup(IMAGE.sub(rf"\g<1>{files}", html))  # noqa: S704 - sanitised
        found.append((digest_of(source), shown, source))
    found += [(digest_of(words), as_written(words), "") for words in kind.parts(body)]
    return [Passage(place, *values, ()) for place, values in enumerate(found, start=1)]


def as_written(source: str) -> Markup:
    """Return a text as it is written, line by line."""
    return Markup("<p>{}</p>").format(Markup("<br>").join(source.splitlines()))


def count_places(passages: Iterable[Passage]) -> dict[str, int]:
    """Return how many times each paragraph stands in the text, by its digest."""
    places: dict[str, int] = {}
    for passage in passages:
        places[passage.digest] = places.get(passage.digest, 0) + 1
    return places


def said_of(history: History, line: VersionLine, remark: Remark, places: int, *, reader: Reader, today: date) -> Said:
    """Return a comment as this reader sees it."""
    comment = remark.comment
    may_write = why_not_hold("control.write", history.document.unit.code, reader.tokens) is None
    suggests = comment.suggestion is not None
    closed = why_not_resolve(line.fact, comment.outcome, today)
    return Said(
        comment,
        remark.answers,
        tuple(words_between(comment.quote, comment.suggestion)) if suggests else (),
        may_resolve=not closed and (may_write or comment.by.key == reader.key),
        why_not_take=(why_not_take(line.fact, places, today) if suggests else None)
        if may_write
        else "Författaren avgör om ändringen tas in.",
        why_not_leave=closed,
    )
