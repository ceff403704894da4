"""When time runs out: days as counted by hand, hours of the office, pauses, and the hour that comes and goes."""

from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.lib.calendar import add_months, is_working_day
from portal.lib.office import HALF_DAYS, Office, read_hours, read_office
from portal.services.rules.clocks import Pause, arrival_day, deadline, open_seconds, used
from portal.services.rules.commitment import Clock

ZONE = ZoneInfo("Europe/Stockholm")
OFFICE = Office(ZONE)
ROUND_THE_CLOCK = Office(ZONE, opens=time(0), closes=None, every_day=True)
DAY = timedelta(days=1)
DAYS = (Clock.CALENDAR_DAYS, Clock.WORKING_DAYS, Clock.WEEKS, Clock.MONTHS)
TEN_YEARS = [date(2021, 1, 1) + n * DAY for n in range(3_652)]


def local(text: str) -> datetime:
    """Return a moment by the clock on the wall."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def due(clock: Clock, length: int, arrived: str, *pauses: Pause, office: Office = OFFICE) -> str:
    """Return by the clock on the wall when time runs out."""
    end = deadline(clock, Fraction(length), local(arrived), office, pauses)
    return end.astimezone(ZONE).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("clock", "length", "arrived", "ends"),
    [
        # Wednesday before Easter 2026: Thursday, then the Tuesday after.
        (Clock.WORKING_DAYS, 2, "2026-04-01 09:00", "2026-04-08 00:00"),
        # What comes on a Sunday evening has come on that Sunday.
        (Clock.WORKING_DAYS, 1, "2026-11-29 23:59", "2026-12-01 00:00"),
        (Clock.WORKING_DAYS, 0, "2026-11-30 09:00", "2026-12-01 00:00"),
        # Christmas eve, Christmas day, Boxing day and a weekend; new year's eve and day, and a weekend.
        (Clock.WORKING_DAYS, 5, "2026-12-23 12:00", "2027-01-06 00:00"),
        (Clock.CALENDAR_DAYS, 3, "2026-12-23 12:00", "2026-12-27 00:00"),
        (Clock.WEEKS, 2, "2026-11-30 09:00", "2026-12-15 00:00"),
        (Clock.MONTHS, 1, "2027-01-31 09:00", "2027-03-01 00:00"),
        (Clock.MONTHS, 10, "2026-04-30 09:00", "2027-03-01 00:00"),
        (Clock.HOURS, 4, "2026-11-30 14:30", "2026-12-01 10:00"),
        (Clock.HOURS, 4, "2026-11-28 14:30", "2026-11-30 12:00"),
        (Clock.MINUTES, 30, "2026-11-30 16:15", "2026-12-01 08:15"),
        (Clock.HOURS, 0, "2026-11-28 14:30", "2026-11-28 14:30"),
    ],
)
def test_when_time_runs_out(clock: Clock, length: int, arrived: str, ends: str) -> None:
    assert due(clock, length, arrived) == ends


def test_what_is_sent_by_post_has_come_on_the_working_day_before() -> None:
    monday = local("2026-11-30 08:00")
    assert arrival_day(monday, ZONE) == date(2026, 11, 30)
    assert arrival_day(monday, ZONE, by_post=True) == date(2026, 11, 27)
    assert arrival_day(datetime(2026, 6, 30, 22, 30, tzinfo=UTC), ZONE) == date(2026, 7, 1), "the local day counts"


@pytest.mark.parametrize("clock", [Clock.CALENDAR_DAYS, Clock.WORKING_DAYS])
def test_days_are_as_someone_counts_them_over_ten_years(clock: Clock) -> None:
    counted = [day for day in TEN_YEARS if clock is Clock.CALENDAR_DAYS or is_working_day(day)]
    for arrived in TEN_YEARS[:-60]:
        later = [day for day in counted if arrived < day <= arrived + 45 * DAY]
        for length in (2, 15):
            end = deadline(clock, Fraction(length), datetime.combine(arrived, time(11), ZONE), OFFICE)
            assert end.astimezone(ZONE) == datetime.combine(later[length - 1] + DAY, time(0), ZONE), arrived


def test_months_are_as_the_calendar_has_them_over_ten_years() -> None:
    for arrived in TEN_YEARS:
        end = deadline(Clock.MONTHS, Fraction(3), datetime.combine(arrived, time(11), ZONE), OFFICE)
        assert end.astimezone(ZONE).date() - DAY == add_months(arrived, 3)


def test_the_clock_stands_still_where_the_citizen_was_waited_for() -> None:
    # Asked on Tuesday, answered on Thursday: Tuesday's and Wednesday's ends do not count.
    pause = Pause(local("2026-12-01 10:00"), local("2026-12-03 15:00"), "Vi väntar på din ritning.")
    assert due(Clock.WORKING_DAYS, 3, "2026-11-30 09:00") == "2026-12-04 00:00"
    assert due(Clock.WORKING_DAYS, 3, "2026-11-30 09:00", pause) == "2026-12-08 00:00"
    assert due(Clock.WEEKS, 1, "2026-11-30 09:00", pause) == "2026-12-10 00:00"
    assert due(Clock.HOURS, 12, "2026-11-30 09:00", pause) == "2026-12-04 09:00"
    within_the_day = Pause(local("2026-12-01 10:00"), local("2026-12-01 12:00"))
    assert due(Clock.WORKING_DAYS, 3, "2026-11-30 09:00", within_the_day) == "2026-12-04 00:00"
    assert due(Clock.HOURS, 12, "2026-11-30 09:00", within_the_day) == "2026-12-01 14:30"
    twice = (pause, Pause(local("2026-12-02 10:00"), local("2026-12-03 12:00")))
    assert due(Clock.HOURS, 12, "2026-11-30 09:00", *twice) == "2026-12-04 09:00", "no time stands still twice"


def test_an_office_closes_early_on_its_half_days() -> None:
    office = Office(ZONE, half_days=frozenset({"skärtorsdagen"}))
    assert due(Clock.HOURS, 5, "2026-04-02 09:00") == "2026-04-02 14:00"
    assert due(Clock.HOURS, 5, "2026-04-02 09:00", office=office) == "2026-04-07 10:00"
    assert due(Clock.WORKING_DAYS, 1, "2026-04-01 09:00", office=office) == "2026-04-03 00:00", "it is a working day"


def test_half_days_stand_where_the_calendar_has_them() -> None:
    assert {name: find(2026) for name, find in HALF_DAYS.items()} == {
        "trettondagsafton": date(2026, 1, 5),
        "skärtorsdagen": date(2026, 4, 2),
        "valborgsmässoafton": date(2026, 4, 30),
        "dagen-före-kristi-himmelsfärdsdag": date(2026, 5, 13),
        "dagen-före-nationaldagen": date(2026, 6, 5),
        "dagen-före-alla-helgons-dag": date(2026, 10, 30),
        "dagen-före-julafton": date(2026, 12, 23),
        "dagen-före-nyårsafton": date(2026, 12, 30),
    }


def test_settings_tell_when_the_office_is_open() -> None:
    office = read_office(ZONE, "7.30-17", ["skärtorsdagen"])
    assert office.hours(date(2026, 4, 1)) == (local("2026-04-01 07:30"), local("2026-04-01 17:00"))
    assert office.hours(date(2026, 4, 2)) == (local("2026-04-02 07:30"), local("2026-04-02 12:00"))
    assert office.hours(date(2026, 4, 3)) is None, "Good Friday"
    assert read_hours("0-24") == (time(0), None)


@pytest.mark.parametrize("written", ["", "8", "16-8", "8-8", "8-25", "8.75-16", "åtta-fem", "8-16-20"])
def test_hours_that_are_none_are_told(written: str) -> None:
    with pytest.raises(ValueError, match=r"8-16\.30"):
        read_hours(written)


def test_a_half_day_that_is_none_is_told_with_those_that_are() -> None:
    with pytest.raises(ValueError, match=r"lucia: .*valborgsmässoafton"):
        read_office(ZONE, "8-16", ["lucia"])


def test_an_hour_is_an_hour_when_the_clocks_are_changed() -> None:
    assert due(Clock.HOURS, 24, "2026-03-28 12:00", office=ROUND_THE_CLOCK) == "2026-03-29 13:00"
    assert due(Clock.HOURS, 24, "2026-10-24 12:00", office=ROUND_THE_CLOCK) == "2026-10-25 11:00"
    assert due(Clock.CALENDAR_DAYS, 1, "2026-03-28 12:00") == "2026-03-30 00:00"


@pytest.mark.parametrize(
    ("clock", "length"),
    [
        (Clock.WORKING_DAYS, Fraction(3, 2)),
        (Clock.CALENDAR_DAYS, Fraction(-1)),
        (Clock.MONTHS, Fraction(10**9)),
        (Clock.HOURS, Fraction(10**9)),
        (Clock.MINUTES, Fraction(-1)),
        (Clock.SHARE, Fraction(1)),
    ],
)
def test_what_no_promise_has_is_refused(clock: Clock, length: Fraction) -> None:
    with pytest.raises(ValueError, match="counted as"):
        deadline(clock, length, local("2026-11-30 09:00"), OFFICE)


def test_a_level_takes_no_time() -> None:
    with pytest.raises(ValueError, match="counts no time"):
        used(Clock.INDEX, local("2026-11-30 09:00"), local("2026-12-30 09:00"), OFFICE)


def test_what_ends_on_a_day_off_needs_the_next_working_day() -> None:
    friday, saturday, monday = (local(f"2026-11-{day} 09:00") for day in (27, 28, 30))
    assert used(Clock.WORKING_DAYS, friday, friday, OFFICE) == 0
    assert used(Clock.WORKING_DAYS, friday, saturday, OFFICE) == 1
    assert used(Clock.WORKING_DAYS, friday, monday, OFFICE) == 1
    assert used(Clock.CALENDAR_DAYS, friday, monday, OFFICE) == 3
    assert used(Clock.WORKING_DAYS, monday, friday, OFFICE) == 0, "it ended before it began"


moments = st.datetimes(datetime(2024, 1, 1), datetime(2028, 12, 31)).map(  # noqa: DTZ001 - of the zone below
    lambda moment: moment.replace(microsecond=0, tzinfo=ZONE, fold=0).astimezone(UTC)
)
waits = st.timedeltas(timedelta(0), timedelta(days=40)).map(lambda wait: timedelta(seconds=int(wait.total_seconds())))
pauses = st.lists(st.builds(lambda first, wait: Pause(first, first + wait), moments, waits), max_size=3)


@given(st.sampled_from(DAYS), st.integers(0, 40), moments, waits, pauses)
def test_it_was_kept_when_it_took_no_longer(
    clock: Clock, length: int, arrived: datetime, wait: timedelta, some: list[Pause]
) -> None:
    ended = arrived + wait
    was_kept = ended < deadline(clock, Fraction(length), arrived, OFFICE, some)
    assert was_kept == (used(clock, arrived, ended, OFFICE, some) <= length)


@given(st.sampled_from(DAYS), moments, waits, pauses)
def test_what_was_used_is_the_shortest_that_is_kept(
    clock: Clock, arrived: datetime, wait: timedelta, some: list[Pause]
) -> None:
    length = used(clock, arrived, arrived + wait, OFFICE, some)
    assert arrived + wait < deadline(clock, length, arrived, OFFICE, some)
    assert not length or arrived + wait >= deadline(clock, length - 1, arrived, OFFICE, some)


@given(st.integers(1, 120), moments, pauses)
def test_hours_are_used_up_at_the_deadline(hours: int, arrived: datetime, some: list[Pause]) -> None:
    end = deadline(Clock.HOURS, Fraction(hours), arrived, OFFICE, some)
    assert open_seconds(arrived, end, OFFICE, some) == hours * 3600
    assert open_seconds(arrived, end - timedelta(seconds=1), OFFICE, some) == hours * 3600 - 1


@given(st.sampled_from((*DAYS, Clock.HOURS)), st.integers(0, 30), moments, waits, pauses)
def test_nothing_makes_it_end_earlier_but_a_shorter_promise(
    clock: Clock, length: int, arrived: datetime, wait: timedelta, some: list[Pause]
) -> None:
    end = deadline(clock, Fraction(length), arrived, OFFICE, some)
    assert end >= arrived
    assert deadline(clock, Fraction(length + 1), arrived, OFFICE, some) > end
    assert deadline(clock, Fraction(length), arrived, OFFICE, [*some, Pause(arrived, arrived + wait)]) >= end
    if clock is not Clock.MONTHS:
        assert deadline(clock, Fraction(length), arrived + wait, OFFICE, some) >= end
