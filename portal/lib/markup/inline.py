"""Markdown within a line, by patterns whose work is linear in the text.

The library's own patterns for emphasis, code, links and entities go back over the text again and again when somebody
leaves many of them open. Those here never look past the next marker of their own kind. Raw HTML is no pattern at all:
it stays text.
"""

import re
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from markdown.inlinepatterns import AutolinkInlineProcessor, InlineProcessor, SimpleTagInlineProcessor
from markdown.util import AtomicString, code_escape

if TYPE_CHECKING:
    from markdown import Markdown

PIPE = "\x02pipe\x03"
NUMBER = r"[A-Za-z][A-Za-z0-9]*+(?:-[A-Za-z0-9]++)++"
_LINK_TEXT = r"[^\[\]|\x02]{0,300}"
DOCUMENT_LINK_IN_SOURCE = re.compile(rf"(\[\[\s*+{NUMBER}\s*+)\|(?={_LINK_TEXT}\]\])")

_DOCUMENT_LINK = rf"(?<!\\)\[\[\s*+({NUMBER})\s*+(?:{PIPE}((?:(?!{PIPE})[^\[\]|]){{0,300}}))?\]\]"
CODE = r"(?<![\\`])(?:``(?!`)((?:[^`]++|`(?!`))++)``(?!`)|`(?!`)([^`]++)`(?!`))"
_URL = r"[^\s()<>]*+(?:\([^\s()<>]*+\)[^\s()<>]*+)*+"
_TARGET = rf"\(\s*+(?:<([^<>\n]*+)>|({_URL}))(?:\s++(?:\"[^\"\n]*+\"|'[^'\n]*+'))?\s*+\)"
LINK = rf"(?<!!)\[([^\[\]]++)\]{_TARGET}"
IMAGE = rf"!\[([^\[\]]*+)\]{_TARGET}"
AUTOLINK = r"<((?:https?|HTTPS?)://[^<>\s]++)>"
MAIL = r"<(?:mailto:)?([\w.+-]++@[\w.-]++)>"
_STRONG_EM = r"(\*\*\*)(?=[^\s*])([^*]++)(?<!\s)\*\*\*"
_STRONG = r"(\*\*)(?=[^\s*])([^*]++(?:\*(?!\*)[^*]++)*+)(?<!\s)\*\*"
_EM = r"(\*)(?=[^\s*])([^*]++)(?<!\s)\*"
_STRONG_LOW = r"(?<![\w_])(__)(?=[^\s_])([^_]++(?:_(?!_)[^_]++)*+)(?<!\s)__(?!\w)"
_EM_LOW = r"(?<![\w_])(_)(?=[^\s_])([^_]++)(?<!\s)_(?!\w)"

_UNUSED = (
    "html", "entity", "reference", "short_reference", "image_reference", "short_image_ref", "automail", "em_strong2",
)  # fmt: skip


class _Element(InlineProcessor, ABC):
    """Makes an element of each match."""

    def handleMatch(  # type: ignore[override] # noqa: N802 - the library's own name, and its own second signature
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element, int, int]:
        return self.element(m), m.start(), m.end()

    @abstractmethod
    def element(self, match: re.Match[str]) -> Element:
        """Return the element that stands for a match."""


class _Code(_Element):
    def element(self, match: re.Match[str]) -> Element:
        element = Element("code")
        element.text = AtomicString(code_escape((match[1] or match[2]).strip()))
        return element


class _DocumentLink(_Element):
    def element(self, match: re.Match[str]) -> Element:
        element = Element("a", {"data-ref": match[1].upper()})
        element.text = AtomicString(" ".join(self.unescape(match[2] or "").split()))
        return element


class _Link(_Element):
    ANCESTOR_EXCLUDES = ("a",)

    def element(self, match: re.Match[str]) -> Element:
        element = Element("a", {"href": self.unescape(match[2] or match[3] or "")})
        element.text = match[1]
        return element


class _Image(_Element):
    def element(self, match: re.Match[str]) -> Element:
        return Element("img", {"src": self.unescape(match[2] or match[3] or ""), "alt": self.unescape(match[1])})


class _Mail(_Element):
    ANCESTOR_EXCLUDES = ("a",)

    def element(self, match: re.Match[str]) -> Element:
        element = Element("a", {"href": f"mailto:{match[1]}"})
        element.text = AtomicString(match[1])
        return element


class _StrongEm(_Element):
    def element(self, match: re.Match[str]) -> Element:
        strong = Element("strong")
        em = SubElement(strong, "em")
        em.text = match[2]
        return strong


def install(md: "Markdown") -> None:
    """Replace the library's inline patterns by those of this module; unknown ones are left out."""
    patterns = md.inlinePatterns
    for name in _UNUSED:
        if name in patterns:
            patterns.deregister(name)
    patterns.register(_Code(CODE, md), "backtick", 190)
    patterns.register(_DocumentLink(_DOCUMENT_LINK, md), "document", 185)
    patterns.register(_Link(LINK, md), "link", 160)
    patterns.register(_Image(IMAGE, md), "image_link", 150)
    patterns.register(AutolinkInlineProcessor(AUTOLINK, md), "autolink", 120)
    patterns.register(_Mail(MAIL, md), "mail", 110)
    patterns.register(_StrongEm(_STRONG_EM, md), "strong_em", 62)
    patterns.register(SimpleTagInlineProcessor(_STRONG, "strong"), "strong", 61)
    patterns.register(SimpleTagInlineProcessor(_EM, "em"), "em_strong", 60)
    patterns.register(SimpleTagInlineProcessor(_STRONG_LOW, "strong"), "strong_low", 51)
    patterns.register(SimpleTagInlineProcessor(_EM_LOW, "em"), "em_low", 50)
