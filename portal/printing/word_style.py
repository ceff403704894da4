"""How a Word file from the portal looks: the styles that Word knows by name, in the portal's own look."""

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from portal.printing.rules.books import Book
from portal.printing.word_parts import add_field, element

FONT = "Arial"
LANGUAGE = "sv-SE"
SIZES = {
    "Title": 30,
    "Heading 1": 20,
    "Heading 2": 14,
    "Heading 3": 11.5,
    "Heading 4": 10.5,
    "Heading 5": 10,
    "Heading 6": 10,
}
INK = RGBColor(0x14, 0x18, 0x1A)
TEXT_WIDTH = Mm(166)
BOX, FACT, CODE, NOTE = "Ruta", "Uppgift", "Kod", "Fotnotslista"


def set_up(document: Any, book: Book) -> None:
    """Give an empty document its paper, language, styles and properties."""
    accent = RGBColor.from_string(full_colour(book.accent))
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(element("lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi="ar-SA"))
    normal = document.styles["Normal"]
    set_font(normal, 10.5, INK)
    normal.paragraph_format.space_after = Pt(7)
    normal.paragraph_format.line_spacing = 1.25
    for name, size in SIZES.items():
        set_font(document.styles[name], size, INK)
        document.styles[name].font.bold = True
        document.styles[name].font.italic = False
        document.styles[name].paragraph_format.keep_with_next = True
        document.styles[name].paragraph_format.space_before = Pt(size)
        document.styles[name].paragraph_format.space_after = Pt(size / 3)
    for name in ("Header", "Footer"):
        for tabs in document.styles[name].element.iter(qn("w:tabs")):
            tabs.getparent().remove(tabs)
    borders = document.styles["Title"].element.find(f"{qn('w:pPr')}/{qn('w:pBdr')}")
    if borders is not None:
        borders.getparent().remove(borders)
    document.styles["Title"].font.color.rgb = accent
    add_styles(document, accent)


def add_styles(document: Any, accent: RGBColor) -> None:
    """Add the styles that are our own."""
    for name, size in ((BOX, 10.5), (FACT, 9.5), (CODE, 9.5), (NOTE, 9)):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        style.font.size = Pt(size)
    document.styles[CODE].font.name = "Courier New"
    fact = document.styles[FACT].paragraph_format
    fact.space_after = Pt(1)
    fact.tab_stops.add_tab_stop(Mm(48))
    fact.left_indent, fact.first_line_indent = Mm(48), -Mm(48)
    box = document.styles[BOX].element.get_or_add_pPr()
    borders = element("pBdr")
    borders.append(element("left", val="single", sz="24", space="8", color=str(accent)))
    box.insert(0, borders)
    borders.addnext(element("shd", val="clear", color="auto", fill="F1F5F6"))
    document.styles[BOX].paragraph_format.left_indent = Mm(5)
    link = document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb = accent
    link.font.underline = True


def set_font(style: Any, size: float, colour: RGBColor) -> None:
    """Give a style its font, in all alphabets, instead of the theme's."""
    style.font.name = FONT
    fonts = style.element.rPr.rFonts
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for script in ("hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    style.font.size, style.font.color.rgb = Pt(size), colour


def full_colour(accent: str) -> str:
    """Return a colour of three or six digits as six, without its mark."""
    digits = accent.lstrip("#")
    return (digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)).upper()


def set_paper(section: Any, head: str, foot: str) -> None:
    """Give a section its paper, and what every page of it says."""
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin = section.bottom_margin = Mm(25)
    section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
    top, bottom = section.header.paragraphs[0], section.footer.paragraphs[0]
    top.text = head
    bottom.text = f"{foot}\tSida "
    add_field(bottom, "PAGE")
    bottom.add_run(" av ")
    add_field(bottom, "NUMPAGES")
    for paragraph in (top, bottom):
        paragraph.paragraph_format.tab_stops.clear_all()
        paragraph.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
        paragraph.style.font.size = Pt(8)
