"""What changed between two versions, as a page shows it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from portal.control.models.versions import Attachment
from portal.lib.diff import Block, Fold, Run, compare


@dataclass(frozen=True, slots=True)
class FileChange:
    """An attachment that was added, removed or changed."""

    kind: str
    title: str
    filename: str


def rows_of(old: str, new: str) -> list[Block | Fold]:
    """Return the difference between two texts, a line a row but where lines changed together; nothing if alike."""
    return [] if old == new else [row for block in compare(old, new) for row in rows_of_block(block)]


def rows_of_block(block: Block | Fold) -> Iterator[Block | Fold]:
    """Yield a block's lines, a changed block and a fold whole."""
    if isinstance(block, Fold) or block.kind == "change":
        yield block
        return
    for run in block.runs:
        yield from (Block(block.kind, (Run(run.op, line),)) for line in run.text.splitlines())


def words_between(old: str, new: str) -> list[Run]:
    """Return the difference between two short texts, such as titles, word by word; nothing if they are alike."""
    return [run for block in rows_of(old, new) if isinstance(block, Block) for run in block.runs]


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
