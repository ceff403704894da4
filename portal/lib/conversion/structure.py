"""A Word text's structure made plain: changes accepted, controls and fields opened, what is drawn taken aside."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from portal.lib.conversion import drawings
from portal.lib.conversion.losses import Losses
from portal.lib.conversion.marks import BOX, TICKED, run_of
from portal.lib.conversion.package import W, below, is_on, rewrite, val

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_OPENED = frozenset(f"{W}{name}" for name in ("smartTag", "customXml", "dir", "bdo", "fldSimple"))
_DROPPED = frozenset(f"{W}{name}" for name in ("del", "moveFrom"))
_REVISIONS = _DROPPED | {f"{W}ins", f"{W}moveTo"}
# Here a deletion is a mark on a paragraph, a row or a cell, not what was deleted.
_PROPERTIES = frozenset(f"{W}{name}" for name in ("rPr", "trPr", "tcPr", "pPr"))


class Structure:
    """Changes a text in place, and takes aside what stands in text boxes."""

    def __init__(self, losses: Losses) -> None:
        """Begin with no text boxes."""
        self.losses = losses
        self.boxes: list[Element] = []
        self.diagrams: list[str] = []

    def make_plain(self, root: Element) -> None:
        """Change the text."""
        rewrite(root, self._change)

    def _change(self, child: Element, parent: Element) -> Iterable[Element] | None:
        """Return what stands in place of the element; None keeps it."""
        tag = child.tag
        if parent.tag in _PROPERTIES:
            return None
        if tag in _OPENED or tag in _REVISIONS:
            self.losses.add("revision", int(tag in _REVISIONS))
            return [] if tag in _DROPPED else list(child)
        if tag.startswith(MATH):
            return self._formula(child)
        return _chosen(child) if tag == f"{_MC}AlternateContent" else self._of_word(child, tag.removeprefix(W))

    def _of_word(self, child: Element, name: str) -> Iterable[Element] | None:
        """Return what stands in place of an element of Word's own."""
        if name == "sdt":
            return self._control(child)
        if name in {"drawing", "pict", "object"}:
            return self._drawing(child)
        if name == "fldChar":
            return _ticked(below(child, "ffData/checkBox"))
        self.losses.add("comment", int(name == "commentReference"))
        return [] if name in {"softHyphen", "commentReference"} else None

    def _drawing(self, drawing: Element) -> Iterable[Element] | None:
        """Return the pictures of a drawing, and keep what stands in its boxes for later."""
        told = drawings.read(drawing)
        self.boxes += told.boxes
        self.diagrams += told.diagrams
        for kind in told.lost:
            self.losses.add(kind)
        return None if told.is_kept else told.pictures

    def _control(self, control: Element) -> Iterable[Element]:
        """Return what stands in a content control; a box to tick as a sign of its own, no table of contents."""
        properties = below(control, "sdtPr")
        if "table of contents" in val(properties, "docPartObj/docPartGallery").lower():
            self.losses.add("toc")
            return []
        box = properties.find(f"{_W14}checkbox") if properties is not None else None
        content = below(control, "sdtContent")
        if box is None:
            return list(content) if content is not None else []
        checked = box.find(f"{_W14}checked")
        is_ticked = checked is not None and checked.get(f"{_W14}val", "1") not in {"0", "false", "off"}
        sign = run_of(TICKED if is_ticked else BOX)
        if content is not None and below(content, "p") is not None:
            paragraph = Element(f"{W}p")
            paragraph.append(sign)
            return [paragraph]
        return [sign]

    def _formula(self, formula: Element) -> Iterable[Element] | None:
        """Return the letters of a formula as text."""
        name = formula.tag.removeprefix(MATH)
        if name == "oMathPara":
            return list(formula)
        if name != "oMath":
            return []
        self.losses.add("formula")
        return [run_of("".join(part.text or "" for part in formula.iter(f"{MATH}t")))]


def _chosen(alternatives: Element) -> Iterable[Element]:
    """Return the first of the alternatives that a program of today shows."""
    choice = alternatives.find(f"{_MC}Choice")
    if choice is None or not len(choice):
        choice = alternatives.find(f"{_MC}Fallback")
    return list(choice) if choice is not None else []


def _ticked(box: Element | None) -> Iterable[Element] | None:
    """Return the sign of a box to tick in an old form, or None for another field."""
    if box is None:
        return None
    told = below(box, "checked")
    words = run_of(TICKED if is_on(told if told is not None else below(box, "default")) else BOX)
    return list(words)
