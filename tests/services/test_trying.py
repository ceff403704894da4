"""Finished cases held against a threshold that is thought of."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.lib.office import Office
from portal.services.rules.clocks import deadline
from portal.services.rules.commitment import Clock
from portal.services.rules.trying import MOST_LINES, Case, Fault, Wrong, read_cases, tried

ZONE = ZoneInfo("Europe/Stockholm")
OFFICE = Office(ZONE)
NOW = datetime(2026, 11, 30, 10, 0, tzinfo=UTC)


def read(text: str, clock: Clock = Clock.WORKING_DAYS) -> tuple[list[Case], list[Fault]]:
    """Read pasted lines today."""
    return read_cases(text, clock, OFFICE, NOW)


def local(day: str, hour: int = 12, minute: int = 0) -> datetime:
    """Return a moment by the clock on the wall."""
    return datetime.fromisoformat(day).replace(hour=hour, minute=minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-02\t2026-11-04",
        "2026-11-02;2026-11-04;",
        '"2026-11-02","2026-11-04"\r\n\r\n',
        "Inkom\tBesvarad\n2026-11-02\t2026-11-04\n",
        "  2026-11-02 ;  2026-11-04  ",
    ],
)
def test_lines_are_read_as_spreadsheets_paste_them(text: str) -> None:
    assert read(text) == ([Case(local("2026-11-02"), local("2026-11-04"))], [])


@pytest.mark.parametrize("written", ["2026-11-02 08:05", "2026-11-02 8.05", "2026-11-02T08:05:30.123"])
def test_hours_are_read_as_they_are_written(written: str) -> None:
    assert read(written, Clock.HOURS) == ([Case(local("2026-11-02", 8, 5), None)], [])


@pytest.mark.parametrize(
    ("line", "clock", "wrong", "words"),
    [
        ("igår;2026-11-04", Clock.WORKING_DAYS, Wrong.MOMENT, "igår"),
        (";2026-11-04", Clock.WORKING_DAYS, Wrong.MOMENT, ""),
        ("2026-02-30;2026-11-04", Clock.WORKING_DAYS, Wrong.MOMENT, "2026-02-30"),
        ("2026-11-02 25:00;", Clock.HOURS, Wrong.MOMENT, "2026-11-02 25:00"),
        ("2026-11-02;2026-11-04", Clock.HOURS, Wrong.HOUR, "2026-11-02"),
        ("1066-10-14;2026-11-04", Clock.WORKING_DAYS, Wrong.EARLY, "1066-10-14"),
        ("2026-11-02;9999-12-31", Clock.WORKING_DAYS, Wrong.FUTURE, "9999-12-31"),
        ("2026-11-04;2026-11-02", Clock.WORKING_DAYS, Wrong.ORDER, "2026-11-04;2026-11-02"),
        ("2026-11-02 09:00;2026-11-02 08:59", Clock.HOURS, Wrong.ORDER, "2026-11-02 09:00;2026-11-02 08:59"),
        ("2026-11-02;2026-11-04;5", Clock.WORKING_DAYS, Wrong.CELLS, "2026-11-02;2026-11-04;5"),
        ("=cmd|' /C calc'!A1;2026-11-04", Clock.WORKING_DAYS, Wrong.MOMENT, "=cmd|' /C calc'!A1"),
        ("2026-11-02\x00;2026-11-04", Clock.WORKING_DAYS, Wrong.MOMENT, "2026-11-02\x00"),
    ],
)
def test_what_cannot_be_read_is_told_by_line(line: str, clock: Clock, wrong: Wrong, words: str) -> None:
    cases, faults = read(f"2026-11-02 08:00;2026-11-03 08:00\n{line}", clock)
    assert (len(cases), faults) == (1, [Fault(2, wrong, words)])


def test_the_hour_of_a_day_means_nothing_where_days_are_counted() -> None:
    assert read("2026-11-02;2026-11-02 08:00")[1] == []


def test_only_some_faults_are_told_and_too_much_is_refused() -> None:
    cases, faults = read("\n".join(["fel 1"] * 500))
    assert (cases, len(faults)) == ([], 20)
    with pytest.raises(ValueError, match="20001 lines"):
        read("2026-11-02\n" * (MOST_LINES + 1))


def trial(text: str, length: int, clock: Clock = Clock.WORKING_DAYS) -> tuple[int, int, int]:
    """Return how many were judged, kept, and are open."""
    found = tried(read(text, clock)[0], clock, Fraction(length), OFFICE, NOW)
    return found.judged, found.kept, found.open


def test_a_threshold_is_held_against_what_was_done() -> None:
    text = "2026-11-02;2026-11-03\n2026-11-02;2026-11-04\n2026-11-06;2026-11-10\n2026-11-02;2026-11-20\n"
    assert trial(text, 2) == (4, 3, 0)
    assert trial(text, 1) == (4, 1, 0)
    found = tried(read(text)[0], Clock.WORKING_DAYS, Fraction(2), OFFICE, NOW)
    assert found.share == 75
    assert found.enough == {80: 14, 90: 14, 95: 14, 100: 14}
    assert [(step.length, step.kept) for step in found.steps][:4] == [(0, 0), (1, 1), (2, 3), (3, 3)]


def test_what_is_not_done_is_broken_when_it_is_late_and_else_left_out() -> None:
    assert trial("2026-11-02;2026-11-03\n2026-11-10;\n2026-11-27;\n", 2) == (2, 1, 1)
    found = tried(read("2026-11-02;2026-11-03\n2026-11-10;\n")[0], Clock.WORKING_DAYS, Fraction(2), OFFICE, NOW)
    assert found.enough == {80: None, 90: None, 95: None, 100: None}


def test_without_cases_nothing_is_told() -> None:
    found = tried([], Clock.WORKING_DAYS, Fraction(2), OFFICE, NOW)
    assert (found.judged, found.share, found.enough) == (0, None, {})


days = st.datetimes(datetime(2025, 1, 1), datetime(2026, 10, 1)).map(lambda moment: moment.replace(tzinfo=ZONE))  # noqa: DTZ001
waits = st.one_of(st.none(), st.integers(0, 60))
cases = st.lists(st.builds(lambda at, wait: Case(at, None if wait is None else at + timedelta(days=wait)), days, waits))


@given(cases, st.integers(0, 30))
def test_the_count_is_what_each_case_says_by_itself(some: list[Case], length: int) -> None:
    found = tried(some, Clock.WORKING_DAYS, Fraction(length), OFFICE, NOW)
    in_time = [
        case
        for case in some
        if case.done and case.done < deadline(Clock.WORKING_DAYS, Fraction(length), case.arrived, OFFICE)
    ]
    assert found.kept == len(in_time)
    assert found.judged + found.open == len(some)
    longer = tried(some, Clock.WORKING_DAYS, Fraction(length + 1), OFFICE, NOW)
    assert longer.kept >= found.kept
    for share, enough in found.enough.items():
        if enough is not None:
            at_it = tried(some, Clock.WORKING_DAYS, enough, OFFICE, NOW)
            assert at_it.kept * 100 >= share * found.judged
