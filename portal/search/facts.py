"""What the index keeps of each thing that can be found, beside its words: dates, never a status."""

import json
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from sys import intern
from typing import Any

from portal.control.rules.status import Status, VersionFact, status_of
from portal.control.rules.types import NUMBER, TYPE_LABELS
from portal.search import analysis
from portal.search.index import Row
from portal.web.searchable import Searchable

# How much a word weighs by where it stands.
NUMBER_WEIGHT, TITLE_WEIGHT, KEYWORD_WEIGHT, HEADING_WEIGHT = 8.0, 7.0, 4.0, 2.0
TYPE_WEIGHT, UNIT_WEIGHT, BODY_WEIGHT = 1.0, 1.0, 1.0
NUMBER_SOMEWHERE = re.compile(NUMBER.pattern)


@dataclass(frozen=True, slots=True)
class Fact:
    """A thing that can be found: what it is, whose, since when, and who may find it."""

    ref: str
    kind: str
    number: str
    title: str
    url: str
    type: str
    unit: str
    unit_name: str
    areas: tuple[str, ...]
    version: int
    decided: bool
    submitted: bool
    returned: bool
    withdrawn: bool
    valid_from: date | None
    valid_until: date | None
    review_by: date | None
    former: tuple[str, ...]
    tokens: frozenset[str]
    length: int

    def status(self, today: date) -> Status:
        """Return what it is on the day; what is decided without dates always applies."""
        if self.decided and self.valid_from is None:
            return Status.VALID
        return status_of(
            VersionFact(
                self.version,
                submitted=self.submitted,
                returned=self.returned,
                valid_from=self.valid_from if self.decided else None,
                valid_until=self.valid_until,
                review_by=self.review_by,
                withdrawn=self.withdrawn,
            ),
            today,
        )


def row_of(entry: Searchable) -> Row:
    """Return an entry as it is written into the index."""
    words, stems, length = analysis.weigh(
        (
            (entry.number, NUMBER_WEIGHT),
            (entry.number.replace("-", " "), NUMBER_WEIGHT),
            (entry.title, TITLE_WEIGHT),
            (entry.keywords, KEYWORD_WEIGHT),
            (entry.headings, HEADING_WEIGHT),
            (TYPE_LABELS.get(entry.type, ""), TYPE_WEIGHT),  # type: ignore[call-overload]
            (entry.unit_name, UNIT_WEIGHT),
            (entry.text, BODY_WEIGHT),
        )
    )
    values = [
        entry.ref,
        entry.kind,
        entry.number,
        entry.title,
        entry.url,
        entry.type,
        entry.unit,
        entry.unit_name,
        entry.areas,
        entry.version,
        entry.decided,
        entry.submitted,
        entry.returned,
        entry.withdrawn,
        entry.valid_from,
        entry.valid_until,
        entry.review_by,
        [match[0] for match in NUMBER_SOMEWHERE.finditer(entry.keywords)],
        sorted(entry.tokens),
        length,
    ]
    return Row(entry.ref, json.dumps(values, ensure_ascii=False, default=str).encode(), entry.text, words, stems)


def fact_from(data: bytes) -> Fact | None:
    """Return the fact that was written, or None for a row that tells of the index itself. Raises ValueError."""
    if not data.startswith(b"["):
        return None
    values: list[Any] = json.loads(data)
    ref, kind, number, title, url, type_, unit, unit_name, areas, version, decided, *rest = values
    submitted, returned, withdrawn, starts, ends, review_by, former, tokens, length = rest
    return Fact(
        ref,
        intern(kind),
        number,
        title,
        url,
        intern(type_),
        intern(unit),
        intern(unit_name),
        tuple(map(intern, areas)),
        version,
        decided,
        submitted,
        returned,
        withdrawn,
        day_from(starts),
        day_from(ends),
        day_from(review_by),
        tuple(former),
        tokens_from(tuple(tokens)),
        length,
    )


@lru_cache(maxsize=4096)
def day_from(text: str | None) -> date | None:
    """Return the day that is written, or None."""
    return date.fromisoformat(text) if text else None


@lru_cache(maxsize=1024)
def tokens_from(tokens: tuple[str, ...]) -> frozenset[str]:
    """Return the tokens as a set; the same ones are kept once."""
    return frozenset(tokens)
