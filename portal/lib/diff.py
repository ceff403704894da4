"""The difference between two texts, lines first and words within changed lines, for reading.

Comparing all words of two long texts at once takes minutes; comparing lines first takes milliseconds. Where so much
is rewritten that even the words of one change would be slow, the old lines stand whole before the new.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Op = Literal["equal", "insert", "delete"]
Kind = Literal["equal", "insert", "delete", "change"]

_TOKEN = re.compile(r"\w+|[^\S\n]+|\n|[^\w\s]")
_MOST_LINE_PAIRS = 4_000_000
_MOST_WORD_PAIRS = 500_000


@dataclass(frozen=True)
class Run:
    """A piece of text that both texts have, or that was inserted or deleted."""

    op: Op
    text: str


@dataclass(frozen=True)
class Block:
    """Whole lines that are equal, inserted, deleted or changed; a change mixes runs of all three kinds."""

    kind: Kind
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Fold:
    """So many equal lines that are left out, being far from any change."""

    count: int


def compare(old: str, new: str, context: int | None = 3) -> tuple[Block | Fold, ...]:
    """Return the difference from the old text to the new.

    `context` is the number of equal lines kept around each change; None keeps all. Nothing is escaped. Without folds
    the equal and deleted runs together are the old text, byte for byte, the equal and inserted ones the new.
    """
    old_lines, new_lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
    blocks: list[Block | Fold] = []
    opcodes = _line_opcodes(old_lines, new_lines)
    for number, (tag, a1, a2, b1, b2) in enumerate(opcodes):
        if tag == "equal":
            is_first, is_last = number == 0, number == len(opcodes) - 1
            blocks += _equal(old_lines[a1:a2], context, before=not is_first, after=not is_last)
        else:
            blocks += _changed(old_lines[a1:a2], new_lines[b1:b2])
    return tuple(blocks)


def _line_opcodes(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """Return difflib's opcodes, the equal beginning and end being taken away first."""
    head = _same(old, new)
    tail = _same(old[head:][::-1], new[head:][::-1])
    a_end, b_end = len(old) - tail, len(new) - tail
    middle: list[tuple[str, int, int, int, int]] = []
    if (a_end - head) * (b_end - head) > _MOST_LINE_PAIRS:
        middle = [("replace", head, a_end, head, b_end)]
    elif a_end > head or b_end > head:
        matcher = SequenceMatcher(None, old[head:a_end], new[head:b_end], autojunk=False)
        middle = [(tag, a1 + head, a2 + head, b1 + head, b2 + head) for tag, a1, a2, b1, b2 in matcher.get_opcodes()]
    beginning = [("equal", 0, head, 0, head)] if head else []
    end = [("equal", a_end, len(old), b_end, len(new))] if tail else []
    return beginning + middle + end


def _same(old: Sequence[str], new: Sequence[str]) -> int:
    """Return how many items the two have in common from the start."""
    count = 0
    for a, b in zip(old, new, strict=False):
        if a != b:
            break
        count += 1
    return count


def _equal(lines: list[str], context: int | None, *, before: bool, after: bool) -> Iterator[Block | Fold]:
    """Yield equal lines, folded where no change is near; `before` and `after` tell on which side one is."""
    if context is None:
        yield Block("equal", (Run("equal", "".join(lines)),))
        return
    head = context if before else 0
    tail = context if after else 0
    hidden = len(lines) - head - tail
    if hidden <= 1:
        yield Block("equal", (Run("equal", "".join(lines)),))
        return
    if head:
        yield Block("equal", (Run("equal", "".join(lines[:head])),))
    yield Fold(hidden)
    if tail:
        yield Block("equal", (Run("equal", "".join(lines[-tail:])),))


def _changed(old: list[str], new: list[str]) -> Iterator[Block]:
    """Yield lines that were inserted, deleted or changed."""
    if not old:
        yield Block("insert", (Run("insert", "".join(new)),))
    elif not new:
        yield Block("delete", (Run("delete", "".join(old)),))
    else:
        runs = tuple(_word_runs("".join(old), "".join(new)))
        if any(run.op == "equal" for run in runs):
            yield Block("change", runs)
        else:
            yield Block("delete", (Run("delete", "".join(old)),))
            yield Block("insert", (Run("insert", "".join(new)),))


def _word_runs(old: str, new: str) -> Iterator[Run]:
    """Yield the runs of two changed pieces of text, compared word by word."""
    a, b = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(a) * len(b) > _MOST_WORD_PAIRS:
        yield from _gathered([("", old, new)])
        return
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    yield from _gathered(
        ("".join(a[a1:a2]), "", "") if tag == "equal" else ("", "".join(a[a1:a2]), "".join(b[b1:b2]))
        for tag, a1, a2, b1, b2 in matcher.get_opcodes()
    )


def _gathered(pieces: Iterable[tuple[str, str, str]]) -> Iterator[Run]:
    """Join pieces (equal, deleted, inserted) so that a lone space between two changes does not split them."""
    space = deleted = inserted = ""
    for equal, gone, come in pieces:
        if equal and not equal.strip() and (deleted or inserted) and "\n" not in equal:
            space = equal
            continue
        if not equal:
            deleted, inserted, space = deleted + space + gone, inserted + space + come, ""
            continue
        yield from _pair(deleted, inserted)
        yield Run("equal", space + equal)
        space = deleted = inserted = ""
    yield from _pair(deleted, inserted)
    if space:
        yield Run("equal", space)


def _pair(deleted: str, inserted: str) -> Iterator[Run]:
    if deleted:
        yield Run("delete", deleted)
    if inserted:
        yield Run("insert", inserted)
