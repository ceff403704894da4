"""What hangs on a document, and would be left hanging without it."""

from dataclasses import dataclass
from datetime import date

from portal.control.models.documents import Document
from portal.control.models.versions import Link, Version
from portal.control.queries.listing import DocumentLine, in_force, linking_to


@dataclass(frozen=True, slots=True)
class Breaking:
    """The documents in force whose text names a document: those that the reader may know of, and how many in all."""

    seen: tuple[DocumentLine, ...]
    total: int


def links_breaking(number: str, tokens: frozenset[str], today: date) -> Breaking:
    """Return what links to the document today: two queries."""
    rows = (
        Version.select(Version.document)
        .join(Link, on=(Link.version == Version.id))
        .switch(Version)
        .join(Document)
        .where(Link.target == number, in_force(today), Document.number != number)
        .distinct()
    )
    return Breaking(tuple(linking_to(number, tokens, today)), rows.count())
