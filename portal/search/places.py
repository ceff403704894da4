"""Where the index lies: a folder for each making of it. The newest whole one is live; a new one is made beside it."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

from portal.search.index import FORMAT

PREFIX = f"v{FORMAT}-"
DAMAGED = "damaged"
BEGUN = ".new"


def find_live(index_dir: Path) -> Path | None:
    """Return the folder of the index that is to be read, or None when there is none whole and of this format."""
    try:
        names = os.listdir(index_dir)  # noqa: PTH208 - asked at every search, so without a Path for each name
    except OSError:
        return None
    live = max((name for name in names if name.startswith(PREFIX) and not name.endswith(BEGUN)), default=None)
    if live is None or (index_dir / live / DAMAGED).exists():
        return None
    return index_dir / live


def mark_damaged(folder: Path) -> None:
    """Tell every process that the folder's index cannot be read."""
    if folder.is_dir():
        (folder / DAMAGED).touch()


@contextmanager
def made_anew(index_dir: Path) -> Iterator[Path]:
    """Give an empty folder to make an index in; it becomes the live one when all goes well. One maker at a time."""
    index_dir.mkdir(parents=True, exist_ok=True)
    handle = os.open(index_dir / "making", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        remove_all(path for path in index_dir.iterdir() if path.name.endswith(BEGUN))
        others = sorted(path for path in index_dir.iterdir() if path.is_dir())
        # No two makings have one name, so that nobody takes a new one for the one that is open.
        fresh = index_dir / f"{PREFIX}{number_after(others):06d}-{token_hex(4)}"
        begun = fresh.with_name(fresh.name + BEGUN)
        begun.mkdir()
        yield begun
        begun.rename(fresh)
        remove_all(others)
    finally:
        os.close(handle)


def number_after(folders: list[Path]) -> int:
    """Return the number of the next making."""
    names = [path.name.removeprefix(PREFIX) for path in folders if path.name.startswith(PREFIX)]
    numbers = [int(name.partition("-")[0]) for name in names]
    return max(numbers, default=0) + 1


def remove_all(folders: Iterator[Path] | list[Path]) -> None:
    """Remove folders with all in them; one that cannot be removed is left for the next time."""
    for folder in list(folders):
        shutil.rmtree(folder, ignore_errors=True)
