"""A part of a document that is read for its text."""

from collections.abc import Iterable, Mapping

from portal.lib.extraction.pages import EnoughError, Pages
from portal.lib.inspection.archive import Archive
from portal.lib.inspection.xmlscan import Watch, WatchOf, local, scan

MOST_ELEMENTS = 2_000_000
MOST_INFLATED = 64 * 1024 * 1024


class Reading(Watch):
    """Reads a part into pages; what lies in the elements `skipped` is passed over.

    A format says what its elements mean in `opened`, `said` and `closed`.
    """

    sees_ends = True
    skipped: frozenset[str] = frozenset()

    def __init__(self, pages: Pages) -> None:
        """Begin outside what is skipped."""
        self.pages = pages
        self.depth, self.left = 0, MOST_ELEMENTS

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Meet an element."""
        self.left -= 1
        if self.left < 0:
            raise EnoughError
        if self.depth or name in self.skipped:
            self.depth += 1
        else:
            self.opened(name, attributes)

    def text(self, data: str) -> None:
        """Meet a text."""
        if not self.depth:
            self.said(data)

    def close(self, name: str) -> None:
        """Meet the end of an element."""
        if self.depth:
            self.depth -= 1
        else:
            self.closed(name)

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Meet an element that is read."""

    def said(self, data: str) -> None:
        """Meet a text that is read."""

    def closed(self, name: str) -> None:
        """Meet the end of an element that is read."""


def value(attributes: Mapping[str, str], name: str) -> str:
    """Return the attribute of this local name, or nothing."""
    return next((kept for key, kept in attributes.items() if local(key) == name), "")


def read_parts(whole: Archive, names: Iterable[str], watch_of: WatchOf, *, is_open: bool = False) -> None:
    """Let the watch see the parts of these names, in this order; those that are not there are passed over."""
    parts = {part.name: part for part in whole.parts}
    for name in names:
        if name in parts:
            scan(whole.pieces(parts[name]), watch_of, is_open=is_open)
