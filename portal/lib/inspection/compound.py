"""The old office format (OLE compound file): not taken as a file of its own, looked at within a document."""

import re
from collections.abc import Iterable

from portal.lib.inspection.unfit import LOCKED, MACROS, PROGRAM, UnfitError

MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
PROGRAMS = frozenset(
    {"exe", "dll", "js", "jse", "vbs", "vbe", "wsf", "ps1", "bat", "cmd", "com", "hta", "jar", "lnk", "msi", "scr"}
)
_MARKS = {
    "macros": "_VBA_PROJECT".encode("utf-16-le"),
    "locked": "EncryptedPackage".encode("utf-16-le"),
    "package": "\x01Ole10Native".encode("utf-16-le"),
}
_PROGRAM = re.compile(rb"\.(?:" + b"|".join(ending.encode() for ending in sorted(PROGRAMS)) + rb")\x00", re.IGNORECASE)
_OVERLAP = 64


def marks_of(pieces: Iterable[bytes]) -> set[str]:
    """Return which of `macros`, `locked`, `package` and `program` the bytes bear."""
    found, tail = set(), b""
    for data in pieces:
        window = tail + data
        found |= {name for name, mark in _MARKS.items() if mark in window}
        if _PROGRAM.search(window):
            found.add("program")
        tail = window[-_OVERLAP:]
    return found


def inspect(pieces: Iterable[bytes]) -> None:
    """Raise UnfitError for an embedded object with macros, a password or a program."""
    marks = marks_of(pieces)
    if "macros" in marks:
        raise UnfitError(MACROS)
    if "locked" in marks:
        raise UnfitError(LOCKED)
    if {"package", "program"} <= marks:
        raise UnfitError(PROGRAM)


def why_not(pieces: Iterable[bytes], extension: str) -> str:
    """Return why a compound file cannot be taken for a file with this extension."""
    if "locked" in marks_of(pieces):
        return LOCKED
    return f"Filen är sparad i ett äldre format. Öppna den, spara den som {extension} och bifoga den igen."
