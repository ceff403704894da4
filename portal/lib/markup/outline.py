"""The headings of a text: their levels, their ids and the list of them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

from portal.lib.markup.rendered import Heading
from portal.lib.text import slug

if TYPE_CHECKING:
    from markdown import Markdown

ID_PREFIX = "avsnitt-"
_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TOP = 2


class Outline(Treeprocessor):
    """Gives each heading a level and an id, and collects them in `headings`.

    The page has its own h1, so a text begins at h2; no level is skipped on the way down. The prefix keeps the ids apart
    from the page's own; a link to `#ansvar` in the text leads to the heading `Ansvar` all the same.
    """

    def __init__(self, md: "Markdown | None") -> None:
        super().__init__(md)
        self.headings: list[Heading] = []
        self._ids: set[str] = set()
        self._next: dict[str, int] = {}

    def run(self, root: Element) -> None:
        """Change the headings of the tree and the links to them."""
        level = _TOP - 1
        for element in root.iter():
            if element.tag not in _TAGS:
                continue
            text = " ".join(_text(element).split())
            if not text:
                element.tag = "p"
                continue
            level = min(max(int(element.tag[1]), _TOP), level + 1)
            element.tag = f"h{level}"
            element.set("id", self.unique(ID_PREFIX + (slug(text) or "rubrik")))
            self.headings.append(Heading(level, element.get("id", ""), text))
        for link in root.iter("a"):
            target = ID_PREFIX + link.get("href", "")[1:]
            if link.get("href", "").startswith("#") and target in self._ids:
                link.set("href", f"#{target}")

    def unique(self, name: str) -> str:
        """Return the id with a number after it, if it has been given before."""
        number = self._next.get(name, 1)
        unique = name if number == 1 else f"{name}-{number}"
        while unique in self._ids:
            number += 1
            unique = f"{name}-{number}"
        self._next[name] = number + 1
        self._ids.add(unique)
        return unique


def ids_of(headings: Iterable[str]) -> frozenset[str]:
    """Return what links within a text may lead to (after the `#`), for headings with these words."""
    outline = Outline(None)
    ids = [outline.unique(ID_PREFIX + (slug(text) or "rubrik")) for text in headings]
    return frozenset(ids).union(name.removeprefix(ID_PREFIX) for name in ids)


def _text(element: Element) -> str:
    """Return an element's text: footnote marks left out, a document link without text by its number."""
    parts = [element.text or ""]
    for child in element:
        if child.tag != "sup":
            parts.append(_text(child) or child.get("data-ref") or child.get("alt") or "")
        parts.append(child.tail or "")
    return "".join(parts)


def install(md: "Markdown") -> Outline:
    """Add the outline after everything that changes text, before the addresses are judged; return it."""
    outline = Outline(md)
    md.treeprocessors.register(outline, "outline", -15)
    return outline
