"""What changed between two versions, as a page shows it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from portal.control.models import Attachment
from portal.lib.diff import Block, Fold, Run, compare

PART = {"equal": "same", "insert": "added", "delete": "removed"}
ROW = {**PART, "change": "changed"}


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a row that is the same, added or removed."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the difference; `skipped` stands for lines that are alike."""

    kind: str
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class FileChange:
    """An attachment that was added, removed or changed."""

    kind: str
    title: str
    filename: str


def rows_of(old: str, new: str) -> list[Row]:
    """Return the rows of the difference between two texts; nothing when they are alike."""
    if old == new:
        return []
    return [row for block in compare(old, new) for row in rows_of_block(block)]


def rows_of_block(block: Block | Fold) -> Iterator[Row]:
    """Yield the rows of a block: a changed one whole, else one a line."""
    if isinstance(block, Fold):
        yield Row("skipped")
    elif block.kind == "change":
        runs = [*block.runs[:-1], Run(block.runs[-1].op, block.runs[-1].text.rstrip("\n"))]
        yield Row("changed", tuple(Part(PART[run.op], run.text) for run in runs if run.text))
    else:
        kind = ROW[block.kind]
        for line in "".join(run.text for run in block.runs).splitlines():
            yield Row(kind, (Part(kind, line),))


def words_between(old: str, new: str) -> tuple[Part, ...]:
    """Return the difference between two short texts, such as titles, word by word."""
    parts = [part for row in rows_of(old, new) for part in row.parts]
    return tuple(Part(kind, "".join(part.text for part in group)) for kind, group in groupby(parts, lambda p: p.kind))


def file_changes(old: Iterable[Attachment], new: Iterable[Attachment]) -> list[FileChange]:
    """Return which attachments were added, removed or changed."""
    before, after = {file.filename: file for file in old}, {file.filename: file for file in new}
    changes = [FileChange("removed", before[name].title, name) for name in before if name not in after]
    for name, file in after.items():
        if name not in before:
            changes.append(FileChange("added", file.title, name))
        elif (before[name].sha256, before[name].title) != (file.sha256, file.title):
            changes.append(FileChange("changed", file.title, name))
    return changes
