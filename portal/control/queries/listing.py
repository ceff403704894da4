"""Lists of documents as they are on a day: asked for by date, never by a stored status."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from peewee import JOIN, ModelSelect, fn

from portal.control.models.documents import Document, ProcessArea
from portal.control.models.versions import Grant, Link, Version
from portal.control.rules.status import Status, VersionFact, status_of
from portal.lib.text import fold, nearest
from portal.people.models import Unit
from portal.people.rules import shared_of
from portal.store import database

PAGE = 50
LINKING_AT_MOST = 50
NEAR_AT_MOST = 500
# Where å, ä and ö stand in the alphabet: after z, each as something that sorts there byte by byte; é is an e.
SWEDISH_ORDER = (
    ("Å", "{a"), ("å", "{a"), ("Ä", "{b"), ("ä", "{b"), ("Ö", "{c"), ("ö", "{c"), ("É", "e"), ("é", "e"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document in a list: the version that speaks for it, and its status."""

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
    change_note: str = ""
    links_here: bool = False


@dataclass(frozen=True, slots=True)
class Thread:
    """What a version's text names, by number, and the documents whose text names its document."""

    named: Mapping[str, DocumentLine]
    linking: tuple[DocumentLine, ...]


def readable(tokens: frozenset[str]) -> Any:
    """Return the condition that the reader may read the version."""
    # EXISTS, as IN would first gather every version that the reader may read.
    return fn.EXISTS(Grant.select(Grant.id).where((Grant.version == Version.id) & Grant.token.in_(sorted(tokens))))


def in_force(today: date) -> Any:
    """Return the condition that the version applies on the day."""
    ends = Version.valid_until.is_null() | (Version.valid_until > today)
    return Version.decided & (Version.valid_from <= today) & ends


def withdrawn(today: date) -> Any:
    """Return the condition that the version was what applied when its document was withdrawn."""
    return Version.decided & Version.withdrawn & (Version.valid_until <= today)


def in_swedish_order(column: Any) -> Any:
    """Return what to order by for å, ä and ö to stand last, and capitals among small letters, in either database."""
    ordered: Any = column if database.is_sqlite() else column.collate('"C"')
    for letter, stand_in in SWEDISH_ORDER:
        ordered = fn.REPLACE(ordered, letter, stand_in)
    return fn.LOWER(ordered)


def by_title() -> Any:
    """Return what to order versions by for their titles to stand as in a Swedish register; there is an index for it."""
    return Version.title_order if database.is_sqlite() else Version.title_order.collate('"C"')


def lines(tokens: frozenset[str], today: date, *, walked: bool = False) -> ModelSelect:
    """Return the query for documents in force that the reader may read; narrow and order it further."""
    return readable_lines(tokens, walked=walked).where(in_force(today))


def readable_lines(tokens: frozenset[str], *, walked: bool = False) -> ModelSelect:
    """Return the query for versions that the reader may read, in force or not, as lines.

    `walked` says that a page of many is wanted: SQLite goes through the versions in their order until it has enough,
    where it would else gather all documents and sort them.
    """
    rows = Version.select(
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
        Version.withdrawn,
        Version.change_note,
    )
    if walked and database.is_sqlite():
        # CROSS is how SQLite is told which comes first.
        rows = rows.join(Document, JOIN.CROSS).join(Unit, JOIN.CROSS)
        rows = rows.where(Version.document == Document.id, Document.unit == Unit.id)
    else:
        rows = rows.join(Document).join(Unit)
    return rows.where(readable(tokens))


def lines_from(rows: ModelSelect, today: date) -> list[DocumentLine]:
    """Run a query made by `lines`."""
    return [line_from(row, today) for row in rows.dicts()]


def line_from(row: Mapping[str, Any], today: date) -> DocumentLine:
    """Return the line that a row tells."""
    fact = VersionFact(
        row["version"],
        submitted=True,
        valid_from=row["valid_from"],
        valid_until=row["valid_until"],
        review_by=row["review_by"],
        withdrawn=bool(row["withdrawn"]),
    )
    return DocumentLine(
        number=row["number"],
        kind=row["kind"],
        type=row["type"],
        title=row["title"],
        unit=row["unit"],
        unit_code=row["unit_code"],
        version=row["version"],
        status=status_of(fact, today),
        valid_from=row["valid_from"],
        review_by=row["review_by"],
        change_note=row["change_note"],
        links_here=bool(row.get("links_here")),
    )


def page_of(rows: ModelSelect, page: int, today: date) -> tuple[list[DocumentLine], int]:
    """Return one page of a list and how many documents the whole has: two queries."""
    total = rows.order_by().select(fn.count(Version.id)).scalar() or 0
    return lines_from(rows.limit(PAGE).offset(PAGE * (page - 1)), today), total


def titles_of(numbers: Iterable[str], tokens: frozenset[str], today: date) -> dict[str, DocumentLine]:
    """Return what the reader may be told of these documents in force, by number: one query."""
    wanted = sorted(set(numbers))
    if not wanted:
        return {}
    return {line.number: line for line in lines_from(lines(tokens, today).where(Document.number.in_(wanted)), today)}


def linking_to(number: str, tokens: frozenset[str], today: date) -> list[DocumentLine]:
    """Return the documents in force whose text names the number."""
    return list(thread_of(number, (), tokens, today).linking)


def thread_of(
    number: str, targets: Iterable[str], tokens: frozenset[str], today: date, stamp: int | None = None
) -> Thread:
    """Return what the reader may be told of the targets, withdrawn ones too, and what names the number: one query.

    With the journal's last number as `stamp` it is kept for all readers of the same units and roles: what is decided is
    never granted to a person.
    """
    wanted = tuple(sorted(set(targets) - {number}))
    if stamp is None:
        return read_thread(number, wanted, tokens, today)
    return thread_at(number, wanted, shared_of(tokens), today, stamp, database.binding)


@lru_cache(maxsize=1024)
def thread_at(
    number: str, wanted: tuple[str, ...], tokens: frozenset[str], today: date, _stamp: int, _binding: int
) -> Thread:
    """Return the thread as it is at a number of the journal."""
    return read_thread(number, wanted, tokens, today)


def read_thread(number: str, wanted: tuple[str, ...], tokens: frozenset[str], today: date) -> Thread:
    """Read the thread."""
    links_here = fn.EXISTS(Link.select(Link.id).where((Link.version == Version.id) & (Link.target == number)))
    named, source = Document.alias(), Version.alias()
    concerned = (
        source.select(source.document)
        .join(Link, on=(Link.version == source.id))
        .where(Link.target == number)
        .union(named.select(named.id).where(named.number.in_(wanted)))
    )
    rows = (
        readable_lines(tokens)
        .select_extend(links_here.alias("links_here"))
        .where(Version.document.in_(concerned), in_force(today) | withdrawn(today), Document.number != number)
        .order_by(Document.number.in_(wanted).desc(), by_title(), Document.number)
        .limit(len(wanted) + LINKING_AT_MOST)
    )
    found = lines_from(rows, today)
    named = {line.number: line for line in found if line.number in wanted}
    return Thread(named, tuple(line for line in found if line.links_here and line.status.in_force))


def areas() -> list[ProcessArea]:
    """Return the process areas in order."""
    return list(ProcessArea.select().order_by(ProcessArea.position))


@lru_cache(maxsize=4)
def areas_at(_number: int, _binding: int) -> tuple[ProcessArea, ...]:
    """Return the process areas as they are at a number of the journal, in order."""
    return tuple(areas())


def nearest_documents(typed: str, tokens: frozenset[str], today: date, limit: int = 5) -> list[DocumentLine]:
    """Return the documents in force whose number or title is most like what was typed: for the helpful 404."""
    parts = typed.split("-")
    number_like = Document.number.startswith("-".join(parts[:2]) + "-") | Document.number.endswith("-" + parts[-1])
    rows = lines(tokens, today).order_by(number_like.desc(), Document.number).limit(NEAR_AT_MOST)
    found = {line.number: line for line in lines_from(rows, today)}
    near = nearest(typed, found, limit)
    titles = {fold(line.title): line.number for line in found.values()}
    words = fold(typed.replace("-", " "))
    near += [titles[title] for title in nearest(words, titles, limit)]
    near += [number for title, number in titles.items() if words and set(words.split()) <= set(title.split())]
    return [found[number] for number in dict.fromkeys(near)][:limit]
