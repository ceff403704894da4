# ruff: noqa: E501 - XML reads best on long lines
"""Word files written part by part, as raw XML, for makers that differ in their styles, lists and habits."""

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

from tests.support.files import png
from tests.support.papers import Block, Run

_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_R}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml."


class Maker:
    """Writes papers as one program does; those that inherit tell its styles, lists and habits."""

    styles = ""
    numbering = ""
    run_more = ""

    def __init__(self) -> None:
        """Begin with an empty package."""
        self.relations: list[tuple[str, str, str]] = []
        self.notes: list[str] = []
        self.parts: dict[str, str | bytes] = {}
        for kind in ("styles", "numbering", "footnotes"):
            self.relate(kind, f"{kind}.xml")

    def relate(self, kind: str, target: str, *, is_outside: bool = False) -> str:
        """Add a relation of the text, and return its id."""
        self.relations.append((kind, target, ' TargetMode="External"' if is_outside else ""))
        return f"rId{len(self.relations)}"

    # --- what a program does in its own way ---

    def paragraph_style(self, block: Block) -> str:
        """Return the properties that make a paragraph what the block is."""
        raise NotImplementedError

    def cell(self, words: str, *, is_head: bool) -> str:
        """Return a cell of a table."""
        raise NotImplementedError

    table_properties = row_head = ""

    # --- what all do alike ---

    def run(self, run: Run) -> str:
        """Return a piece of a paragraph."""
        looks = ("<w:b/>" if run.bold else "") + ("<w:i/>" if run.italic else "") + self.run_more
        text = f"<w:r><w:rPr>{looks}</w:rPr>{words(run.words)}</w:r>" if run.words else ""
        if run.link:
            text = f'<w:hyperlink r:id="{self.relate("hyperlink", run.link, is_outside=True)}">{text}</w:hyperlink>'
        if run.note:
            self.notes.append(run.note)
            text += f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{len(self.notes) + 1}"/></w:r>'
        return text

    def block(self, block: Block) -> str:
        """Return a block."""
        if block.kind == "table":
            return self.table(block)
        if block.kind == "picture":
            return f"<w:p><w:r>{self.picture(block.words)}</w:r></w:p>"
        return f"<w:p>{self.paragraph_style(block)}{''.join(map(self.run, block.runs))}</w:p>"

    def table(self, block: Block) -> str:
        """Return a table."""
        rows = []
        for place, row in enumerate(block.rows):
            cells = "".join(self.cell(text, is_head=place == 0) for text in row)
            rows.append(f"<w:tr>{self.row_head if place == 0 else ''}{cells}</w:tr>")
        grid = "<w:gridCol/>" * len(block.rows[0])
        return f"<w:tbl><w:tblPr>{self.table_properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"

    def picture(self, alt: str) -> str:
        """Return a picture in the line."""
        number = len(self.parts) + 2
        self.parts[f"word/media/image{number}.png"] = png(number, 4)
        id = self.relate("image", f"media/image{number}.png")
        return (
            f'<w:drawing><wp:inline><wp:docPr id="{number}" name="Bild {number}" descr={quoteattr(alt)}/><a:graphic>'
            f'<a:graphicData uri="p"><pic:pic><pic:nvPicPr><pic:cNvPr id="0" name=""/></pic:nvPicPr><pic:blipFill>'
            f'<a:blip r:embed="{id}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>'
        )

    def file(
        self, blocks: tuple[Block, ...] = (), more: str = "", parts: dict[str, str | bytes] | None = None
    ) -> bytes:
        """Return the paper as a file, with more XML at the end of its text, and more parts."""
        body = "".join(map(self.block, blocks))
        section = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
        own: dict[str, str | bytes] = {
            "[Content_Types].xml": self._types(),
            "_rels/.rels": _relations([("officeDocument", "word/document.xml", "")]),
            "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}{more}{section}</w:body></w:document>",
            "word/styles.xml": f"<w:styles {NAMESPACES}>{self.styles}</w:styles>",
            "word/numbering.xml": f"<w:numbering {NAMESPACES}>{self.numbering}</w:numbering>",
            "word/footnotes.xml": f"<w:footnotes {NAMESPACES}>{self._notes()}</w:footnotes>",
            **self.parts,
            **(parts or {}),
        }
        own["word/_rels/document.xml.rels"] = _relations(self.relations)
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
            for name, data in own.items():
                is_xml = isinstance(data, str)
                file.writestr(
                    name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{data}' if is_xml else data
                )
        return stream.getvalue()

    def _types(self) -> str:
        parts = ("document.main", "styles", "numbering", "footnotes")
        lines = "".join(
            f'<Override PartName="/word/{part.partition(".")[0]}.xml" ContentType="{_WML}{part}+xml"/>'
            for part in parts
        )
        return (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
            f'<Default Extension="emf" ContentType="image/x-emf"/>{lines}</Types>'
        )

    def _notes(self) -> str:
        marks = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        return marks + "".join(
            f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r><w:r>{words(f" {note}")}</w:r></w:p></w:footnote>'
            for number, note in enumerate(self.notes, start=2)
        )


def words(text: str) -> str:
    """Return text in a run; tabs are elements."""
    return "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(piece)}</w:t>' for piece in text.split("\t"))


def _relations(relations: list[tuple[str, str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{_R}/{kind}" Target={quoteattr(target)}{mode}/>'
        for number, (kind, target, mode) in enumerate(relations, start=1)
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{lines}</Relationships>'
    )
