"""A text made to fit what the renderer takes: what is too much at its end is cut off and named."""

from collections.abc import Sequence

from portal.lib.conversion.losses import Losses
from portal.lib.markup.guard import MarkupError, check_source


def fitted(pieces: Sequence[str], notes: Sequence[str], losses: Losses) -> str:
    """Return the paragraphs and their notes as one text that `check_source` lets through."""
    kept = len(pieces)
    if not _fits(pieces, notes):
        low, kept = 0, len(pieces)
        while low < kept:
            middle = (low + kept + 1) // 2
            low, kept = (middle, kept) if _fits(pieces[:middle], notes) else (low, middle - 1)
        losses.add("tail", len(pieces) - kept)
    return _whole(pieces[:kept], notes)


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
