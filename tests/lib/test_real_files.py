"""Files as people's programs write them pass: the example's own, and such as have what real ones have."""

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import weasyprint
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.shared import Cm
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image as Picture

from portal.lib.accessibility import accessibility_of
from portal.lib.filetype import why_not_content, why_not_name

CONTENT = Path(__file__).parents[2] / "content"
FILES = sorted(path for path in CONTENT.rglob("*") if path.is_file() and path.parent.name == "files")
TEMPLATE = RELATIONSHIP_TYPE.HYPERLINK.replace("hyperlink", "attachedTemplate")
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
INSERTED = f'<w:ins {WORD} w:id="7" w:author="Bo" w:date="2026-01-01T00:00:00Z"><w:r><w:t>Nytt</w:t></w:r></w:ins>'
DELETED = f'<w:del {WORD} w:id="8" w:author="Bo"><w:r><w:delText>Gammalt</w:delText></w:r></w:del>'
FIELD = f'<w:r {WORD}><w:fldChar w:fldCharType="begin"/></w:r>'
INSTRUCTION = f'<w:r {WORD}><w:instrText xml:space="preserve"> TOC \\o "1-3" </w:instrText></w:r>'
FORM = f"<w:sdt {WORD}><w:sdtPr><w:text/></w:sdtPr><w:sdtContent><w:r><w:t>Namn</w:t></w:r></w:sdtContent></w:sdt>"


def picture(kind: str) -> io.BytesIO:
    """Return a picture as a program writes it."""
    stream = io.BytesIO()
    Picture.new("RGB", (640, 480), "teal").save(stream, kind)
    return stream


def word() -> io.BytesIO:
    """Return a Word file with what people's have."""
    document = Document()
    document.add_heading("Rutin för nycklar", 1)
    paragraph = document.add_paragraph("Så gör du. ", style="List Number")
    document.part.relate_to("https://ekvik.example/", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    document.part.relate_to("file:///C:\\Mallar\\Kommun.dotx", TEMPLATE, is_external=True)
    document.add_comment(paragraph.runs, text="Är det rätt?", author="Cleo")
    for xml in (INSERTED, DELETED, FIELD, INSTRUCTION, FIELD.replace("begin", "end"), FORM):
        paragraph._p.append(parse_xml(xml))
    document.add_picture(picture("png"), width=Cm(4))
    document.add_picture(picture("jpeg"), width=Cm(4))
    document.add_table(3, 3, style="Table Grid").cell(0, 0).text = "Steg"
    document.sections[0].header.paragraphs[0].text = "Ekvik kommun"
    document.core_properties.title = "Rutin för nycklar"
    stream = io.BytesIO()
    document.save(stream)
    return stream


def sheet() -> io.BytesIO:
    """Return an Excel file with what people's have."""
    book = openpyxl.Workbook()
    page = book.active
    for row in range(1, 400):
        page.append([f"Rad {row}", row, f"=B{row}*2"])
    page["A1"].comment = Comment("Rätta", "Cleo")
    page["A2"].hyperlink = "https://ekvik.example/"
    choice = DataValidation(type="list", formula1='"Ja,Nej"')
    page.add_data_validation(choice)
    choice.add("D1:D9")
    chart = BarChart()
    chart.add_data(Reference(page, min_col=2, min_row=1, max_row=9))
    page.add_chart(chart, "F2")
    page.add_image(Image(picture("png")), "F20")
    book.defined_names["Allt"] = DefinedName("Allt", attr_text="Sheet!$A$1:$C$9")
    book.create_sheet("Två").protection.sheet = True
    stream = io.BytesIO()
    book.save(stream)
    return stream


def paper() -> io.BytesIO:
    """Return a tagged PDF with a form, a link and an attachment."""
    text = (
        "<html lang=sv><title>Ansökan</title><h1>Ansökan</h1><p>Se <a href='https://ekvik.example/'>mer</a>.</p>"
        "<form><label>Namn <input name=a></label><label>Ja <input type=checkbox name=b></label></form></html>"
    )
    added = weasyprint.Attachment(string="<x/>", name="faktura.xml")
    page = weasyprint.HTML(string=text)
    return io.BytesIO(page.write_pdf(pdf_variant="pdf/ua-1", pdf_forms=True, attachments=[added]))


WRITTEN: dict[str, Callable[[], io.BytesIO]] = {
    "rutin.docx": word,
    "lista.xlsx": sheet,
    "ansökan.pdf": paper,
    "karta.png": lambda: picture("png"),
    "foto.jpeg": lambda: picture("jpeg"),
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_examples_files_pass_and_can_be_read_by_everyone(path: Path) -> None:
    assert why_not_name(path.name) is None
    with path.open("rb") as stream:
        assert why_not_content(path.name, stream) is None
        assert accessibility_of(stream, path.name).faults == ()


@pytest.mark.parametrize("name", WRITTEN)
def test_files_with_what_real_ones_have_pass(name: str) -> None:
    stream = WRITTEN[name]()
    assert why_not_content(name, stream) is None
    assert accessibility_of(stream, name).faults == ()


def test_there_are_files_to_try() -> None:
    assert {path.suffix for path in FILES} == {".docx", ".odt", ".pdf", ".xlsx"}
    assert len(FILES) > 20


def test_a_real_file_with_one_thing_wrong_is_refused() -> None:
    document = Document()
    document.part.relate_to("https://evil.example/x.dotm", TEMPLATE, is_external=True)
    stream = io.BytesIO()
    document.save(stream)
    assert "hämtar en mall från https://evil.example/x.dotm" in str(why_not_content("a.docx", stream))
