"""What a search answers: hits, how many there are, and what was made of the question."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from markupsafe import Markup

from portal.control.rules.status import Status
from portal.search.explaining import Reason
from portal.search.queries.documents import Organisation
from portal.search.rules import GROUPS

DOCUMENT = "document:"
NO_MARKUP = Markup()
NO_UNITS = Organisation({}, {})


@dataclass(slots=True)
class Hit:
    """A thing that was found; `place` is where in the index, or None when the database knows better.

    The passage stands under `heading`, or in a file: on the page (from 1) of what is called `file`; `passage_url` leads
    there. `files` are what is attached: title and address.
    """

    place: int | None
    ref: str
    number: str
    title: str
    url: str
    kind: str
    type: str
    unit: str
    status: Status
    version: int
    valid_from: date | None
    score: float = 0.0
    marked_title: Markup = NO_MARKUP
    passage: Markup = NO_MARKUP
    passage_url: str = ""
    heading: str = ""
    file: str = ""
    page: int = 0
    files: tuple[tuple[str, str], ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found.

    `corrected` is the query with words that stand nowhere taken for ones that do, when that was done; `missing` are
    the words that were left out, `nearest` what looks like what was typed when nothing was found.
    `told` is what of the question could not be understood.
    `plain` says that the database answered by itself, the index being away. `units` are those that the counts are of.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    counts: Mapping[str, Counter[str]] = field(default_factory=lambda: {group: Counter() for group in GROUPS})
    corrected: str = ""
    missing: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    plain: bool = False
    units: Organisation = NO_UNITS
