"""The kinds of controlled document: what each adds to the one lifecycle is its body and its page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from portal.lib.errors import InvalidError


@dataclass(frozen=True)
class Reading:
    """What a body is when read.

    `rendered` is the cache to store, `plain` what is searched and compared, `links` the numbers that it names.
    """

    rendered: str
    plain: str
    links: tuple[str, ...]


@dataclass(frozen=True)
class BodyKind:
    """A kind of controlled document.

    `read` makes the canonical bytes of what a content file says (its extra front matter and its text) and raises
    InvalidError; `write` is its inverse. `reading` renders; `renderer` is its version: old caches are made anew.
    `why_not_decide` says what stops the body from being decided. `project` fills the tables made from a decided body.
    `page(history, line)` answers a version's page; `paper(history, line)` returns the values that
    `control/prints/show.html` shows, the `body` among them: without it paper has the bare words.
    """

    name: str
    media_type: str
    renderer: int
    front_keys: frozenset[str]
    read: Callable[[Mapping[str, Any], str], bytes]
    write: Callable[[bytes], tuple[dict[str, Any], str]]
    reading: Callable[[bytes], Reading]
    why_not_decide: Callable[[bytes], str | None]
    project: Callable[[Any], None]
    page: Callable[..., Any]
    paper: Callable[..., Any] | None = None


_kinds: dict[str, BodyKind] = {}


def register(kinds: tuple[BodyKind, ...]) -> None:
    """Make the kinds known; `app.py` does so once."""
    _kinds.update({kind.name: kind for kind in kinds})


def kind_of(name: str) -> BodyKind:
    """Return the kind. Raises InvalidError for one that no feature adds."""
    if name not in _kinds:
        message = f"Dokumentslaget {name} finns inte. Välj bland {', '.join(sorted(_kinds))}."
        raise InvalidError(message)
    return _kinds[name]
