"""The unit of work: one transaction that holds all that a deed writes, its journal entries last."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from portal.store.database import database, writing_turn

Closing = Callable[[], None]
_open: ContextVar[list[Closing] | None] = ContextVar("open_work", default=None)


@contextmanager
def unit_of_work() -> Iterator[None]:
    """Commit all that is written inside, or none of it.

    A unit inside another joins it. What was handed to `at_the_end` runs just before the commit.
    """
    if _open.get() is not None:
        yield
        return
    closing: list[Closing] = []
    token = _open.set(closing)
    try:
        with writing_turn(), database.atomic():
            yield
            while closing:
                closing.pop(0)()
    finally:
        _open.reset(token)


def at_the_end(step: Closing) -> None:
    """Run `step` last in the open unit of work. Raises RuntimeError when none is open."""
    closing = _open.get()
    if closing is None:
        message = "a change was made outside a unit of work"
        raise RuntimeError(message)
    closing.append(step)


def is_open() -> bool:
    """Whether a unit of work is open: what has been written in it is not in the journal yet."""
    return _open.get() is not None
