"""Attachments by their SHA-256, in the database: one transaction, one backup."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO

from peewee import BlobField, CharField, IntegerField

from portal.store.database import Table
from portal.store.fields import MomentField
from portal.store.work import unit_of_work

CHUNK = 256 * 1024


class Blob(Table):
    """Bytes that are all there: the row is written after the last chunk."""

    sha256 = CharField(64, unique=True)
    size = IntegerField()
    added_at = MomentField()


class Chunk(Table):
    """A piece of a blob; `sha256` is not a foreign key, as the pieces come before the blob's row."""

    sha256 = CharField(64)
    position = IntegerField()
    data = BlobField()

    class Meta:
        """A piece stands once."""

        indexes = ((("sha256", "position"), True),)


def put(stream: BinaryIO, now: datetime) -> Blob:
    """Keep the bytes of a seekable stream and return their blob; the same bytes are kept once.

    Written in chunks in short transactions, before any row refers to them.
    """
    sha256, size = measure(stream)
    kept = Blob.get_or_none(Blob.sha256 == sha256)
    if kept:
        return kept
    stream.seek(0)
    for position, data in enumerate(pieces(stream)):
        with unit_of_work():
            Chunk.insert(sha256=sha256, position=position, data=data).on_conflict_ignore().execute()
    with unit_of_work():
        Blob.insert(sha256=sha256, size=size, added_at=now).on_conflict_ignore().execute()
    return Blob.get(Blob.sha256 == sha256)


def measure(stream: BinaryIO) -> tuple[str, int]:
    """Return the SHA-256 (hexadecimal) and the size in bytes of a seekable stream."""
    stream.seek(0)
    digest, size = hashlib.sha256(), 0
    for data in pieces(stream):
        digest.update(data)
        size += len(data)
    return digest.hexdigest(), size


def pieces(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the stream in chunks."""
    while data := stream.read(CHUNK):
        yield data


def read(sha256: str) -> Iterator[bytes]:
    """Yield a blob's bytes, chunk by chunk, each read when it is asked for."""
    position = 0
    while row := Chunk.get_or_none((Chunk.sha256 == sha256) & (Chunk.position == position)):
        yield bytes(row.data)
        position += 1


def read_all(sha256: str) -> bytes:
    """Return all of a blob's bytes."""
    return b"".join(read(sha256))
