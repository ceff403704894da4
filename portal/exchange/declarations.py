"""The keys of the commitments that declarations make."""

from collections.abc import Iterable, Iterator

from portal.exchange.documents import DocumentFile
from portal.exchange.events import What
from portal.exchange.versions import VersionFile
from portal.services.body import NAME, declaration_of
from portal.services.models import CommitmentRow


def decided_keys(documents: Iterable[DocumentFile]) -> set[str]:
    """Return the keys of the commitments that decided declarations of the folder make."""
    return {key for document in documents for version in decided(document) for key in keys_of(version)}


def check(documents: Iterable[DocumentFile]) -> None:
    """Check that a commitment's key stands in one declaration only."""
    rows = CommitmentRow.select(CommitmentRow.key, CommitmentRow.version)
    owners = {row.key: row.version.document.number for row in rows} if rows.exists() else {}
    for document in documents:
        for version in decided(document):
            for key in keys_of(version):
                other = owners.setdefault(key, document.number)
                if other != document.number:
                    version.source.fail(1, f"Löftet {key} finns redan i {other}. Ge det en egen nyckel.")


def decided(document: DocumentFile) -> Iterator[VersionFile]:
    """Yield the decided versions of a declaration; none of another document."""
    if document.kind.name == NAME:
        yield from (version for version in document.versions if has_decision(version))


def has_decision(version: VersionFile) -> bool:
    """Whether the version was approved."""
    return any(event.what is What.APPROVED for event in version.events)


def keys_of(version: VersionFile) -> list[str]:
    """Return the keys of the version's commitments."""
    return [commitment.key for commitment in declaration_of(version.text.body).commitments]
