"""A rendered text: HTML with holes for links between documents, which are filled when it is read."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

RENDERER_VERSION = 1


@dataclass(frozen=True)
class Link:
    """A hole: a link to the document with the number. `text` is plain text, empty for the document's own title."""

    number: str
    text: str


@dataclass(frozen=True)
class Heading:
    """A heading of the text: its level (2-6), its id in the HTML, and its plain text."""

    level: int
    id: str
    text: str


@dataclass(frozen=True)
class Rendered:
    """A rendered text.

    `segments` are safe HTML and holes in turn, `toc` the headings in order, `plain` the words with a line for each
    block, for search and snippets.
    """

    segments: tuple[str | Link, ...]
    toc: tuple[Heading, ...]
    plain: str

    @property
    def links(self) -> tuple[str, ...]:
        """The numbers of the documents linked to, each once, in order."""
        return tuple(dict.fromkeys(part.number for part in self.segments if isinstance(part, Link)))

    def to_json(self) -> str:
        """Return the whole as compact JSON, to be kept as a cache."""
        parts = [part if isinstance(part, str) else [part.number, part.text] for part in self.segments]
        toc = [[heading.level, heading.id, heading.text] for heading in self.toc]
        content = {"v": RENDERER_VERSION, "s": parts, "t": toc, "p": self.plain}
        return json.dumps(content, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Return what `to_json` wrote; raises ValueError if another version of the renderer wrote it."""
        content = json.loads(text)
        if content["v"] != RENDERER_VERSION:
            message = f"rendered by version {content['v']}, this is version {RENDERER_VERSION}"
            raise ValueError(message)
        segments = tuple(part if isinstance(part, str) else Link(*part) for part in content["s"])
        return cls(segments, tuple(Heading(*heading) for heading in content["t"]), content["p"])


def fill(segments: Sequence[str | Link], resolve: Callable[[Link], str]) -> str:
    """Return the HTML with each hole filled by what `resolve` answers, which must be safe HTML."""
    return "".join(part if isinstance(part, str) else resolve(part) for part in segments)
