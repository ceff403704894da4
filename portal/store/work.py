"""The unit of work: one transaction that holds all that a deed writes, its journal entries last."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from portal.store.database import database, writing_turn

Closing = Callable[[list[Any]], None]
_open: ContextVar[dict[Closing, list[Any]] | None] = ContextVar("open_work", default=None)


@contextmanager
def unit_of_work() -> Iterator[None]:
    """Commit all that is written inside, or none of it.

    A unit inside another joins it. What was handed to `at_the_end` is taken care of just before the commit.
    """
    if _open.get() is not None:
        yield
        return
    closing: dict[Closing, list[Any]] = {}
    token = _open.set(closing)
    try:
        with writing_turn(), database.atomic():
            yield
            for step, items in closing.items():
                step(items)
    finally:
        _open.reset(token)


def at_the_end(step: Closing, item: object) -> None:
    """Let `step` take the item, with all that it is handed in this unit of work, last of all.

    Raises RuntimeError when no unit of work is open.
    """
    closing = _open.get()
    if closing is None:
        message = "a change was made outside a unit of work"
        raise RuntimeError(message)
    closing.setdefault(step, []).append(item)


def is_open() -> bool:
    """Whether a unit of work is open: what has been written in it is not in the journal yet."""
    return _open.get() is not None
