"""Clean HTML of a Word text → blocks of our Markdown."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup, NavigableString, Tag
from markdownify import MarkdownConverter

from portal.lib.conversion import escape, tables
from portal.lib.conversion.losses import Losses
from portal.lib.conversion.marks import BOX, MARK, TICKED
from portal.lib.markup.tree import leads_somewhere

_SPACES = re.compile(r"[ \t\r\n]+")
_SIGNS = {BOX: "☐", TICKED: "☒"}
_NOTE = re.compile(r"#(?:footnote|endnote)-(?!ref-)")


@dataclass(frozen=True, slots=True)
class Block:
    """A block of Markdown: what it is (`p`, `h`, `li`, `title`, `table`), what its mark says more, and its text."""

    kind: str
    told: tuple[str, ...]
    text: str
    plain: str


class Writer(MarkdownConverter):
    """Writes elements as Markdown; what lies in bold or italic is so marked by itself, as our renderer nests little."""

    if TYPE_CHECKING:
        # The library's stubs leave it out.
        process_element: Callable[..., str]

    def __init__(self, losses: Losses, targets: Mapping[str, tuple[str, bool]]) -> None:
        """Begin. `targets` are the places in the text: name → where a link to it leads, and whether exactly there."""
        super().__init__()
        self.losses, self.targets = losses, targets
        self.touching = 0

    def blocks(self, soup: BeautifulSoup) -> Iterator[Block]:
        """Yield the blocks of a text in order; those of notes are none."""
        join_alike(soup)
        for child in soup.children:
            if isinstance(child, Tag) and child.name != "ol":
                yield from self.block(child)

    def block(self, element: Tag) -> Iterator[Block]:
        """Yield an element as a block, if there is anything in it."""
        if element.name == "table":
            text = tables.write(self, element, self.losses)
            if text:
                yield Block("table", (), text, "")
            return
        told, plain = told_of(element)
        self.touching = 0
        text = MARK.sub("", self.process_element(element, set())).strip(" \n")
        if not text:
            return
        kind = told[0] if told else "p"
        is_line = kind in {"h", "title"}
        yield Block(kind, told[1:], escape.heading(_SPACES.sub(" ", text)) if is_line else escape.lines(text), plain)

    def process_tag(self, node: Tag, parent_tags: set[str] | None = None) -> str:
        """Return an element as Markdown; a table in a cell as its words."""
        if node.name == "table":
            self.losses.add("nested table")
            cells = (self.process_element(cell, {"td", "_inline"}).strip() for cell in node.find_all(["td", "th"]))
            return f" {' '.join(cell for cell in cells if cell)} "
        return str(super().process_tag(node, parent_tags))  # type: ignore[misc] # the stubs leave it out

    def process_text(self, el: NavigableString, parent_tags: set[str] | None = None) -> str:
        """Return a text, with the marks of the bold and italic that it lies in."""
        tags = parent_tags or set()
        text = _SPACES.sub(" ", str(el))
        mark, words = MARK.match(text), MARK.sub("", text)
        words = escape.within("".join(_SIGNS.get(letter, letter) for letter in words))
        core = words.strip()
        signs = self._signs(tags, words) if core else ""
        if signs:
            before, after = words[: words.index(core)], words[words.index(core) + len(core) :]
            words = f"{before}{signs}{core}{signs[::-1]}{after}"
        return (mark[0] if mark else "") + words

    def _signs(self, tags: set[str], words: str) -> str:
        """Return the signs of bold and italic; the third of pieces that touch gets none, as it could not be told."""
        signs = "**" * ("strong" in tags and "th" not in tags) + "*" * ("em" in tags)
        if not signs or words[0].isspace():
            self.touching = 0
        if signs and self.touching == 2:
            self.losses.add("emphasis")
            signs = ""
        self.touching = self.touching + 1 if signs and not words[-1].isspace() else 0
        return signs

    def convert_strong(self, _element: Tag, text: str, **_: Any) -> str:
        """Return the text, whose parts are marked already."""
        return text

    convert_em = convert_s = convert_sub = convert_td = convert_th = convert_strong

    def convert_p(self, _element: Tag, text: str, **_: Any) -> str:
        """Return the paragraph between spaces, in case it stands in a cell."""
        return f" {text.strip()} "

    def convert_br(self, _element: Tag, text: str, parent_tags: set[str]) -> str:
        """Return the end of a line, where there are lines."""
        return f"{text} " if "_inline" in parent_tags else "  \n"

    def convert_sup(self, element: Tag, text: str, **_: Any) -> str:
        """Return the mark of a note, or the text."""
        link = element.find("a")
        is_note = isinstance(link, Tag) and _NOTE.match(str(link.get("href", "")))
        return f"[^{element.get_text().strip('[]')}]" if is_note else text

    def convert_a(self, element: Tag, text: str, **_: Any) -> str:
        """Return a link; of one that leads nowhere from here the text."""
        href = str(element.get("href", ""))
        if _NOTE.match(href) or (not href and element.has_attr("id")):
            return text
        if not text.strip():
            return text
        target = self._target(href)
        if element.find("img") is not None:
            self.losses.add("picture link")
            return text
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        return f"{before}[{text.strip()}]({target}){after}" if target else text

    def _target(self, href: str) -> str:
        """Return where a link leads, written for Markdown, or nothing for one that is lost."""
        if href.startswith("#") and len(href) > 1:
            place, is_exact = self.targets.get(href[1:], ("", False))
            self.losses.add("bookmark" if place else "dead bookmark", int(not is_exact))
            return f"#{place}" if place else ""
        written = escape.address(href)
        if not leads_somewhere(href.strip()) or href.startswith("/"):
            self.losses.add("link")
            return ""
        return written

    def convert_img(self, element: Tag, _text: str, **_: Any) -> str:
        """Return a picture; one without a name has been named as lost."""
        name = str(element.get("src", ""))
        return f"![{escape.within(_SPACES.sub(' ', str(element.get('alt', ''))).strip())}]({name})" if name else ""


def told_of(element: Tag) -> tuple[tuple[str, ...], str]:
    """Return what the mark of a paragraph says, and its words without notes."""
    words = "".join(
        str(part)
        for part in element.descendants
        if isinstance(part, NavigableString) and part.find_parent("sup") is None
    )
    mark = MARK.match(words)
    told = tuple(mark[1].split(" ")) if mark else ()
    plain = "".join(_SIGNS.get(letter, letter) for letter in MARK.sub("", words))
    return told, " ".join(plain.split())


def join_alike(soup: BeautifulSoup) -> None:
    """Let bold that touches bold be one, and italic that touches italic: their signs would be taken for others."""
    for name in ("strong", "em"):
        for element in soup.find_all(name):
            while isinstance(after := element.next_sibling, Tag) and after.name == name:
                element.extend(list(after.contents))
                after.extract()
    soup.smooth()
