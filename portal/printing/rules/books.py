"""What is printed: a book of sheets, each a version of a document."""

from dataclasses import dataclass
from enum import StrEnum


class Format(StrEnum):
    """What a book is made into."""

    PDF = "pdf"
    DOCX = "docx"


MEDIA_TYPES = {
    Format.PDF: "application/pdf",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
FORMAT_LABELS = {Format.PDF: "PDF", Format.DOCX: "Word (docx)"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A version as it is printed.

    `facts` are labels with values, `paper` is what every page says in its foot, `body` sanitised HTML whose pictures
    are names of files in the book's folder, `code` the name of the picture of the code that leads to `address`.
    """

    number: str
    version: int
    title: str
    type: str
    unit: str
    status: str
    facts: tuple[tuple[str, str], ...]
    warning: tuple[str, ...]
    paper: str
    body: str
    language: str
    files: tuple[str, ...]
    code: str
    address: str


@dataclass(frozen=True, slots=True)
class Book:
    """One document, or many behind a title page with a list of contents."""

    title: str
    subtitle: str
    municipality: str
    day: str
    accent: str
    sheets: tuple[Sheet, ...]

    @property
    def is_collection(self) -> bool:
        """Whether it has a title page."""
        return bool(self.subtitle)

    @property
    def units(self) -> dict[str, list[Sheet]]:
        """The sheets by their unit, in the book's order."""
        found: dict[str, list[Sheet]] = {}
        for sheet in self.sheets:
            found.setdefault(sheet.unit, []).append(sheet)
        return found
