"""How much may be attached to a version."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.lib.text import filesize

MB = 1024 * 1024
# A version's files together may be so many times the largest file.
TOGETHER = 4


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest file, in megabytes, and the most files of a version."""

    file_mb: int = 25
    files: int = 20


def why_not_size(size: int, limits: Limits) -> str | None:
    """Return why a file of so many bytes may not be attached, or None."""
    if size <= limits.file_mb * MB:
        return None
    return f"Filen är för stor: {filesize(size)}, högst {limits.file_mb}\xa0MB. Förminska bilderna i den."


def why_not_attach(sizes: Mapping[str, int], filename: str, size: int, limits: Limits) -> str | None:
    """Return why one more file does not fit beside those of the version, or None.

    `sizes` are the bytes of each by name; a file of the same name would take its place.
    """
    others = {name: kept for name, kept in sizes.items() if name != filename}
    if len(others) >= limits.files:
        return f"Versionen har redan {limits.files} filer, fler får den inte ha. Ta bort någon först."
    most = TOGETHER * limits.file_mb
    if sum(others.values()) + size > most * MB:
        return f"Versionens filer är tillsammans större än {most}\xa0MB. Ta bort någon först."
    return None
