"""Reads around a draft that is being written: what was typed and not saved, who else has it open, who saved last."""

from dataclasses import dataclass
from datetime import datetime

from peewee import JOIN, fn

from portal.control.deed import document_ref
from portal.control.models.documents import Alias, Document
from portal.control.models.versions import Version, Writing
from portal.control.rules.writing import Written, is_present
from portal.journal.models import Entry
from portal.people.models import Person

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

    `base` is the digest of what is saved, `saved_by` (a name) and `saved_at` who saved it last. `typed` and `opened`
    are the person's own: what was typed, and the text that it was begun from. `others` are the names of those who have
    it open now.
    """

    base: str
    saved_by: str
    saved_key: str
    saved_at: datetime | None
    typed: Typed | None
    opened: Written | None
    opened_base: str
    others: tuple[str, ...]


def desk_of(version: int, number: str, key: str, now: datetime) -> Desk:
    """Return the draft as the person with the key has it before them: one query."""
    saver = Person.alias()
    last = Entry.select(fn.MAX(Entry.number)).where(
        (Entry.subject == str(document_ref(number))) & Entry.verb.in_(SAVING)
    )
    rows = list(
        Version.select(Version.sha256, Writing.base, Writing.opened, Writing.typed, Writing.typed_at)
        .select_extend(Writing.seen_at, Person.key, Person.name, Entry.at, saver.name.alias("saver"))
        .select_extend(saver.key.alias("saver_key"))
        .join(Writing, JOIN.LEFT_OUTER, on=(Writing.version == Version.id))
        .join(Person, JOIN.LEFT_OUTER, on=(Writing.person == Person.id))
        .join_from(Version, Entry, JOIN.LEFT_OUTER, on=(Entry.number == last))
        .join(saver, JOIN.LEFT_OUTER, on=(saver.key == Entry.actor))
        .where(Version.id == version)
        .order_by(Person.name)
        .dicts()
    )
    mine = next((row for row in rows if row["key"] == key), None)
    others = [row["name"] for row in rows if row["key"] not in {None, key} and is_present(row["seen_at"], now)]
    typed = Typed(Written.from_json(mine["typed"]), mine["typed_at"], mine["base"]) if mine and mine["typed"] else None
    return Desk(
        base=rows[0]["sha256"],
        saved_by=rows[0]["saver"] or "",
        saved_key=rows[0]["saver_key"] or "",
        saved_at=rows[0]["at"],
        typed=typed,
        opened=Written.from_json(mine["opened"]) if mine and mine["opened"] else None,
        opened_base=mine["base"] if mine else "",
        others=tuple(others),
    )


def numbers_under(prefix: str) -> set[str]:
    """Return the numbers that begin with the prefix, former ones too: two queries."""
    begins = f"{prefix}-"
    found = {row[0] for row in Document.select(Document.number).where(Document.number.startswith(begins)).tuples()}
    return found | {row[0] for row in Alias.select(Alias.number).where(Alias.number.startswith(begins)).tuples()}
