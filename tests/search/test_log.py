"""The log of searches: gathered in memory, written together, forgotten in time. On both databases."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest

from portal.search import log as logging_room
from portal.search.log import LONGEST_WAIT, MOST_KEPT, MOST_WAITING, SearchLog, flush_all, forget_old_searches, write
from portal.search.models import Opened, Searched
from portal.search.queries.log import statistics_of
from portal.store.database import database

pytestmark = pytest.mark.usefixtures("both")
TODAY = date(2026, 11, 20)
YESTERDAY = TODAY - timedelta(1)
REF = "document:SOC-RUT-0001"


class Seconds:
    """A clock of seconds that stands still."""

    now = 0.0

    def __call__(self) -> float:
        """Return the second."""
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def log(seconds: Seconds) -> SearchLog:
    return SearchLog(seconds)


def searched() -> dict[tuple[date, str], tuple[int, int]]:
    """Return what is written of searches."""
    return {(row.day, row.words): (row.count, row.hits) for row in Searched.select()}


def opened() -> dict[tuple[date, str, str, int], int]:
    """Return what is written of openings."""
    return {(row.day, row.words, row.ref, row.rank): row.count for row in Opened.select()}


@contextmanager
def broken() -> Iterator[None]:
    """Let the tables be away, as when the database fails."""
    for table in ("searched", "opened"):
        database.execute_sql(f"alter table {table} rename to {table}_away")
    yield
    for table in ("searched", "opened"):
        database.execute_sql(f"alter table {table}_away rename to {table}")


def test_counts_are_added_to_what_is_there(log: SearchLog) -> None:
    for day, hits in ((YESTERDAY, 4), (TODAY, 5), (TODAY, 6)):
        log.note_search(day, "hot", hits)
    log.note_opening(TODAY, "hot", REF, 1)
    assert searched() == {}
    log.flush()
    log.note_search(TODAY, "hot", 7)
    log.note_opening(TODAY, "hot", REF, 1)
    log.note_opening(TODAY, "hot", REF, 2)
    log.flush()
    log.flush()
    assert searched() == {(YESTERDAY, "hot"): (1, 4), (TODAY, "hot"): (3, 7)}
    assert opened() == {(TODAY, "hot", REF, 1): 2, (TODAY, "hot", REF, 2): 1}


def test_it_is_written_when_there_are_many(log: SearchLog) -> None:
    for _ in range(MOST_WAITING - 1):
        log.note_search(TODAY, "hot", 1)
    assert searched() == {}
    log.note_opening(TODAY, "hot", REF, 1)
    assert searched() == {(TODAY, "hot"): (MOST_WAITING - 1, 1)}
    assert len(opened()) == 1


def test_it_is_written_when_it_is_old(log: SearchLog, seconds: Seconds) -> None:
    log.note_search(TODAY, "hot", 1)
    seconds.now = LONGEST_WAIT - 1
    log.flush_in_time()
    assert searched() == {}
    seconds.now = LONGEST_WAIT
    log.flush_in_time()
    assert searched() == {(TODAY, "hot"): (1, 1)}
    assert not log.is_due


def test_it_is_written_when_the_process_ends(log: SearchLog) -> None:
    log.note_search(TODAY, "hot", 1)
    flush_all()
    assert searched() == {(TODAY, "hot"): (1, 1)}


def test_half_typed_words_are_taken_back(log: SearchLog) -> None:
    for words in ("hemtj", "hemtj"):
        log.note_search(TODAY, words, 3)
    log.note_search(TODAY, "hemtjänst", 2, instead_of="hemtj")
    log.flush()
    assert searched() == {(TODAY, "hemtj"): (1, 3), (TODAY, "hemtjänst"): (1, 2)}
    log.note_search(TODAY, "hemtjänsten", 2, instead_of="hemtjänst")
    log.note_search(TODAY, "skola", 2, instead_of="skol")
    log.flush()
    assert {key[1]: count for key, (count, _hits) in searched().items() if count} == {
        "hemtj": 1,
        "hemtjänsten": 1,
        "skola": 1,
    }
    assert "hemtjänst" not in str(statistics_of(7, TODAY).top)


def test_nothing_is_lost_when_many_write_at_once(log: SearchLog) -> None:
    others = [log, SearchLog(), SearchLog()]
    words = [f"ord {place % 7}" for place in range(60)]

    def search(each: SearchLog, step: int) -> None:
        for place in range(len(words)):
            each.note_search(TODAY, words[place * step % len(words)], place)
            each.note_opening(TODAY, words[place], REF, 1 + place % 3)
        each.flush()
        database.close()

    threads = [threading.Thread(target=search, args=(each, step)) for each in others for step in (1, 7)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    expected = Counter(words)
    assert {words: count for (_, words), (count, _hits) in searched().items()} == {
        word: count * len(threads) for word, count in expected.items()
    }
    assert sum(opened().values()) == len(words) * len(threads)


def test_what_cannot_be_written_is_kept_and_tried_again(
    log: SearchLog, seconds: Seconds, caplog: pytest.LogCaptureFixture
) -> None:
    log.note_search(TODAY, "hot", 1)
    log.note_opening(TODAY, "hot", REF, 1)
    log.flush()
    with broken():
        log.note_search(TODAY, "hot", 1, instead_of="ho")
        log.note_opening(TODAY, "hot", REF, 1)
        log.flush()
        assert "tried again" in caplog.text
        log.note_search(TODAY, "hot", 5)
        log.note_search(TODAY, "hot", 6)
        for _ in range(MOST_WAITING):
            log.note_search(TODAY, "våld", 2)
        assert not log.is_due, "it rests first"
    assert searched() == {(TODAY, "hot"): (1, 1)}
    seconds.now = LONGEST_WAIT
    log.flush_in_time()
    assert searched() == {(TODAY, "hot"): (4, 6), (TODAY, "våld"): (MOST_WAITING, 2)}
    assert opened() == {(TODAY, "hot", REF, 1): 2}


def test_memory_is_bounded_while_nothing_can_be_written(log: SearchLog) -> None:
    with broken():
        for place in range(MOST_KEPT + 50):
            log.note_search(TODAY, f"ord {place}", 1)
        log.note_search(TODAY, "ord 0", 1)
    log.flush()
    assert len(searched()) == MOST_KEPT
    assert searched()[TODAY, "ord 0"] == (2, 1)


def test_a_day_is_bounded(log: SearchLog, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(logging_room, "MOST_A_DAY", 2)
    for words in ("ett", "två"):
        log.note_search(TODAY, words, 1)
    log.flush()
    log.note_search(TODAY, "tre", 1)
    log.note_search(YESTERDAY, "tre", 1)
    log.flush()
    assert set(searched()) == {(TODAY, "ett"), (TODAY, "två"), (YESTERDAY, "tre")}
    assert "full for 2026-11-20" in caplog.text


def test_an_unwritable_log_writes_nothing_by_halves(log: SearchLog) -> None:
    log.note_search(TODAY, "hot", 1)
    log.note_opening(TODAY, "hot", REF, 1)
    database.execute_sql("alter table opened rename to opened_away")
    with pytest.raises(Exception, match="opened"):
        write(log.batch)
    database.execute_sql("alter table opened_away rename to opened")
    assert searched() == {}


def test_it_is_forgotten_after_ninety_days(log: SearchLog) -> None:
    for back in (0, 89, 90, 91, 400):
        log.note_search(TODAY - timedelta(back), "hot", 1)
        log.note_opening(TODAY - timedelta(back), "hot", REF, 1)
    log.flush()
    for _ in range(2):
        forget_old_searches(datetime(2026, 11, 20, 9, tzinfo=UTC), TODAY)
        assert {day for day, _ in searched()} == {TODAY - timedelta(back) for back in (0, 89, 90)}
        assert len(opened()) == 3


def test_what_the_log_tells(log: SearchLog) -> None:
    def note(words: str, count: int, hits: int, *, back: int = 0, ranks: tuple[int, ...] = ()) -> None:
        for _ in range(count):
            log.note_search(TODAY - timedelta(back), words, hits)
        for rank in ranks:
            log.note_opening(TODAY - timedelta(back), words, REF, rank)

    note("hot", 9, 4, ranks=(1, 1, 4))
    note("hot", 3, 0, back=3)
    note("parkering", 4, 0)
    note("semester", 2, 9, back=6)
    note("semester", 3, 0, back=2)
    note("lov", 5, 8)
    note("sällan", 2, 0)
    note("knappt", 2, 7)
    note("knappt öppnat", 2, 7, ranks=(9,))
    note("förr", 50, 0, back=7)
    log.flush()
    found = statistics_of(7, TODAY)
    assert (found.count, found.none) == (32, 12)
    assert (found.opened, found.mean_rank) == (4, 3.75)
    assert [(line.words, line.count, line.hits, line.mean_rank) for line in found.top.lines] == [
        ("hot", 12, 4, 2.0),
        ("lov", 5, 8, None),
        ("semester", 5, 0, None),
        ("parkering", 4, 0, None),
    ]
    assert found.top.rest == 6
    assert [line.words for line in found.nothing.lines] == ["semester", "parkering"], "as it was the last time"
    assert found.nothing.rest == 2
    assert [line.words for line in found.unopened.lines] == ["lov"]
    assert found.unopened.rest == 2
    assert statistics_of(30, TODAY).top.lines[0].words == "förr"


def test_an_empty_log_tells_nothing() -> None:
    found = statistics_of(30, TODAY)
    assert (found.count, found.none, found.opened, found.mean_rank) == (0, 0, 0, None)
    assert not found.top.lines + found.nothing.lines + found.unopened.lines
