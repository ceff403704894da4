"""Fixtures for tests that run on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.store import database, schema
from tests.support.databases import fresh_postgres, fresh_sqlite
from tests.support.postgres import running_postgres


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Run a PostgreSQL server of our own for the session."""
    with running_postgres() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def both(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Bind the tables to an empty, migrated database of either kind and return its address."""
    addresses: Iterator[str] = iter([fresh_sqlite(tmp_path)])
    if request.param == "postgresql":
        addresses = fresh_postgres(request.getfixturevalue("postgres_server"))
    url = next(addresses)
    database.connect(url)
    schema.migrate()
    yield url
    database.database.close()
    next(addresses, None)
