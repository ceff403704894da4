"""A large collection is made in parts: each within what a process may use, and none made twice when one is killed."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from portal.lib.text import slug
from portal.printing.rules.books import Format

# A part of a hundred documents takes about half a minute and 350 MB; `weight` is characters of rendered text.
MOST_DOCUMENTS = 100
MOST_WEIGHT = 1_500_000
MOST_IN_ALL = 5_000
MOST_WAITING = 3
KEPT = timedelta(days=1)

Parts = list[list[str]]


def parts_of(weighed: Iterable[tuple[str, int]]) -> Parts:
    """Return the numbers of documents in parts, in their order, by what each weighs."""
    parts: Parts = []
    weight = 0
    for number, own in weighed:
        if not parts or len(parts[-1]) >= MOST_DOCUMENTS or weight + own > MOST_WEIGHT:
            parts.append([])
            weight = 0
        parts[-1].append(number)
        weight += own
    return parts


def halved(parts: Parts, place: int) -> Parts:
    """Return the parts with the one at the place in two, as it could not be made whole."""
    part = parts[place]
    middle = (len(part) + 1) // 2
    return [*parts[:place], part[:middle], part[middle:], *parts[place + 1 :]]


def why_not_order(documents: int, waiting: int) -> str | None:
    """Return why a collection may not be ordered, or None. `waiting` are those that the person waits for already."""
    if not documents:
        return "Det finns inga gällande dokument här som du får läsa."
    if documents > MOST_IN_ALL:
        return (
            f"Det är {documents} dokument. Välj en enhet i taget: högst {MOST_IN_ALL} dokument kan tas ut på en gång."
        )
    if waiting >= MOST_WAITING:
        return f"Du har redan {waiting} uttag som inte är klara. Vänta tills något av dem är klart."
    return None


def is_kept(asked_at: datetime, now: datetime) -> bool:
    """Whether what was asked for then may still be fetched."""
    return now < asked_at + KEPT


def filename_of(title: str, format_: Format, part: int = 0, parts: int = 1) -> str:
    """Return what a file is called; `part` counts from nought."""
    name = slug(title)[:80] or "handbok"
    return f"{name}-del-{part + 1}-av-{parts}.{format_}" if parts > 1 else f"{name}.{format_}"


def document_filename(number: str, version: int, format_: Format) -> str:
    """Return what a document's file is called."""
    return f"{re.sub(r'[^A-Za-z0-9-]', '-', number)}-v{version}.{format_}"


def done_of(parts: Sequence[Sequence[str]], made: int) -> int:
    """Return how many documents are in the first parts that are made."""
    return sum(len(part) for part in parts[:made])
