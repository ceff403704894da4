"""Pictures: their size is read from their own bytes; nothing is decoded."""

import struct
from typing import BinaryIO

from portal.lib.inspection import disguise
from portal.lib.inspection.unfit import DAMAGED, UnfitError, mismatch

PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
MOST_PIXELS = 100_000_000
MOST_SEGMENTS = 10_000
_TOO_LARGE = "Bilden är {width} × {height} bildpunkter. Förminska den till högst {most} miljoner bildpunkter."
# The segments that tell the size: every kind of frame, but not the tables that lie among their numbers.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
_SCAN = 0xDA


def inspect(stream: BinaryIO, extension: str) -> None:
    """Raise UnfitError unless the stream is a picture of the kind, of a size that a program can open."""
    stream.seek(0)
    beginning = stream.read(len(PNG))
    if not beginning.startswith(PNG if extension == "png" else JPEG):
        raise UnfitError(mismatch(extension))
    width, height = size_of(stream, extension)
    if not width or not height:
        raise UnfitError(DAMAGED)
    if width * height > MOST_PIXELS:
        raise UnfitError(_TOO_LARGE.format(width=width, height=height, most=MOST_PIXELS // 1_000_000))
    reason = disguise.why_not(stream)
    if reason:
        raise UnfitError(reason)


def size_of(stream: BinaryIO, extension: str) -> tuple[int, int]:
    """Return width and height. Raises UnfitError for a picture that does not tell them."""
    try:
        return _png_size(stream) if extension == "png" else _jpeg_size(stream)
    except struct.error as error:
        raise UnfitError(DAMAGED) from error


def _png_size(stream: BinaryIO) -> tuple[int, int]:
    """Return what the header, which comes first, tells."""
    stream.seek(len(PNG))
    length, name, width, height = struct.unpack(">L4sLL", stream.read(16))
    if name != b"IHDR" or length != 13:
        raise UnfitError(DAMAGED)
    return width, height


def _jpeg_size(stream: BinaryIO) -> tuple[int, int]:
    """Return what the first frame tells; it comes before the picture itself."""
    stream.seek(2)
    for _ in range(MOST_SEGMENTS):
        mark, kind = struct.unpack("BB", stream.read(2))
        while kind == 0xFF:
            (kind,) = struct.unpack("B", stream.read(1))
        if mark != 0xFF or kind == _SCAN:
            break
        if kind in _ALONE:
            continue
        (length,) = struct.unpack(">H", stream.read(2))
        if kind in _FRAMES:
            _, height, width = struct.unpack(">BHH", stream.read(5))
            return width, height
        stream.seek(length - 2, 1)
    raise UnfitError(DAMAGED)
