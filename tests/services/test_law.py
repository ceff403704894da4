from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.lib.calendar import add_working_days
from portal.services.rules.commitment import Clock, Operator
from portal.services.rules.law import HOURS, Floor, against_law, span, working_days_span
from tests.services.commitments import commitment, law, level

DURATIONS = [clock for clock in Clock if clock.is_duration]


@pytest.mark.parametrize(
    ("ours", "limit", "floor"),
    [
        ((8, Clock.WEEKS), (10, Clock.WEEKS), Floor.BETTER),
        ((10, Clock.WEEKS), (10, Clock.WEEKS), Floor.EQUAL),
        ((11, Clock.WEEKS), (10, Clock.WEEKS), Floor.WEAKER),
        ((14, Clock.CALENDAR_DAYS), (2, Clock.WEEKS), Floor.EQUAL),
        ((24, Clock.HOURS), (1, Clock.CALENDAR_DAYS), Floor.EQUAL),
        ((90, Clock.MINUTES), (1, Clock.HOURS), Floor.WEAKER),
        ((4, Clock.MONTHS), (4, Clock.MONTHS), Floor.EQUAL),
        ((16, Clock.WEEKS), (4, Clock.MONTHS), Floor.BETTER),
        ((17, Clock.WEEKS), (4, Clock.MONTHS), Floor.BETTER),
        ((18, Clock.WEEKS), (4, Clock.MONTHS), Floor.WEAKER),
        ((5, Clock.WORKING_DAYS), (3, Clock.WEEKS), Floor.BETTER),
        ((10, Clock.WORKING_DAYS), (2, Clock.WEEKS), Floor.WEAKER),
        ((2, Clock.WEEKS), (15, Clock.WORKING_DAYS), Floor.BETTER),
        ((3, Clock.WEEKS), (15, Clock.WORKING_DAYS), Floor.WEAKER),
        ((4, Clock.WEEKS), (100, Clock.SHARE), None),
    ],
)
def test_a_time_is_held_against_the_law(ours, limit, floor):
    promised = commitment(threshold=ours[0], clock=ours[1], statutory=law(*limit))
    assert against_law(promised) is floor


@pytest.mark.parametrize(
    ("operator", "ours", "floor"),
    [
        (Operator.AT_LEAST, 2, Floor.BETTER),
        (Operator.AT_LEAST, 1, Floor.EQUAL),
        (Operator.AT_LEAST, "0.5", Floor.WEAKER),
        (Operator.AT_MOST, 2, Floor.WEAKER),
    ],
)
def test_a_level_is_held_against_the_law(operator, ours, floor):
    promised = level(Clock.COUNT_PER_YEAR, operator, ours, statutory=law(1, Clock.COUNT_PER_YEAR))
    assert against_law(promised) is floor


@pytest.mark.parametrize(("days", "floor"), [(10, Floor.WEAKER), (14, Floor.EQUAL), (21, Floor.BETTER)])
def test_a_notice_is_better_the_longer_it_is(days, floor):
    notice = commitment(clock=Clock.CALENDAR_DAYS, operator=Operator.AT_LEAST, threshold=days)
    assert against_law(commitment_with_law(notice)) is floor


def commitment_with_law(notice):
    return commitment(
        clock=notice.clock, operator=notice.operator, threshold=notice.threshold, statutory=law(2, Clock.WEEKS)
    )


def test_without_a_limit_there_is_nothing_to_compare():
    assert against_law(commitment()) is None


@given(st.dates(date(2022, 1, 1), date(2046, 12, 31)), st.integers(1, 60))
def test_working_days_never_take_longer_or_shorter_than_said(day, count):
    fewest, most = working_days_span(count)
    assert fewest <= (add_working_days(day, count) - day).days <= most


@given(st.sampled_from(DURATIONS), st.integers(1, 30), st.sampled_from(DURATIONS), st.integers(1, 30))
def test_what_is_called_no_weaker_than_the_law_never_takes_longer(ours, count, limit_clock, limit):
    floor = against_law(commitment(clock=ours, threshold=count, statutory=law(limit, limit_clock)))
    longest, shortest = span(ours, Fraction(count))[1], span(limit_clock, Fraction(limit))[0]
    if ours is not limit_clock and floor is not Floor.WEAKER:
        assert longest <= shortest
    if ours is limit_clock:
        assert (floor is Floor.WEAKER) == (count > limit)


@given(st.sampled_from(DURATIONS), st.integers(1, 40))
def test_the_shortest_time_is_no_longer_than_the_longest(clock, count):
    low, high = span(clock, Fraction(count))
    assert 0 < low <= high
    assert (low == high) == (clock in HOURS)


def test_a_working_day_is_over_by_the_next_day_at_best_and_after_a_long_weekend_at_worst():
    assert working_days_span(1)[0] == 1
    assert working_days_span(1)[1] >= timedelta(days=5).days
