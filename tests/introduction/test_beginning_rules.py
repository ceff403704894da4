"""Who is new, and which lists they are given: pure."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.introduction.rules.beginning import (
    AWAY_DAYS,
    NEW_DAYS,
    Given,
    ListFact,
    News,
    Place,
    home_of,
    in_order,
    is_loading,
    is_new,
    lists_today,
    news_for,
    still_concerned,
)
from portal.people.rules import UnitFact

DAY = date(2026, 11, 20)
UNITS = {
    "EKV": UnitFact("EKV", None),
    "SOC": UnitFact("SOC", "EKV"),
    "AO": UnitFact("AO", "SOC"),
    "HTN": UnitFact("HTN", "AO"),
    "HTS": UnitFact("HTS", "AO"),
    "SBF": UnitFact("SBF", "EKV"),
}
KOMMUN, FORV, NORR, SODER, CHEF = 1, 2, 3, 4, 5


def after(days: int | None) -> date | None:
    return None if days is None else DAY + timedelta(days)


OLD = DAY - timedelta(900)
LISTS = (
    ListFact(CHEF, "EKV", "manager", OLD),
    ListFact(NORR, "HTN", "", OLD),
    ListFact(SODER, "HTS", "", OLD),
    ListFact(FORV, "SOC", "", OLD),
    ListFact(KOMMUN, "EKV", "", OLD),
)


def place(unit: str, since: int | None, until: int | None = None, role: str = "") -> Place:
    return Place(unit, role, after(since), after(until))


def given_lists(*places: Place, had: tuple[Given, ...] = (), lists: tuple[ListFact, ...] = LISTS) -> list[int]:
    return [one for news in news_for(places, lists, had, UNITS, DAY) for one in news.lists]


def test_lists_are_put_together_from_the_municipality_down_and_roles_last() -> None:
    assert [one.id for one in in_order(LISTS, UNITS)] == [KOMMUN, CHEF, FORV, NORR, SODER]


@pytest.mark.parametrize(
    ("places", "lists"),
    [
        ([place("HTN", 0)], [KOMMUN, FORV, NORR]),
        ([place("SOC", 0)], [KOMMUN, FORV]),
        ([place("SBF", 0)], [KOMMUN]),
        ([place("HTN", -NEW_DAYS)], [KOMMUN, FORV, NORR]),
        ([place("HTN", -NEW_DAYS - 1)], []),
        ([place("HTN", 1)], []),
        ([place("HTN", None)], []),
        ([place("HTN", -3, -1)], []),
        ([place("HTN", 0), place("AO", 0, role="manager")], [KOMMUN, FORV, NORR, CHEF]),
        ([place("HTN", -900), place("AO", -1, role="manager")], [CHEF]),
        ([place("HTN", None), place("AO", -1, role="manager")], [CHEF]),
        ([place("HTN", -900, -1), place("HTS", 0)], [SODER]),
        ([place("SBF", -900, -1), place("HTS", 0)], [FORV, SODER]),
        ([place("HTN", -900), place("AO", 0)], []),
        ([place("HTN", -900, -AWAY_DAYS), place("HTN", 0)], []),
        ([place("HTN", -900, -AWAY_DAYS - 1), place("HTN", 0)], [KOMMUN, FORV, NORR]),
        ([], []),
    ],
)
def test_one_is_given_what_is_news(places: list[Place], lists: list[int]) -> None:
    assert given_lists(*places) == lists


def test_a_list_is_given_to_those_who_come_after_it() -> None:
    new = ListFact(9, "HTN", "", DAY - timedelta(3))
    assert given_lists(place("HTN", -4), lists=(new,)) == []
    assert given_lists(place("HTN", -3), lists=(new,)) == [9]


def test_a_list_that_has_ended_is_given_to_nobody() -> None:
    assert given_lists(place("HTN", 0), lists=(ListFact(9, "HTN", "", OLD, DAY),)) == []
    assert given_lists(place("HTN", -1), lists=(ListFact(9, "HTN", "", OLD, DAY),)) == [9]


def test_what_was_given_is_not_given_again() -> None:
    begun = Given(FORV, DAY - timedelta(2))
    assert given_lists(place("HTN", -2), had=(begun,)) == [KOMMUN, NORR]
    assert given_lists(place("HTN", -600, -1), place("HTS", 0), had=(Given(SODER, OLD),)) == []


def test_who_comes_back_after_long_begins_from_the_top_even_if_they_had_it_before() -> None:
    had = tuple(Given(one, OLD) for one in (KOMMUN, FORV, NORR))
    assert given_lists(place("HTN", -900, -AWAY_DAYS - 1), place("HTN", 0), had=had) == [KOMMUN, FORV, NORR]


def test_the_days_are_counted_from_the_place_that_brings_the_list() -> None:
    found = news_for([place("HTN", -5), place("AO", 0, role="manager")], LISTS, (), UNITS, DAY)
    assert found == (News(DAY - timedelta(5), "HTN", (KOMMUN, FORV, NORR)), News(DAY, "AO", (CHEF,)))


def some_places() -> st.SearchStrategy[Place]:
    days = st.none() | st.integers(-900, 40)
    roles = st.sampled_from(["", "", "manager"])
    return st.builds(place, st.sampled_from(sorted(UNITS)), days, st.none() | st.integers(-900, 40), roles)


@given(st.lists(some_places(), max_size=5), st.integers(0, 40))
def test_a_second_round_gives_nothing_more(places: list[Place], later: int) -> None:
    first = news_for(places, LISTS, (), UNITS, DAY)
    had = [Given(one, news.since) for news in first for one in news.lists]
    assert news_for(places, LISTS, had, UNITS, DAY) == ()
    assert len({(one.list, one.since) for one in had}) == len(had)
    rest = news_for(places, LISTS, had, UNITS, DAY + timedelta(later))
    assert all(news.since > DAY for news in rest)


@given(st.lists(some_places(), max_size=5))
def test_nobody_is_given_what_no_new_place_of_theirs_concerns(places: list[Place]) -> None:
    concerned = still_concerned(LISTS, places, UNITS, DAY)
    for news in news_for(places, LISTS, (), UNITS, DAY):
        assert set(news.lists) <= concerned
        assert any(is_new(one, DAY) and one.since == news.since and one.unit == news.unit for one in places)


@pytest.mark.parametrize(
    ("beginning", "everybody", "loads"),
    [(1, 1, False), (20, 20, False), (21, 21, True), (21, 84, False), (22, 84, True), (200, 8000, False)],
)
def test_so_many_at_once_are_being_entered(beginning: int, everybody: int, loads: bool) -> None:
    assert is_loading(beginning, everybody) is loads


@pytest.mark.parametrize(
    ("places", "home"),
    [
        ([place("HTN", -9)], "HTN"),
        ([place("HTN", -9, -1)], None),
        ([place("HTN", -9, -1), place("HTS", 0)], "HTS"),
        ([place("HTN", -9, -1), place("HTS", 1)], None),
        ([place("HTS", -1), place("HTN", -9)], "HTN"),
        ([place("SBF", -30), place("HTS", -9), place("EKV", -1, role="manager")], "HTS"),
        ([], None),
    ],
)
def test_one_is_introduced_where_one_is(places: list[Place], home: str | None) -> None:
    assert home_of("HTN", places, DAY) == home


def test_by_hand_one_is_given_all_that_concerns_what_one_has() -> None:
    ended = ListFact(9, "HTN", "", OLD, DAY)
    places = [place("HTN", -900), place("HTS", -900, -1)]
    assert lists_today(places, (*LISTS, ended), UNITS, DAY) == (KOMMUN, FORV, NORR)
