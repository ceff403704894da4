"""What is changed in the tree between Markdown and HTML: tables, checklists, boxes, links, images."""

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

if TYPE_CHECKING:
    from markdown import Markdown

_TASK = re.compile(r"\[([ xX])\][ \n]+")
_BOXES = {"note": "Obs", "warning": "Varning"}
_SAFE_LINK = re.compile(
    r"(?:https?://[^\s/]|mailto:[^\s@]+@|tel:\+?[0-9])[^\s]*|#[^\s]*|/(?![/\\])[^\s\\]*", re.IGNORECASE
)
_SAFE_IMAGE = re.compile(r"[\w-][\w.-]*(?:/[\w-][\w.-]*)*")
_ENTITY = re.compile(r"&(#[0-9]+|#x[0-9a-f]+|[0-9a-z]+);", re.IGNORECASE)
_URL_CHARACTERS = "!#$%&'()*+,-./:;=?@_~"
_LONGEST_URL = 2000


class _Tasks(Treeprocessor):
    """Makes `- [ ]` and `- [x]` items of a checklist; before the text of the lines is read.

    A list with ticked items says in hidden words which are; in a list to be ticked on paper that would be noise.
    """

    def run(self, root: Element) -> None:
        for items in root.iter("ul"):
            tasks = [(item, *found) for item in items if (found := self._mark(item))]
            any_done = any(match[1] != " " for _, _, match in tasks)
            for item, holder, match in tasks:
                self._tick(item, holder, match, spoken=any_done)

    def _mark(self, item: Element) -> tuple[Element, re.Match[str]] | None:
        """Return the element that begins with the mark of a task (the item or its first paragraph), and the mark."""
        holder = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
        match = _TASK.match(holder.text or "")
        return (holder, match) if match else None

    def _tick(self, item: Element, holder: Element, match: re.Match[str], *, spoken: bool) -> None:
        done = match[1] != " "
        box = Element("span", {"class": "task-box", "aria-hidden": "true"})
        words = Element("span", {"class": "visually-hidden"})
        words.text = "Ikryssad: " if done else "Ej ikryssad: "
        rest = (holder.text or "")[match.end() :]
        holder.text = ""
        holder.insert(0, box)
        if spoken:
            holder.insert(1, words)
        holder[int(spoken)].tail = rest
        item.set("class", "task task-done" if done else "task")


class _Tables(Treeprocessor):
    """Wraps each table so that it scrolls by itself, and makes alignment a class."""

    def run(self, root: Element) -> None:
        tables = [(parent, table) for parent in root.iter() for table in parent if table.tag == "table"]
        for number, (parent, table) in enumerate(tables, start=1):
            self._cells(table)
            attributes = {"class": "table-scroll", "tabindex": "0", "role": "region", "aria-label": f"Tabell {number}"}
            wrapper = Element("div", attributes)
            wrapper.tail, table.tail = table.tail, "\n"
            parent[list(parent).index(table)] = wrapper
            wrapper.append(table)

    def _cells(self, table: Element) -> None:
        for cell in [*table.iter("th"), *table.iter("td")]:
            align = cell.attrib.pop("align", None)
            if align:
                cell.set("class", f"align-{align}")
            if cell.tag == "th" and not len(cell) and not (cell.text or "").strip():
                cell.tag = "td"
            elif cell.tag == "th":
                cell.set("scope", "col")


class _Boxes(Treeprocessor):
    """Knows two kinds of boxes, with Swedish headings; any other word makes a note."""

    def run(self, root: Element) -> None:
        for box in root.iter("div"):
            classes = box.get("class", "").split()
            if classes[:1] != ["admonition"]:
                continue
            kind = classes[1] if classes[1] in _BOXES else "note"
            box.set("class", f"admonition {kind}")
            box.set("role", "note")
            title = box[0] if len(box) and box[0].get("class") == "admonition-title" else None
            if title is not None and title.text == classes[1].capitalize():
                title.text = _BOXES[kind]


class _Addresses(Treeprocessor):
    """Keeps the links and images that are allowed; of others the text remains."""

    def run(self, root: Element) -> None:
        for link in root.iter("a"):
            if "data-ref" not in link.attrib:
                self._link(link)
        for parent in list(root.iter()):
            for image in [child for child in parent if child.tag == "img"]:
                self._image(image)

    def _link(self, link: Element) -> None:
        href = decoded(link.get("href", ""))
        del link.attrib["href"]
        is_named = any(text.strip() for text in link.itertext()) or link.find(".//img") is not None
        if not leads_somewhere(href) or not is_named or link.find(".//a") is not None:
            link.tag = "span"
            return
        link.set("href", quote(href, safe=_URL_CHARACTERS))
        if href.lower().startswith("http"):
            link.set("rel", "noopener noreferrer")

    def _image(self, image: Element) -> None:
        if is_own_file(decoded(image.get("src", ""))):
            return
        image.tag = "span"
        image.text = image.get("alt", "")
        image.attrib.clear()


def leads_somewhere(address: str) -> bool:
    """Whether a link to the address is kept: it is of a kind that is let through."""
    return _SAFE_LINK.fullmatch(address) is not None


def is_own_file(address: str) -> bool:
    """Whether an image at the address is shown: a file beside the text."""
    return _SAFE_IMAGE.fullmatch(address) is not None


def decoded(address: str) -> str:
    """Return an address with its character references resolved, or nothing if it is unreasonable."""
    if len(address) > _LONGEST_URL:
        return ""
    return _ENTITY.sub(_character, address).strip()


def _character(match: re.Match[str]) -> str:
    return html.unescape(match[0])


def install(md: "Markdown") -> None:
    """Add the tree processors: what reads text before the inline patterns (20), what reads attributes last."""
    md.treeprocessors.register(_Tasks(md), "tasks", 30)
    md.treeprocessors.register(_Tables(md), "table_regions", -10)
    md.treeprocessors.register(_Boxes(md), "boxes", 28)
    md.treeprocessors.register(_Addresses(md), "addresses", -20)
