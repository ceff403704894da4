"""What is known of the text in attached files."""

from collections.abc import Iterable

from portal.control.models.versions import FileText

Pages = tuple[str, ...]
# Parts the pages of a file; there is none in any of them.
FEED = "\f"


def kept_pages(wanted: Iterable[str]) -> dict[str, Pages]:
    """Return the pages of the files, by digest, that have been read before: one query."""
    rows = FileText.select(FileText.sha256, FileText.text).where(FileText.sha256.in_(list(wanted)))
    return {sha256: pages_from(text) for sha256, text in rows.tuples()}


def text_from(pages: Pages) -> str:
    """Return pages as they are kept; a file without text is an empty one."""
    return FEED.join(pages)


def pages_from(text: str) -> Pages:
    """Return the pages of a text that was kept."""
    return tuple(text.split(FEED)) if text else ()
