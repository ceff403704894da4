"""Checking that everything kept is whole: the journal's chain, what was decided, and the attachments."""

import hashlib
from collections.abc import Iterator

from portal.control.models.versions import Attachment
from portal.journal.record import broken_entries
from portal.ops.decided import document_faults
from portal.store import blobs
from portal.store.database import database, is_sqlite


def faults() -> Iterator[str]:
    """Yield each fault in one sentence that names the thing."""
    yield from database_faults()
    for number, fault in broken_entries():
        yield f"journal entry {number}: {fault}"
    yield from document_faults()
    yield from blob_faults()


def database_faults() -> Iterator[str]:
    """Yield what SQLite finds wrong with its own file."""
    if is_sqlite():
        for (line,) in database.execute_sql("pragma integrity_check").fetchall():
            if line != "ok":
                yield f"database: {line}"


def blob_faults() -> Iterator[str]:
    """Yield each blob whose bytes no longer have the digest they are kept under, and each attachment without bytes."""
    kept: dict[str, int] = {}
    for blob in blobs.Blob.select().order_by(blobs.Blob.id).iterator():
        digest, size = hashlib.sha256(), 0
        for piece in blobs.read(blob.sha256):
            digest.update(piece)
            size += len(piece)
        if (digest.hexdigest(), size) != (blob.sha256, blob.size):
            yield f"blob {blob.sha256}: its bytes do not match its digest"
        kept[blob.sha256] = blob.size
    for row in Attachment.select(Attachment.filename, Attachment.sha256, Attachment.size).order_by(Attachment.id):
        if row.sha256 not in kept:
            yield f"attachment {row.filename}: its bytes {row.sha256} are missing"
        elif row.size != kept[row.sha256]:
            yield f"attachment {row.filename}: its size is not that of its bytes"
