"""The text of OpenDocument files (ISO 26300): texts, sheets and slides."""

from portal.lib.extraction.pages import Pages
from portal.lib.extraction.reading import Reading, read_parts, value
from portal.lib.inspection.archive import Archive

_GAPS = {"s": " ", "tab": "\t", "line-break": "\n"}
_PARAGRAPHS = frozenset({"p", "h"})
_EDGES = frozenset({"header", "footer", "header-first", "footer-first", "header-left", "footer-left"})


class Styles:
    """The styles by which a paragraph begins or ends a page; what a style's parent does it does too."""

    def __init__(self) -> None:
        """Begin with no styles."""
        self.before: set[str] = set()
        self.after: set[str] = set()
        self.style = ""

    def meet(self, name: str, attributes: dict[str, str]) -> None:
        """Meet a style or its properties; a part's own styles may be called as another part's."""
        if name == "style":
            self.style, parent = value(attributes, "name"), value(attributes, "parent-style-name")
            self._note(self.before, is_so=parent in self.before or bool(value(attributes, "master-page-name")))
            self._note(self.after, is_so=parent in self.after)
        elif name == "paragraph-properties":
            self._note(self.before, is_so=self.style in self.before or value(attributes, "break-before") == "page")
            self._note(self.after, is_so=self.style in self.after or value(attributes, "break-after") == "page")

    def _note(self, styles: set[str], *, is_so: bool) -> None:
        """Note whether the style is one of these."""
        if is_so:
            styles.add(self.style)
        else:
            styles.discard(self.style)


class Paragraphs(Reading):
    """Reads paragraphs, lists, cells and boxes. What was deleted and what was remarked is passed over."""

    skipped = frozenset({"tracked-changes", "annotation", "notes", "note-citation", "script", "binary-data"})

    def __init__(self, pages: Pages) -> None:
        """Begin outside every paragraph: they lie in each other where there are boxes and notes."""
        super().__init__(pages)
        self.open: list[str] = []

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Meet an element."""
        if name in _PARAGRAPHS:
            style = value(attributes, "style-name")
            self.begun(style)
            self.open.append(style)
        elif self.open and name in _GAPS:
            self.pages.write(_GAPS[name])
        else:
            self.met(name, attributes)

    def said(self, data: str) -> None:
        """Meet a text."""
        if self.open:
            self.pages.write(data)

    def closed(self, name: str) -> None:
        """Meet the end of an element."""
        if name in _PARAGRAPHS:
            self.ended(self.open.pop())

    def begun(self, style: str) -> None:
        """Meet the beginning of a paragraph."""

    def ended(self, style: str) -> None:  # noqa: ARG002 - some paragraphs end a page
        """Meet the end of a paragraph."""
        self.pages.write("\n")

    def met(self, name: str, attributes: dict[str, str]) -> None:
        """Meet another element."""


class TextReading(Paragraphs):
    """Reads a text document's content, whose pages are turned by styles and where they were when it was saved."""

    def __init__(self, pages: Pages, styles: Styles) -> None:
        """Begin before the first paragraph, which turns no page."""
        super().__init__(pages)
        self.styles = styles
        self.has_begun = False

    def met(self, name: str, attributes: dict[str, str]) -> None:
        """Meet a style, or where a page was turned."""
        self.styles.meet(name, attributes)
        if name == "soft-page-break":
            self.pages.turn_as_printed()

    def begun(self, style: str) -> None:
        """Begin a paragraph, on a new page where its style says so; one within another is on the same page."""
        if style in self.styles.before and not self.open and self.has_begun:
            self.pages.turn()
        self.has_begun = True

    def ended(self, style: str) -> None:
        """End a paragraph, and the page where its style says so."""
        super().ended(style)
        if style in self.styles.after and not self.open:
            self.pages.turn()


class EdgeReading(Paragraphs):
    """Reads the heads and feet among the styles of a text document, and nothing else of them."""

    def __init__(self, pages: Pages, styles: Styles) -> None:
        """Begin outside every head and foot."""
        super().__init__(pages)
        self.styles, self.is_edge = styles, False

    def met(self, name: str, attributes: dict[str, str]) -> None:
        """Meet a style, a head or a foot."""
        self.styles.meet(name, attributes)
        self.is_edge = self.is_edge or name in _EDGES

    def said(self, data: str) -> None:
        """Meet a text."""
        if self.is_edge:
            super().said(data)

    def closed(self, name: str) -> None:
        """Meet the end of an element."""
        super().closed(name)
        self.is_edge = self.is_edge and name not in _EDGES


class SheetReading(Paragraphs):
    """Reads a spreadsheet: a sheet is a page with its name first, a row is a line."""

    has_begun = False

    def met(self, name: str, attributes: dict[str, str]) -> None:
        """Meet the beginning of a sheet."""
        if name == "table":
            if self.has_begun:
                self.pages.turn()
            self.has_begun = True
            self.pages.write(f"{value(attributes, 'name')}\n")

    def ended(self, style: str) -> None:  # noqa: ARG002 - the style of a cell's text says nothing of pages
        """Meet the end of a paragraph in a cell."""
        self.pages.write("\t")

    def closed(self, name: str) -> None:
        """Meet the end of an element."""
        super().closed(name)
        if name == "table-row":
            self.pages.write("\n")


class SlideReading(Paragraphs):
    """Reads a presentation: a slide is a page."""

    has_begun = False

    def met(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002 - the name says all
        """Meet the beginning of a slide."""
        if name == "page":
            if self.has_begun:
                self.pages.turn()
            self.has_begun = True


def read_text(whole: Archive, pages: Pages) -> None:
    """Read a text document into pages; heads and feet stand at the top of the first."""
    styles = Styles()
    read_parts(whole, ["styles.xml"], lambda _root: EdgeReading(pages, styles), is_open=True)
    read_parts(whole, ["content.xml"], lambda _root: TextReading(pages, styles), is_open=True)


def read_sheets(whole: Archive, pages: Pages) -> None:
    """Read a spreadsheet into pages."""
    read_parts(whole, ["content.xml"], lambda _root: SheetReading(pages), is_open=True)


def read_slides(whole: Archive, pages: Pages) -> None:
    """Read a presentation into pages."""
    read_parts(whole, ["content.xml"], lambda _root: SlideReading(pages), is_open=True)
