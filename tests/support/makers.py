# ruff: noqa: E501 - XML reads best as the programs write it, on long lines
"""Three makers of Word files: Word in Swedish and LibreOffice, by hand as they write, and python-docx itself."""

from io import BytesIO

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from tests.support.files import png
from tests.support.ooxml import Maker, words
from tests.support.papers import Block, Run


def _style(id: str, name: str, more: str = "", based: str = "Normal") -> str:
    return f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="{based}"/>{more}</w:style>'


def _level(place: int, kind: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def _points(number: str, level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


_BULLETS = "".join(_level(place, "bullet", "\uf0b7o\uf0a7"[place % 3]) for place in range(9))
_NUMBERS = "".join(_level(place, "decimal", f"%{place + 1}.") for place in range(9))


class WordLike(Maker):
    """Writes as Word in Swedish does: English names and Swedish ids of styles, lists restarted by new numbers."""

    run_more = '<w:lang w:val="sv-SE"/>'
    table_properties = '<w:tblStyle w:val="Tabellrutnt"/><w:tblW w:w="0" w:type="auto"/><w:tblLook w:val="04A0"/>'

    def __init__(self) -> None:
        """Begin with no lists."""
        super().__init__()
        outline = '<w:pPr><w:outlineLvl w:val="{}"/></w:pPr>'
        self.styles = (
            '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
            + "".join(_style(f"Rubrik{n}", f"heading {n}", outline.format(n - 1)) for n in range(1, 7))
            + _style("Rubrik", "Title")
            + _style("Liststycke", "List Paragraph")
            + _style("Innehll1", "toc 1")
            + _style("Innehllsfrteckningsrubrik", "TOC Heading", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>', "Rubrik1")
            + '<w:style w:type="character" w:styleId="Stark"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
            + '<w:style w:type="character" w:styleId="Betoning"><w:name w:val="Emphasis"/><w:rPr><w:i/></w:rPr></w:style>'
        )
        self.lists = 0
        self.before = ""

    def block(self, block: Block) -> str:
        """Return a block; a numbered list begins anew where another block stood between."""
        if block.kind == "ol" and self.before != "ol":
            self.lists += 1
        self.before = block.kind
        return super().block(block)

    @property
    def numbering(self) -> str:  # type: ignore[override]
        """The lists so far: one definition, and a number of its own for each list."""
        restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        return (
            f'<w:abstractNum w:abstractNumId="0">{_BULLETS}</w:abstractNum><w:abstractNum w:abstractNumId="1">{_NUMBERS}'
            '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
            + "".join(
                f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="1"/>{restart}</w:num>'
                for n in range(1, self.lists + 1)
            )
        )

    def paragraph_style(self, block: Block) -> str:
        """Return the properties of a paragraph."""
        if block.kind in {"ul", "ol"}:
            number = "1" if block.kind == "ul" else str(self.lists + 1)
            return f'<w:pPr><w:pStyle w:val="Liststycke"/>{_points(number, block.level)}</w:pPr>'
        id = {"title": "Rubrik", "h": f"Rubrik{block.level}"}.get(block.kind, "")
        return f'<w:pPr><w:pStyle w:val="{id}"/></w:pPr>' if id else ""

    def run(self, run: Run) -> str:
        """Return a piece, cut in two as Word does where somebody has edited; bold and italic by styles half the time."""
        if run.bold and len(run.words) % 2:
            return f'<w:r><w:rPr><w:rStyle w:val="Stark"/></w:rPr>{words(run.words)}</w:r>'
        if run.link or run.note or len(run.words) < 8:
            return super().run(run)
        halves = (Run(run.words[:5], run.bold, run.italic), Run(run.words[5:], run.bold, run.italic))
        return '<w:proofErr w:type="spellStart"/>'.join(super(WordLike, self).run(half) for half in halves)

    def cell(self, text: str, *, is_head: bool) -> str:
        """Return a cell; the table's look tells of the head."""
        del is_head
        return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr><w:p><w:r>{words(text)}</w:r></w:p></w:tc>'


class LibreLike(Maker):
    """Writes as LibreOffice does: its own names of styles, direct forms on each run, lists by numbers of their own."""

    run_more = '<w:rFonts w:ascii="Liberation Sans"/><w:lang w:val="sv-SE" w:eastAsia="zh-CN" w:bidi="hi-IN"/>'
    table_properties = '<w:tblW w:w="9638" w:type="dxa"/><w:jc w:val="left"/>'
    row_head = '<w:trPr><w:tblHeader w:val="true"/></w:trPr>'
    styles = (
        _style("Normal", "Normal", based="")
        + "".join(_style(f"Heading{n}", f"Heading {n}", based="Heading") for n in range(1, 7))
        + _style("Heading", "Heading")
        + _style("Title", "Title", based="Heading")
        + _style("TextBody", "Text Body")
        + _style("TableContents", "Table Contents")
        + _style("TableHeading", "Table Heading", based="TableContents")
        + _style("Contents1", "Contents 1", based="Index")
        + _style("ContentsHeading", "Contents Heading", based="Heading")
    )  # fmt: skip
    numbering = (
        f'<w:abstractNum w:abstractNumId="1">{_BULLETS}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="2">{_NUMBERS}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    )

    def paragraph_style(self, block: Block) -> str:
        """Return the properties of a paragraph."""
        points = {"ul": _points("1", block.level), "ol": _points("2", block.level)}.get(block.kind, "")
        id = {"title": "Title", "h": f"Heading{block.level}"}.get(block.kind, "TextBody")
        return f'<w:pPr><w:pStyle w:val="{id}"/><w:bidi w:val="0"/>{points}<w:rPr></w:rPr></w:pPr>'

    def cell(self, text: str, *, is_head: bool) -> str:
        """Return a cell in the styles of tables."""
        style = "TableHeading" if is_head else "TableContents"
        return (
            f'<w:tc><w:tcPr><w:tcW w:w="3212" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
            f"<w:r><w:rPr></w:rPr>{words(text)}</w:r></w:p></w:tc>"
        )


def by_python_docx(blocks: tuple[Block, ...]) -> bytes:
    """Return a paper as python-docx writes it; it knows no notes, so theirs are left out by who asks."""
    file = docx.Document()
    for number, block in enumerate(blocks):
        if block.kind == "table":
            table = file.add_table(len(block.rows), len(block.rows[0]))
            for row, told in zip(table.rows, block.rows, strict=True):
                for cell, text in zip(row.cells, told, strict=True):
                    cell.text = text
        elif block.kind == "picture":
            file.add_picture(BytesIO(png(number, 3)))
            file.inline_shapes[-1]._inline.docPr.set("descr", block.words)
        else:
            _add_runs(_add_paragraph(file, block), block)
    stream = BytesIO()
    file.save(stream)
    return stream.getvalue()


def _add_paragraph(file: "docx.document.Document", block: Block) -> Paragraph:
    if block.kind in {"ul", "ol"}:
        name = "List Bullet" if block.kind == "ul" else "List Number"
        return file.add_paragraph(style=f"{name} {block.level + 1}" if block.level else name)
    if block.kind in {"title", "h"}:
        return file.add_heading(level=block.level if block.kind == "h" else 0)
    return file.add_paragraph()


def _add_runs(paragraph: Paragraph, block: Block) -> None:
    for piece in block.runs:
        run = paragraph.add_run(piece.words)
        run.bold, run.italic = piece.bold or None, piece.italic or None
        if piece.link:
            link = OxmlElement("w:hyperlink")
            link.set(
                qn("r:id"),
                paragraph.part.relate_to(piece.link, docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK, is_external=True),
            )
            link.append(run._r)
            paragraph._p.append(link)
