"""Text written so that Markdown takes it for text, as sparingly as it can be done."""

import re

_ENTITY = re.compile(r"&(?=(?:#[0-9]+|#x[0-9a-f]+|[0-9a-z]+);)", re.IGNORECASE)
_WITHIN = re.compile(
    r"(?P<slash>\\(?=[\\`*_{}\[\]()>#+\-.!|]|\s*$))"
    r"|(?P<sign>[`*\[\]|])"
    r"|(?P<low>(?<![^\W_])_|_(?![^\W_]))"
    r"|(?P<less><(?=https?:|(?:mailto:)?[\w.+-]*@|[\w.+:-]*$))",
    re.IGNORECASE,
)
_LINE_STARTS = (
    (re.compile(r"(#|>|!!!)"), r"\\\1"),
    (re.compile(r"([-+])(?=\s|$|[-= ]+$)"), r"\\\1"),
    (re.compile(r"(\d+)\.(?=\s|$)"), r"\1\\."),
    (re.compile(r"=(?==*\s*$)"), "&#61;"),
    (re.compile(r"~(?=~~)"), "&#126;"),
)
_ADDRESS = re.compile(r"[^\w\-.~:/?#@!$&'()*+,;=%]")
_IN_BRACKETS = re.compile(r"[()'*_\s]")


def within(text: str) -> str:
    """Return text for the middle of a line."""
    return _WITHIN.sub(_escaped, _ENTITY.sub("&amp;", text))


def _escaped(found: re.Match[str]) -> str:
    return "&lt;" if found.lastgroup == "less" else f"\\{found[0]}"


def line(text: str) -> str:
    """Return a line of Markdown whose beginning makes it nothing but a line of a paragraph."""
    bare = text.lstrip(" ")
    for pattern, instead in _LINE_STARTS:
        changed, count = pattern.subn(instead, bare, count=1) if pattern.match(bare) else (bare, 0)
        if count:
            return changed
    return bare


def lines(text: str) -> str:
    """Return the lines of a paragraph, none of which begins anything else."""
    return "\n".join(line(each) for each in text.split("\n"))


def heading(text: str) -> str:
    """Return the text of a heading: signs at its end are not its decoration."""
    return re.sub(r"(?<!\\)#(?=#*$)", r"\\#", text.rstrip())


def address(text: str) -> str:
    """Return an address for the brackets after a link's text."""
    plain = _ADDRESS.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), text.strip())
    plain = _ENTITY.sub("&amp;", plain)
    return f"<{plain}>" if _IN_BRACKETS.search(plain) else plain
