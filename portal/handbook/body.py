"""A handbook page's body: Markdown, kept as the bytes that were decided."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from markupsafe import Markup

from portal.control.kinds import Reading
from portal.handbook.rules import TYPE_PLURALS
from portal.lib.errors import InvalidError
from portal.lib.markup.guard import MarkupError, check_source
from portal.lib.markup.render import render
from portal.lib.markup.rendered import RENDERER_VERSION, Link, Rendered, fill

NAME = "handbook"
MEDIA_TYPE = "text/markdown"
RENDERER = RENDERER_VERSION
TYPES = tuple(TYPE_PLURALS)
OUTLINES = Path(__file__).with_name("outlines")
IMAGE = re.compile(r'(<img [^>]*?src=")(?=[^">/]+")')


def read(_front: Mapping[str, Any], text: str) -> bytes:
    """Return the text's canonical bytes: UTF-8, line ends as in Unix, no blank lines around, one line end last.

    Raises InvalidError, from the MarkupError that knows the line, for a source that cannot be rendered safely.
    """
    try:
        check_source(text)
    except MarkupError as error:
        raise InvalidError(f"Rad {error.line}: {error.message}", "body") from error
    lines = text.replace("\r\n", "\n").strip("\n")
    return f"{lines}\n".encode()


def write(body: bytes) -> tuple[dict[str, Any], str]:
    """Return what a content file says of the body: no front matter of its own, and the text."""
    return {}, body.decode()


def reading(body: bytes) -> Reading:
    """Return the rendered text, its words and the numbers that it links to."""
    rendered = render(body.decode())
    return Reading(rendered.to_json(), rendered.plain, rendered.links)


def headings(rendered: str) -> tuple[tuple[str, str], ...]:
    """Return the anchors and words of a rendered text's headings; none of one that another renderer made."""
    try:
        return tuple((heading.id, heading.text) for heading in Rendered.from_json(rendered).toc)
    except ValueError:
        return ()


def why_not_decide(body: bytes) -> str | None:
    """Return why the text may not be decided, or None."""
    return None if body.strip() else "En sida utan text kan inte beslutas."


def project(_version: Any) -> None:
    """Fill no tables: a page is its text and nothing more."""


def template(type_: str) -> str:
    """Return the text that a new page of this sort begins with: its headings, and what is to be written under each."""
    return (OUTLINES / f"{type_}.md").read_text(encoding="utf-8") if type_ in TYPES else ""


def begin(type_: str, _subject: str) -> bytes:
    """Return the outline's canonical bytes."""
    return read({}, template(type_))


def shown(rendered: Rendered, resolve: Callable[[Link], Markup], files_url: str) -> Markup:
    """Return a rendered text with its links filled, and its pictures found among the version's files."""
    return Markup(IMAGE.sub(rf"\g<1>{files_url}", fill(rendered.segments, resolve)))  # noqa: S704 - sanitised when rendered


def preview(body: bytes, resolve: Callable[[Link], Markup], files_url: str) -> Markup:
    """Return a text that nobody has saved yet, as its page would show it."""
    return shown(render(body.decode()), resolve, files_url)
