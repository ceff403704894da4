"""The tables of a Word text, before they are read: frames are opened, heads are told."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement

from portal.lib.conversion.losses import Losses
from portal.lib.conversion.package import W, below, is_on, rewrite, val
from portal.lib.conversion.styles import Styles

_FIRST_ROW = 0x0020
_HEADS = frozenset({"table heading", "tabellrubrik", "table header", "tabellhuvud"})


def prepare(root: Element, styles: Styles, losses: Losses) -> None:
    """Put the text of a table of one cell, which is a frame, in its place, and tell which first rows are heads."""

    def change(child: Element, _parent: Element) -> Iterable[Element] | None:
        rows = child.findall(f"{W}tr") if child.tag == f"{W}tbl" else []
        if len(rows) != 1 or len(rows[0].findall(f"{W}tc")) != 1:
            return None
        losses.add("frame")
        return [each for each in rows[0].findall(f"{W}tc")[0] if each.tag != f"{W}tcPr"]

    rewrite(root, change)
    for table in root.iter(f"{W}tbl"):
        _tell_head(table, styles)


def _tell_head(table: Element, styles: Styles) -> None:
    """Mark the first row as a head if it looks like one; no other row is one in Markdown."""
    rows = table.findall(f"{W}tr")
    for place, row in enumerate(rows):
        properties = below(row, "trPr")
        told = below(properties, "tblHeader")
        is_head = place == 0 and (is_on(told) or _is_head(table, rows, styles))
        if told is not None and properties is not None:
            properties.remove(told)
        if is_head:
            if properties is None:
                properties = Element(f"{W}trPr")
                row.insert(0, properties)
            SubElement(properties, f"{W}tblHeader")


def _is_head(table: Element, rows: list[Element], styles: Styles) -> bool:
    """Whether the first row names the columns: it looks so, has no gaps, and it is not the first column that names."""
    if any(not _words_of(cell) for cell in rows[0].findall(f"{W}tc")[1:]) or not _words_of(rows[0]):
        return False
    firsts = [row.find(f"{W}tc") for row in rows]
    if len(rows) > 1 and all(cell is not None and _looks_like_head(cell, styles) for cell in firsts):
        return _looks_like_head(rows[0], styles)
    return _is_first_row(table) or _looks_like_head(rows[0], styles)


def _words_of(element: Element) -> str:
    return "".join(words.text or "" for words in element.iter(f"{W}t")).strip()


def _is_first_row(table: Element) -> bool:
    """Whether the table's own look has a first row unlike the others."""
    look = below(table, "tblPr/tblLook")
    if look is None:
        return False
    told = look.get(f"{W}firstRow")
    if told is not None:
        return told not in {"0", "false"}
    try:
        return bool(int(look.get(f"{W}val", "0"), 16) & _FIRST_ROW)
    except ValueError:
        return False


def _looks_like_head(row: Element, styles: Styles) -> bool:
    """Whether all that a row or a cell says is in bold, or in the style of a head."""
    paragraphs = [each for each in row.iter(f"{W}p") if _words_of(each)]
    return bool(paragraphs) and all(_is_bold(each, styles) for each in paragraphs)


def _is_bold(paragraph: Element, styles: Styles) -> bool:
    if any(name in _HEADS for name in styles.names(paragraph)):
        return True
    if any(is_on(below(style, "rPr/b")) for style in styles.chain(val(paragraph, "pPr/pStyle"))):
        return True
    runs = [run for run in paragraph.iter(f"{W}r") if _words_of(run)]
    return all(styles.is_run(run, "b") for run in runs)
