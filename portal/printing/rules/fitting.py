"""A text made fit for a book: its links, anchors and pictures are of the book, and not of a page of the portal."""

import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from portal.printing.rules.tree import Node

# What serves a screen only.
ONLY_ON_SCREEN = ("tabindex", "role", "aria-label", "aria-hidden", "rel")
TO_DOCUMENT = re.compile(r"/d/([^/?#]+)(?:#(.+))?")
NO_WORDS = "Bild utan beskrivning"
# The font has this arrow and not the one that pages use.
BACK = "↑"


@dataclass(frozen=True)
class Place:
    """Where a text stands: its document's number, the numbers in the same book, and the portal's address.

    `picture(filename)` returns the name of the file in the book's folder, or None for one that cannot be shown.
    """

    number: str
    here: AbstractSet[str]
    site: str
    picture: Callable[[str], str | None]


def fit(root: Node, place: Place) -> None:
    """Change the tree so that it can stand in the book."""
    for node in root.walk():
        for name in ONLY_ON_SCREEN:
            node.attributes.pop(name, None)
        if "id" in node.attributes:
            node.attributes["id"] = anchor_of(place.number, node.attributes["id"])
        if "href" in node.attributes:
            node.attributes["href"] = address_in(place, node.attributes["href"])
        if "footnote-backref" in node.classes:
            node.children = [Node("", text=BACK)]
        if node.tag == "img":
            show_picture(node, place)
        elif node.tag in {"td", "th"} and not node.words().strip() and not any(n.tag == "img" for n in node.walk()):
            node.tag = "td"


def anchor_of(number: str, name: str = "") -> str:
    """Return what a document, or a place in it, is found by in the book."""
    return f"{number}-{name}" if name else number


def address_in(place: Place, address: str) -> str:
    """Return where a link leads: within the book where it can, else to the portal or away."""
    if address.startswith("#"):
        return "#" + anchor_of(place.number, address[1:])
    found = TO_DOCUMENT.fullmatch(address)
    if found and found[1] in place.here:
        return "#" + anchor_of(found[1], found[2] or "")
    return place.site + address if address.startswith("/") else address


def show_picture(node: Node, place: Place) -> None:
    """Let a picture be the file in the book's folder; of one that is not there its words remain."""
    words = node.attributes.get("alt", "").strip() or NO_WORDS
    name = place.picture(node.attributes.get("src", "").rpartition("/")[2])
    if name:
        node.attributes = {"src": name, "alt": words}
    else:
        node.tag, node.attributes, node.children = "span", {}, [Node("", text=f"[{words}]")]
