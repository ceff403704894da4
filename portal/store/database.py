"""The one database, SQLite or PostgreSQL, and the base of every table."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any, ClassVar

from peewee import DatabaseProxy, Model, PostgresqlDatabase, SqliteDatabase
from playhouse.db_url import parse

database = DatabaseProxy()
_bindings = count()
binding = 0

SQLITE_PRAGMAS = {
    "journal_mode": "wal",
    "foreign_keys": 1,
    # FULL: with NORMAL a power cut loses acknowledged writes.
    "synchronous": "FULL",
    "cache_size": -16_000,
    "mmap_size": 256 * 1024 * 1024,
    # What is deleted is written over, always: an earlier wording lies in free pages long before it must go by law.
    "secure_delete": 1,
}


class Table(Model):
    """A table in the portal's database."""

    id: Any

    class Meta:
        """Every table lies in the one database."""

        database: ClassVar = database
        legacy_table_names = False


def connect(url: str) -> None:
    """Bind the tables to the database at `url`: `sqlite:///PATH` or `postgresql://…`.

    Connections are opened at first use in each thread and kept, so this may be called before a server forks.
    """
    global binding  # noqa: PLW0603 - what is kept in memory by number must know which database it is of
    if database.obj is not None and not database.is_closed():
        database.close()
    binding = next(_bindings)
    settings = parse(url)
    if url.startswith("sqlite"):
        Path(settings["database"]).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # IMMEDIATE: a deferred transaction that turns to writing fails at once with "database is locked".
        bound: Any = SqliteDatabase(settings["database"], pragmas=SQLITE_PRAGMAS, lock_type="IMMEDIATE", timeout=30)
    else:
        # Compiling a question takes PostgreSQL a second where answering it takes a millisecond.
        options = f"-c jit=off {settings.pop('options', '')}".strip()
        bound = PostgresqlDatabase(**settings, options=options, prefer_psycopg3=True)
    database.initialize(bound)


def is_sqlite() -> bool:
    """Whether the database is SQLite."""
    return isinstance(database.obj, SqliteDatabase)


def learn() -> None:
    """Let the database count its rows, so that it takes the shortest way to what it is asked for."""
    with writing_turn():
        database.execute_sql("analyze")


def drop_lost() -> None:
    """Close this thread's connection when the server has ended it, so that the next question opens another."""
    if not database.is_closed() and not database.is_connection_usable():
        database.close()


def hold(row: Table) -> None:
    """Keep others from holding the row until the transaction ends; SQLite's one writer is alone as it is."""
    if not is_sqlite():
        table = type(row)
        table.select(table.id).where(table.id == row.id).for_update().get()


def wait_for_lock(number: int) -> None:
    """Wait until nobody else has the lock of this number, and have it until the transaction ends; see `hold`."""
    if not is_sqlite():
        database.execute_sql("select pg_advisory_xact_lock(%s)", (number,))


@contextmanager
def locked(number: int) -> Iterator[None]:
    """Have the lock of this number for longer than a transaction; on SQLite the writing turn is enough."""
    if is_sqlite():
        with writing_turn():
            yield
        return
    database.execute_sql("select pg_advisory_lock(%s)", (number,))
    try:
        yield
    finally:
        database.execute_sql("select pg_advisory_unlock(%s)", (number,))


@contextmanager
def writing_turn() -> Iterator[None]:
    """Wait for this writer's turn.

    SQLite's own waiting is unfair between processes, so a file lock queues them first; PostgreSQL needs none.
    """
    if not is_sqlite():
        yield
        return
    handle = os.open(f"{database.database}.turn", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def alone(number: int) -> Iterator[bool]:
    """Have the lock of this number for as long as the block takes, and tell whether it was free: nobody waits for it.

    It goes when the process does, however that ends.
    """
    if not is_sqlite():
        (is_mine,) = database.execute_sql("select pg_try_advisory_lock(%s)", (number,)).fetchone()
        try:
            yield is_mine
        finally:
            if is_mine and not database.is_closed():
                database.execute_sql("select pg_advisory_unlock(%s)", (number,))
        return
    handle = os.open(f"{database.database}.{number}", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield took(handle)
    finally:
        os.close(handle)


def took(handle: int) -> bool:
    """Lock the file unless somebody else has it, and return whether that was done."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
