"""Periods and dates, absolute and relative to an anchor."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.lib.period import Period, PeriodKind, relative, relative_date

ANCHOR = date(2025, 11, 21)
DAYS = st.dates(date(1901, 1, 1), date(2999, 12, 31))


@pytest.mark.parametrize(
    ("code", "kind", "first", "last", "label"),
    [
        ("2025-Q3", PeriodKind.QUARTER, "2025-07-01", "2025-09-30", "2025 kv 3"),
        ("2025-Q4", PeriodKind.QUARTER, "2025-10-01", "2025-12-31", "2025 kv 4"),
        ("2024-02", PeriodKind.MONTH, "2024-02-01", "2024-02-29", "februari 2024"),
        ("2025-12", PeriodKind.MONTH, "2025-12-01", "2025-12-31", "december 2025"),
        ("2025", PeriodKind.YEAR, "2025-01-01", "2025-12-31", "2025"),
    ],
)
def test_a_code_says_which_days(code, kind, first, last, label):
    period = Period.parse(code)
    assert (period.kind, period.label, period.code) == (kind, label, code)
    assert (period.first.isoformat(), period.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "code",
    [
        "",
        "2025-Q5",
        "2025-Q0",
        "2025-13",
        "2025-00",
        "25",
        "2025-q3",
        "2025-Q3 ",
        "0000",
        "1899",
        "3000",
        "２０２５",
        "Q-1",
    ],
)
def test_anything_else_is_no_period(code):
    with pytest.raises(ValueError, match="ingen period"):
        Period.parse(code)


@pytest.mark.parametrize(
    ("code", "before"), [("2025-Q1", "2024-Q4"), ("2025-Q3", "2025-Q2"), ("2025-01", "2024-12"), ("2025", "2024")]
)
def test_the_period_before(code, before):
    assert Period.parse(code).previous() == Period.parse(before)


@given(st.sampled_from(PeriodKind), DAYS)
def test_a_day_lies_in_the_period_around_it_and_in_no_neighbour(kind, day):
    period = Period.around(kind, day)
    assert period.contains(day)
    assert not period.previous().contains(day)
    assert period.previous().last + timedelta(days=1) == period.first
    assert Period.parse(period.code) == period


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("Q-1", "2025-Q3"),
        ("Q-4", "2024-Q4"),
        ("Q-8", "2023-Q4"),
        ("M-1", "2025-10"),
        ("M-11", "2024-12"),
        ("Y-1", "2024"),
        ("Y-2", "2023"),
        ("2025-Q1", "2025-Q1"),
    ],
)
def test_periods_counted_back_from_the_anchor(code, expected):
    assert relative(code, ANCHOR) == Period.parse(expected)


@pytest.mark.parametrize("code", ["Q", "Q-0", "Q+1", "Q-1000", "q-1", "W-1"])
def test_other_relative_periods_are_refused(code):
    with pytest.raises(ValueError, match="ingen period"):
        relative(code, ANCHOR)


def test_a_period_before_the_calendar_is_refused():
    with pytest.raises(ValueError, match="för långt tillbaka"):
        relative("Y-999", ANCHOR)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("T", "2025-11-21"),
        ("T-400d", "2024-10-17"),
        ("T+14d", "2025-12-05"),
        ("T-0d", "2025-11-21"),
        ("2025-03-03", "2025-03-03"),
    ],
)
def test_dates_counted_from_the_anchor(text, expected):
    assert relative_date(text, ANCHOR).isoformat() == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "T-",
        "T-4",
        "t-4d",
        "T-999999d",
        "T-99999d",
        "2025-02-30",
        "20250303",
        "2025-W10-1",
        "3 mars",
        "T+1d\n",
        "0001-01-01",
    ],
)
def test_other_dates_are_refused(text):
    with pytest.raises(ValueError, match="inget datum"):
        relative_date(text, ANCHOR)
