"""Paths as browsers and archives tell them: labels to read and guess by, never opened."""

import unicodedata
from pathlib import PurePosixPath

from portal.intake.rules.names import extension_of
from portal.lib import filetype

LONGEST_PATH = 600
_FORBIDDEN = str.maketrans(dict.fromkeys('/\\:*?"<>|', "-"))


def path_as_told(text: str) -> str:
    """Return a path with slashes, without a drive, steps upwards or letters that cannot be seen; may be empty."""
    spelt = unicodedata.normalize("NFC", text.encode(errors="replace").decode()).replace("\\", "/")
    printable = "".join(letter if letter.isprintable() else "�" for letter in spelt)
    parts = [part for part in printable.split("/") if part not in {"", ".", ".."} and not part.endswith(":")]
    whole = "/".join(parts)
    return whole if len(whole) <= LONGEST_PATH else "…" + whole[-LONGEST_PATH + 1 :]


def name_to_attach(path: str) -> str:
    """Return the name under which a file is attached: its own, as far as attachments may be called that.

    Markdown is attached as plain text.
    """
    name = PurePosixPath(path).name.translate(_FORBIDDEN)
    extension = extension_of(name)
    stem = name[: -len(extension) - 1] if extension else name
    if extension in {"md", "markdown"}:
        extension = "txt"
    while len(f"{stem}.{extension}".encode()) > filetype.MOST_NAME:
        stem = stem[:-1]
    stem = stem.strip(" .") or "original"
    named = f"{stem}.{extension}"
    return named if filetype.why_not_name(named) is None else f"original-{named}"


def unlike(name: str, taken: set[str]) -> str:
    """Return a name that none of those taken is, with a number before its extension where it must."""
    stem, dot, extension = name.rpartition(".")
    count, found = 1, name
    while found.lower() in taken:
        count += 1
        found = f"{stem[:90]} ({count}){dot}{extension}"
    return found
