"""The difference between two texts, lines first and words within changed lines, for reading.

Comparing all words of two long texts at once takes minutes; comparing lines first takes milliseconds. A line is taken
together with the empty lines after it, and what occurs often (empty space, `och`) never decides what belongs together:
that is both faster and closer to what a reader sees. Where a change keeps few of its words, its lines are paired with
those they are most like; where its words would take long to compare, by how they begin. What finds no partner stands
whole.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Op = Literal["equal", "insert", "delete"]
Kind = Literal["equal", "insert", "delete", "change"]

_LINE = re.compile(r"[^\n]*\n(?:[^\S\n]*\n)*|[^\n]+")
_TOKEN = re.compile(r"\w+|[^\S\n]+|\n|[^\w\s]")
_WORD = re.compile(r"\w+")
_MOST_LINE_PAIRS = 10_000_000
_MOST_WORD_PAIRS = 1_000_000
_MOST_LIKENESSES = 100_000
_WORDS_THAT_BEGIN = 3
# So great a share of its words has a line in common with one that it was made from, and keeps what was only changed.
_ALIKE, _KEPT = 0.4, 0.5


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
    """So many equal lines, empty ones not counted, that are left out, being far from any change."""

    count: int


def compare(old: str, new: str, context: int | None = 3) -> tuple[Block | Fold, ...]:
    """Return the difference from the old text to the new.

    `context` is the number of equal lines kept around each change; None keeps all. Nothing is escaped. Without folds
    the equal and deleted runs together are the old text, byte for byte, the equal and inserted ones the new.
    """
    old_lines, new_lines = _LINE.findall(old), _LINE.findall(new)
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
    middle = _opcodes(old[head:a_end], new[head:b_end])
    beginning = [("equal", 0, head, 0, head)] if head else []
    end = [("equal", a_end, len(old), b_end, len(new))] if tail else []
    return beginning + [(tag, a1 + head, a2 + head, b1 + head, b2 + head) for tag, a1, a2, b1, b2 in middle] + end


def _opcodes(old: Sequence[str], new: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """Return difflib's opcodes; an item that occurs more than once is equal only beside others that are."""
    if len(old) * len(new) > _MOST_LINE_PAIRS:
        return [("replace", 0, len(old), 0, len(new))]
    counts = Counter(new)
    return SequenceMatcher(lambda item: counts[item] > 1, old, new, autojunk=False).get_opcodes()


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
    old_words, new_words = _TOKEN.findall("".join(old)), _TOKEN.findall("".join(new))
    is_line = len(old) == len(new) == 1
    if not old or not new or (is_line and len(old_words) * len(new_words) > _MOST_WORD_PAIRS):
        yield from _replaced(old_words, new_words)
        return
    if len(old_words) * len(new_words) > _MOST_WORD_PAIRS:
        pieces = _partners(old, new)
    elif is_line or len(old) * len(new) > _MOST_LIKENESSES or _keeps(old_words, new_words):
        yield from _compared(old_words, new_words)
        return
    else:
        pieces = _likest(old, new)
    for some_old, some_new in pieces:
        yield from _changed(some_old, some_new)


def _keeps(old: list[str], new: list[str]) -> bool:
    """Whether so many words stand in both, in the same order, that one text was made from the other."""
    opcodes = SequenceMatcher(str.isspace, old, new).get_opcodes()
    return _kept(old, opcodes) >= _KEPT * max(_count(old), _count(new))


def _likest(old: list[str], new: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the lines in pieces: two that are like each other, or only old or only new ones between such."""
    a = b = 0
    for one, other in [*_likest_pairs(old, new), (len(old), len(new))]:
        yield from ((lines, []) for lines in [old[a:one]] if lines)
        yield from (([], lines) for lines in [new[b:other]] if lines)
        if one < len(old):
            yield [old[one]], [new[other]]
        a, b = one + 1, other + 1


def _likest_pairs(old: list[str], new: list[str]) -> Iterator[tuple[int, int]]:
    """Yield which lines belong together, in the order of both: those that together are most alike."""
    olds, news = ([set(_WORD.findall(line.lower())) for line in lines] for lines in (old, new))
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for a in reversed(range(len(old))):
        for b in reversed(range(len(new))):
            paired = best[a + 1][b + 1] + _likeness(olds[a], news[b])
            best[a][b] = max(best[a + 1][b], best[a][b + 1], paired)
    a = b = 0
    while a < len(old) and b < len(new):
        if best[a][b] == best[a + 1][b]:
            a += 1
        elif best[a][b] == best[a][b + 1]:
            b += 1
        else:
            yield a, b
            a, b = a + 1, b + 1


def _likeness(old: set[str], new: set[str]) -> float:
    """Return how alike two lines are by their words, from 0 for those that have too little in common to 1."""
    share = 2 * len(old & new) / ((len(old) + len(new)) or 1)
    return share if share >= _ALIKE else 0.0


def _count(words: Iterable[str]) -> int:
    return sum(1 for word in words if _WORD.match(word))


def _kept(old: list[str], opcodes: Iterable[tuple[str, int, int, int, int]]) -> int:
    """Return how many words are in both."""
    return sum(_count(old[a1:a2]) for tag, a1, a2, _, _ in opcodes if tag == "equal")


def _partners(old: list[str], new: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the lines in pieces that belong together: one old and one new line, or only old or only new ones."""
    for _, a1, a2, b1, b2 in _opcodes([_beginning(line) for line in old], [_beginning(line) for line in new]):
        if a2 - a1 == b2 - b1:
            yield from (([a], [b]) for a, b in zip(old[a1:a2], new[b1:b2], strict=True))
        else:
            yield from ((lines, []) for lines in [old[a1:a2]] if lines)
            yield from (([], lines) for lines in [new[b1:b2]] if lines)


def _beginning(line: str) -> str:
    return " ".join(_WORD.findall(line)[:_WORDS_THAT_BEGIN])


def _compared(old: list[str], new: list[str]) -> Iterator[Block]:
    """Yield the block of two lists of words, or two if they have too few in common to be one."""
    opcodes = SequenceMatcher(str.isspace, old, new).get_opcodes()
    if old == new:
        yield Block("equal", (Run("equal", "".join(old)),))
    elif _is_same(old, new, opcodes):
        yield Block("change", tuple(_runs(old, new, opcodes)))
    else:
        yield from _replaced(old, new)


def _is_same(old: list[str], new: list[str], opcodes: Iterable[tuple[str, int, int, int, int]]) -> bool:
    """Whether the two have something in common, and enough of the shorter one's words."""
    is_common = any(tag == "equal" and "".join(old[a1:a2]).strip() for tag, a1, a2, _, _ in opcodes)
    return is_common and _kept(old, opcodes) >= _ALIKE * min(_count(old), _count(new))


def _runs(old: list[str], new: list[str], opcodes: Iterable[tuple[str, int, int, int, int]]) -> Iterator[Run]:
    for tag, a1, a2, b1, b2 in opcodes:
        if tag == "equal":
            yield Run("equal", "".join(old[a1:a2]))
            continue
        if a2 > a1:
            yield Run("delete", "".join(old[a1:a2]))
        if b2 > b1:
            yield Run("insert", "".join(new[b1:b2]))


def _replaced(old: list[str], new: list[str]) -> Iterator[Block]:
    """Yield all of the old and then all of the new."""
    if old:
        yield Block("delete", (Run("delete", "".join(old)),))
    if new:
        yield Block("insert", (Run("insert", "".join(new)),))
