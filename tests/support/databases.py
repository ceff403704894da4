"""Both databases: the same test runs on SQLite and on a real PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg


def ask(url: str, statement: str) -> None:
    """Let the server do something that belongs to no transaction."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)


@contextmanager
def fresh_postgres(url: str, like: str = "") -> Iterator[str]:
    """Give the address of a database on the server, dropped afterwards: empty, or like the one of an address."""
    name = f"test_{uuid4().hex}"
    parts = urlsplit(url)
    model = f'template "{urlsplit(like).path[1:]}"' if like else ""
    ask(url, f'create database "{name}" {model}')
    yield urlunsplit(parts._replace(path=f"/{name}"))
    ask(url, f'drop database "{name}" with (force)')


def fresh_sqlite(directory: Path) -> str:
    """Return the address of an empty SQLite database."""
    return f"sqlite:///{directory / 'test.db'}"
