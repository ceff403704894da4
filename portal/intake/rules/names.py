"""The names of files and folders, as words."""

import re
import unicodedata
from pathlib import PurePosixPath

_HUMP = re.compile(r"(?<=[a-zåäö])(?=[A-ZÅÄÖ][a-zåäö])")
# Shorter words with a capital within are names.
_LONG = 10
_SEPARATORS = re.compile(r"[_+]|%20")
_SPACES = re.compile(r"\s+")
# `03 Rutiner`, `3. Rutiner`, `A) Rutiner`: the order in a list of files.
_ORDER = re.compile(r"^(?:\d{1,3}|[A-Z])[.)]?\s+(?=\D)|^\d{1,3}\s*[-–.)]\s*(?=[^\W\d])")


def stem_of(path: str) -> str:
    """Return a file's name as a person would write it: without its extension, with spaces between the words."""
    name = unicodedata.normalize("NFC", PurePosixPath(path).name)
    stem, dot, extension = name.rpartition(".")
    if not dot or not stem or " " in extension or len(extension) > 5:
        stem = name
    words = _SEPARATORS.sub(" ", stem).split()
    return " ".join(_HUMP.sub(" ", word) if len(word) >= _LONG else word for word in words)


def folders_of(path: str) -> tuple[str, ...]:
    """Return the names of the folders that a file lies in, nearest first, without their order in a list."""
    parts = unicodedata.normalize("NFC", path).split("/")[:-1]
    named = (_SPACES.sub(" ", _SEPARATORS.sub(" ", part)).strip() for part in reversed(parts))
    return tuple(without_order(part) for part in named if part)


def without_order(name: str) -> str:
    """Return a name without the number or letter that puts it in its place in a list: `03 Rutiner` is `Rutiner`."""
    return _ORDER.sub("", name).strip() or name


def extension_of(path: str) -> str:
    """Return a file's extension in lower case; may be empty."""
    return PurePosixPath(path).suffix.lower().removeprefix(".")
