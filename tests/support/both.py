"""Fixtures for tests that run on both databases."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from portal.store import database, schema
from tests.support.databases import empty_postgres, fill_postgres, fresh_postgres, fresh_sqlite, kept_postgres
from tests.support.organisation import Organisation, make_organisation, organisation_here
from tests.support.postgres import running_postgres

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


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


@pytest.fixture(scope="session")
def settled_postgres(migrated_postgres: str) -> list[tuple[str, str]]:
    """Return what fills a database with the small municipality."""
    empty_postgres(migrated_postgres)
    database.connect(migrated_postgres)
    make_organisation(NOW)
    database.database.close()
    filling = kept_postgres(migrated_postgres)
    empty_postgres(migrated_postgres)
    return filling


@pytest.fixture
def small_town(both: str, request: pytest.FixtureRequest, tmp_path: Path) -> Organisation:
    """Return the small municipality, in a database of either kind."""
    database.database.close()
    if both.startswith("sqlite"):
        shutil.copyfile(request.getfixturevalue("settled"), tmp_path / "test.db")
    else:
        fill_postgres(both, request.getfixturevalue("settled_postgres"))
    database.connect(both)
    return organisation_here(NOW)
