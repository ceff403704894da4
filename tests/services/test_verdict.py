from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.indicators.rules import Figure, ValueUnit
from portal.lib.period import Period
from portal.services.rules.commitment import Clock, Kind, Operator, Season
from portal.services.rules.verdict import (
    SEVERITY,
    State,
    explanation_overdue,
    judge,
    judge_by,
    tally_of,
)
from tests.services.commitments import commitment, level

Q3 = Period.parse("2026-Q3")
Y25 = Period.parse("2025")
TODAY = date(2026, 11, 20)


def percent(numerator, denominator=100, **changes):
    return Figure(ValueUnit.PERCENT, numerator, denominator, **changes)


def index(value, answers=100):
    return Figure(ValueUnit.INDEX, value * answers, answers)


def count(value, places=10):
    return Figure(ValueUnit.COUNT, value * places, places)


@pytest.mark.parametrize(
    ("promised", "figure", "period", "state"),
    [
        (commitment(), percent(90), Q3, State.MET),
        (commitment(), percent(100), Q3, State.MET),
        (commitment(), percent(89), Q3, State.NEAR),
        (commitment(), percent(87), Q3, State.NEAR),
        (commitment(), percent(869, 1000), Q3, State.MISSED),
        (commitment(kind=Kind.GUARANTEE), percent(89), Q3, State.MISSED),
        (commitment(kind=Kind.GUARANTEE), percent(90), Q3, State.MET),
        (commitment(kind=Kind.AMBITION), percent(50), Q3, State.MISSED),
        (commitment(), None, Q3, State.UNMEASURED),
        (commitment(), percent(4, 4), Q3, State.TOO_FEW),
        (commitment(), percent(5, 5), Q3, State.MET),
        (commitment(), percent(0, 9, min_n=10), Q3, State.TOO_FEW),
        (commitment(), percent(0, 0), Q3, State.NOT_APPLICABLE),
        (commitment(), percent(90), Period.parse("2026-Q4"), State.UNMEASURED),
        (commitment(), index(95), Q3, State.UNMEASURED),
        (level(Clock.SHARE, Operator.AT_LEAST, 70), percent(70), Q3, State.MET),
        (level(Clock.SHARE, Operator.AT_LEAST, 70), percent(67), Q3, State.NEAR),
        (level(Clock.SHARE, Operator.AT_MOST, 5), percent(8), Q3, State.NEAR),
        (level(Clock.SHARE, Operator.AT_MOST, 5), percent(9), Q3, State.MISSED),
        (level(Clock.SHARE, Operator.EXACTLY, 100), percent(98), Q3, State.NEAR),
        (level(Clock.INDEX, Operator.AT_LEAST, 80), index(80), Y25, State.MET),
        (level(Clock.INDEX, Operator.AT_LEAST, 80), index(78), Y25, State.NEAR),
        (level(Clock.INDEX, Operator.AT_LEAST, 80), index(77), Y25, State.MISSED),
        (level(Clock.COUNT_PER_YEAR, Operator.AT_LEAST, 10), count(10), Y25, State.MET),
        (level(Clock.COUNT_PER_YEAR, Operator.AT_LEAST, 10), Figure(ValueUnit.COUNT, 97, 10), Y25, State.NEAR),
        (level(Clock.COUNT_PER_YEAR, Operator.AT_LEAST, 10), count(9), Y25, State.MISSED),
        (level(Clock.COUNT_PER_YEAR, Operator.AT_MOST, 4), count(3), Y25, State.MET),
        (level(Clock.COUNT_PER_YEAR, Operator.AT_MOST, 4), count(5), Y25, State.MISSED),
        (level(Clock.COUNT_PER_YEAR, Operator.EXACTLY, 1), count(2), Y25, State.MISSED),
        (level(Clock.COUNT_PER_YEAR, Operator.AT_LEAST, 10), count(10), Q3, State.UNMEASURED),
        (commitment(season=Season((11, 1), (4, 15))), percent(90), Q3, State.NOT_APPLICABLE),
        (commitment(season=Season((11, 1), (4, 15))), percent(90), Period.parse("2026-Q2"), State.MET),
        (commitment(season=Season((5, 1), (10, 15))), None, Period.parse("2026-Q1"), State.NOT_APPLICABLE),
        (commitment(season=Season((5, 1), (10, 15))), percent(90), Q3, State.MET),
    ],
)
def test_a_figure_is_judged_by_the_terms(promised, figure, period, state):
    assert judge(promised, figure, period, TODAY).state is state


def test_what_was_too_few_is_hidden():
    verdict = judge(commitment(), percent(3, 4), Q3, TODAY)
    assert verdict.value is None


def test_what_was_measured_is_shown_exactly():
    assert judge(commitment(), percent(1, 3, min_n=1), Q3, TODAY).value * 3 == 100


def test_terms_that_changed_in_the_period_are_judged_by_the_stricter():
    loose, strict = commitment(target_share=80), commitment(target_share=95)
    for terms in ([loose, strict], [strict, loose]):
        verdict = judge_by(terms, percent(85), Q3, TODAY)
        assert (verdict.state, verdict.commitment) == (State.MISSED, strict)


def test_of_equal_outcomes_the_last_terms_are_told():
    old, new = commitment(threshold=3), commitment(threshold=2)
    assert judge_by([old, new], percent(95), Q3, TODAY).commitment is new


def test_nothing_is_judged_without_terms():
    with pytest.raises(ValueError, match="terms of its time"):
        judge_by([], percent(95), Q3, TODAY)


@pytest.mark.parametrize(
    ("kind", "share", "today", "due"),
    [
        (Kind.PROMISE, 50, date(2026, 10, 30), None),
        (Kind.PROMISE, 50, date(2026, 10, 31), date(2026, 10, 30)),
        (Kind.GUARANTEE, 89, date(2026, 11, 20), date(2026, 10, 30)),
        (Kind.PROMISE, 89, date(2026, 11, 20), None),
        (Kind.AMBITION, 50, date(2026, 11, 20), None),
    ],
)
def test_an_explanation_is_missing_after_thirty_days(kind, share, today, due):
    verdict = judge(commitment(kind=kind), percent(share), Q3, today)
    assert explanation_overdue(verdict, Q3, today) == due


def test_kept_promises_are_counted_of_those_that_could_be_judged():
    figures = [percent(95), percent(88), percent(50), None, percent(1, 2)]
    verdicts = [judge(commitment(), figure, Q3, TODAY) for figure in figures]
    verdicts += [judge(commitment(kind=Kind.AMBITION), percent(share), Q3, TODAY) for share in (95, 10)]
    told = tally_of(verdicts)
    assert (told.kept, told.judged, told.near, told.missed, told.unjudged) == (1, 3, 1, 1, 2)
    assert (told.ambitions_reached, told.ambitions) == (1, 2)


kinds = st.sampled_from(Kind)
goals = st.integers(1, 100)
pairs = st.integers(5, 500).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n), st.integers(0, n)))


@given(kinds, goals, pairs)
def test_a_smaller_share_in_time_never_gets_a_better_verdict(kind, goal, pair):
    total, one, other = pair
    promised = commitment(kind=kind, target_share=goal)
    worse, better = (judge(promised, percent(n, total), Q3, TODAY).state for n in sorted((one, other)))
    assert SEVERITY[worse] >= SEVERITY[better]


@given(kinds, goals, pairs, st.sampled_from([Operator.AT_LEAST, Operator.AT_MOST]))
def test_a_worse_level_never_gets_a_better_verdict(kind, goal, pair, operator):
    total, one, other = pair
    promised = level(Clock.INDEX, operator, goal, kind=kind)
    figures = [Figure(ValueUnit.INDEX, n * 100, total) for n in sorted((one, other))]
    low, high = (SEVERITY[judge(promised, figure, Q3, TODAY).state] for figure in figures)
    assert low >= high if operator is Operator.AT_LEAST else low <= high


@given(goals, pairs)
def test_a_stricter_goal_never_gets_a_better_verdict(goal, pair):
    total, kept, _ = pair
    loose, strict = (judge(commitment(target_share=share), percent(kept, total), Q3, TODAY) for share in (goal, 100))
    assert SEVERITY[strict.state] >= SEVERITY[loose.state]


@given(goals, pairs)
def test_a_guarantee_is_never_near_and_never_milder_than_a_promise(goal, pair):
    total, kept, _ = pair
    promise, guarantee = (
        judge(commitment(kind=kind, target_share=goal), percent(kept, total), Q3, TODAY).state
        for kind in (Kind.PROMISE, Kind.GUARANTEE)
    )
    assert guarantee is not State.NEAR
    assert SEVERITY[guarantee] >= SEVERITY[promise]


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_a_season_and_its_complement_cover_the_year(day):
    winter, summer = Season((11, 1), (4, 15)), Season((4, 16), (10, 31))
    month = Period.parse(f"{day:%Y-%m}")
    later = month.last + timedelta(days=1)
    states = [judge(commitment(season=season), percent(95), month, later).state for season in (winter, summer)]
    assert State.MET in states
