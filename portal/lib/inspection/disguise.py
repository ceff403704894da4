"""Files that are one thing to their own program and another to a browser or an unpacker."""

import re
import struct
from typing import BinaryIO

_LOOKED_AT = 1024
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|script|svg|iframe|object|embed|\?php)\b", re.IGNORECASE)
_DIRECTORY_END = b"PK\x05\x06"
_SHORTEST_END, _LONGEST_COMMENT = 22, 65_535
WEB_PAGE = "Filen innehåller en webbsida. Spara den på nytt i sitt eget program, eller bifoga ett annat format."
ARCHIVE = "Filen innehåller också ett arkiv (zip). Spara den på nytt i sitt eget program och bifoga den igen."


def why_not(stream: BinaryIO, front: int = _LOOKED_AT) -> str | None:
    """Return why the stream is more than one kind of file at once, or None. A page is looked for in its front."""
    stream.seek(0)
    if _PAGE.search(stream.read(front)):
        return WEB_PAGE
    return ARCHIVE if ends_as_archive(stream) else None


def is_page(text: str) -> bool:
    """Whether a browser that guesses would take the beginning of a text for a page."""
    return bool(_PAGE.search(text.encode()))


def ends_as_archive(stream: BinaryIO) -> bool:
    """Whether an unpacker would find a zip archive at the end of the stream."""
    size = stream.seek(0, 2)
    stream.seek(max(size - _SHORTEST_END - _LONGEST_COMMENT, 0))
    tail = stream.read()
    place = tail.rfind(_DIRECTORY_END)
    if place < 0 or place + _SHORTEST_END > len(tail):
        return False
    (comment,) = struct.unpack("<H", tail[place + 20 : place + _SHORTEST_END])
    return bool(place + _SHORTEST_END + comment == len(tail))
