"""A sanitised text as a tree, to be written anew for paper and as a Word file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser

# Lists in lists in lists: what lies deeper keeps its words and loses its place.
DEEPEST = 24
EMPTY = frozenset({"br", "hr", "img"})


@dataclass(slots=True)
class Node:
    """An element with its attributes and what is in it, or (without a tag) a text."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node"] = field(default_factory=list)
    text: str = ""

    @property
    def classes(self) -> frozenset[str]:
        """The names of its classes."""
        return frozenset(self.attributes.get("class", "").split())

    def walk(self) -> Iterator["Node"]:
        """Yield the node and all in it, in the order of the text."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))

    def words(self) -> str:
        """Return its text."""
        return "".join(node.text for node in self.walk())


class Reader(HTMLParser):
    """Builds the tree of what the sanitiser has written: every element is closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node("")]
        self.passed_over = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Meet an element."""
        node = Node(tag, {name: value or "" for name, value in attrs})
        if tag in EMPTY:
            self.open[-1].children.append(node)
        elif len(self.open) > DEEPEST:
            self.passed_over += 1
        else:
            self.open[-1].children.append(node)
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        """Meet the end of an element."""
        if tag in EMPTY:
            return
        if self.passed_over:
            self.passed_over -= 1
        elif len(self.open) > 1:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        """Meet a text."""
        self.open[-1].children.append(Node("", text=data))


def read(html: str) -> Node:
    """Return the tree of a sanitised text, under a root without a tag."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.open[0]


def write(nodes: Iterable[Node]) -> str:
    """Return nodes as HTML."""
    return "".join(written(node) for node in nodes)


def written(node: Node) -> str:
    """Return one node as HTML."""
    if not node.tag:
        return escape(node.text, quote=False) + write(node.children)
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in node.attributes.items())
    if node.tag in EMPTY:
        return f"<{node.tag}{attributes}>"
    return f"<{node.tag}{attributes}>{write(node.children)}</{node.tag}>"
