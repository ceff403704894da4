"""Reads of translations: which there are of a version, and what stands in them."""

from collections.abc import Iterable
from functools import lru_cache

from peewee import JOIN

from portal.control.models.documents import Document
from portal.control.models.versions import Attachment, Translation, Version
from portal.control.queries.documents import Content, History, read_content
from portal.control.rules.translations import Rendering, why_not_pass
from portal.people.models import Person, Unit
from portal.people.rules import why_not_hold
from portal.store import database


def rendering_of(translation: Translation) -> Rendering:
    """Return what the rules need to know of a translation."""
    return Rendering(
        frozenset(translation.hands.split()),
        is_handed_in=translation.handed_in_at is not None,
        is_approved=translation.approved_at is not None,
    )


def waiting_translations(person: str, tokens: frozenset[str]) -> list[Translation]:
    """Return the translations that wait for the person, oldest first: to decide about, or given back to. One query."""
    rows = (
        Translation.select(Translation, Version, Document, Unit, Person)
        .join(Version)
        .join(Document)
        .join(Unit)
        .join_from(Translation, Person, on=(Translation.translator == Person.id))
        .where(Translation.approved_at.is_null())
        .where(~Translation.handed_in_at.is_null() | (Translation.remark != ""))
        .order_by(Translation.handed_in_at, Translation.id)
    )
    return [row for row in rows if waits_for(row, person, tokens)]


def waits_for(row: Translation, person: str, tokens: frozenset[str]) -> bool:
    """Whether an open translation waits for the person: to decide where they may, or to mend what came back."""
    if not row.handed_in_at:
        return bool(row.translator.key == person)
    unit = row.version.document.unit.code
    return why_not_hold("control.approve", unit, tokens) is None and why_not_pass(rendering_of(row), person) is None


def with_people(versions: Iterable[int]) -> list[Translation]:
    """Return the translations of these versions, oldest first, with who translated and who decided: one query."""
    approver = Person.alias()
    return list(
        Translation.select(Translation, Person, approver)
        .join(Person, on=(Translation.translator == Person.id), attr="translator")
        .switch(Translation)
        .join(approver, JOIN.LEFT_OUTER, on=(Translation.approved_by == approver.id), attr="approved_by")
        .where(Translation.version.in_(list(versions)))
        .order_by(Translation.id)
    )


def find_open(version: Version, language: str) -> Translation | None:
    """Return the version's translation that is not decided yet, or None."""
    of_these = (Translation.version == version) & (Translation.language == language)
    row: Translation | None = Translation.get_or_none(of_these & Translation.approved_at.is_null())
    if row is not None:
        row.version = version
    return row


def turn_of(translation: Translation) -> int:
    """Return which translation of the version to its language this is: 1 for the first."""
    same = (Translation.version == translation.version_id) & (Translation.language == translation.language)
    return int(Translation.select().where(same & (Translation.id <= translation.id)).count())


def approved_of(version: int, language: str) -> Translation | None:
    """Return the last decided translation of the version."""
    found = [row for row in with_people([version]) if row.language == language and row.approved_at]
    return found[-1] if found else None


def translated_content(version: int, language: str, stamp: int | None) -> tuple[Translation | None, Content]:
    """Return the last decided translation with what its version holds: one query, or none when kept from before."""
    if stamp is None:
        return read_translated(version, language)
    return translated_at(version, language, stamp, database.binding)


@lru_cache(maxsize=256)
def translated_at(version: int, language: str, _stamp: int, _binding: int) -> tuple[Translation | None, Content]:
    """Return the translation and its version as they are at a number of the journal."""
    return read_translated(version, language)


def read_translated(version: int, language: str) -> tuple[Translation | None, Content]:
    """Read the last decided translation with what its version holds."""
    approver = Person.alias()
    rows = list(
        Translation.select(Translation, Person, approver, Version, Attachment)
        .join(Person, on=(Translation.translator == Person.id), attr="translator")
        .switch(Translation)
        .join(approver, on=(Translation.approved_by == approver.id), attr="approved_by")
        .switch(Translation)
        .join(Version, on=(Translation.version == Version.id), attr="version")
        .join(Attachment, JOIN.LEFT_OUTER, on=(Attachment.version == Version.id), attr="attachment")
        .where((Translation.version == version) & (Translation.language == language))
        .order_by(Translation.id, Attachment.position)
    )
    if not rows:
        return None, read_content(version)
    last = rows[-1]
    files = (getattr(row.version, "attachment", None) for row in rows if row.id == last.id)
    return last, Content(last.version, tuple(file for file in files if file is not None))


def translated_versions(history: History) -> dict[int, frozenset[str]]:
    """Return the languages that each decided version may be read in, by its number; no query."""
    return {line.number: line.languages for line in history.versions if line.fact.is_decided}
