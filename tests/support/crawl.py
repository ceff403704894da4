"""Following every link of the portal from the start page."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit

from tests.support.markup import Markup

LOADED = {"script": "src", "link": "href", "img": "src", "source": "src", "iframe": "src", "use": "href"}
LEADING = {"a": "href", "form": "action"}


@dataclass
class Answer:
    """What the portal answered a path: its page, when it is one, with the ids on it."""

    path: str
    status: int
    html: str = ""
    ids: set[str] = field(default_factory=set)

    @property
    def place(self) -> str:
        """The path with what its query asks for, not what it says: one page in one of its ways to be narrowed."""
        parts = urlsplit(self.path)
        return f"{parts.path}?{'&'.join(sorted(parse_qs(parts.query)))}"

    @property
    def main(self) -> str:
        """The page's own part: what the same page has in common for all its readers."""
        return self.html.partition("<main")[2].partition("</main>")[0]


@dataclass(frozen=True)
class Link:
    """A link on a page: where it leads, and the fragment."""

    page: str
    to: str
    fragment: str


class Crawl:
    """All that a reader reaches from the start page by links; `ask` answers a path as (status, type, text)."""

    def __init__(self, ask: Callable[[str], tuple[int, str, str]]) -> None:
        """Begin with nothing."""
        self.ask = ask
        self.answers: dict[str, Answer] = {}
        self.links: set[Link] = set()

    def run(self, start: str = "/") -> Iterator[Answer]:
        """Yield every answer as it is found."""
        waiting, seen = deque([start]), {start}
        while waiting:
            path = waiting.popleft()
            status, kind, text = self.ask(path)
            answer = self.answers[path] = Answer(path, status)
            if kind.startswith("text/html"):
                answer.html, page = text, Markup(text)
                answer.ids = page.ids
                links = set(links_of(path, page))
                self.links |= links
                new = sorted({link.to for link in links} - seen)
                seen.update(new)
                waiting.extend(new)
            yield answer

    def dead(self) -> Iterator[str]:
        """Tell every link that leads nowhere."""
        for link in sorted(self.links, key=lambda link: (link.to, link.page)):
            answer = self.answers[link.to]
            if answer.status >= 400:
                yield f"{link.page}: the link to {link.to} answers {answer.status}"
            elif link.fragment and answer.html and link.fragment not in answer.ids:
                yield f"{link.page}: {link.to} has nothing called #{link.fragment}"


def links_of(path: str, page: Markup) -> Iterator[Link]:
    """Yield where a page leads and what it loads, here in the portal; a form counts where it only asks."""
    for element in page.elements:
        name = LOADED.get(element.tag) or LEADING.get(element.tag)
        if not name or not element.has(name) or element.get("method", "get").lower() == "post":
            continue
        to, fragment = urldefrag(urljoin(f"http://here{path}", element.get(name)))
        if to.startswith("http://here/"):
            yield Link(path, to.removeprefix("http://here"), "" if element.tag == "use" else fragment)
