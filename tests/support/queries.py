"""How many questions a page asks of the database."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from portal.store import database

PEEWEE = logging.getLogger("peewee")
TURNS = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


class Recorder(logging.Handler):
    """Keeps what peewee tells that it runs."""

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__(logging.DEBUG)
        self.statements: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a statement; the turns of a transaction are no questions."""
        sql = record.msg[0] if isinstance(record.msg, tuple) else str(record.msg)
        if not sql.startswith(TURNS):
            self.statements.append(sql)


@contextmanager
def counted_queries() -> Iterator[list[str]]:
    """Collect the statements that run inside."""
    recorder, level = Recorder(), PEEWEE.level
    PEEWEE.addHandler(recorder)
    PEEWEE.setLevel(logging.DEBUG)
    try:
        yield recorder.statements
    finally:
        PEEWEE.removeHandler(recorder)
        PEEWEE.setLevel(level)


def forget_everything() -> None:
    """Let nothing be kept from what was read before: as if the database were another."""
    database.binding = next(database._bindings)
