"""The store: blobs, settings, migrations up and down, and the models they must equal."""

import io
import multiprocessing
from datetime import UTC, datetime

import pytest
from playhouse.schema_diff import diff_models

from portal.store import blobs, schema
from portal.store.database import connect, database
from portal.store.settings import find_setting, keep_setting
from tools.all_models import MODELS

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize("size", [0, 1, blobs.CHUNK, blobs.CHUNK + 1, 3 * blobs.CHUNK])
def test_a_blob_comes_back_as_it_was(both: str, size: int) -> None:
    data = bytes(n % 251 for n in range(size))
    blob = blobs.put(io.BytesIO(data), NOW)
    assert blob.size == size
    assert blobs.read_all(blob.sha256) == data


def test_the_same_bytes_are_kept_once(both: str) -> None:
    first, second = (blobs.put(io.BytesIO(b"samma"), NOW) for _ in range(2))
    assert first.sha256 == second.sha256
    assert blobs.Chunk.select().count() == 1


def test_a_put_that_was_broken_off_is_mended_by_the_next(both: str) -> None:
    data = b"x" * (blobs.CHUNK + 5)
    sha256, _ = blobs.measure(io.BytesIO(data))
    blobs.Chunk.create(sha256=sha256, position=0, data=data[: blobs.CHUNK])
    blobs.put(io.BytesIO(data), NOW)
    assert blobs.read_all(sha256) == data


def test_a_setting_is_kept_and_replaced(both: str) -> None:
    assert find_setting("anchor") is None
    keep_setting("anchor", "2026-11-20")
    keep_setting("anchor", "2026-11-21")
    assert find_setting("anchor") == "2026-11-21"


def test_postgresql_compiles_no_questions(migrated_postgres: str) -> None:
    for url, workers in ((migrated_postgres, "8"), (f"{migrated_postgres}&options=-c%20max_parallel_workers=3", "3")):
        connect(url)
        assert database.execute_sql("show jit").fetchone() == ("off",)
        assert database.execute_sql("show max_parallel_workers").fetchone() == (workers,)
        database.close()


def test_the_migrations_make_what_the_models_say(both: str) -> None:
    assert schema.pending() == []
    difference = diff_models(database.obj, MODELS)
    assert not difference, str(difference)


def migrate_from(url: str) -> None:
    """Migrate from a process of its own."""
    connect(url)
    schema.migrate()
    database.close()


def test_several_may_start_at_once(both: str) -> None:
    while schema.runner().down():
        pass
    database.close()
    spawn = multiprocessing.get_context("spawn")
    starting = [spawn.Process(target=migrate_from, args=(both,)) for _ in range(3)]
    for process in starting:
        process.start()
    for process in starting:
        process.join(60)
    assert [process.exitcode for process in starting] == [0, 0, 0]
    assert schema.pending() == []


def test_the_migrations_can_be_taken_back(both: str) -> None:
    runner = schema.runner()
    while runner.down():
        pass
    assert set(database.get_tables()) <= {"schema_migration"}
    assert schema.migrate()
