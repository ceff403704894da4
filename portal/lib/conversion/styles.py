"""The styles of a Word file: which paragraphs are headings, titles, lists and contents, which runs are bold."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from portal.lib.conversion.package import W, below, is_on, val

_MOST_CHAIN = 20
_MOST_LEVEL = 9
# Word names its own styles in English whatever the ids are; older LibreOffice and people's own styles do not.
_HEADING = re.compile(r"(?:heading|rubrik|überschrift|otsikko|overskrift)[ _]?(\d)\b")
_TITLE = frozenset({"title", "rubrik", "titel", "dokumenttitel", "dokumentrubrik", "document title"})
_TOC = re.compile(
    r"(?:toc|contents|innehåll|innehållsförteckning|illustration index)[ _]?\d+|table of figures|figurförteckning"
)
_TOC_HEADING = frozenset(
    {"toc heading", "contents heading", "innehållsförteckningsrubrik", "innehållsrubrik", "innehållsförteckning rubrik"}
)
_LIST = re.compile(r"list (bullet|number)(?: (\d))?|(punktlista|numrerad lista)(?: (\d))?")


class Styles:
    """The styles by their id; what a style does not tell, the one that it is based on tells."""

    def __init__(self, tree: Element | None) -> None:
        """Read the part, or begin with no styles."""
        self.styles: dict[str, Element] = {}
        for style in tree.findall(f"{W}style") if tree is not None else ():
            self.styles.setdefault(style.get(f"{W}styleId", ""), style)

    def chain(self, id: str) -> Iterator[Element]:
        """Yield the style and those that it is based on, the nearest first."""
        seen: set[str] = set()
        while id in self.styles and id not in seen and len(seen) < _MOST_CHAIN:
            seen.add(id)
            yield self.styles[id]
            id = val(self.styles[id], "basedOn")

    def names(self, paragraph: Element) -> Iterator[str]:
        """Yield the names of the paragraph's style and of those that it is based on, in lower case."""
        id = val(paragraph, "pPr/pStyle")
        if id and id not in self.styles:
            yield id.lower()
        for style in self.chain(id):
            yield val(style, "name").strip().lower()

    def heading_level(self, paragraph: Element) -> int:
        """Return the level of a heading from 1, or 0 for what is none."""
        own = val(paragraph, "pPr/outlineLvl")
        if own:
            return _level(own)
        for style in self.chain(val(paragraph, "pPr/pStyle")):
            found = _HEADING.match(val(style, "name").strip().lower())
            outline = val(style, "pPr/outlineLvl")
            if outline or found:
                return _level(outline) if outline else int(found[1] if found else 0)
        found = _HEADING.fullmatch(next(self.names(paragraph), ""))
        return int(found[1]) if found else 0

    def is_title(self, paragraph: Element) -> bool:
        """Whether the paragraph has the style of the document's title."""
        return next(self.names(paragraph), "") in _TITLE or "title" in self.names(paragraph)

    def is_toc(self, paragraph: Element) -> bool:
        """Whether the paragraph is a line of a table of contents."""
        return any(_TOC.fullmatch(name) for name in self.names(paragraph))

    def is_toc_heading(self, paragraph: Element) -> bool:
        """Whether the paragraph is the heading of a table of contents."""
        return any(name in _TOC_HEADING for name in self.names(paragraph))

    def numbering_of(self, paragraph: Element) -> tuple[str, str, str]:
        """Return the list that the paragraph belongs to (empty for none), its level there, and who says so: a style."""
        own = below(paragraph, "pPr/numPr")
        number, level = val(own, "numId"), val(own, "ilvl")
        if number:
            return ("" if number == "0" else number), level or "0", ""
        for style in self.chain(val(paragraph, "pPr/pStyle")):
            number = val(style, "pPr/numPr/numId")
            if number:
                told = level or val(style, "pPr/numPr/ilvl")
                return ("" if number == "0" else number), told, style.get(f"{W}styleId", "")
        return "", "", ""

    def list_of(self, paragraph: Element) -> tuple[str, int]:
        """Return whether the style's name tells of a list (`ul`, `ol` or nothing), and which level of it, from 0."""
        for name in self.names(paragraph):
            found = _LIST.fullmatch(name)
            if found:
                kind = "ul" if (found[1] or found[3]) in {"bullet", "punktlista"} else "ol"
                return kind, int(found[2] or found[4] or 1) - 1
        return "", 0

    def is_run(self, run: Element, name: str) -> bool:
        """Whether a property (`b`, `i`, `vanish`) is on for the run, by itself or by its style."""
        own = below(run, f"rPr/{name}")
        if own is not None:
            return is_on(own)
        for style in self.chain(val(run, "rPr/rStyle")):
            told = below(style, f"rPr/{name}")
            if told is not None:
                return is_on(told)
        return False


def _level(outline: str) -> int:
    """Return the level of a heading for an outline level, which counts from 0; 9 is the text itself."""
    return int(outline) + 1 if outline.isdigit() and int(outline) < _MOST_LEVEL else 0
