"""Checking that everything kept is whole: the journal's chain, what was decided, and the attachments."""

import hashlib
from collections.abc import Iterator

from portal.control.actions.drafts import File, Text
from portal.control.models.versions import Attachment, Grant, Version
from portal.journal.record import broken_entries
from portal.store import blobs
from portal.store.database import database, is_sqlite


def faults() -> Iterator[str]:
    """Yield each fault in one sentence that names the thing."""
    yield from database_faults()
    for number, fault in broken_entries():
        yield f"journal entry {number}: {fault}"
    yield from version_faults()
    yield from blob_faults()


def database_faults() -> Iterator[str]:
    """Yield what SQLite finds wrong with its own file."""
    if is_sqlite():
        for (line,) in database.execute_sql("pragma integrity_check").fetchall():
            if line != "ok":
                yield f"database: {line}"


def version_faults() -> Iterator[str]:
    """Yield each version whose content no longer has the digest it was written with."""
    for version in Version.select().order_by(Version.id).iterator():
        files = Attachment.select().where(Attachment.version == version.id).order_by(Attachment.position)
        grants = Grant.select(Grant.token).where(Grant.version == version.id)
        text = Text(
            title=version.title,
            body=bytes(version.body),
            audience=tuple(grant.token for grant in grants),
            change_note=version.change_note,
            significance=version.significance,
            language=version.language,
            files=tuple(File(f.filename, f.title, f.media_type, f.sha256, f.size) for f in files),
        )
        if text.digest(version.media_type) != version.sha256:
            yield f"document {version.document.number} version {version.number}: its content does not match its digest"


def blob_faults() -> Iterator[str]:
    """Yield each blob whose bytes no longer have the digest they are kept under, and each attachment without bytes."""
    kept = set()
    for blob in blobs.Blob.select().order_by(blobs.Blob.id).iterator():
        digest = hashlib.sha256()
        for piece in blobs.read(blob.sha256):
            digest.update(piece)
        if digest.hexdigest() != blob.sha256:
            yield f"blob {blob.sha256}: its bytes do not match its digest"
        kept.add(blob.sha256)
    for row in Attachment.select(Attachment.filename, Attachment.sha256).order_by(Attachment.id):
        if row.sha256 not in kept:
            yield f"attachment {row.filename}: its bytes {row.sha256} are missing"
