"""Attachments by their SHA-256, in the database: one transaction, one backup."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import BinaryIO

from peewee import BlobField, CharField, IntegerField, ModelSelect

from portal.lib import clock
from portal.store.database import Table, is_sqlite
from portal.store.fields import MomentField
from portal.store.settings import find_setting, keep_setting
from portal.store.work import unit_of_work

CHUNK = 256 * 1024
A_DAY = timedelta(days=1)
UNFINISHED = "blobs_unfinished"


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

    Written in chunks in short transactions, before any row refers to them. Bytes that are there already are as new
    again, so that they are not forgotten before the row is written.
    """
    sha256, size = measure(stream)
    with unit_of_work():
        if Blob.update(added_at=now).where(Blob.sha256 == sha256).execute():
            return Blob.get(Blob.sha256 == sha256)
    stream.seek(0)
    for position, data in enumerate(pieces(stream)):
        with unit_of_work():
            Chunk.insert(sha256=sha256, position=position, data=data).on_conflict_ignore().execute()
    with unit_of_work():
        Blob.insert(sha256=sha256, size=size, added_at=now).on_conflict_ignore().execute()
    return Blob.get(Blob.sha256 == sha256)


def hold(wanted: Iterable[str]) -> set[str]:
    """Return which of these blobs there are; none of them goes before the transaction ends."""
    rows = Blob.select(Blob.sha256).where(Blob.sha256.in_(list(wanted))).order_by(Blob.id)
    return {row.sha256 for row in (rows if is_sqlite() else rows.for_update())}


def forget(used: ModelSelect, now: datetime) -> int:
    """Forget the blobs that have lain for a day and are not among those used (a query); return how many.

    Pieces whose blob never came, of an upload that broke off, go a day after they were first found.
    """
    old = (Blob.added_at < now - A_DAY) & Blob.sha256.not_in(used)
    found = [sha256 for (sha256,) in Blob.select(Blob.sha256).where(old).tuples()]
    for sha256 in found:
        with unit_of_work():
            if Blob.delete().where(old, Blob.sha256 == sha256).execute():
                Chunk.delete().where(Chunk.sha256 == sha256).execute()
    forget_unfinished(now)
    return len(found)


def forget_unfinished(now: datetime) -> None:
    """Forget the pieces that had no blob a day ago and have none now; note those that have none today."""
    noted = json.loads(find_setting(UNFINISHED) or "{}")
    loose = Chunk.select(Chunk.sha256).where(Chunk.sha256.not_in(Blob.select(Blob.sha256))).distinct().tuples()
    lacking = {sha256: noted.get(sha256, clock.to_text(now)) for (sha256,) in loose}
    left = {sha256: found for sha256, found in lacking.items() if found > clock.to_text(now - A_DAY)}
    if left == lacking == noted:
        return
    with unit_of_work():
        finished = Blob.select(Blob.sha256)
        gone = Chunk.sha256.in_(list(lacking.keys() - left.keys())) & Chunk.sha256.not_in(finished)
        Chunk.delete().where(gone).execute()
        keep_setting(UNFINISHED, json.dumps(left, sort_keys=True))


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
