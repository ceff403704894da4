"""A folder as it lies on a file share: which files it has, and whether it is a content folder instead."""

import os
from collections.abc import Iterator
from pathlib import Path


def is_content_folder(root: Path) -> bool:
    """Whether a folder is in the format that `portal export` writes: it has YAML where that has it.

    One that is not there, or has nothing that can be seen, is told of by whoever reads that format.
    """
    if not root.is_dir() or not any(not path.name.startswith(".") for path in root.iterdir()):
        return True
    patterns = ("*.yaml", "*/*.yaml", "documents/*/document.yaml")
    if any(next(root.glob(pattern), None) for pattern in patterns):
        return True
    return all(path.name == "README.md" or path.name.startswith(".") for path in root.iterdir())


def files_in(root: Path) -> Iterator[tuple[str, Path]]:
    """Yield every file below a folder with its path within, in order; links are not followed."""
    for place, folders, names in os.walk(root, followlinks=False):
        folders.sort()
        for name in sorted(names):
            path = Path(place) / name
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(root).as_posix(), path
