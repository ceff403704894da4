"""Whether a file that may be attached can be read by those who do not see it (EN 301 549, chapter 10)."""

import re
from dataclasses import dataclass
from typing import BinaryIO

from portal.lib.filetype import extension_of
from portal.lib.inspection import pdf
from portal.lib.inspection.archive import Archive, Budget
from portal.lib.inspection.unfit import UnfitError
from portal.lib.inspection.xmlscan import Watch, local, scan

# A Word file with fewer paragraphs is overlooked at a glance.
LONG = 40
MOST_INFLATED = 64 * 1024 * 1024
_HEADING = re.compile(r"(?:heading|rubrik|title)", re.IGNORECASE)
_PARTS = frozenset({"word/document.xml", "word/styles.xml", "content.xml", "styles.xml"})
NO_TAGS = "saknar taggar, så en skärmläsare vet inte vad som är rubrik, lista och tabell. Spara den som taggad pdf."
NO_LANGUAGE = "saknar språk, så en skärmläsare vet inte hur den ska läsas upp. Ange svenska i filens egenskaper."
NO_TEXT = (
    "är inskannad: {textless} av {pages} sidor har ingen text. Bifoga originalet, eller låt ett program tolka den."
)
NO_TITLE = "saknar titel i sina egenskaper. Den läses upp i stället för filnamnet."
NO_HEADINGS = "är lång men har inga rubriker. Använd formatmallarna Rubrik 1, Rubrik 2 …"
NO_ALTERNATIVES = "har {pictures} bilder utan alternativtext. Beskriv dem, eller märk dem som dekorativa."


@dataclass(frozen=True, slots=True)
class Accessibility:
    """What keeps a file from being used by everyone (`faults`), and what would make it better (`advice`).

    Each is a sentence that follows the file's name.
    """

    faults: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()


def accessibility_of(stream: BinaryIO, filename: str) -> Accessibility:
    """Return how the file, which is a seekable stream, can be read by those who do not see it."""
    extension = extension_of(filename)
    try:
        if extension == "pdf":
            return _of_pdf(pdf.inspect(stream))
        if extension in {"docx", "odt"}:
            return _of_text(_words_of(stream))
    except UnfitError:
        # Attached before what it holds was looked into: what is wrong with it is told when it is attached anew.
        return Accessibility()
    return Accessibility()


def _of_pdf(facts: pdf.PdfFacts) -> Accessibility:
    """Return what a PDF lacks."""
    faults = [NO_TEXT.format(textless=facts.textless, pages=facts.pages)] if facts.textless else []
    faults += [] if facts.tagged else [NO_TAGS]
    faults += [] if facts.language else [NO_LANGUAGE]
    return Accessibility(tuple(faults), () if facts.title else (NO_TITLE,))


class _Words(Watch):
    """A text document's paragraphs, headings, language and pictures."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.paragraphs = self.headings = self.undescribed = 0
        self.language = ""
        self.style = ""
        self.used: set[str] = set()
        self.outlined: set[str] = set()
        self.lacks_description = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Meet an element of either format."""
        values = {local(key): value for key, value in attributes.items()}
        if name == "p":
            self.paragraphs += 1
        elif name == "h":
            self.headings += 1
        elif name == "pStyle":
            self.used.add(values.get("val", ""))
        elif name == "style":
            self.style = values.get("styleId", "")
        elif name == "outlineLvl":
            self.outlined.add(self.style)
        elif name in {"lang", "text-properties"}:
            self.language = self.language or values.get("val") or values.get("language", "").replace("none", "")
        elif name in {"docPr", "decorative", "pic"}:
            self._picture(name, values)

    def _picture(self, name: str, values: dict[str, str]) -> None:
        """Meet a frame's properties, the mark that it is decorative, or the picture in it: in that order."""
        if name == "docPr":
            self.lacks_description = not (values.get("descr") or values.get("title"))
        elif name == "decorative":
            self.lacks_description = self.lacks_description and values.get("val") not in {"1", "true"}
        elif self.lacks_description:
            self.undescribed += 1
            self.lacks_description = False

    @property
    def has_headings(self) -> bool:
        """Whether any paragraph is a heading."""
        return bool(self.headings or self.used & self.outlined or any(_HEADING.match(style) for style in self.used))


def _words_of(stream: BinaryIO) -> _Words:
    """Read the parts of a document that tell."""
    whole, words = Archive(stream, Budget(MOST_INFLATED)), _Words()
    for part in whole.parts:
        if part.name.lower() in _PARTS:
            scan(whole.pieces(part), lambda _root: words, is_open=True)
    return words


def _of_text(words: _Words) -> Accessibility:
    """Return what a Word or OpenDocument text lacks."""
    advice = [] if words.language else [NO_LANGUAGE]
    advice += [NO_HEADINGS] if words.paragraphs > LONG and not words.has_headings else []
    advice += [NO_ALTERNATIVES.format(pictures=words.undescribed)] if words.undescribed else []
    return Accessibility((), tuple(advice))
