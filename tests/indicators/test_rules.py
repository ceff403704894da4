from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.indicators.charts import Point, chart_of, round_top
from portal.indicators.rules import (
    LARGEST,
    Figure,
    ValueUnit,
    last_whole,
    latest_of,
    period_short,
    period_words,
    periods_until,
    value_of,
    why_not_correct,
    why_not_figure,
    why_not_period,
)
from portal.lib.period import Period, PeriodKind

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("unit", "numerator", "denominator", "value"),
    [
        (ValueUnit.PERCENT, 9, 10, 90),
        (ValueUnit.INDEX, 840, 10, 84),
        (ValueUnit.COUNT, 7, 2, 3.5),
        (ValueUnit.PERCENT, 0, 0, None),
    ],
)
def test_a_value_is_made_of_what_was_counted(unit, numerator, denominator, value):
    assert value_of(unit, numerator, denominator) == value


@pytest.mark.parametrize(
    ("unit", "numerator", "denominator", "reason"),
    [
        (ValueUnit.PERCENT, 10, 10, None),
        (ValueUnit.PERCENT, 0, 0, None),
        (ValueUnit.INDEX, 840, 10, None),
        (ValueUnit.PERCENT, 11, 10, "större än nämnaren"),
        (ValueUnit.COUNT, -1, 10, "mindre än noll"),
        (ValueUnit.COUNT, 1, -1, "mindre än noll"),
        (ValueUnit.COUNT, 1, 0, "har inget inträffat"),
        (ValueUnit.COUNT, LARGEST + 1, 1, "för stort"),
    ],
)
def test_figures_that_cannot_be_are_refused(unit, numerator, denominator, reason):
    refusal = why_not_figure(unit, numerator, denominator)
    assert refusal is None if reason is None else reason in refusal


@pytest.mark.parametrize(
    ("frequency", "code", "reason"),
    [
        ("quarter", "2026-Q3", None),
        ("month", "2026-10", None),
        ("year", "2025", None),
        ("quarter", "2026-Q4", "inte slut"),
        ("quarter", "2025", "annan sorts period"),
        ("year", "2026-Q3", "annan sorts period"),
    ],
)
def test_a_period_is_measured_when_it_is_over_and_of_the_right_kind(frequency, code, reason):
    refusal = why_not_period(frequency, Period.parse(code), TODAY)
    assert refusal is None if reason is None else reason in refusal


def test_a_correction_needs_a_reason():
    assert why_not_correct("Två ärenden räknades dubbelt.") is None
    assert "varför" in (why_not_correct("  ") or "")


def test_the_last_figure_of_a_period_counts():
    figures = [Figure(ValueUnit.COUNT, n, 1) for n in (1, 2, 3)]
    assert latest_of(zip(("2025", "2024", "2025"), figures, strict=True)) == {"2025": figures[2], "2024": figures[1]}


@pytest.mark.parametrize(("n", "small"), [(0, False), (1, True), (4, True), (5, False)])
def test_a_figure_is_too_small_when_somebody_could_be_recognised(n, small):
    assert Figure(ValueUnit.COUNT, n, n).is_too_small is small


def test_periods_are_named_in_words_and_in_short():
    names = [(period_words(p), period_short(p)) for p in map(Period.parse, ("2025-Q3", "2025-03", "2025"))]
    assert names == [("kvartal 3 2025", "K3 25"), ("mars 2025", "mar 25"), ("2025", "2025")]


def test_periods_follow_each_other():
    codes = [period.code for period in periods_until(last_whole(PeriodKind.QUARTER, TODAY), 4)]
    assert codes == ["2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"]


def point(value):
    return Point("kvartal 3 2025", "K3 25", value, "", "success")


def test_a_share_stands_on_a_scale_to_a_hundred():
    chart = chart_of([point(12.0)], 90, is_share=True)
    assert (chart.max, chart.target) == (100, 90)


def test_a_level_stands_on_a_scale_that_holds_it_and_its_target():
    assert chart_of([point(9.0), point(None)], 12, is_share=False).max == 20
    assert chart_of([], None, is_share=False).max == 1


@given(st.lists(st.floats(0.001, 1e9), min_size=1))
def test_no_bar_is_higher_than_its_scale_and_none_is_lost_in_it(values):
    top = round_top(values)
    assert max(values) <= top <= 2.5 * max(values) * 1.001


@given(st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_share_lies_between_nothing_and_all(figures):
    assert 0 <= value_of(ValueUnit.PERCENT, *figures) <= 100
