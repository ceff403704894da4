"""What the gate finds, and what it is told of a draft."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from portal.people.rules import UnitFact


class Level(StrEnum):
    """An error stops the draft from being handed in; advice does not."""

    ERROR = "error"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend. `line` is the line of the text, from 1; `place` is the field it concerns.

    Places are `text`, `title`, `change_note`, `audience`, `files`, `front` (what is beside the text) and `document`.
    """

    level: Level
    code: str
    message: str
    line: int | None = None
    place: str = "text"


def error(code: str, message: str, line: int | None = None, place: str = "text") -> Finding:
    """Return what stops the draft."""
    return Finding(Level.ERROR, code, message, line, place)


def advice(code: str, message: str, line: int | None = None, place: str = "text") -> Finding:
    """Return what could be better."""
    return Finding(Level.ADVICE, code, message, line, place)


@dataclass(frozen=True, slots=True)
class Target:
    """A document that is referred to. `grants` are those of the version that applies, none when none does.

    `number` is its present number, `ends_on` the first day on which it no longer applies.
    """

    number: str
    title: str = ""
    grants: frozenset[str] = frozenset()
    ends_on: date | None = None
    replaced_by: str = ""


@dataclass(frozen=True, slots=True)
class Inspected:
    """What is to be handed in, and the facts around it.

    `targets` are, by number as written, the documents referred to that the writer may know of. `answering` is the name
    of who answers for the document, empty for nobody. By file name, `faults` are what stops the file from being used
    by everyone and `hints` what would make it better, sentences that follow the name. `beside` are findings of the
    kind's own.
    """

    number: str
    type: str
    version: int
    title: str
    source: str
    today: date
    change_note: str = ""
    grants: frozenset[str] = frozenset()
    review_months: int = 12
    answering: str = ""
    files: tuple[str, ...] = ()
    faults: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hints: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    targets: Mapping[str, Target] = field(default_factory=dict)
    units: Mapping[str, UnitFact] = field(default_factory=dict)
    beside: tuple[Finding, ...] = ()
