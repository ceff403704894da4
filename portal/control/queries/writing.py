"""Reads around a draft that is being written: what was typed and not saved, who else has it open, who saved last."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import JOIN, ModelSelect, fn

from portal.control.deed import document_ref
from portal.control.models.documents import Alias, Document
from portal.control.models.versions import Attachment, Version, Writing
from portal.control.queries.documents import Content
from portal.control.rules.writing import Written, is_present
from portal.journal.models import Entry
from portal.people.models import Person
from portal.store import database

# What divides files, and what is known of a file: no name or title has them.
FILE, FIELD = "\x1e", "\x1f"
FILE_COLUMNS = ("position", "filename", "title", "media_type", "sha256", "size")
SAVING = ("version-drafted", "version-saved", "file-attached", "file-detached")


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person has typed and not saved: when, and on which text (`base`, a digest) it builds."""

    written: Written
    at: datetime
    base: str


@dataclass(frozen=True, slots=True)
class Desk:
    """A draft on its writers' desks.

    `saved_by` (a name) and `saved_at` are who saved it last. `typed` and `opened` are the person's own: what was typed,
    and the text that it was begun from. `others` are the names of those who have it open now.
    """

    saved_by: str
    saved_key: str
    saved_at: datetime | None
    typed: Typed | None
    opened: Written | None
    opened_base: str
    others: tuple[str, ...]


def read_desk(version: int, number: str, key: str, now: datetime) -> tuple[Content, Desk]:
    """Return what a draft of the document holds, and the draft as the person with the key has it: one query."""
    rows = list(desk_rows(version, number).dicts())
    found = Version(**{name: rows[0][name] for name in Version._meta.sorted_field_names})
    mine = next((row for row in rows if row["key"] == key), None)
    others = [row["name"] for row in rows if row["key"] not in {None, key} and is_present(row["seen_at"], now)]
    typed = Typed(Written.from_json(mine["typed"]), mine["typed_at"], mine["base"]) if mine and mine["typed"] else None
    desk = Desk(
        saved_by=rows[0]["saver"] or "",
        saved_key=rows[0]["saver_key"] or "",
        saved_at=rows[0]["at"],
        typed=typed,
        opened=Written.from_json(mine["opened"]) if mine and mine["opened"] else None,
        opened_base=mine["base"] if mine else "",
        others=tuple(others),
    )
    return Content(found, files_from(rows[0]["files"])), desk


def desk_rows(version: int, number: str) -> ModelSelect:
    """Return the query for a draft: its version with its files and who saved it last, a row for each who writes."""
    saver = Person.alias()
    last = Entry.select(fn.MAX(Entry.number)).where(
        (Entry.subject == str(document_ref(number))) & Entry.verb.in_(SAVING)
    )
    return (
        Version.select(Version, Writing.base, Writing.opened, Writing.typed, Writing.typed_at)
        .select_extend(Writing.seen_at, Person.key, Person.name, Entry.at, saver.name.alias("saver"))
        .select_extend(saver.key.alias("saver_key"), files_of_version().alias("files"))
        .join(Writing, JOIN.LEFT_OUTER, on=(Writing.version == Version.id))
        .join(Person, JOIN.LEFT_OUTER, on=(Writing.person == Person.id))
        .join_from(Version, Entry, JOIN.LEFT_OUTER, on=(Entry.number == last))
        .join(saver, JOIN.LEFT_OUTER, on=(saver.key == Entry.actor))
        .where(Version.id == version)
        .order_by(Person.name)
    )


def files_of_version() -> ModelSelect:
    """Return the query for the version's files, all as one text; `files_from` takes it apart."""
    whole: Any = Attachment.position.cast("text")
    for name in FILE_COLUMNS[1:]:
        whole = whole.concat(FIELD).concat(getattr(Attachment, name).cast("text"))
    joined = fn.GROUP_CONCAT if database.is_sqlite() else fn.STRING_AGG
    return Attachment.select(joined(whole, FILE)).where(Attachment.version == Version.id)


def files_from(text: str | None) -> tuple[Attachment, ...]:
    """Return the files that `files_of_version` tells, in order."""
    rows = [dict(zip(FILE_COLUMNS, file.split(FIELD), strict=True)) for file in (text or "").split(FILE) if file]
    files = [Attachment(**{**row, "position": int(row["position"]), "size": int(row["size"])}) for row in rows]
    return tuple(sorted(files, key=lambda file: file.position))


def numbers_under(prefix: str) -> set[str]:
    """Return the numbers that begin with the prefix, former ones too: two queries."""
    begins = f"{prefix}-"
    found = {row[0] for row in Document.select(Document.number).where(Document.number.startswith(begins)).tuples()}
    return found | {row[0] for row in Alias.select(Alias.number).where(Alias.number.startswith(begins)).tuples()}
