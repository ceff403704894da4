"""Lists of documents as they are on a day: asked for by date, never by a stored status."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import ModelSelect, fn

from portal.control.models import Document, DocumentArea, Grant, Link, ProcessArea, Version
from portal.control.rules import Status, VersionFact, status_of
from portal.people.models import Unit

PAGE = 50


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document in a list: the version that applies (or will) and its status."""

    number: str
    kind: str
    type: str
    title: str
    unit: str
    unit_code: str
    version: int
    status: Status
    valid_from: date
    review_by: date | None


def readable(tokens: frozenset[str]) -> Any:
    """Return the condition that the reader may read the version."""
    granted = Grant.select(Grant.version).where(Grant.token.in_(sorted(tokens)))
    return Version.id.in_(granted)


def in_force(today: date) -> Any:
    """Return the condition that the version applies on the day."""
    ends = Version.valid_until.is_null() | (Version.valid_until > today)
    return Version.decided & (Version.valid_from <= today) & ends


def lines(tokens: frozenset[str], today: date) -> ModelSelect:
    """Return the query for documents in force that the reader may read; narrow and order it further."""
    return (
        Version.select(
            Document.number,
            Document.kind,
            Document.type,
            Version.title,
            Unit.name.alias("unit"),
            Unit.code.alias("unit_code"),
            Version.number.alias("version"),
            Version.valid_from,
            Version.valid_until,
            Version.review_by,
        )
        .join(Document)
        .join(Unit)
        .where(in_force(today) & readable(tokens))
    )


def lines_from(rows: ModelSelect, today: date) -> list[DocumentLine]:
    """Run a query made by `lines`."""
    return [line_from(row, today) for row in rows.dicts()]


def line_from(row: Mapping[str, Any], today: date) -> DocumentLine:
    """Return the line that a row tells."""
    fact = VersionFact(
        row["version"], submitted=True, valid_from=row["valid_from"], valid_until=row["valid_until"],
        review_by=row["review_by"],
    )  # fmt: skip
    kept = {name: row[name] for name in ("number", "kind", "type", "title", "unit", "unit_code", "version")}
    return DocumentLine(**kept, status=status_of(fact, today), valid_from=row["valid_from"], review_by=row["review_by"])


def page_of(rows: ModelSelect, page: int, today: date) -> tuple[list[DocumentLine], int]:
    """Return one page of a list and how many documents the whole has: two queries."""
    total = rows.order_by().select(fn.count(Version.id)).scalar() or 0
    return lines_from(rows.limit(PAGE).offset(PAGE * (page - 1)), today), total


def counts_by(column: Any, tokens: frozenset[str], today: date, *where: Any) -> dict[str, int]:
    """Return how many documents in force the reader finds for each value of a column."""
    rows = (
        Version.select(column.alias("value"), fn.count(Version.id).alias("n"))
        .join(Document)
        .join(Unit)
        .where(in_force(today), readable(tokens), *where)
        .group_by(column)
        .tuples()
    )
    return dict(rows)


def counts_by_area(tokens: frozenset[str], today: date) -> dict[str, int]:
    """Return how many documents in force the reader finds in each process area."""
    rows = (
        Version.select(ProcessArea.key, fn.count(Version.id))
        .join(Document)
        .join(DocumentArea)
        .join(ProcessArea)
        .where(in_force(today), readable(tokens))
        .group_by(ProcessArea.key)
        .tuples()
    )
    return dict(rows)


def titles_of(numbers: Iterable[str], tokens: frozenset[str], today: date) -> dict[str, DocumentLine]:
    """Return what the reader may be told of these documents in force, by number: one query."""
    wanted = sorted(set(numbers))
    if not wanted:
        return {}
    return {line.number: line for line in lines_from(lines(tokens, today).where(Document.number.in_(wanted)), today)}


def linking_to(number: str, tokens: frozenset[str], today: date, limit: int = 50) -> list[DocumentLine]:
    """Return the documents in force whose text names the number."""
    sources = Link.select(Link.version).where(Link.target == number)
    rows = lines(tokens, today).where(Version.id.in_(sources)).order_by(Version.title).limit(limit)
    return lines_from(rows, today)


def areas() -> list[ProcessArea]:
    """Return the process areas in order."""
    return list(ProcessArea.select().order_by(ProcessArea.position))


def nearest_numbers(number: str, tokens: frozenset[str], today: date, limit: int = 5) -> list[DocumentLine]:
    """Return documents whose number begins as the unknown one does: for the helpful 404."""
    prefix = number.rsplit("-", 1)[0]
    rows = lines(tokens, today).where(Document.number.startswith(prefix + "-")).order_by(Document.number)
    return lines_from(rows.limit(200), today)[: 200 if limit < 0 else 200]
