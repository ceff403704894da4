"""The press for Word, run as a process: `book.json` in the folder that it is given becomes `book.docx` there."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_SECTION
from docx.shared import Mm, Pt

from portal.printing.limits import limit_press
from portal.printing.rules.books import Book, Sheet
from portal.printing.rules.tree import Node, read
from portal.printing.word_parts import add_bookmark, link_to, link_within, mark_field
from portal.printing.word_style import BOX, FACT, LANGUAGE, set_paper, set_up
from portal.printing.word_text import Look, Place, Text, describe

CODE_WIDTH = Mm(22)
CODE_WORDS = "QR-kod som leder till %s"


def book_in(folder: Path) -> Book:
    """Return the book that lies in a folder."""
    told = json.loads((folder / "book.json").read_text(encoding="utf-8"))
    return Book(**{**told, "sheets": tuple(Sheet(**sheet) for sheet in told["sheets"])})


def make(folder: Path) -> None:
    """Make the Word file."""
    book = book_in(folder)
    document = Document()
    set_up(document, book)
    tell(document, book)
    text = Text(document, folder)
    bodies = [read(sheet.body) for sheet in book.sheets]
    text.know(sheet.number for sheet in book.sheets)
    text.know(node.attributes["id"] for body in bodies for node in body.walk() if "id" in node.attributes)
    if book.is_collection:
        write_title(document, book, text)
    for place, (sheet, body) in enumerate(zip(book.sheets, bodies, strict=True)):
        is_first = place == 0 and not book.is_collection
        section = document.sections[0] if is_first else document.add_section(WD_SECTION.NEW_PAGE)
        set_paper(section, f"{book.municipality}\t{sheet.title}", sheet.paper)
        write_sheet(document, sheet, body, text)
    document.save(str(folder / "book.docx"))


def tell(document: Any, book: Book) -> None:
    """Write the document's properties."""
    first, told = book.sheets[0], document.core_properties
    told.title, told.language, told.author = book.title[:255], LANGUAGE, book.municipality[:255]
    told.subject = (book.subtitle or f"{first.number}, version {first.version}")[:255]
    told.keywords = ", ".join(sheet.number for sheet in book.sheets)[:255]
    told.category = "" if book.is_collection else first.type
    told.comments = "" if book.is_collection else first.paper
    told.created = told.modified = datetime.now(UTC).replace(tzinfo=None)
    told.last_modified_by = told.author


def write_title(document: Any, book: Book, text: Text) -> None:
    """Write the title page and the list of contents: links now, page numbers when Word is asked to renew it."""
    set_paper(document.sections[0], book.municipality, f"{book.title} · så som det gällde {book.day}")
    document.add_paragraph(book.title, style="Title").paragraph_format.space_before = Pt(140)
    document.add_paragraph(book.subtitle)
    heading = document.add_paragraph("Innehåll", style="Heading 2")
    heading.paragraph_format.page_break_before = True
    for place, sheet in enumerate(book.sheets):
        entry = document.add_paragraph()
        entry.paragraph_format.space_after = Pt(3)
        if place == 0:
            mark_field(entry, "begin", ' TOC \\o "1-1" \\h \\z ')
            mark_field(entry, "separate")
        link = link_within(entry, text.anchors[sheet.number])
        text.say(f"{sheet.title} ({sheet.number})", entry, Look(), link)
    mark_field(document.add_paragraph(), "end")


def write_sheet(document: Any, sheet: Sheet, body: Node, text: Text) -> None:
    """Write one document: its head, its text and what is attached to it."""
    heading = document.add_paragraph(style="Heading 1")
    add_bookmark(heading, text.anchors[sheet.number], 1_000_000 + len(document.sections))
    text.say(sheet.title, heading, Look(), None)
    text.say(sheet.type, document.add_paragraph(style="Subtitle"), Look(), None)
    for label, value in sheet.facts:
        fact = document.add_paragraph(style=FACT)
        text.say(label, fact, Look(bold=True), None)
        fact.add_run("\t")
        text.say(value, fact, Look(), None)
    for line in sheet.warning:
        text.say(line, document.add_paragraph(style=BOX), Look(bold=line == sheet.warning[0]), None)
    write_code(document, sheet, text)
    text.flow(body.children, Place(document.add_paragraph))
    if sheet.files:
        document.add_paragraph("Mallar och bilagor", style="Heading 2")
        number = text.lists.begin(0, None)
        for file in sheet.files:
            text.paragraph([Node("", text=file)], Place(document.add_paragraph, level=0, item=number))


def write_code(document: Any, sheet: Sheet, text: Text) -> None:
    """Write the code that tells whether the file still holds, and the address that it leads to."""
    paragraph = document.add_paragraph()
    shape = paragraph.add_run().add_picture(str(text.folder / sheet.code), width=CODE_WIDTH)
    describe(shape, CODE_WORDS % sheet.address)
    text.say(" Gäller utskriften fortfarande? ", paragraph, Look(), None)
    text.say(sheet.address, paragraph, Look(), link_to(paragraph, sheet.address))


if __name__ == "__main__":
    limit_press(int(sys.argv[2]))
    make(Path(sys.argv[1]))
