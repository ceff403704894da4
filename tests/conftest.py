"""What every test may ask for: settings in a directory of its own, a clock that stands still, an application."""

import gc
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache

from portal.app import create_app
from portal.config import Config
from portal.store import database, schema
from tests.support.both import NOW, both, migrated_postgres, postgres_server, settled_postgres, small_town
from tests.support.clock import Clock
from tests.support.example import shared_example
from tests.support.organisation import Organisation, make_organisation, organisation_here
from tests.support.pleased import PleasedClient
from tests.support.routing import OnceCompiled
from tests.support.visits import Visit, visits

__all__ = ["both", "migrated_postgres", "postgres_server", "settled_postgres", "small_town"]
Flask.url_rule_class = OnceCompiled


def pytest_collection_finish() -> None:
    """Set what has been loaded aside: to go through it for waste again and again takes a twentieth of the time."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def clock() -> Clock:
    """Return a clock that stands still until it is set."""
    return Clock(NOW)


@pytest.fixture
def config(tmp_path: Path, clock: Clock) -> Config:
    """Return settings with a data directory of the test's own."""
    return Config(data_dir=tmp_path / "var", secret_key="only for tests", clock=clock)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an empty, migrated SQLite database to copy: migrating takes longer than most tests."""
    path = tmp_path_factory.mktemp("migrated") / "portal.db"
    database.connect(f"sqlite:///{path}")
    schema.migrate()
    database.database.close()
    return path


@pytest.fixture(scope="session")
def settled(migrated: Path) -> Path:
    """Return the same database with the small municipality in it."""
    path = migrated.with_name("settled.db")
    shutil.copyfile(migrated, path)
    database.connect(f"sqlite:///{path}")
    make_organisation(NOW)
    database.database.close()
    return path


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Return where the templates lie once they are compiled: every test has an application of its own."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def bare_app(config: Config, migrated: Path, compiled: FileSystemBytecodeCache) -> Iterator[Flask]:
    """Return the application over an empty database; no context is pushed, as requests would share its `g`."""
    config.data_dir.mkdir(parents=True)
    shutil.copyfile(migrated, config.data_dir / "portal.db")
    app = create_app(config)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    app.test_client_class = PleasedClient
    app.jinja_env.bytecode_cache = compiled
    yield app
    database.database.close()


@pytest.fixture
def organisation(bare_app: Flask, config: Config, settled: Path) -> Organisation:
    """Return the small municipality in the application's database."""
    database.database.close()
    shutil.copyfile(settled, config.data_dir / "portal.db")
    return organisation_here(NOW)


@pytest.fixture
def visit(bare_app: Flask, organisation: Organisation) -> Visit:
    """Return what opens an address as a person, or as a citizen."""
    return visits(bare_app, organisation)


@pytest.fixture
def other_config(config: Config, tmp_path: Path) -> Config:
    """Return settings for a second portal beside the first."""
    return replace(config, data_dir=tmp_path / "other")


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return the example, imported and indexed once for all of a session's workers. Copy it, never change it."""
    own = tmp_path_factory.getbasetemp()
    return shared_example(own if worker_id == "master" else own.parent)
