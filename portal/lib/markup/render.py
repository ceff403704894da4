"""Markdown of a handbook text → safe HTML with holes for links.

Three walls, each enough for most of what is hostile: raw HTML is never read as such, the tree is checked before it is
written, and what was written passes a sanitiser that knows only the elements below.
"""

import html
import re

import nh3
from markdown import Markdown
from markdown.extensions.admonition import AdmonitionExtension
from markdown.extensions.footnotes import FootnoteBlockProcessor, FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension

from portal.lib.markup import blocks, inline, outline, tree
from portal.lib.markup.guard import check_source
from portal.lib.markup.rendered import Link, Rendered

_ATTRIBUTES = {
    "a": {"href", "data-ref", "rel", "class"},
    "div": {"class", "tabindex", "role", "aria-label"},
    "img": {"src", "alt"},
    "li": {"class", "id"},
    "ol": {"start"},
    "p": {"class"},
    "span": {"class", "aria-hidden"},
    "sup": {"id"},
    "td": {"class"},
    "th": {"class", "scope"},
} | {f"h{level}": {"id"} for level in range(2, 7)}
_TAGS = {"blockquote", "br", "code", "em", "hr", "pre", "strong", "table", "tbody", "thead", "tr", "ul"}
_SCHEMES = {"http", "https", "mailto", "tel"}

_HOLE = re.compile(r'<a data-ref="([A-Z0-9-]+)">([^<]*)</a>')
_UNSPOKEN = re.compile(
    r'<(a|span) (?:[^>]* )?class="(?:footnote-backref|footnote-ref|visually-hidden)"[^>]*>[^<]*</\1>'
)
_TAG = re.compile(r'<(/?)([a-z0-9]+)((?:[^>"]++|"[^"]*+")*+)>')
_WITHIN_LINE = {"a", "code", "em", "img", "span", "strong", "sup"}
_LINES = re.compile(r"\s*\n\s*")


class _Footnotes(FootnoteBlockProcessor):
    """Footnotes whose name is a word: it becomes part of an id."""

    RE = re.compile(r"^[ ]{0,3}\[\^(\w{1,40})\]:[ ]*(.*)$", re.MULTILINE)


def render(source: str) -> Rendered:
    """Return the rendered text; raises MarkupError, with a line, for a source that `check_source` refuses."""
    check_source(source)
    md = _markdown()
    headings = outline.install(md)
    written = md.convert(source).replace(inline.PIPE, "|")
    safe = nh3.clean(
        written,
        tags=_TAGS | _ATTRIBUTES.keys(),
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel=None,
    )
    return Rendered(_segments(safe), tuple(headings.headings), _plain(safe))


def _markdown() -> Markdown:
    """Return a renderer for one text; it keeps state, so none is shared between threads."""
    footnotes = FootnoteExtension(BACKLINK_TITLE="Tillbaka till hänvisning {}", PLACE_MARKER="\x00")
    tables = TableExtension(use_align_attribute=True)
    md = Markdown(extensions=[AdmonitionExtension(), footnotes, SaneListExtension(), tables])
    blocks.install(md)
    inline.install(md)
    tree.install(md)
    md.parser.blockprocessors.register(_Footnotes(footnotes), "footnote", 17)
    return md


def _segments(safe: str) -> tuple[str | Link, ...]:
    """Split sanitised HTML into text and holes in turn."""
    segments: list[str | Link] = []
    position = 0
    for match in _HOLE.finditer(safe):
        segments += [safe[position : match.start()], Link(match[1], html.unescape(match[2]))]
        position = match.end()
    return (*segments, safe[position:])


def _plain(safe: str) -> str:
    """Return the words of sanitised HTML, one line for each block."""
    spoken = _HOLE.sub(lambda match: match[2] or match[1], _UNSPOKEN.sub("", safe))
    text = html.unescape(_TAG.sub(_break, spoken))
    return _LINES.sub("\n", text).strip()


def _break(match: re.Match[str]) -> str:
    return "" if match[2] in _WITHIN_LINE else "\n"
