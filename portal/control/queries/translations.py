"""Reads of translations: which there are of a version, and what stands in them."""

from collections.abc import Iterable
from functools import lru_cache

from peewee import JOIN

from portal.control.models.versions import Translation, Version
from portal.control.queries.documents import History
from portal.control.rules.translations import Rendering
from portal.people.models import Person
from portal.store import database


def rendering_of(translation: Translation) -> Rendering:
    """Return what the rules need to know of a translation."""
    return Rendering(
        frozenset(translation.hands.split()),
        is_handed_in=translation.handed_in_at is not None,
        is_approved=translation.approved_at is not None,
    )


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


def approved_of(version: int, language: str, stamp: int | None = None) -> Translation | None:
    """Return the last decided translation of the version: one query, or none when it is kept from before."""
    return (
        read_approved(version, language) if stamp is None else approved_at(version, language, stamp, database.binding)
    )


@lru_cache(maxsize=256)
def approved_at(version: int, language: str, _stamp: int, _binding: int) -> Translation | None:
    """Return the decided translation as it is at a number of the journal."""
    return read_approved(version, language)


def read_approved(version: int, language: str) -> Translation | None:
    """Read the last decided translation."""
    found = [row for row in with_people([version]) if row.language == language and row.approved_at]
    return found[-1] if found else None


def translated_versions(history: History) -> dict[int, frozenset[str]]:
    """Return the languages that each decided version may be read in, by its number; no query."""
    return {line.number: line.languages for line in history.versions if line.fact.is_decided}
