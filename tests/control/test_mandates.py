"""Who may decide, asked of no database."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.control.rules.mandates import (
    Approver,
    Asked,
    Seat,
    Way,
    managers_above,
    rank_in,
    rank_of,
    seat_of,
    why_not_finish,
    why_not_sit,
)
from portal.control.rules.types import Mode

PATH = ("SOC-AO", "SOC", "EKV")
CLEO = Approver("cleo", "Cleo Åkerlund", frozenset({"dag"}), 0)
GUN = Approver("gun", "Gun Berg", frozenset(), 1)


def asked(mode: Mode, *approvers: Approver, **given_by: str) -> Asked:
    return Asked(mode, approvers, given_by)


@pytest.mark.parametrize(
    ("situation", "person", "rank", "seat"),
    [
        (asked(Mode.ONE, CLEO), "cleo", 0, Seat("cleo", Way.OWN, is_last=True)),
        (asked(Mode.ONE, CLEO), "dag", 0, Seat("cleo", Way.DEPUTY, is_last=True)),
        (asked(Mode.ONE, CLEO), "gun", 1, Seat("cleo", Way.ABOVE, is_last=True)),
        (asked(Mode.ONE, CLEO), "eva", 0, Seat("cleo", Way.ABOVE, is_last=True)),
        (asked(Mode.ONE, CLEO), "bo", -1, None),
        (asked(Mode.ONE, GUN), "cleo", 0, None),
        (asked(Mode.ONE, Approver("bo", "Bo", rank=-1)), "cleo", 0, Seat("bo", Way.ABOVE, is_last=True)),
        (asked(Mode.ONE, CLEO, GUN), "gun", 1, Seat("gun", Way.OWN, is_last=True)),
        (asked(Mode.ONE), "gun", 1, Seat("gun", Way.OWN, is_last=True)),
        (asked(Mode.ALL, CLEO, GUN), "gun", 1, Seat("gun", Way.OWN, is_last=False)),
        (asked(Mode.ALL, CLEO, GUN), "cleo", 0, Seat("cleo", Way.OWN, is_last=False)),
        (asked(Mode.ALL, CLEO, GUN, cleo="cleo"), "gun", 1, Seat("gun", Way.OWN, is_last=True)),
        (asked(Mode.ALL, CLEO, GUN, cleo="cleo"), "cleo", 0, None),
        (asked(Mode.ALL, CLEO, GUN, cleo="dag"), "dag", 0, None),
        (asked(Mode.ALL, CLEO, GUN, cleo="dag"), "cleo", 0, None),
        (asked(Mode.ALL, CLEO, GUN, gun="kim"), "kim", 2, None),
        (asked(Mode.ALL, CLEO, GUN, cleo="cleo"), "kim", 2, Seat("gun", Way.ABOVE, is_last=True)),
        (asked(Mode.IN_ORDER, CLEO, GUN), "gun", 1, None),
        (asked(Mode.IN_ORDER, CLEO, GUN), "cleo", 0, Seat("cleo", Way.OWN, is_last=False)),
        (asked(Mode.IN_ORDER, CLEO, GUN, cleo="cleo"), "gun", 1, Seat("gun", Way.OWN, is_last=True)),
        (asked(Mode.IN_ORDER, GUN, CLEO), "dag", 0, None),
    ],
)
def test_whose_yes_somebody_may_give(situation: Asked, person: str, rank: int, seat: Seat | None) -> None:
    assert seat_of(situation, person, rank) == seat
    assert (why_not_sit(situation, person, rank) is None) == (seat is not None)


def test_the_reason_tells_whom_it_waits_for() -> None:
    assert why_not_sit(asked(Mode.IN_ORDER, CLEO, GUN), "gun", 1) == "Cleo Åkerlund ska säga ja före dig."
    assert "redan sagt ja" in (why_not_sit(asked(Mode.ALL, CLEO, GUN, cleo="cleo"), "cleo", 0) or "")
    assert "varken utsedd" in (why_not_sit(asked(Mode.ONE, CLEO), "asta", -1) or "")


def test_who_says_yes_last_decides_the_dates() -> None:
    last, first = Seat("gun", Way.OWN, is_last=True), Seat("cleo", Way.OWN, is_last=False)
    assert "välj vilken dag" in (why_not_finish(last, with_dates=False) or "")
    assert why_not_finish(last, with_dates=True) is None
    assert why_not_finish(first, with_dates=False) is None


@given(st.permutations(["cleo", "gun", "kim"]), st.sampled_from(Mode))
def test_everyone_who_was_asked_says_yes_once_and_then_nobody(order: list[str], mode: Mode) -> None:
    approvers = tuple(Approver(key, rank=place) for place, key in enumerate(["cleo", "gun", "kim"]))
    given_by: dict[str, str] = {}
    turns = ["cleo", "gun", "kim"] if mode is Mode.IN_ORDER else order
    finished = 0
    for person in turns:
        seat = seat_of(Asked(mode, approvers, given_by), person, 2)
        if finished:
            assert seat is None
            continue
        assert seat is not None
        assert seat.approver == person
        given_by[seat.approver] = person
        finished += seat.is_last
    assert finished == 1
    assert Asked(mode, approvers, given_by).left == 0
    assert all(seat_of(Asked(mode, approvers, given_by), person, 2) is None for person in ("cleo", "eva"))


@pytest.mark.parametrize("order", list(permutations(["cleo", "gun", "kim"])))
def test_in_order_only_one_waits(order: tuple[str, ...]) -> None:
    approvers = tuple(Approver(key) for key in order)
    assert [one.key for one in Asked(Mode.IN_ORDER, approvers, {}).waited_for] == [order[0]]
    assert [one.key for one in Asked(Mode.IN_ORDER, approvers, {order[0]: "x"}).waited_for] == [order[1]]


@pytest.mark.parametrize(
    ("tokens", "rank"),
    [
        (set(), -1),
        ({"role:author@SOC-AO"}, -1),
        ({"role:manager@SOC-AO"}, 0),
        ({"role:manager@SOC-AO", "role:manager@SOC"}, 1),
        ({"role:manager@SBF"}, -1),
    ],
)
def test_how_far_up_one_is_a_manager(tokens: set[str], rank: int) -> None:
    assert rank_of(PATH, frozenset(tokens)) == rank


def test_a_rank_is_that_of_the_highest_unit() -> None:
    assert rank_in(PATH, ["SOC-AO", "SOC", "SBF"]) == 1
    assert rank_in(PATH, ["SBF"]) == -1


@pytest.mark.parametrize(
    ("approver", "without", "above"),
    [
        (CLEO, (), {"gun"}),
        (CLEO, ("gun",), {"kim"}),
        (GUN, (), {"kim"}),
        (Approver("bo", rank=-1), (), {"cleo", "eva"}),
        (Approver("kim", rank=2), (), set()),
    ],
)
def test_the_nearest_manager_above_is_told(approver: Approver, without: tuple[str, ...], above: set[str]) -> None:
    managers = {"SOC-AO": ["cleo", "eva"], "SOC": ["gun"], "EKV": ["kim"]}
    assert managers_above(PATH, managers, approver, frozenset(without)) == above
