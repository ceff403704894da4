"""What is deleted for a legal reason leaves no bytes behind in the database's own file."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from peewee import OperationalError

from portal.store.database import database, is_sqlite

log = logging.getLogger(__name__)


@contextmanager
def erasing() -> Iterator[None]:
    """Let nothing of what is overwritten or deleted inside lie on in the log of changes after.

    What SQLite deletes it writes over with zeros (`secure_delete`, see `store.database`), but its log has the pages as
    they were. PostgreSQL frees them when it vacuums, which it does by itself.
    """
    try:
        yield
    finally:
        if is_sqlite() and not database.in_transaction():
            empty_log()


def empty_log() -> None:
    """Empty the log of changes; the operator is told when somebody reads for so long that it cannot be done."""
    try:
        (is_busy, *_) = database.execute_sql("pragma wal_checkpoint(truncate)").fetchone()
    except OperationalError:
        is_busy = True
    if is_busy:
        log.warning("the log of changes could not be emptied: what was taken out lies there until the portal restarts")
