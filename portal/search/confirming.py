"""The database has the last word: what the index found is what it says now, and it answers by itself without one."""

from dataclasses import dataclass, replace
from datetime import date

from markupsafe import escape

from portal.control.queries.listing import DocumentLine
from portal.control.rules.status import Status
from portal.search.answers import DOCUMENT, Answer, Hit
from portal.search.queries.documents import Decided, decided_versions, search_plainly
from portal.search.rules import KIND, STATUS, TYPE, Question


@dataclass(frozen=True, slots=True)
class Reading:
    """Who reads, and on which day."""

    tokens: frozenset[str]
    today: date


def confirmed(hits: list[Hit], reader: Reading, *, everything: bool) -> list[Hit]:
    """Return the hits as the database has them now: one that no longer is what the index says is mended or left out."""
    lines = decided_versions(map(document_of, filter(is_decided, hits)), reader.tokens, reader.today)
    checked = (confirm(hit, lines[document_of(hit)], everything=everything) if is_decided(hit) else hit for hit in hits)
    return [hit for hit in checked if hit is not None]


def is_decided(hit: Hit) -> bool:
    """Whether the hit is of a document's decided version."""
    return hit.ref.startswith(DOCUMENT) and not hit.status.is_open


def document_of(hit: Hit) -> str:
    """Return the number of the document that the hit is of."""
    return hit.ref.removeprefix(DOCUMENT)


def confirm(hit: Hit, lines: list[Decided], *, everything: bool) -> Hit | None:
    """Return the hit as its document's versions have it, or None when it may not be shown."""
    line = next((line for line in lines if line.version == hit.version), None)
    if not everything:
        current = [line for line in lines if line.status.in_force or line.status is Status.SCHEDULED]
        line = min(current, key=lambda line: (not line.status.in_force, line.valid_from), default=None)
    if line is None:
        return None
    if hit.number != line.number:
        # A part of the document, such as a promise: it is told of as long as its version speaks for the document.
        return replace(hit, status=line.status) if line.version == hit.version else None
    told = (hit.title, hit.version, hit.status, hit.valid_from)
    if told == (line.title, line.version, line.status, line.valid_from):
        return hit
    place = hit.place if line.version == hit.version else None
    return replace(
        hit, place=place, title=line.title, version=line.version, status=line.status, valid_from=line.valid_from
    )


def search_database(question: Question, reader: Reading, size: int) -> Answer:
    """Answer from the database alone: simpler, narrowed by type and status only."""
    lines = [line for line in search_plainly(question.text, reader.tokens, reader.today) if fits(line, question)]
    start = size * (question.page - 1)
    hits = tuple(plain_hit(line) for line in lines[start : start + size])
    return Answer(hits=hits, total=len(lines), plain=True)


def fits(line: DocumentLine, question: Question) -> bool:
    """Whether the document is what the search is narrowed to, as far as a line tells."""
    values = {TYPE: line.type, KIND: line.kind, STATUS: line.status.code}
    return all(values[group] in wanted for group, wanted in question.chosen.items() if group in values)


def plain_hit(line: DocumentLine) -> Hit:
    """Return a line as a hit."""
    return Hit(
        place=None,
        ref=f"{DOCUMENT}{line.number}",
        number=line.number,
        title=line.title,
        url=f"/d/{line.number}",
        kind=line.kind,
        type=line.type,
        unit=line.unit,
        status=line.status,
        version=line.version,
        valid_from=line.valid_from,
        marked_title=escape(line.title),
    )
