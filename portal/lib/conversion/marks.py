"""What a paragraph is, written at its beginning in letters that no text has: it goes through HTML unharmed."""

import re
from xml.etree.ElementTree import Element

from portal.lib.conversion.package import W

BEGIN, END, BOX, TICKED = "\ue001", "\ue002", "\ue003", "\ue004"
MARK = re.compile(f"{BEGIN}([^{END}]*){END}")
_OWN = re.compile("[\ue000-\ue00f]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff\u00ad]")
_SPACES = re.compile("[\x0b\x0c\x85\u2028\u2029]")
# What the letters of symbol fonts show, as Word writes them when somebody inserts a symbol.
SYMBOLS = {
    "\uf0a8": "☐", "\uf06f": "☐", "\uf071": "☐", "\uf072": "☐", "\uf0fe": "☒", "\uf078": "☒", "\uf0fd": "☒",
    "\uf052": "☑", "\uf0fc": "✓", "\uf0fb": "✗", "\uf0e0": "→", "\uf0df": "←", "\uf0e8": "➔", "\uf0d8": "➢",
    "\uf0b7": "•", "\uf0a7": "▪", "\uf04a": "☺", "\uf04c": "☹", "\uf028": "☎", "\uf02a": "✉",
}  # fmt: skip
_SYMBOL = re.compile("[\uf000-\uf0ff]")


def cleaned(text: str) -> tuple[str, int]:
    """Return the text without what no reader sees, and how many letters of symbol fonts nobody knows are gone."""
    plain = _SPACES.sub(" ", _CONTROL.sub("", _OWN.sub("", text)))
    unknown = [letter for letter in _SYMBOL.findall(plain) if letter not in SYMBOLS]
    return _SYMBOL.sub(lambda found: SYMBOLS.get(found[0], ""), plain), len(unknown)


def run_of(text: str) -> Element:
    """Return a run with the text."""
    run = Element(f"{W}r")
    words = Element(f"{W}t", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    words.text = text
    run.append(words)
    return run


def mark(paragraph: Element, told: str) -> None:
    """Write at the beginning of a paragraph what it is."""
    place = 1 if len(paragraph) and paragraph[0].tag == f"{W}pPr" else 0
    paragraph.insert(place, run_of(f"{BEGIN}{told}{END}"))
