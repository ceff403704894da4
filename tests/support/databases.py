"""Both databases: the same test runs on SQLite and on a real PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg


def fresh_postgres(url: str) -> Iterator[str]:
    """Yield the address of an empty database on the server, dropped afterwards."""
    name = f"test_{uuid4().hex}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'create database "{name}"')
    parts = urlsplit(url)
    yield urlunsplit(parts._replace(path=f"/{name}"))
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'drop database "{name}" with (force)')


def fresh_sqlite(directory: Path) -> str:
    """Return the address of an empty SQLite database."""
    return f"sqlite:///{directory / 'test.db'}"
