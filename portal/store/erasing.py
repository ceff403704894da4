"""What is deleted for a legal reason leaves no bytes behind in the database's own file."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from peewee import OperationalError

from portal.store.database import database, is_sqlite

log = logging.getLogger(__name__)


@contextmanager
def erasing() -> Iterator[None]:
    """Let what is overwritten or deleted inside be written over with zeros, and the log of changes be emptied after.

    SQLite leaves deleted bytes in free pages and in its log unless it is asked not to. PostgreSQL frees them when it
    vacuums, which it does by itself.
    """
    if not is_sqlite():
        yield
        return
    (before,) = database.execute_sql("pragma secure_delete").fetchone()
    database.execute_sql("pragma secure_delete = on")
    try:
        yield
    finally:
        database.execute_sql(f"pragma secure_delete = {before:d}")
        if not database.in_transaction():
            empty_log()


def empty_log() -> None:
    """Empty the log of changes; the operator is told when somebody reads for so long that it cannot be done."""
    try:
        (is_busy, *_) = database.execute_sql("pragma wal_checkpoint(truncate)").fetchone()
    except OperationalError:
        is_busy = True
    if is_busy:
        log.warning("the log of changes could not be emptied: what was taken out lies there until the portal restarts")
