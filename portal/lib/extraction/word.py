"""The text of a Word file (ECMA-376): paragraphs, lists, cells, boxes, heads and feet, notes."""

import re

from portal.lib.extraction.pages import Pages
from portal.lib.extraction.reading import Reading, read_parts, value
from portal.lib.inspection.archive import Archive

# In the order in which they are read: a head stands at the top of the first page, feet and notes at the end.
_PARTS = (r"word/header\d*\.xml", r"word/document\d*\.xml", r"word/(?:footnotes|endnotes|footer\d*)\.xml")
_ROOTS = frozenset({"document", "hdr", "ftr", "footnotes", "endnotes"})
_GAPS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_OFF = frozenset({"0", "false", "off"})
_SAME_PAGE = frozenset({"continuous", "nextColumn"})


class WordReading(Reading):
    """Reads a part. What was struck or moved away, what is written twice and what makes a field are passed over."""

    skipped = frozenset({"moveFrom", "Fallback", "instrText", "delText"})

    def __init__(self, pages: Pages) -> None:
        """Begin outside every text."""
        super().__init__(pages)
        self.is_text = self.is_hidden = self.in_section = self.ends_section = self.has_begun = False

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Meet an element."""
        if name == "t":
            self.is_text = not self.is_hidden
        elif name == "r":
            self.is_hidden = False
        elif name == "vanish":
            self.is_hidden = value(attributes, "val") not in _OFF
        elif name in _GAPS:
            self._gap(name, attributes)
        else:
            self._page(name, attributes)

    def _gap(self, name: str, attributes: dict[str, str]) -> None:
        """Meet what parts words, lines or pages."""
        if name == "br" and value(attributes, "type") == "page":
            self.pages.turn()
        else:
            self.pages.write(_GAPS[name])

    def _page(self, name: str, attributes: dict[str, str]) -> None:
        """Meet what may turn the page: where it was turned when it was last saved, a paragraph's wish, a section."""
        if name == "lastRenderedPageBreak":
            self.pages.turn_as_printed()
        elif name == "pageBreakBefore" and self.has_begun and value(attributes, "val") not in _OFF:
            self.pages.turn()
        elif name == "sectPr":
            self.in_section = self.ends_section = True
        elif name == "type" and self.in_section:
            self.ends_section = value(attributes, "val") not in _SAME_PAGE

    def said(self, data: str) -> None:
        """Meet a text."""
        if self.is_text:
            self.has_begun = True
            self.pages.write(data)

    def closed(self, name: str) -> None:
        """Meet the end of a text, a paragraph or a section's properties."""
        if name == "t":
            self.is_text = False
        elif name == "sectPr":
            self.in_section = False
        elif name == "p":
            self.pages.write("\n")
            if self.ends_section:
                self.ends_section = False
                self.pages.turn()


def read(whole: Archive, pages: Pages) -> None:
    """Read a Word file into pages."""
    names = sorted(part.name for part in whole.parts)
    ordered = [name for pattern in _PARTS for name in names if re.fullmatch(pattern, name)]
    read_parts(whole, ordered, lambda root: WordReading(pages) if root in _ROOTS else None)
