"""A text made to fit what the renderer takes: what is too much at its end is cut off and named."""

import re
from collections.abc import Sequence

from portal.lib.conversion.losses import Losses
from portal.lib.markup.guard import MarkupError, check_source

# The renderer takes no more without an empty line, in letters of two bytes.
_MOST_TOGETHER = 24_000


def fitted(whole: Sequence[str], notes: Sequence[str], losses: Losses) -> str:
    """Return the paragraphs and their notes as one text that `check_source` lets through."""
    pieces = [part for piece in whole for part in _parted(piece)]
    kept = len(pieces)
    if not _fits(pieces, notes):
        low, kept = 0, len(pieces)
        while low < kept:
            middle = (low + kept + 1) // 2
            low, kept = (middle, kept) if _fits(pieces[:middle], notes) else (low, middle - 1)
        losses.add("tail", len(pieces) - kept)
    return _whole(pieces[:kept], notes)


def _parted(piece: str) -> list[str]:
    """Return a paragraph, a list or a table in parts that are not too long; each part of a table has its head."""
    if len(piece) <= _MOST_TOGETHER:
        return [piece]
    is_table = piece.startswith("| ")
    lines = piece.split("\n") if "\n" in piece else re.split(r"(?<=[.!?]) ", piece)
    head, lines = (lines[:2], lines[2:]) if is_table else ([], lines)
    parts: list[list[str]] = [[*head]]
    length = 0
    for line in lines:
        if length + len(line) > _MOST_TOGETHER and len(parts[-1]) > len(head):
            parts.append([*head])
            length = 0
        parts[-1].append(line)
        length += len(line)
    return [("\n" if "\n" in piece else " ").join(part) for part in parts]


def _whole(pieces: Sequence[str], notes: Sequence[str]) -> str:
    """Return the paragraphs and those of the notes that they refer to."""
    body = "\n\n".join(pieces)
    used = [note for note in notes if note.partition(":")[0] in body]
    text = "\n\n".join([body, *used]).strip("\n")
    return f"{text}\n" if text else ""


def _fits(pieces: Sequence[str], notes: Sequence[str]) -> bool:
    try:
        check_source(_whole(pieces, notes))
    except MarkupError:
        return False
    return True
