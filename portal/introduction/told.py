"""A reading list, and an introduction, as told in a file: what is brought in and what is written out."""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ItemTold:
    """An item. A document's key is its number; `ask` is what somebody is, `ask_person` a person's key."""

    key: str
    document: str = ""
    title: str = ""
    text: str = ""
    why: str = ""
    ask: str = ""
    ask_person: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class SectionTold:
    """A section with its items, to be done within so many days."""

    title: str
    within: int
    items: tuple[ItemTold, ...] = ()


@dataclass(frozen=True, slots=True)
class ListTold:
    """A list: whom it is for, by unit (code) and role, between which days it begins, and its sections.

    Without `since` it begins on the day when it is brought in first.
    """

    key: str
    unit: str
    role: str
    title: str
    welcome: str
    since: date | None
    until: date | None
    sections: tuple[SectionTold, ...] = ()


@dataclass(frozen=True, slots=True)
class ClosingTold:
    """How an introduction was closed; `by` is a person's key, empty where it ended by itself."""

    at: datetime
    by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class IntroductionTold:
    """A person's introduction: where, from which day, with which lists and since when."""

    unit: str
    begun: date
    mentor: str = ""
    lists: tuple[tuple[str, date], ...] = ()
    closed: ClosingTold | None = None


@dataclass(frozen=True, slots=True)
class WalkTold:
    """All introductions of a person (by key), and the tasks they have done: list, item and moment."""

    person: str
    introductions: tuple[IntroductionTold, ...] = ()
    done: tuple[tuple[str, str, datetime], ...] = field(default=())
