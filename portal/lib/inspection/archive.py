"""Zip archives, read without believing what they say of themselves.

Nothing is unpacked to disk. Each part is inflated piece by piece, counted against a budget shared by all parts and all
archives within, and checked against the length and checksum that it was said to have.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from portal.lib.inspection.unfit import BOMB, DAMAGED, LOCKED, UnfitError

MAGIC = b"PK\x03\x04"
MOST_PARTS = 5_000
MOST_INFLATED = 400 * 1024 * 1024
PIECE = 256 * 1024
# A part larger than this is not taken when it was packed harder than any text is.
SUSPICIOUS_SIZE, SUSPICIOUS_RATIO = 16 * 1024 * 1024, 300
_ENTRY = b"PK\x01\x02"
_LOCAL = struct.Struct("<4s22x2H")
_ENCRYPTED, _UTF8 = 0x1, 0x800
_TOO_MANY = "Filen har fler delar än ett dokument behöver. Spara den på nytt, eller dela upp den i flera filer."


class Budget:
    """How many bytes may still be inflated."""

    def __init__(self, most: int = MOST_INFLATED) -> None:
        """Begin with the most."""
        self.left = most

    def spend(self, size: int) -> None:
        """Take the bytes from the budget. Raises UnfitError when it is overdrawn."""
        self.left -= size
        if self.left < 0:
            raise UnfitError(BOMB)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an archive: its path, and where and how its bytes lie."""

    name: str
    start: int
    packed: int
    size: int
    checksum: int
    is_deflated: bool


class Archive:
    """An archive whose directory has been checked. Raises UnfitError for one that no office program writes."""

    def __init__(self, stream: BinaryIO, budget: Budget) -> None:
        """Read the directory of a seekable stream."""
        self.stream, self.budget = stream, budget
        self.parts = tuple(_parts_of(stream))

    def pieces(self, part: Part) -> Iterator[bytes]:
        """Yield the part's bytes. Raises UnfitError when they are too many, or not those that were told."""
        size = checksum = 0
        for data in self._inflated(part):
            self.budget.spend(len(data))
            size += len(data)
            if size > SUSPICIOUS_SIZE and size > SUSPICIOUS_RATIO * part.packed:
                raise UnfitError(BOMB)
            checksum = zlib.crc32(data, checksum)
            yield data
        if (size, checksum) != (part.size, part.checksum):
            raise UnfitError(DAMAGED)

    def _inflated(self, part: Part) -> Iterator[bytes]:
        """Yield the part's bytes as they are inflated, never many at a time."""
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        for data in self._packed(part):
            if not part.is_deflated:
                yield data
                continue
            rest = data
            while piece := _inflate(inflater, rest):
                yield piece
                rest = inflater.unconsumed_tail
        # Some programs write nothing at all for an empty part that they call deflated.
        if part.is_deflated and part.packed and not inflater.eof:
            raise UnfitError(DAMAGED)

    def _packed(self, part: Part) -> Iterator[bytes]:
        """Yield the part's bytes as they lie. Others may read the stream between."""
        position, end = part.start, part.start + part.packed
        while position < end:
            self.stream.seek(position)
            data = self.stream.read(min(PIECE, end - position))
            if not data:
                raise UnfitError(DAMAGED)
            position += len(data)
            yield data


def _inflate(inflater: "zlib._Decompress", data: bytes) -> bytes:
    """Return the next bytes, at most a piece of them."""
    try:
        return inflater.decompress(data, PIECE)
    except zlib.error as error:
        raise UnfitError(DAMAGED) from error


def _parts_of(stream: BinaryIO) -> Iterator[Part]:
    """Yield the parts that are no folders, after all have been found to lie one after another, each once."""
    stream.seek(0)
    # The directory is read whole below, so it is measured before: nobody can hide an entry from a count of its marks.
    entries, tail = 0, b""
    while data := stream.read(PIECE):
        entries += (tail + data).count(_ENTRY)
        tail = data[-len(_ENTRY) + 1 :]
    if entries > MOST_PARTS:
        raise UnfitError(_TOO_MANY)
    try:
        with zipfile.ZipFile(stream) as file:
            members = sorted(file.infolist(), key=lambda member: member.header_offset)
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, struct.error) as error:
        raise UnfitError(DAMAGED) from error
    position, seen = 0, set()
    for place, member in enumerate(members):
        if member.header_offset < position or (place == 0 and position != member.header_offset):
            raise UnfitError(DAMAGED)
        part = _part_of(stream, member)
        position = part.start + part.packed
        if part.name.lower() in seen:
            raise UnfitError(DAMAGED)
        seen.add(part.name.lower())
        if not part.name.endswith("/"):
            yield part


def _part_of(stream: BinaryIO, member: zipfile.ZipInfo) -> Part:
    """Return the part that an entry tells of, as its own header bears it out."""
    if member.flag_bits & _ENCRYPTED:
        raise UnfitError(LOCKED)
    stream.seek(member.header_offset)
    header = stream.read(_LOCAL.size)
    if len(header) < _LOCAL.size or member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise UnfitError(DAMAGED)
    mark, name_length, extra_length = _LOCAL.unpack(header)
    name = member.orig_filename.encode("utf-8" if member.flag_bits & _UTF8 else "cp437")
    path = member.orig_filename.replace("\\", "/")
    if mark != MAGIC or stream.read(name_length) != name or "\x00" in path or ".." in path.split("/"):
        raise UnfitError(DAMAGED)
    return Part(
        name=path,
        start=member.header_offset + _LOCAL.size + name_length + extra_length,
        packed=member.compress_size,
        size=member.file_size,
        checksum=member.CRC,
        is_deflated=member.compress_type == zipfile.ZIP_DEFLATED,
    )
