"""Fixtures for tests that run on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.store import database, schema
from tests.support.databases import empty_postgres, fresh_postgres, fresh_sqlite
from tests.support.postgres import running_postgres


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """Run a PostgreSQL server of our own for the session."""
    with running_postgres() as url:
        yield url


@pytest.fixture(scope="session")
def migrated_postgres(postgres_server: str) -> Iterator[str]:
    """Return the address of a migrated database, which each test finds empty."""
    with fresh_postgres(postgres_server) as url:
        database.connect(url)
        schema.migrate()
        database.database.close()
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def both(request: pytest.FixtureRequest, migrated: Path, tmp_path: Path) -> Iterator[str]:
    """Bind the tables to an empty, migrated database of either kind and return its address."""
    if request.param == "sqlite":
        url = fresh_sqlite(tmp_path, like=migrated)
    else:
        url = request.getfixturevalue("migrated_postgres")
        empty_postgres(url)
    database.connect(url)
    yield url
    database.database.close()
