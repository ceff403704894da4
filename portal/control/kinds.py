"""The kinds of controlled document: what each adds to the one lifecycle is its body and its page."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from portal.control.rules.finding import Finding
from portal.lib.errors import InvalidError

# Begins a line of an outline that tells what is to be written there: no document is handed in with one.
GUIDE = "*Skriv här:*"


@dataclass(frozen=True)
class Reading:
    """What a body is when read.

    `rendered` is the cache to store, `plain` what is searched and compared, `links` the numbers that it names.
    """

    rendered: str
    plain: str
    links: tuple[str, ...]


def no_template(_type: str) -> str:
    """Return the text that a new document begins with where its kind says nothing of it: none."""
    return ""


def nothing(_type: str, _subject: str) -> bytes:
    """Return the body that a new document begins with where its kind says nothing of it: an empty one."""
    return b""


def no_parts(_body: bytes) -> tuple[str, ...]:
    """Return what stands beside the text where a kind says nothing of it: nothing."""
    return ()


def no_headings(_rendered: str) -> tuple[tuple[str, str], ...]:
    """Return the headings of a text where a kind says nothing of them: none."""
    return ()


@dataclass(frozen=True)
class BodyKind:
    """A kind of controlled document.

    `read` makes the canonical bytes of what a content file says (its extra front matter and its text) and raises
    InvalidError; `write` is its inverse. `reading` renders; `renderer` is its version: old caches are made anew.
    `why_not_decide` says what stops the body from being decided, `gate` all that is wrong with it beside its text.
    `project` fills the tables made from a decided body.
    `page(history, line)` answers a version's page; `paper(history, line)` returns the values that
    `control/prints/show.html` shows, the `body` among them: without it paper has the bare words.
    `preview(body, resolve, files_url)` returns a body that nobody has saved yet as its page would show it: `resolve`
    fills links, `files_url` is where the version's files lie.
    `types` are the sorts of document that are of this kind. `template(type)` returns the text that a new one begins
    with, where lines that begin with `GUIDE` say what is to be written; `begin(type, subject)` returns it as canonical
    bytes. `subjects()` returns what a new one may be about, by key; without it, it is about nothing but its title.
    `parts(body)` returns in words what stands beside the text and is spoken of as the text's paragraphs are.
    `headings(rendered)` returns the anchors and words of a rendered text's headings, in order.
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
    preview: Callable[..., Markup] | None = None
    types: tuple[str, ...] = ()
    template: Callable[[str], str] = no_template
    begin: Callable[[str, str], bytes] = nothing
    subjects: Callable[[], Mapping[str, str]] | None = None
    gate: Callable[[bytes], Iterable[Finding]] | None = None
    parts: Callable[[bytes], Sequence[str]] = no_parts
    headings: Callable[[str], tuple[tuple[str, str], ...]] = no_headings


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


def kind_of_type(type_: str) -> BodyKind:
    """Return the kind that documents of this sort are. Raises InvalidError for a sort that none is for."""
    found = next((kind for kind in _kinds.values() if type_ in kind.types), None)
    if found is None:
        message = f"Det går inte att skriva dokument av typen {type_}."
        raise InvalidError(message, "type")
    return found


def subjects_by_key() -> dict[str, str]:
    """Return what new documents may be about, of all kinds that are about something by key."""
    return {key: name for kind in _kinds.values() if kind.subjects for key, name in kind.subjects().items()}


def types_written() -> list[str]:
    """Return the sorts of document that can be written, kind by kind."""
    return [type_ for kind in _kinds.values() for type_ in kind.types]
