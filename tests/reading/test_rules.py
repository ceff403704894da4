"""Who is asked to read what, and until when: pure."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.control.rules.status import Status
from portal.people.rules import UnitFact
from portal.reading.rules import (
    Asked,
    DecidedVersion,
    Demand,
    Light,
    Place,
    asked_of,
    is_readable,
    light_of,
    reminder_on,
    units_below,
    wanted_version,
    why_not_acknowledge,
    why_not_demand,
)

DAY = date(2026, 11, 20)
UNITS = {
    "EKV": UnitFact("EKV", None),
    "SOC": UnitFact("SOC", "EKV"),
    "AO": UnitFact("AO", "SOC"),
    "HTN": UnitFact("HTN", "AO"),
    "SBF": UnitFact("SBF", "EKV"),
}
BELOW = units_below(UNITS)


def after(days: int) -> date:
    return DAY + timedelta(days)


@pytest.mark.parametrize(
    ("versions", "wanted"),
    [
        ([], None),
        ([(1, 0, True)], 1),
        ([(1, 0, False)], 1),
        ([(1, -9, True), (2, -1, False)], 1),
        ([(1, -9, True), (2, -1, True)], 2),
        ([(1, -9, True), (2, -5, True), (3, -1, False)], 2),
        ([(1, -9, True), (2, 1, True)], 1),
        ([(1, 1, True)], None),
    ],
)
def test_the_latest_significant_version_that_has_begun_is_wanted(
    versions: list[tuple[int, int, bool]], wanted: int | None
) -> None:
    found = wanted_version([DecidedVersion(number, after(day), big) for number, day, big in versions], DAY)
    assert (found.number if found else None) == wanted


def test_a_unit_has_itself_and_all_below() -> None:
    assert BELOW["SOC"] == {"SOC", "AO", "HTN"}
    assert BELOW["HTN"] == {"HTN"}
    assert units_below({"A": UnitFact("A", "B"), "B": UnitFact("B", "A")}) == {"A": {"A", "B"}, "B": {"A", "B"}}


@pytest.mark.parametrize(
    ("grants", "role", "readable"),
    [
        ({"public"}, "", True),
        ({"internal"}, "", True),
        ({"unit:AO"}, "", True),
        ({"unit:SOC"}, "", True),
        ({"unit:HTN"}, "", False),
        ({"unit:SBF"}, "", False),
        ({"role:manager@SOC"}, "manager", True),
        ({"role:manager@SOC"}, "author", False),
        ({"role:manager@SOC"}, "", False),
        (set(), "", False),
    ],
)
def test_all_who_are_asked_must_be_able_to_read(grants: set[str], role: str, readable: bool) -> None:
    assert is_readable(grants, "AO", role, UNITS) is readable


def asked(*demands: Demand, wanted_from: date = DAY, **places: list[Place]) -> dict[int, Asked]:
    return asked_of(demands, places, BELOW, wanted_from)


def test_a_demand_reaches_down_the_tree() -> None:
    found = asked(Demand("SOC", "", 10, DAY), HTN=[Place(1, "HTN", "", None)], SBF=[Place(2, "SBF", "", None)], EKV=[])
    assert found == {1: Asked("HTN", DAY, after(10))}


def test_a_role_is_asked_where_it_is_held() -> None:
    places = [Place(1, "AO", "", None), Place(2, "AO", "manager", None)]
    assert set(asked(Demand("SOC", "manager", 10, DAY), AO=places)) == {2}
    assert set(asked(Demand("SOC", "", 10, DAY), AO=places)) == {1}


@pytest.mark.parametrize(
    ("since", "wanted_from", "place_since", "begins"),
    [(0, 0, None, 0), (5, 0, None, 5), (0, 5, None, 5), (0, 0, 5, 5), (0, 0, -5, 0)],
)
def test_one_is_asked_from_when_all_is_there(
    since: int, wanted_from: int, place_since: int | None, begins: int
) -> None:
    place = Place(1, "AO", "", None if place_since is None else after(place_since))
    found = asked(Demand("AO", "", 14, after(since)), wanted_from=after(wanted_from), AO=[place])
    assert found == {1: Asked("AO", after(begins), after(begins + 14))}


def test_the_earliest_last_day_counts() -> None:
    places = {"AO": [Place(1, "AO", "", None)], "HTN": [Place(1, "HTN", "", None)]}
    found = asked(Demand("SOC", "", 30, DAY), Demand("HTN", "", 7, DAY), **places)
    assert found == {1: Asked("HTN", DAY, after(7))}


@pytest.mark.parametrize(
    ("days", "reminded", "next_"),
    [
        (30, None, 23),
        (30, 23, 31),
        (30, 28, 31),
        (30, 31, 38),
        (30, 38, 45),
        (5, None, 1),
        (5, 1, 6),
        (1, None, 2),
    ],
)
def test_one_is_reminded_before_the_last_day_after_it_and_then_weekly(
    days: int, reminded: int | None, next_: int
) -> None:
    assert reminder_on(DAY, after(days), None if reminded is None else after(reminded)) == after(next_)


@given(st.integers(1, 365), st.integers(0, 400))
def test_reminders_never_come_twice_a_day(days: int, gone: int) -> None:
    due, reminded = after(days), None
    for day in range(gone):
        if reminder_on(DAY, due, reminded) <= after(day):
            assert reminded != after(day)
            reminded = after(day)
            assert reminder_on(DAY, due, reminded) > after(day)


@pytest.mark.parametrize(
    ("asked_", "unread", "late", "light"),
    [
        (0, 0, 0, Light.NONE),
        (5, 0, 0, Light.GREEN),
        (5, 2, 0, Light.YELLOW),
        (5, 2, 1, Light.RED),
    ],
)
def test_how_it_stands(asked_: int, unread: int, late: int, light: Light) -> None:
    assert light_of(asked_, unread, late) is light


@pytest.mark.parametrize(("days", "allowed"), [(1, True), (365, True), (0, False), (366, False), (None, False)])
def test_one_has_some_days(days: int | None, allowed: bool) -> None:
    assert (why_not_demand(days, unit_name="AO", readable=True) is None) is allowed


def test_nobody_is_asked_for_what_they_may_not_read() -> None:
    assert "får inte läsa" in (why_not_demand(14, unit_name="Äldreomsorgen", readable=False) or "")


@pytest.mark.parametrize("status", Status)
def test_what_applies_or_will_may_be_acknowledged(status: Status) -> None:
    allowed = status in {Status.VALID, Status.OVERDUE, Status.SCHEDULED}
    assert (why_not_acknowledge(status) is None) is allowed
