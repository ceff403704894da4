"""The runs of a Word text: the marks that our Markdown has are made their own, the others are named."""

from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

from portal.lib.conversion.losses import Losses
from portal.lib.conversion.marks import SYMBOLS, cleaned, run_of
from portal.lib.conversion.package import W, below, is_on, val
from portal.lib.conversion.styles import Styles

_SCRIPTS = {"superscript": dict(zip("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ", strict=True)),
            "subscript": dict(zip("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True))}  # fmt: skip
_NO_COLOUR = frozenset({"", "auto", "000000"})


def clean(root: Element, losses: Losses) -> None:
    """Take out of all texts what no reader sees; before anything of our own is written in them."""
    for words in root.iter(f"{W}t"):
        words.text, unknown = cleaned(words.text or "")
        losses.add("symbol", unknown)


def make_plain(root: Element, styles: Styles, losses: Losses) -> None:
    """Change the runs of each paragraph in place."""
    for paragraph in root.iter(f"{W}p"):
        is_heading = bool(styles.heading_level(paragraph)) or styles.is_title(paragraph)
        before: set[str] = set()
        for parent in [paragraph, *paragraph.iter(f"{W}hyperlink")]:
            for run in parent.findall(f"{W}r"):
                if styles.is_run(run, "vanish"):
                    losses.add("hidden", int(bool(_text_of(run).strip())))
                    parent.remove(run)
                    continue
                _read_words(run, losses)
                now = {kind for kind, is_so in _UNKNOWN.items() if _text_of(run).strip() and is_so(run)}
                for kind in sorted(now - before):
                    losses.add(kind)
                before = now if _text_of(run).strip() else before
                _dress(run, styles, is_heading=is_heading)


def _text_of(run: Element) -> str:
    return "".join(words.text or "" for words in run.findall(f"{W}t"))


def _read_words(run: Element, losses: Losses) -> None:
    """Make the run's symbols and its raised figures letters."""
    for place, child in enumerate(list(run)):
        if child.tag == f"{W}sym":
            letter = SYMBOLS.get(_letter(child.get(f"{W}char", "")), "")
            losses.add("symbol", int(not letter))
            run[place] = run_of(letter)[0]
    letters = _SCRIPTS.get(val(run, "rPr/vertAlign"), {})
    if letters and set(_text_of(run)) <= letters.keys():
        for words in run.findall(f"{W}t"):
            words.text = "".join(letters[letter] for letter in words.text or "")
    elif letters:
        losses.add("raised", int(bool(_text_of(run).strip())))


def _letter(code: str) -> str:
    """Return the letter of a symbol font that a number in hexadecimal stands for."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return chr(0xF000 | (number & 0xFF)) if number < 0x110000 else ""


def _dress(run: Element, styles: Styles, *, is_heading: bool) -> None:
    """Leave of the run's properties only bold and italic, in itself whoever told them; a heading is neither."""
    properties = below(run, "rPr")
    kept = [name for name in ("b", "i") if not is_heading and styles.is_run(run, name)]
    if properties is not None:
        run.remove(properties)
    if kept:
        mine = Element(f"{W}rPr")
        for name in kept:
            SubElement(mine, f"{W}{name}")
        run.insert(0, mine)


def _is_underlined(run: Element) -> bool:
    return below(run, "rPr/u") is not None and val(run, "rPr/u") not in {"", "none"} and not val(run, "rPr/rStyle")


def _is_struck(run: Element) -> bool:
    return is_on(below(run, "rPr/strike")) or is_on(below(run, "rPr/dstrike"))


def _is_coloured(run: Element) -> bool:
    marked = val(run, "rPr/highlight") not in {"", "none"}
    return marked or (val(run, "rPr/color").lower() not in _NO_COLOUR and not val(run, "rPr/rStyle"))


_UNKNOWN: dict[str, Callable[[Element], bool]] = {
    "struck": _is_struck,
    "underlined": _is_underlined,
    "coloured": _is_coloured,
}
