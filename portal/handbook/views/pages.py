"""A handbook page: one version of it, on the screen and on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template, url_for

from portal.control.page import page_values, reading_of
from portal.control.queries.documents import History, content_of
from portal.control.queries.versions import VersionLine
from portal.handbook.body import shown
from portal.lib.markup.rendered import Heading, Rendered
from portal.people.reader import Reader
from portal.web.access import current_reader
from portal.web.portal import today


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading in the list of contents, with those below it."""

    id: str
    name: str
    children: tuple["Entry", ...] = ()


def page_show(history: History, line: VersionLine) -> str:
    """Show one version of a page."""
    return render_template("handbook/pages/show.html", **values_of(history, line))


def paper_of(history: History, line: VersionLine) -> dict[str, Any]:
    """Return the version's values for paper."""
    return values_of(history, line)


def values_of(history: History, line: VersionLine) -> dict[str, Any]:
    """Return what a page shows: the text with its links filled for this reader, its contents, and the rest."""
    reader: Reader = current_reader()  # type: ignore[assignment]
    content = content_of(line, history.stamp)
    text = Rendered.from_json(reading_of(history, content.version).rendered)
    values = page_values(history, line, content, text.links, reader=reader, today=today())
    files = url_for("control.attachment_show", number=history.document.number, version=line.number, filename="")
    return {**values, "body": shown(text, values["resolve"], files), "contents": contents_of(text.toc)}


def contents_of(headings: Sequence[Heading]) -> list[Entry]:
    """Return the headings of the two uppermost levels as the list of contents."""
    found: list[Entry] = []
    for heading in headings:
        entry = Entry(heading.id, heading.text)
        if heading.level == 2 or not found:
            found.append(entry)
        elif heading.level == 3:
            found[-1] = Entry(found[-1].id, found[-1].name, (*found[-1].children, entry))
    return found
