"""A document is held while a deed is done: what the rules are asked about stays true until it is written."""

from portal.control.models.documents import Document
from portal.control.models.versions import Version
from portal.control.queries.facts import facts_of
from portal.control.rules.status import VersionFact
from portal.lib.errors import RefusedError
from portal.store.database import hold


def refuse(reason: str | None) -> None:
    """Raise RefusedError when there is a reason."""
    if reason:
        raise RefusedError(reason)


def hold_document(document: Document) -> list[VersionFact]:
    """Let nobody else change the document until the unit of work ends; return the facts of its versions."""
    hold(document)
    return facts_of(document)


def hold_version(version: Version) -> tuple[VersionFact, list[VersionFact]]:
    """Let nobody else change the version's document until the unit of work ends; return its facts, and the others'.

    Raises RefusedError when its text has changed since it was read: nobody decides on what they have not seen, or
    writes over it.
    """
    facts = hold_document(version.document)
    digest = Version.select(Version.sha256).where(Version.id == version.id).scalar()
    refuse(None if digest == version.sha256 else "Versionen har ändrats sedan du läste den. Läs den på nytt.")
    others = [fact for fact in facts if fact.number != version.number]
    return next(fact for fact in facts if fact.number == version.number), others
