"""The journal: in the order of commit, chained, and followed without loss."""

import multiprocessing
from datetime import UTC, datetime

import pytest

from portal.journal import follow, record
from portal.journal.models import Entry
from portal.lib.refs import Ref
from portal.store import database
from portal.store.settings import Setting, keep_setting
from portal.store.work import unit_of_work

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
THING = Ref("thing", "1")


def test_an_entry_is_numbered_and_chained(both: str) -> None:
    for verb in ("thing-made", "thing-changed"):
        with unit_of_work():
            record.record("bo", verb, THING, NOW, size=3)
    first, second = record.entries_after(0)
    assert (first.number, second.number) == (1, 2)
    assert second.previous == first.digest
    assert list(record.broken_entries()) == []


@pytest.mark.parametrize("column", ["actor", "verb", "subject", "facts"])
def test_a_changed_word_is_found_and_named(both: str, column: str) -> None:
    for _ in range(3):
        with unit_of_work():
            record.record("bo", "thing-made", THING, NOW)
    Entry.update({column: "x"}).where(Entry.number == 2).execute()
    assert [number for number, _ in record.broken_entries()] == [2]


def test_a_missing_entry_is_found(both: str) -> None:
    for _ in range(3):
        with unit_of_work():
            record.record("bo", "thing-made", THING, NOW)
    Entry.delete().where(Entry.number == 2).execute()
    assert "entry 2 is missing" in dict(record.broken_entries())[3]


def test_what_fails_leaves_neither_row_nor_entry(both: str) -> None:
    def fail() -> None:
        with unit_of_work():
            keep_setting("anchor", "2026-11-20")
            record.record("bo", "thing-made", THING, NOW)
            message = "crash"
            raise ZeroDivisionError(message)

    with pytest.raises(ZeroDivisionError):
        fail()
    assert record.head() == 0
    assert Setting.select().count() == 0


def test_a_unit_inside_another_joins_it(both: str) -> None:
    def fail() -> None:
        with unit_of_work():
            with unit_of_work():
                record.record("bo", "thing-made", THING, NOW)
            message = "crash"
            raise ZeroDivisionError(message)

    with pytest.raises(ZeroDivisionError):
        fail()
    assert record.head() == 0


def test_recording_outside_a_unit_of_work_is_refused(both: str) -> None:
    with pytest.raises(RuntimeError, match="outside a unit of work"):
        record.record("bo", "thing-made", THING, NOW)


def write_entries(url: str, who: str, count: int) -> None:
    """Write entries from a process of its own."""
    database.connect(url)
    for _ in range(count):
        with unit_of_work():
            keep_setting("last", who)
            record.record(who, "thing-made", THING, NOW)
    database.database.close()


def test_concurrent_writers_make_one_unbroken_chain(both: str) -> None:
    database.database.close()
    spawn = multiprocessing.get_context("spawn")
    writers = [spawn.Process(target=write_entries, args=(both, f"p{n}", 40)) for n in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    assert record.count() == record.head() == 120
    assert list(record.broken_entries()) == []


def test_a_follower_takes_each_entry_and_goes_on_from_its_cursor(both: str) -> None:
    taken: list[int] = []
    follower = follow.Follower("test", lambda batch: taken.extend(entry.number for entry in batch))
    for _ in range(3):
        with unit_of_work():
            record.record("bo", "thing-made", THING, NOW)
    assert follow.catch_up(follower) == 3
    assert follow.catch_up(follower) == 0
    with unit_of_work():
        record.record("bo", "thing-made", THING, NOW)
    assert follow.catch_up(follower) == 1
    assert taken == [1, 2, 3, 4]


def test_a_follower_that_fails_is_given_the_entry_again(both: str) -> None:
    tries: list[int] = []

    def take(batch: list[Entry]) -> None:
        tries.append(batch[0].number)
        if len(tries) == 1:
            message = "crash"
            raise ZeroDivisionError(message)

    with unit_of_work():
        record.record("bo", "thing-made", THING, NOW)
    follower = follow.Follower("test", take)
    with pytest.raises(ZeroDivisionError):
        follow.catch_up(follower)
    assert follow.catch_up(follower) == 1
    assert tries == [1, 1]
