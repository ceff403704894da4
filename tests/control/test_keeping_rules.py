"""Who answers for a document, who is reminded and when, who may say that it still holds."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.control.rules.keeping import (
    STEPS,
    branch_of,
    concerned_by,
    has_left,
    home_of,
    levels_over,
    line_of,
    owner_of,
    reached_by,
    reminders_due,
    why_not_keep,
)
from portal.people.rules import Appointment, Role, UnitFact

TODAY = date(2026, 11, 20)
DAY = timedelta(1)
UNITS = {
    fact.code: fact
    for fact in (
        UnitFact("EKV", None),
        UnitFact("SOC", "EKV"),
        UnitFact("AO", "SOC"),
        UnitFact("HTN", "AO"),
        UnitFact("HTS", "AO"),
        UnitFact("OLD", "AO", successor="HTS", valid_to=TODAY - DAY),
        UnitFact("SBF", "EKV"),
    )
}
LEVELS = [("hanna",), ("cleo", "carl"), (), ("erik",)]


@pytest.mark.parametrize(
    ("days", "causes"),
    [
        (61, []),
        (60, ["review-60"]),
        (31, ["review-60"]),
        (30, ["review-30"]),
        (1, ["review-30"]),
        (0, ["review-0"]),
        (-29, ["review-0"]),
        (-30, ["review-0", "review-late-30"]),
        (-59, ["review-0", "review-late-30"]),
        (-60, ["review-0", "review-late-30", "review-late-60"]),
        (-600, ["review-0", "review-late-30", "review-late-60"]),
    ],
)
def test_reminders_fall_due_one_after_another(days: int, causes: list[str]) -> None:
    assert [step.cause for step in reminders_due(TODAY + days * DAY, TODAY)] == causes


@given(st.integers(-400, 400))
def test_each_level_is_told_once_a_day_at_most_and_the_lower_before_the_higher(days: int) -> None:
    levels = [step.level for step in reminders_due(TODAY + days * DAY, TODAY)]
    assert levels == list(range(len(levels)))


@pytest.mark.parametrize(
    ("owner", "line"),
    [
        (None, [("hanna",), ("cleo", "carl"), ("erik",)]),
        ("bo", [("bo",), ("hanna",), ("cleo", "carl"), ("erik",)]),
        ("hanna", [("hanna",), ("cleo", "carl"), ("erik",)]),
        ("carl", [("carl",), ("erik",)]),
        ("erik", [("erik",)]),
    ],
)
def test_above_the_owner_stand_the_managers(owner: str | None, line: list[tuple[str, ...]]) -> None:
    assert line_of(owner, LEVELS) == line


def test_never_nobody_as_long_as_there_is_a_manager() -> None:
    assert owner_of("bo", LEVELS) == "bo"
    assert owner_of(None, LEVELS) == "hanna"
    assert owner_of(None, [(), (), ("erik",)]) == "erik"
    assert owner_of(None, [(), ()]) is None
    assert line_of(None, [()]) == []


def test_a_reminder_that_nobody_stands_high_enough_for_goes_to_the_highest() -> None:
    late = next(step for step in STEPS if step.cause == "review-late-60")
    assert reached_by(late, [("bo",), ("hanna",), ("cleo",)]) == ("cleo",)
    assert reached_by(late, [("bo",), ("hanna",)]) == ("hanna",)
    assert reached_by(late, [("bo",)]) == ("bo",)
    assert reached_by(late, []) == ()


def test_a_review_waits_for_more_the_later_it_is() -> None:
    line = [("bo",), ("hanna",), ("cleo", "carl")]
    assert concerned_by(TODAY + 61 * DAY, line, TODAY) == frozenset()
    assert concerned_by(TODAY + 10 * DAY, line, TODAY) == {"bo"}
    assert concerned_by(TODAY - 30 * DAY, line, TODAY) == {"bo", "hanna"}
    assert concerned_by(TODAY - 60 * DAY, line, TODAY) == {"bo", "hanna", "cleo", "carl"}


def test_what_a_merged_unit_owned_its_successor_answers_for() -> None:
    assert home_of("OLD", UNITS, TODAY) == "HTS"
    assert home_of("OLD", UNITS, TODAY - DAY) == "OLD"
    managers = {"OLD": ["gammal"], "HTS": ["hugo"], "SOC": ["sara"]}
    assert levels_over("OLD", UNITS, managers, TODAY) == [("hugo",), (), ("sara",), ()]
    assert branch_of("OLD", UNITS, TODAY) == {"OLD", "HTS", "AO", "SOC", "EKV"}
    assert branch_of("AO", UNITS, TODAY) == {"AO", "HTN", "HTS", "OLD", "SOC", "EKV"}


def place(unit: str, until: int | None = None, role: Role | None = None) -> Appointment:
    """Return a place that ends so many days from today."""
    return Appointment(unit, role, None, None if until is None else TODAY + until * DAY)


@pytest.mark.parametrize(
    ("places", "left"),
    [
        ([], False),
        ([place("HTN")], False),
        ([place("HTN", 0)], False),
        ([place("HTN", -1)], True),
        ([place("HTN", -1), place("AO", role=Role.MANAGER)], False),
        ([place("HTN", -1), place("HTS")], True),
        ([place("HTN", -1), place("SBF")], True),
        ([place("SBF")], False),
        ([place("SBF", -1)], True),
        ([place("EKV"), place("HTN", -300)], False),
    ],
)
def test_who_has_ended_all_places_there_has_left(places: list[Appointment], left: bool) -> None:
    assert has_left(places, branch_of("HTN", UNITS, TODAY), TODAY) is left


@pytest.mark.parametrize(
    ("tokens", "may"),
    [
        ({"person:bo"}, True),
        ({"person:lena"}, True),
        ({"role:manager@HTN"}, True),
        ({"person:asta", "role:author@HTN"}, False),
        ({"role:manager@SBF"}, False),
        ({"role:quality_lead@HTN"}, False),
        ({"public"}, False),
    ],
)
def test_owner_process_lead_and_managers_may_keep(tokens: set[str], may: bool) -> None:
    assert (why_not_keep(["bo", "lena"], "HTN", frozenset(tokens)) is None) is may
