"""What a file has become: Markdown, pictures, and what could not be carried over."""

from collections.abc import Mapping
from dataclasses import dataclass, field

MOST_FIRST_PAGE = 4_000


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the file: `name` is unique in it and is what the Markdown refers to, `![alt](bild-1.png)`."""

    name: str
    content: bytes
    alt: str


@dataclass(frozen=True, slots=True)
class Converted:
    """A file as the portal's Markdown, which the renderer takes.

    `title` is what the file calls itself, or empty; a title that stands first in the text is not repeated there. `lost`
    are sentences in Swedish, each naming a kind of thing that could not be carried over, with its count. `properties`
    are what the file says of itself: title, subject, author, created, modified (ISO dates), revision, category,
    keywords, language, and properties that its users named themselves, by the name in lower case. `first_page` is the
    plain text of about the first page, heads and feet first.
    """

    markdown: str
    title: str = ""
    pictures: tuple[Picture, ...] = ()
    lost: tuple[str, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)
    first_page: str = ""
