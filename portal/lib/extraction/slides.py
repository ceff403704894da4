"""The text of a PowerPoint file (ECMA-376): a slide is a page."""

from portal.lib.extraction.package import leaves
from portal.lib.extraction.pages import Pages
from portal.lib.extraction.reading import Reading, read_parts
from portal.lib.inspection.archive import Archive


class SlideReading(Reading):
    """Reads a slide's boxes, tables and charts' titles."""

    skipped = frozenset({"Fallback"})
    is_text = False

    def opened(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002 - the name says all
        """Meet an element."""
        self.is_text = name == "t"
        if name in {"br", "tab"}:
            self.pages.write("\n" if name == "br" else "\t")

    def said(self, data: str) -> None:
        """Meet a text."""
        if self.is_text:
            self.pages.write(data)

    def closed(self, name: str) -> None:
        """Meet the end of a text or a paragraph."""
        self.is_text = False
        if name == "p":
            self.pages.write("\n")


def read(whole: Archive, pages: Pages) -> None:
    """Read a PowerPoint file into pages."""
    for turn, slide in enumerate(leaves(whole, "ppt", "presentation.xml")):
        if turn:
            pages.turn()
        read_parts(whole, [slide.part], lambda _root: SlideReading(pages))
