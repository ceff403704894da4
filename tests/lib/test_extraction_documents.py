"""The text of each kind of document, page by page, as people see it."""

import io
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml

from portal.lib.extraction.texts import READ, text_of, texts_of
from portal.lib.filetype import MEDIA_TYPES, PICTURES, media_type_of
from tests.support import files

CONTENT = Path(__file__).parents[2] / "content"
FILES = sorted(path for path in CONTENT.rglob("*") if path.is_file() and path.parent.name == "files")
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OPEN = (
    'xmlns:office="o" xmlns:text="t" xmlns:table="tb" xmlns:style="s" xmlns:fo="f" xmlns:draw="d" xmlns:dc="dc"'
    ' xmlns:presentation="p"'
)


def pages(extension: str, data: bytes) -> list[str]:
    """Return the pages of a file of the kind."""
    return text_of(data, MEDIA_TYPES[extension])


def word(body: str, **parts: str) -> list[str]:
    """Return the pages of a Word file with this body, and other parts in its folder."""
    own = {"word/document.xml": f"<w:document {WORD}><w:body>{body}</w:body></w:document>"}
    own |= {f"word/{name}.xml": text for name, text in parts.items()}
    return pages("docx", files.office("docx", own))


def said(text: str, properties: str = "") -> str:
    """Return a Word paragraph."""
    return f"<w:p><w:r>{properties}<w:t>{text}</w:t></w:r></w:p>"


def opened(extension: str, body: str, styles: str = "", styles_part: str = "") -> list[str]:
    """Return the pages of an OpenDocument file with this body and these styles."""
    auto = f"<office:automatic-styles>{styles}</office:automatic-styles>"
    content = f"<office:document-content {OPEN}>{auto}<office:body>{body}</office:body></office:document-content>"
    own = {
        "content.xml": content,
        "styles.xml": f"<office:document-styles {OPEN}>{styles_part}</office:document-styles>",
    }
    return pages(extension, files.opened(extension, own))


def test_a_word_file_is_read_as_it_is_written() -> None:
    document = Document()
    document.add_heading("Rutin för nycklar", 1)
    paragraph = document.add_paragraph("Så gör ", style="List Number")
    paragraph.add_run("du").bold = True
    paragraph.add_run("\tgenast.")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Lås", "Öppna"
    document.sections[0].header.paragraphs[0].text = "Ekvik kommun"
    document.sections[0].footer.paragraphs[0].text = "Fastställd i nämnden"
    stream = io.BytesIO()
    document.save(stream)
    lines = ["Ekvik kommun", "Rutin för nycklar", "Så gör du genast.", "Lås", "Öppna", "Fastställd i nämnden"]
    assert pages("docx", stream.getvalue()) == ["\n".join(lines)]


def test_a_word_file_is_parted_where_it_says_so() -> None:
    document = Document()
    document.add_paragraph("Ett").add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("Två")
    document.add_section()
    document.add_paragraph("Tre").paragraph_format.page_break_before = False
    document.add_paragraph("Fyra").paragraph_format.page_break_before = True
    stream = io.BytesIO()
    document.save(stream)
    assert pages("docx", stream.getvalue()) == ["Ett", "Två", "Tre", "Fyra"]


def test_a_word_file_is_parted_where_it_was_when_it_was_saved_but_not_twice() -> None:
    rendered = "<w:lastRenderedPageBreak/>"
    body = said("Ett") + said("Två", rendered) + '<w:p><w:r><w:br w:type="page"/></w:r></w:p>' + said("Tre", rendered)
    assert word(body) == ["Ett", "Två", "Tre"]
    assert word("<w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r><w:t>Ett</w:t></w:r></w:p>") == ["Ett"]
    flowing = '<w:p><w:pPr><w:sectPr><w:type w:val="continuous"/></w:sectPr></w:pPr><w:r><w:t>Ett</w:t></w:r></w:p>'
    assert word(flowing + said("Två")) == ["Ett\nTvå"]


def test_what_nobody_sees_in_a_word_file_is_not_read() -> None:
    struck = (
        "<w:p><w:del><w:r><w:delText>Struket</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>Flyttat</w:t></w:r></w:moveFrom></w:p>"
    )
    field = "<w:p><w:r><w:instrText> PAGE </w:instrText></w:r></w:p>"
    hidden = said("Dolt", "<w:rPr><w:vanish/></w:rPr>") + said("Inte dolt", '<w:rPr><w:vanish w:val="0"/></w:rPr>')
    choice = f"<x:Choice>{said('Ruta')}</x:Choice><x:Fallback>{said('Ruta')}</x:Fallback>"
    box = f"<w:p><x:AlternateContent xmlns:x='m'>{choice}</x:AlternateContent></w:p>"
    glossary = f"<w:glossaryDocument {WORD}>{said('Snabbdel')}</w:glossaryDocument>"
    notes = f"<w:footnotes {WORD}>{said('Fotnot')}</w:footnotes>"
    assert word(struck + field + hidden + box, footnotes=notes, document2=glossary) == ["Inte dolt\nRuta\nFotnot"]


def test_letters_are_composed_and_marks_are_dropped() -> None:
    assert word(said("Ra\u030ad om ﬁnans\u00adutskott\u200b  nu")) == ["Råd om finansutskott nu"]


def test_an_excel_file_is_read_as_its_cells_are_shown() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Risker"
    sheet.append(["Trösklar i hallen", 12.5, True, None, 3])
    sheet.append([date(2026, 11, 20), datetime(2026, 11, 20, 8, 30), 0.25, "=SUM(B1:B1)"])  # noqa: DTZ001
    sheet["C2"].number_format = "0%"
    sheet["A1"].comment = openpyxl.comments.Comment("Rätta", "Cleo")
    second = book.create_sheet("Åtgärder")
    second.append(["Byt lås"])
    book.create_sheet("Dold").sheet_state = "hidden"
    book["Dold"].append(["Hemligt"])
    stream = io.BytesIO()
    book.save(stream)
    first = "Risker\nTrösklar i hallen 12,5 SANT 3\n2026-11-20 2026-11-20 08:30 25 %"
    assert pages("xlsx", stream.getvalue()) == [first, "Åtgärder\nByt lås"]


def sheet(cells: str, strings: str = "") -> list[str]:
    """Return the pages of an Excel file whose one sheet has these cells."""
    book = '<workbook xmlns:r="r"><sheets><sheet name="Blad" sheetId="1" r:id="r1"/></sheets></workbook>'
    own = {
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": files.relation("worksheet", "worksheets/a.xml", "Internal"),
        "xl/worksheets/a.xml": f"<worksheet><sheetData><row>{cells}</row></sheetData></worksheet>",
        "xl/sharedStrings.xml": f"<sst>{strings}</sst>",
    }
    return pages("xlsx", files.office("xlsx", own))


def test_odd_cells_are_read_too() -> None:
    shared = "<si><r><t>Kö</t></r><r><t>plats</t></r><rPh><t>uttal</t></rPh></si>"
    cells = (
        '<c t="s"><v>0</v></c><c t="s"><v>7</v></c><c t="s"><v>x</v></c><c t="inlineStr"><is><t>Här</t></is></c>'
        '<c t="str"><f>A1</f><v>Räknat</v></c>'
        '<c><v>0.30000000000000004</v></c><c><v>1e400</v></c><c s="99"><v>1</v></c>'
    )
    assert sheet(cells, shared) == ["Blad\nKöplats Här Räknat 0,3 inf 1"]


def test_a_powerpoint_file_is_read_slide_by_slide() -> None:
    show = '<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst>{}</p:sldIdLst></p:presentation>'
    relations = "".join(f'<Relationship Id="r{turn}" Target="slides/slide{turn}.xml"/>' for turn in (1, 2))
    text = (
        '<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>{}</a:t></a:r></a:p> '
        "<a:p><a:t>Ö</a:t><a:br/><a:t>Ä</a:t></a:p></p:sld>"
    )
    own = {
        "ppt/presentation.xml": show.format('<p:sldId id="256" r:id="r2"/><p:sldId r:id="r1" id="257"/>'),
        "ppt/_rels/presentation.xml.rels": f'<Relationships xmlns="r">{relations}</Relationships>',
        "ppt/slides/slide1.xml": text.format("Sist"),
        "ppt/slides/slide2.xml": text.format("Först"),
    }
    assert pages("pptx", files.office("pptx", own)) == ["Först\nÖ\nÄ", "Sist\nÖ\nÄ"]


def test_an_open_text_is_read_as_it_is_written() -> None:
    body = (
        "<office:text><text:tracked-changes><text:p>Struket</text:p></text:tracked-changes>"
        "<text:h>Rubrik</text:h><text:p>Så<text:s/>gör<text:line-break/>du<office:annotation><dc:creator>Cleo</dc:creator>"
        "<text:p>Rätt?</text:p></office:annotation>.<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>Fotnot</text:p></text:note-body></text:note></text:p><text:list><text:list-item><text:p>Punkt</text:p>"
        "</text:list-item></text:list><table:table><table:table-row><table:table-cell><text:p>Cell</text:p>"
        "</table:table-cell></table:table-row></table:table></office:text>"
    )
    edges = "<style:header><text:p>Ekvik</text:p></style:header>"
    edges = f"<style:master-page>{edges}</style:master-page><text:p>Mall</text:p>"
    assert opened("odt", body, styles_part=edges) == ["Ekvik\nRubrik\nSå gör\ndu.Fotnot\nPunkt\nCell"]


def test_an_open_text_is_parted_where_it_says_so() -> None:
    before = '<style:style style:name="Ny"><style:paragraph-properties fo:break-before="page"/></style:style>'
    after = '<style:style style:name="Slut"><style:paragraph-properties fo:break-after="page"/></style:style>'
    child = '<style:style style:name="P1" style:parent-style-name="Ny"/>'
    text = "<text:p>Ett</text:p><text:p text:style-name='P1'>Två</text:p><text:p text:style-name='Slut'>mer</text:p>"
    soft = "<text:p>Tre</text:p><text:p><text:soft-page-break/>Fyra</text:p>"
    soft += "<text:p>mer <text:soft-page-break/>Fem</text:p>"
    expected = ["Ett", "Två\nmer", "Tre", "Fyra\nmer", "Fem"]
    assert opened("odt", f"<office:text>{text}{soft}</office:text>", child + after, before) == expected
    assert opened("odt", "<office:text><text:p text:style-name='Ny'>Ett</text:p></office:text>", before) == ["Ett"]


def test_an_open_spreadsheet_is_read_sheet_by_sheet() -> None:
    note = "<office:annotation><text:p>Rätta</text:p></office:annotation>"
    table = (
        '<table:table table:name="{}"><table:table-row table:number-rows-repeated="9999">'
        "<table:table-cell><text:p>Å</text:p></table:table-cell>"
        f'<table:table-cell table:number-columns-repeated="9999"><text:p>1,5</text:p>{note}</table:table-cell>'
        "</table:table-row><text:soft-page-break/></table:table>"
    )
    body = f"<office:spreadsheet>{table.format('Ett')}{table.format('Två')}</office:spreadsheet>"
    assert opened("ods", body) == ["Ett\nÅ 1,5", "Två\nÅ 1,5"]


def test_an_open_presentation_is_read_slide_by_slide() -> None:
    page = (
        "<draw:page><text:p>{}</text:p><presentation:notes><text:p>Anteckning</text:p></presentation:notes></draw:page>"
    )
    body = f"<office:presentation>{page.format('Först')}{page.format('Sist')}</office:presentation>"
    assert opened("odp", body) == ["Först", "Sist"]


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("extension", ["txt", "csv"])
def test_plain_text_is_read_in_the_codings_that_people_use(extension: str, coding: str) -> None:
    assert pages(extension, "Åtgärd;Klar\r\nLås på dörr;€ 5\fÖvrigt".encode(coding)) == [
        "Åtgärd;Klar\nLås på dörr;€ 5",
        "Övrigt",
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_examples_files_are_read_with_their_letters_whole(path: Path) -> None:
    read = "\n".join(text_of(path.read_bytes(), media_type_of(path.name)))
    assert "Ekvik kommun" in read
    assert {"å", "ä", "ö"} <= set(read.lower())
    assert "\ufffd" not in read
    assert "Ã" not in read


def test_every_kind_but_pictures_is_read() -> None:
    assert {kind for extension, kind in MEDIA_TYPES.items() if extension not in PICTURES} == READ
    assert text_of(files.png(), "image/png") == []


def test_files_are_read_in_turn_whatever_they_are() -> None:
    kinds = [("txt", "Först".encode()), ("pdf", b"skadad"), ("pdf", files.pdf()), ("docx", b""), ("pdf", files.pdf())]
    read = texts_of((data, MEDIA_TYPES[extension]) for extension, data in kinds)
    assert list(read) == [["Först"], [], ["Hej"], [], ["Hej"]]


def test_comments_in_word_are_not_read() -> None:
    document = Document()
    paragraph = document.add_paragraph("Text")
    document.add_comment(paragraph.runs, text="Är det rätt?", author="Cleo")
    paragraph._p.append(parse_xml(f"<w:r {WORD}><w:t> mer</w:t></w:r>"))
    stream = io.BytesIO()
    document.save(stream)
    assert pages("docx", stream.getvalue()) == ["Text mer"]
