"""What a feature lets be searched: declared here, below every feature; the index is made of it above them all."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class FileWords:
    """An attached file's text, page by page, what it is called and where it is."""

    title: str
    url: str
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Searchable:
    """One thing to be found, as it is written into the index.

    `ref` names what it is part of (`document:SOC-RUT-0042`); all of a ref's entries are replaced together. `tokens`
    are the grants of who may find it. Dates are kept, never a status: `valid_until` is the first day on which it no
    longer applies, and `decided` False means open work: a draft, or `submitted` for review, or `returned`. `headings`
    are the text's, in order, each its anchor and itself; `owner` is a person's key.
    """

    ref: str
    kind: str
    number: str
    title: str
    url: str
    text: str
    tokens: frozenset[str]
    type: str = ""
    unit: str = ""
    unit_name: str = ""
    areas: tuple[str, ...] = ()
    version: int = 0
    headings: tuple[tuple[str, str], ...] = ()
    keywords: str = ""
    decided: bool = True
    submitted: bool = True
    returned: bool = False
    withdrawn: bool = False
    valid_from: date | None = None
    valid_until: date | None = None
    review_by: date | None = None
    owner: str = ""
    files: tuple[FileWords, ...] = ()


@dataclass(frozen=True)
class SearchSource:
    """A kind of ref that a feature owns: all its keys, and what is to be found of some of them in few queries."""

    kind: str
    keys: Callable[[], Iterator[str]]
    read: Callable[[list[str]], Iterator[Searchable]]
