"""The paragraphs of a Word text: each is marked with what it is; tables of contents go."""

from collections.abc import Iterable
from itertools import pairwise
from xml.etree.ElementTree import Element

from portal.lib.conversion.losses import Losses
from portal.lib.conversion.marks import BOX, TICKED, mark
from portal.lib.conversion.numbering import Numbering
from portal.lib.conversion.package import W, below
from portal.lib.conversion.styles import Styles

MOST_LEVEL = 8
_TOC_NAMES = frozenset({"innehåll", "innehållsförteckning", "contents", "table of contents", "innehåll:"})
_TOC_FIELD = "TOC"
# Boxes to tick, as controls of a form or as letters: whether they are ticked.
_BOXES = {BOX: 0, TICKED: 1, "☐": 0, "☒": 1, "☑": 1}


def text_of(element: Element) -> str:
    """Return the words of a paragraph."""
    return "".join(words.text or "" for words in element.iter(f"{W}t"))


def drop_contents(root: Element, styles: Styles, losses: Losses) -> None:
    """Take away the tables of contents, by their styles and by their fields."""
    for parent in [root, *root.iter(f"{W}body")]:
        dropped = _contents_in([child for child in parent if child.tag == f"{W}p"], styles)
        runs = 0
        was_dropped = False
        for child in list(parent):
            is_dropped = id(child) in dropped
            runs += is_dropped and not was_dropped and bool(text_of(child).strip())
            was_dropped = is_dropped
            if is_dropped:
                parent.remove(child)
        losses.add("toc", runs)


def _contents_in(paragraphs: list[Element], styles: Styles) -> set[int]:
    """Return the ids of the paragraphs that are lines or headings of tables of contents."""
    fields: list[str] = []
    found: set[int] = set()
    for paragraph in paragraphs:
        was_within = _is_contents(fields)
        begins = _follow(paragraph, fields)
        ends_within = was_within and not _is_contents(fields)
        is_line = (
            styles.is_toc(paragraph) or begins or (was_within and not (ends_within and text_of(paragraph).strip()))
        )
        if is_line or styles.is_toc_heading(paragraph):
            found.add(id(paragraph))
    for paragraph, following in pairwise(paragraphs):
        if id(following) in found and text_of(paragraph).strip().lower() in _TOC_NAMES:
            found.add(id(paragraph))
    return found


def _is_contents(fields: Iterable[str]) -> bool:
    return any(field.split()[:1] == [_TOC_FIELD] for field in fields)


def _follow(paragraph: Element, fields: list[str]) -> bool:
    """Follow the beginnings and ends of fields through a paragraph; return whether a table of contents begins."""
    begins = False
    for element in paragraph.iter():
        if element.tag == f"{W}fldChar":
            kind = element.get(f"{W}fldCharType")
            if kind == "begin":
                fields.append("")
            elif kind == "end" and fields:
                fields.pop()
        elif element.tag == f"{W}instrText" and fields:
            fields[-1] += element.text or ""
            begins = begins or _is_contents(fields[-1:])
    return begins


def mark_paragraphs(root: Element, styles: Styles, numbering: Numbering, losses: Losses) -> None:
    """Mark headings, titles and points of lists, and leave the paragraphs nothing else of their form."""
    within = {id(paragraph) for table in root.iter(f"{W}tbl") for paragraph in table.iter(f"{W}p")}
    for paragraph in root.iter(f"{W}p"):
        item = numbering.item_of(paragraph)
        words = text_of(paragraph).strip()
        if words or paragraph.find(f".//{W}drawing") is not None:
            told = _told(paragraph, words, styles, is_in_table=id(paragraph) in within)
            if told.startswith("h ") and item and item.kind == "ol" and item.label and not words.startswith(item.label):
                mark(paragraph, f"{told} {item.label}")
            elif told:
                mark(paragraph, told)
            elif item:
                losses.add("numbers", int(not item.is_plain))
                losses.add("deep list", int(item.level > MOST_LEVEL))
                number = 0 if item.kind == "task" else item.number
                mark(paragraph, f"li {item.kind} {min(item.level, MOST_LEVEL)} {number} {item.list}")
        _bare(paragraph)


def _told(paragraph: Element, words: str, styles: Styles, *, is_in_table: bool) -> str:
    """Return what to mark a paragraph with that is a heading, the title or something to tick, or nothing."""
    if is_in_table or not words:
        return ""
    if words[0] in _BOXES and words[1:].strip():
        return f"li task 0 {_BOXES[words[0]]} -"
    if styles.is_title(paragraph):
        return "title"
    level = styles.heading_level(paragraph)
    return f"h {level}" if level else ""


def _bare(paragraph: Element) -> None:
    """Leave of a paragraph's properties only whether its end was deleted: then the next goes on in it."""
    properties = below(paragraph, "pPr")
    if properties is None:
        return
    for child in list(properties):
        if child.tag != f"{W}rPr":
            properties.remove(child)


def columns_in(root: Element) -> int:
    """Return how many sections are set in columns."""
    told = (section.find(f"{W}cols") for section in root.iter(f"{W}sectPr"))
    numbers = (cols.get(f"{W}num", "1") for cols in told if cols is not None)
    return sum(number.isdigit() and int(number) > 1 for number in numbers)
