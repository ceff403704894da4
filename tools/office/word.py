"""Word documents (.docx)."""

import io
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from tools.office.archive import EPOCH, repacked
from tools.office.spec import MUNICIPALITY, Attachment, Checks, Fields, Part, Table, is_long

INK = RGBColor(0x1A, 0x2B, 0x33)
ACCENT = RGBColor(0x0B, 0x5C, 0x6B)
SHADE = "E6F0F1"
FONT = "Arial"


def document(attachment: Attachment) -> bytes:
    """Return the attachment as a Word document."""
    made = Document()
    describe(made, attachment)
    style(made)
    lay_out(made, attachment)
    made.add_paragraph(MUNICIPALITY, style="Subtitle")
    made.add_paragraph(attachment.title, style="Title")
    made.add_paragraph(attachment.intro)
    for section in attachment.sections:
        made.add_heading(section.heading, 1)
        for part in section.parts:
            add_part(made, part, section.heading)
    out = io.BytesIO()
    made.save(out)
    return repacked(out.getvalue())


def describe(made: Any, attachment: Attachment) -> None:
    """Set the document's properties."""
    properties = made.core_properties
    properties.title = attachment.title
    properties.subject = attachment.number
    properties.author = properties.last_modified_by = MUNICIPALITY
    properties.language = "sv-SE"
    properties.comments = ""
    properties.created = properties.modified = EPOCH.replace(tzinfo=None)


def style(made: Any) -> None:
    """Set fonts, colours and the language of the styles that we use."""
    sizes = {"Normal": (10.5, INK), "Subtitle": (10, ACCENT), "Title": (20, INK), "Heading 1": (13, ACCENT)}
    for name, (size, colour) in sizes.items():
        font = made.styles[name].font
        font.name, font.size, font.color.rgb, font.italic = FONT, Pt(size), colour, False
        fonts = made.styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for key in list(fonts.attrib):
            del fonts.attrib[key]
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), FONT)
    for language in made.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "sv-SE")
    made.styles["Title"].font.bold = True
    title = made.styles["Title"].element.pPr
    for border in title.findall(qn("w:pBdr")):
        title.remove(border)
    made.styles["Title"].paragraph_format.space_after = Pt(8)
    made.styles["Heading 1"].paragraph_format.space_before = Pt(16)
    made.styles["Heading 1"].paragraph_format.space_after = Pt(5)


def lay_out(made: Any, attachment: Attachment) -> None:
    """Set the paper, its margins and its foot."""
    page = made.sections[0]
    short, long = Cm(21), Cm(29.7)
    page.page_width, page.page_height = (long, short) if attachment.is_wide else (short, long)
    page.orientation = WD_ORIENT.LANDSCAPE if attachment.is_wide else WD_ORIENT.PORTRAIT
    page.left_margin = page.right_margin = Cm(2)
    page.top_margin, page.bottom_margin = Cm(1.8), Cm(1.8)
    foot = page.footer.paragraphs[0]
    foot.add_run(f"{attachment.footer} · sida ").font.size = Pt(8)
    add_page_number(foot)


def add_page_number(paragraph: Paragraph) -> None:
    """Add a field that shows the page's number."""
    run = paragraph.add_run()
    run.font.size = Pt(8)
    for kind, text in (("begin", ""), ("", "PAGE"), ("separate", ""), ("shown", "1"), ("end", "")):
        if kind in {"begin", "separate", "end"}:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:t" if kind else "w:instrText")
            mark.text = text
        run._r.append(mark)  # noqa: SLF001 - python-docx has no fields


def add_part(made: Any, part: Part, heading: str) -> None:
    """Add what stands below a heading."""
    match part:
        case str():
            made.add_paragraph(part)
        case Checks():
            lines = [made.add_paragraph(f"☐  {label}") for label in part.labels]
            for line in lines[:-1]:
                line.paragraph_format.space_after = Pt(3)
        case Fields():
            rows = [(label, "") for label in part.labels]
            table = add_table(made, rows, heading, header_column=True)
            for row, label in zip(table.rows, part.labels, strict=True):
                row.height = Cm(2.2 if is_long(label) else 0.85)
        case Table():
            table = add_table(made, [part.columns, *part.rows], heading, header_row=True)
            for row in table.rows[1:]:
                row.height = Cm(0.85)


def add_table(
    made: Any, rows: list[tuple[str, ...]], title: str, *, header_row: bool = False, header_column: bool = False
) -> Any:
    """Add a table that says which of its cells are headers, and is named for those who cannot see it."""
    table = made.add_table(len(rows), len(rows[0]), style="Table Grid")
    name_table(table, title, header_row=header_row, header_column=header_column)
    for y, cells in enumerate(rows):
        row = table.rows[y]
        row.height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
        mark_row(row, is_header=header_row and y == 0)
        for x, text in enumerate(cells):
            fill_cell(row.cells[x], text, is_header=(header_row and y == 0) or (header_column and x == 0))
    if header_column:
        set_widths(table, made.sections[0])
    space_below = made.add_paragraph().paragraph_format
    space_below.space_after, space_below.line_spacing = Pt(0), Pt(6)
    return table


def name_table(table: Any, title: str, *, header_row: bool, header_column: bool) -> None:
    """Set a table's caption and which of its edges are headers."""
    properties = table._tbl.tblPr  # noqa: SLF001 - python-docx has no captions
    look = properties.find(qn("w:tblLook"))
    for key in list(look.attrib):
        del look.attrib[key]
    flags = {"firstRow": header_row, "firstColumn": header_column, "noHBand": True, "noVBand": True}
    for key, value in flags.items():
        look.set(qn(f"w:{key}"), "1" if value else "0")
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), title)
    properties.append(caption)


def mark_row(row: Any, *, is_header: bool) -> None:
    """Keep a row on one page; repeat it on the next if it is a header."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has neither
    properties.append(OxmlElement("w:cantSplit"))
    if is_header:
        properties.append(OxmlElement("w:tblHeader"))


def fill_cell(cell: Any, text: str, *, is_header: bool) -> None:
    """Write a cell's text; a header is bold on a tint."""
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
    run = paragraph.add_run(text)
    run.font.size = Pt(9.5)
    run.bold = is_header or None
    if is_header:
        shade = OxmlElement("w:shd")
        for key, value in {"val": "clear", "color": "auto", "fill": SHADE}.items():
            shade.set(qn(f"w:{key}"), value)
        cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - python-docx has no shading


def set_widths(table: Any, page: Any) -> None:
    """Give labels a third of the line and answers the rest."""
    table.autofit = False
    whole = page.page_width - page.left_margin - page.right_margin
    for row in table.rows:
        row.cells[0].width, row.cells[1].width = int(whole * 0.34), int(whole * 0.66)
    table.columns[0].width, table.columns[1].width = int(whole * 0.34), int(whole * 0.66)
