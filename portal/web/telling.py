"""What a feature lets be told of: declared here, below every feature; notices, mail and calendars are made of it above.

A feature adds a verb of the journal to what is told with a `Telling` in its `Feature.tellings`, and what falls due for
a person with a function in `Feature.dues`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from portal.lib.refs import Ref

Facts = Mapping[str, Any]
# What refs and units are called, by code: a sentence may need the name of a unit.
Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Event:
    """An entry of the journal as tellings read it: its number, when, who did it, the verb, to what, and the facts."""

    number: int
    at: datetime
    actor: str
    verb: str
    subject: Ref
    facts: Facts


def nobody(_event: Event) -> Iterable[str]:
    """Return nobody: what is told only to those who follow the thing."""
    return ()


def its_subject(event: Event) -> Iterable[Ref]:
    """Return what the entry is about."""
    return (event.subject,)


@dataclass(frozen=True, slots=True)
class Telling:
    """What a verb is told as.

    `kind` names it in the rows of notices and never changes. `words(facts, names)` is a whole sentence without the
    thing's title, which stands beside it; `names` are the units', by code. `persons` answers the keys of those whom it
    concerns, whether they follow the thing or not; `is_followed` says that its followers are told too, and `refs` what
    it is about. `at_work` says that it is about work on a version (the fact `version`): told to who works on it,
    decided or not. `page` is the endpoint that it leads to, of the number and, where it says so, the version.
    """

    kind: str
    words: Callable[[Facts, Names], str]
    persons: Callable[[Event], Iterable[str]] = nobody
    is_followed: bool = False
    at_work: bool = False
    refs: Callable[[Event], Iterable[Ref]] = its_subject
    page: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """Something that a person is to have done by a day. `key` tells it from all else and stays the same."""

    key: str
    title: str
    day: date
    path: str
    text: str = ""
