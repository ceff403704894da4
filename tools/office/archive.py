"""Office files are ZIP archives: written so that the same content gives the same bytes."""

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

EPOCH = datetime(2025, 1, 1, tzinfo=UTC)


def packed(entries: Mapping[str, bytes], *, stored: tuple[str, ...] = ()) -> bytes:
    """Return an archive of the entries in their order, dated alike; those in `stored` are not compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in entries.items():
            entry = zipfile.ZipInfo(name, EPOCH.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, content)
    return out.getvalue()


def repacked(archive: bytes, change: Callable[[str, bytes], bytes] = lambda _, content: content) -> bytes:
    """Return an archive with the same entries, each as `change(name, content)` has it, dated alike."""
    with zipfile.ZipFile(io.BytesIO(archive)) as source:
        return packed({name: change(name, source.read(name)) for name in source.namelist()})
