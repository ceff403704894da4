"""A sanitised text as paragraphs, lists, tables and pictures of a Word file."""

import re
import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, Twips
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from portal.printing.rules.tree import Node
from portal.printing.word_parts import (
    MOST_LEVELS,
    STEP,
    UNFIT,
    Lists,
    add_bookmark,
    element,
    link_to,
    link_within,
    number_paragraph,
)
from portal.printing.word_style import BOX, CODE, NOTE

SPACES = re.compile(r"[ \t\r\n]+")
BLOCKS = frozenset({"p", "ul", "ol", "li", "table", "blockquote", "pre", "div", "hr", "h2", "h3", "h4", "h5", "h6"})
WIDEST, HIGHEST = Mm(160), Mm(200)
UNREADABLE = (
    InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError, struct.error,
    AttributeError, KeyError, OSError, ValueError, ZeroDivisionError,
)  # fmt: skip
TICKED, UNTICKED = "☑ ", "☐ "
ALIGNMENTS = {"align-right": WD_ALIGN_PARAGRAPH.RIGHT, "align-center": WD_ALIGN_PARAGRAPH.CENTER}


@dataclass(frozen=True)
class Place:
    """Where paragraphs are added, in which style, how deep in lists; `item` is the list whose item comes next."""

    add: Callable[[], Paragraph]
    style: str = "Normal"
    level: int = -1
    item: str = ""
    alignment: Any = None


@dataclass(frozen=True)
class Look:
    """How words look."""

    bold: bool = False
    italic: bool = False
    code: bool = False
    raised: bool = False


class Text:
    """Writes texts into a document. `anchors` are the bookmarks' names by what links call them."""

    def __init__(self, document: Any, folder: Path) -> None:
        self.document, self.folder = document, folder
        self.lists = Lists(document)
        self.anchors: dict[str, str] = {}
        self.marked = 0
        # Asking the library for a style by its name goes through all of them.
        self.styles = {style.name: style.style_id for style in document.styles}

    def dress(self, paragraph: Paragraph, style: str) -> None:
        """Give a paragraph its style."""
        if style != "Normal":
            paragraph._p.style = self.styles[style]  # noqa: SLF001

    def know(self, names: Iterable[str]) -> None:
        """Let links lead to the places of these names."""
        for name in names:
            self.anchors.setdefault(name, f"plats{len(self.anchors)}")

    def mark(self, paragraph: Paragraph, node: Node) -> None:
        """Mark a place that links may lead to."""
        name = self.anchors.get(node.attributes.get("id", ""))
        if name:
            add_bookmark(paragraph, name, self.marked)
            self.marked += 1

    def flow(self, nodes: Iterable[Node], place: Place) -> Place:
        """Write nodes one after another; words beside each other become a paragraph. Return the place after."""
        beside: list[Node] = []
        for node in nodes:
            if node.tag in BLOCKS:
                place = self.paragraph(beside, place)
                beside = []
                place = self.block(node, place)
            else:
                beside.append(node)
        return self.paragraph(beside, place)

    def paragraph(self, nodes: list[Node], place: Place, style: str = "", holder: Node | None = None) -> Place:
        """Write words as a paragraph, unless there are none. Return the place after."""
        if not any(node.tag == "img" or node.text.strip() for one in nodes for node in one.walk()):
            return place
        paragraph = place.add()
        self.dress(paragraph, style or place.style)
        paragraph.alignment = place.alignment
        if place.item:
            number_paragraph(paragraph, place.item, place.level)
        elif place.level >= 0:
            paragraph.paragraph_format.left_indent = Twips(STEP * (place.level + 1))
        if holder:
            self.mark(paragraph, holder)
        for node in nodes:
            self.inline(node, paragraph, Look())
        return replace(place, item="")

    def block(self, node: Node, place: Place) -> Place:
        """Write a block. Return the place after."""
        if node.tag in {"ul", "ol"}:
            return self.items(node, place)
        if node.tag == "table":
            self.table(node)
        elif node.tag == "hr":
            place.add()
        elif node.tag == "pre":
            return self.lines(node, place)
        elif node.tag == "blockquote":
            self.flow(node.children, replace(place, style="Quote"))
        elif node.tag == "p" and "admonition-title" in node.classes:
            title = Node("strong", children=node.children)
            return self.paragraph([title], place)
        elif node.tag == "div":
            style = BOX if "admonition" in node.classes else NOTE if "footnote" in node.classes else place.style
            self.flow(node.children, replace(place, style=style))
        else:
            style = f"Heading {node.tag[1]}" if node.tag[0] == "h" else ""
            return self.paragraph(node.children, place, style, node)
        return place

    def lines(self, node: Node, place: Place) -> Place:
        """Write lines as they stand."""
        paragraph = place.add()
        self.dress(paragraph, CODE)
        paragraph.add_run(UNFIT.sub("", node.words().rstrip("\n")))
        return replace(place, item="")

    def items(self, node: Node, place: Place) -> Place:
        """Write a list."""
        level = min(place.level + 1, MOST_LEVELS - 1)
        start = node.attributes.get("start", "1")
        counted = (int(start) if start.isdigit() else 1) if node.tag == "ol" else None
        number = self.lists.begin(level, counted)
        for item in (child for child in node.children if child.tag == "li"):
            is_task = "task" in item.classes
            inside = replace(place, level=level, item="" if is_task else number)
            if "task-done" in item.classes:
                tick(item)
            if "id" in item.attributes:
                first = next((child for child in item.children if child.tag == "p"), item)
                first.children.insert(0, Node("a", {"id": item.attributes["id"]}))
            self.flow(item.children, inside)
        return replace(place, item="")

    def table(self, node: Node) -> None:
        """Write a table; its first row is repeated on every page, and no row is divided."""
        rows = [row for row in node.walk() if row.tag == "tr"]
        cells = [[cell for cell in row.children if cell.tag in {"td", "th"}] for row in rows]
        width = max(map(len, cells), default=0)
        if not width:
            return
        table = self.document.add_table(rows=0, cols=width)
        table.style = self.document.styles["Table Grid"]
        soften(table)
        for row in cells:
            made = table.add_row()._tr  # noqa: SLF001
            properties = made.get_or_add_trPr()
            properties.append(element("cantSplit"))
            is_head = any(cell.tag == "th" for cell in row)
            if is_head:
                for tc in made.tc_lst:
                    tc.get_or_add_tcPr().append(element("shd", val="clear", color="auto", fill="EEF2F3"))
                properties.append(element("tblHeader"))
            for tc, cell in zip(made.tc_lst, row, strict=False):
                self.cell(_Cell(tc, table), cell)
        self.document.add_paragraph().paragraph_format.space_after = Pt(2)

    def cell(self, cell: Any, node: Node) -> None:
        """Write a cell of a table into its first paragraph, and further ones if there are."""
        first = [cell.paragraphs[0]]
        alignment = next((ALIGNMENTS[name] for name in node.classes if name in ALIGNMENTS), None)
        words = [Node("strong", children=node.children)] if node.tag == "th" else node.children
        self.flow(words, Place(lambda: first.pop() if first else cell.add_paragraph(), alignment=alignment))
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(3)

    def inline(self, node: Node, paragraph: Paragraph, look: Look, link: Any = None) -> None:
        """Write words within a paragraph."""
        self.mark(paragraph, node)
        if not node.tag:
            self.say(node.text, paragraph, look, link)
        elif node.tag == "br":
            paragraph.add_run().add_break(WD_BREAK.LINE)
        elif node.tag == "img":
            self.picture(node, paragraph)
        elif "task-box" in node.classes:
            paragraph.add_run(node.attributes.get("data-box", UNTICKED))
        elif node.tag == "a" and link is None:
            link = self.link(node.attributes.get("href", ""), paragraph)
        if node.tag in {"strong", "em", "code", "sup"}:
            look = replace(
                look,
                bold=look.bold or node.tag == "strong",
                italic=look.italic or node.tag == "em",
                code=look.code or node.tag == "code",
                raised=look.raised or node.tag == "sup",
            )
        for child in node.children:
            self.inline(child, paragraph, look, link)

    def link(self, address: str, paragraph: Paragraph) -> Any:
        """Return the link that the following words are put in; None for one that leads nowhere."""
        if address.startswith("#"):
            name = self.anchors.get(address[1:])
            return link_within(paragraph, name) if name else None
        return link_to(paragraph, address) if address else None

    def say(self, text: str, paragraph: Paragraph, look: Look, link: Any) -> None:
        """Write a text as a run."""
        words = SPACES.sub(" ", UNFIT.sub("", text))
        if not words:
            return
        run = paragraph.add_run(words)
        run.bold, run.italic = look.bold or None, look.italic or None
        run.font.superscript = look.raised or None
        if look.code:
            run.font.name = "Courier New"
        if link is not None:
            run._r.style = self.styles["Hyperlink"]  # noqa: SLF001
            link.append(run._r)  # noqa: SLF001

    def picture(self, node: Node, paragraph: Paragraph) -> None:
        """Write a picture with what it says; of one that cannot be read the words remain."""
        words = node.attributes.get("alt", "")
        run = paragraph.add_run()
        try:
            shape = run.add_picture(str(self.folder / Path(node.attributes["src"]).name))
        except UNREADABLE:
            run.text = f"[{words}]"
            return
        describe(shape, words)


def describe(shape: Any, words: str) -> None:
    """Let a picture say what it shows, and be no larger than the page."""
    shape._inline.docPr.set("descr", words)  # noqa: SLF001
    scale = min(1, WIDEST / shape.width, HIGHEST / shape.height)
    shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)


def tick(item: Node) -> None:
    """Let the box of a task that is done be ticked."""
    for node in item.walk():
        if "task-box" in node.classes:
            node.attributes["data-box"] = TICKED
            return


def soften(table: Any) -> None:
    """Let the lines of a table be thin and grey."""
    borders = element("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        is_level = side in {"top", "bottom", "insideH"}
        kind = {"val": "single", "sz": "4", "color": "B9C2C4"} if is_level else {"val": "nil"}
        borders.append(element(side, **kind))
    # The schema has them before these.
    properties = table._tbl.tblPr  # noqa: SLF001
    after = [part for part in properties if part.tag in {qn("w:tblLayout"), qn("w:tblLook")}]
    after[0].addprevious(borders)
