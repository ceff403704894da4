"""Swedish holidays and working days, checked against printed almanacs' dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.lib.calendar import (
    add_months,
    add_working_days,
    easter,
    eves,
    is_working_day,
    long_date,
    public_holidays,
    weekday_name,
    working_days_between,
)

DAYS = st.dates(date(1990, 1, 1), date(2080, 12, 31))


@pytest.mark.parametrize(
    "day",
    ["2000-04-23", "2008-03-23", "2011-04-24", "2024-03-31", "2025-04-20", "2026-04-05", "2038-04-25", "2049-04-18"],
)
def test_easter(day):
    assert easter(int(day[:4])) == date.fromisoformat(day)


def test_the_public_holidays_of_2025():
    assert {day.isoformat(): name for day, name in public_holidays(2025).items()} == {
        "2025-01-01": "Nyårsdagen",
        "2025-01-06": "Trettondedag jul",
        "2025-04-18": "Långfredagen",
        "2025-04-20": "Påskdagen",
        "2025-04-21": "Annandag påsk",
        "2025-05-01": "Första maj",
        "2025-05-29": "Kristi himmelsfärdsdag",
        "2025-06-06": "Sveriges nationaldag",
        "2025-06-08": "Pingstdagen",
        "2025-06-21": "Midsommardagen",
        "2025-11-01": "Alla helgons dag",
        "2025-12-25": "Juldagen",
        "2025-12-26": "Annandag jul",
    }


def test_the_eves_of_2026():
    assert [day.isoformat() for day in eves(2026)] == ["2026-06-19", "2026-12-24", "2026-12-31"]


@pytest.mark.parametrize(
    ("year", "midsommardagen", "alla_helgon"),
    [(2020, "2020-06-20", "2020-10-31"), (2021, "2021-06-26", "2021-11-06"), (2026, "2026-06-20", "2026-10-31")],
)
def test_the_holidays_that_fall_on_a_saturday(year, midsommardagen, alla_helgon):
    names = {name: day.isoformat() for day, name in public_holidays(year).items()}
    assert (names["Midsommardagen"], names["Alla helgons dag"]) == (midsommardagen, alla_helgon)


def test_whit_monday_gave_way_to_the_national_day_in_2005():
    assert not is_working_day(date(2004, 5, 31))
    assert is_working_day(date(2005, 5, 16))
    assert "Sveriges nationaldag" not in public_holidays(2004).values()


def test_a_national_day_that_is_whit_sunday_keeps_both_days_off():
    assert public_holidays(2022)[date(2022, 6, 5)] == "Pingstdagen"
    assert not is_working_day(date(2022, 6, 6))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2025-03-03", True),
        ("2025-03-01", False),
        ("2025-03-02", False),
        ("2025-06-20", False),
        ("2025-12-24", False),
        ("2025-12-31", False),
        ("2025-12-23", True),
        ("2025-04-17", True),
        ("2025-04-30", True),
    ],
)
def test_working_days(day, works):
    assert is_working_day(date.fromisoformat(day)) is works


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        ("2025-04-17", 1, "2025-04-22"),
        ("2025-04-22", -1, "2025-04-17"),
        ("2025-12-23", 2, "2025-12-30"),
        ("2025-03-01", 0, "2025-03-01"),
        ("2025-03-01", 2, "2025-03-04"),
        ("2025-03-03", 10, "2025-03-17"),
    ],
)
def test_adding_working_days(day, n, expected):
    assert add_working_days(date.fromisoformat(day), n) == date.fromisoformat(expected)


@given(DAYS, st.integers(-60, 60))
def test_counting_undoes_adding(day, n):
    assert working_days_between(day, add_working_days(day, n)) == n


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_counting_adds_up(first, a, b):
    middle, last = first + timedelta(days=a), first + timedelta(days=a + b)
    assert working_days_between(first, last) == working_days_between(first, middle) + working_days_between(middle, last)


def test_dates_in_words():
    assert long_date(date(2025, 3, 3)) == "3 mars 2025"
    assert long_date(date(2025, 12, 24)) == "24 december 2025"
    assert weekday_name(date(2025, 3, 3)) == "måndag"
    assert weekday_name(date(2025, 3, 9)) == "söndag"


@pytest.mark.parametrize(
    ("day", "count", "later"),
    [
        (date(2026, 1, 15), 12, date(2027, 1, 15)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
        (date(2026, 12, 31), 24, date(2028, 12, 31)),
        (date(2026, 10, 31), 6, date(2027, 4, 30)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 3, 3), 0, date(2026, 3, 3)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last(day: date, count: int, later: date) -> None:
    assert add_months(day, count) == later
