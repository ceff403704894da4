"""A page's HTML, taken apart for the questions that tests ask of it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))


@dataclass
class Element:
    """An element: its attributes, what it stands in, and the words in it."""

    tag: str
    attrs: dict[str, str]
    parent: "Element | None" = field(default=None, repr=False)
    words: str = field(default="", repr=False)

    @property
    def text(self) -> str:
        """The words in it, with single spaces."""
        return " ".join(self.words.split())

    def get(self, name: str, default: str = "") -> str:
        """Return an attribute; one without a value is empty."""
        return self.attrs.get(name, default)

    def has(self, name: str) -> bool:
        """Whether the attribute stands there, with or without a value."""
        return name in self.attrs

    def within(self, tag: str) -> "Element | None":
        """Return the nearest element of the kind around it, or None."""
        step = self.parent
        while step is not None and step.tag != tag:
            step = step.parent
        return step


class Markup(HTMLParser):
    """A page as a flat list of its elements, in order."""

    def __init__(self, html: str) -> None:
        """Take the page apart."""
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.open: list[Element] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        parent = self.open[-1] if self.open else None
        element = Element(tag, {name: value or "" for name, value in attrs}, parent)
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin and end an element of SVG."""
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """End the element, and those in it that were left open."""
        if any(element.tag == tag for element in self.open):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Give the words to all that they stand in."""
        for element in self.open:
            element.words += data

    def all(self, *tags: str) -> list[Element]:
        """Return the elements of these kinds, or all."""
        return [element for element in self.elements if not tags or element.tag in tags]

    def one(self, tag: str) -> Element | None:
        """Return the first element of the kind, or None."""
        return next(iter(self.all(tag)), None)

    @property
    def ids(self) -> set[str]:
        """Every id on the page."""
        return {element.get("id") for element in self.elements if element.has("id")}
