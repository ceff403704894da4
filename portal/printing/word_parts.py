"""Parts of a Word file that python-docx has no words for: fields, links, bookmarks, lists and what pictures say."""

import re
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

# What no XML may hold.
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
MOST_LEVELS = 9
# In twentieths of a point.
STEP, HANGING = 400, 360
BULLETS = "•–▪"


def element(name: str, /, **attributes: str) -> Any:
    """Return an element in Word's namespace; attributes too."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def add_field(paragraph: Paragraph, instruction: str, shown: str = "1") -> None:
    """Add a field that Word computes, such as the number of the page."""
    field = element("fldSimple", instr=instruction)
    run = element("r")
    text = element("t")
    text.text = shown
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - the library's own door to what it has no words for


def mark_field(paragraph: Paragraph, kind: str, instruction: str = "") -> None:
    """Add the mark where a field that spans paragraphs begins, turns to what is shown, or ends."""
    run = paragraph.add_run()
    run._r.append(element("fldChar", fldCharType=kind))  # noqa: SLF001
    if instruction:
        words = element("instrText")
        words.set(qn("xml:space"), "preserve")
        words.text = instruction
        paragraph.add_run()._r.append(words)  # noqa: SLF001


def link_to(paragraph: Paragraph, address: str) -> Any:
    """Return a link to an address, added to the paragraph; runs are put in it."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    paragraph._p.append(link)  # noqa: SLF001
    return link


def link_within(paragraph: Paragraph, bookmark: str) -> Any:
    """Return a link to a bookmark, added to the paragraph; runs are put in it."""
    link = element("hyperlink", anchor=bookmark, history="1")
    paragraph._p.append(link)  # noqa: SLF001
    return link


def add_bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Mark the place where the paragraph has come to."""
    paragraph._p.append(element("bookmarkStart", id=str(number), name=name))  # noqa: SLF001
    paragraph._p.append(element("bookmarkEnd", id=str(number)))  # noqa: SLF001


class Lists:
    """The lists of a document: each ordered one counts by itself."""

    def __init__(self, document: Any) -> None:
        self.root = document.part.numbering_part.element
        self.kinds = {ordered: self.add_kind(ordered) for ordered in (False, True)}

    def add_kind(self, ordered: bool) -> str:  # noqa: FBT001 - one of two kinds
        """Add how lists of a kind look on each level, and return its number."""
        kinds = self.root.findall(qn("w:abstractNum"))
        number = str(1 + max((int(kind.get(qn("w:abstractNumId"))) for kind in kinds), default=0))
        kind = element("abstractNum", abstractNumId=number)
        kind.append(element("multiLevelType", val="multilevel"))
        for level in range(MOST_LEVELS):
            kind.append(level_of(level, ordered))
        kinds[-1].addnext(kind)
        return number

    def begin(self, level: int, start: int | None) -> str:
        """Begin a list and return its number; `start` is what an ordered one counts from."""
        number = self.root.add_num(int(self.kinds[start is not None]))
        if start is not None:
            override = element("lvlOverride", ilvl=str(level))
            override.append(element("startOverride", val=str(start)))
            number.append(override)
        return str(number.numId)


def level_of(level: int, ordered: bool) -> Any:  # noqa: FBT001
    """Return how a level of a list looks."""
    made = element("lvl", ilvl=str(level))
    made.append(element("start", val="1"))
    made.append(element("numFmt", val="decimal" if ordered else "bullet"))
    made.append(element("lvlText", val=f"%{level + 1}." if ordered else BULLETS[level % len(BULLETS)]))
    made.append(element("lvlJc", val="left"))
    properties = element("pPr")
    properties.append(element("ind", left=str(STEP * (level + 1)), hanging=str(HANGING)))
    made.append(properties)
    return made


def number_paragraph(paragraph: Paragraph, number: str, level: int) -> None:
    """Let the paragraph be an item of the list."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = int(number)
