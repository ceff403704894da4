"""What the index keeps of each thing that can be found, beside its words: dates, never a status."""

import json
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain
from sys import intern
from typing import Any, NamedTuple

from portal.control.rules.status import Status, VersionFact, status_of
from portal.control.rules.types import NUMBER, TYPE_LABELS
from portal.search import analysis
from portal.search.analysis import Field, places_of, title_stems, words_of
from portal.search.index import Row
from portal.web.searchable import Searchable

# How much a word weighs by where it stands, and how the length of that part tells.
NUMBER_FIELD, TITLE_FIELD, KEYWORDS_FIELD = Field(8.0), Field(7.0, 6, 0.3), Field(4.0)
HEADINGS_FIELD, TEXT_FIELD, FILE_FIELD = Field(2.0, 30, 0.5), Field(1.0, 150, 0.6), Field(0.5, 500, 0.6)
TYPE_FIELD = UNIT_FIELD = Field(1.0)
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
    owner: str

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
    number, title, text = words_of(entry.number), words_of(entry.title), words_of(entry.text)
    pages = [words_of(page) for file in entry.files for page in file.pages]
    words = analysis.weigh(
        [
            (number + words_of(entry.number.replace("-", " ")), NUMBER_FIELD),
            (title, TITLE_FIELD),
            (words_of(entry.keywords), KEYWORDS_FIELD),
            (words_of(" ".join(heading for _, heading in entry.headings)), HEADINGS_FIELD),
            (words_of(TYPE_LABELS.get(entry.type, "")), TYPE_FIELD),  # type: ignore[call-overload]
            (words_of(entry.unit_name), UNIT_FIELD),
            (text, TEXT_FIELD),
            ([word for page in pages for word in page], FILE_FIELD),
        ]
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
        entry.owner,
        sorted(title_stems(title)),
    ]
    return Row(
        entry.ref,
        json.dumps(values, ensure_ascii=False, default=str).encode(),
        text_of(entry),
        words,
        places_of(chain(title, text, *pages)),
    )


def text_of(entry: Searchable) -> bytes:
    """Return what passages are taken from: a line with the headings, their anchors and the files' pages, then the text.

    The text is most of it, and is read as it is.
    """
    files = [[file.title, file.url, list(file.pages)] for file in entry.files]
    beside = json.dumps([[list(heading) for heading in entry.headings], files], ensure_ascii=False)
    return f"{beside}\n{entry.text}".encode()


class Written(NamedTuple):
    """A fact as it is written: days as text, sets as lists."""

    ref: str
    kind: str
    number: str
    title: str
    url: str
    type: str
    unit: str
    unit_name: str
    areas: list[str]
    version: int
    decided: bool
    submitted: bool
    returned: bool
    withdrawn: bool
    valid_from: str | None
    valid_until: str | None
    review_by: str | None
    former: list[str]
    tokens: list[str]
    owner: str
    title_stems: list[str]

    @property
    def life(self) -> tuple[Any, ...]:
        """All that a status is derived from."""
        return self[10:17]


def written_in(data: bytes) -> Written | None:
    """Return what a row says, or None for one that tells of the index itself. Raises ValueError, TypeError."""
    return Written(*json.loads(data)) if data.startswith(b"[") else None


def fact_from(data: bytes) -> Fact:
    """Return the fact that a row says. Raises ValueError, TypeError."""
    written = Written(*json.loads(data))
    return Fact(
        written.ref,
        intern(written.kind),
        written.number,
        written.title,
        written.url,
        intern(written.type),
        intern(written.unit),
        intern(written.unit_name),
        tuple(map(intern, written.areas)),
        *written[9:14],
        day_from(written.valid_from),
        day_from(written.valid_until),
        day_from(written.review_by),
        tuple(written.former),
        frozenset(written.tokens),
        intern(written.owner),
    )


@lru_cache(maxsize=4096)
def day_from(text: str | None) -> date | None:
    """Return the day that is written, or None."""
    return date.fromisoformat(text) if text else None
