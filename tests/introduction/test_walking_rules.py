"""How far one has come, and when an introduction may be closed: pure."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.introduction.rules.walking import (
    LONGEST_NOTE,
    Kind,
    Leg,
    Progress,
    Step,
    due_on,
    moved,
    once_each,
    progress_of,
    why_not_close,
    why_not_item,
    why_not_section,
)

DAY = date(2026, 11, 20)
DONE, LEFT = Step(1, "", done=True), Step(2, "", done=False)
EXTRA = Step(3, "", done=False, optional=True)
CLOSED = Step(4, "", done=False, open=False)


def leg(*steps: Step, due: int = 0, section: int = 1) -> Leg:
    return Leg(section, f"Avsnitt {section}", DAY + timedelta(due), steps)


@pytest.mark.parametrize(("within", "days"), [(0, 0), (1, 0), (2, 1), (7, 6), (30, 29)])
def test_the_first_day_is_day_one(within: int, days: int) -> None:
    assert due_on(DAY, within) == DAY + timedelta(days)


@pytest.mark.parametrize(
    ("steps", "due", "late"),
    [
        ([LEFT], -1, True),
        ([LEFT], 0, False),
        ([DONE], -1, False),
        ([DONE, LEFT], -1, True),
        ([EXTRA], -1, False),
        ([CLOSED], -1, False),
        ([], -1, False),
    ],
)
def test_a_section_is_late_while_something_that_must_be_done_is_left(steps: list[Step], due: int, late: bool) -> None:
    assert leg(*steps, due=due).is_late(DAY) is late


@pytest.mark.parametrize(
    ("steps", "done", "total", "missing", "following"),
    [
        ([], 0, 0, 0, None),
        ([DONE], 1, 1, 0, None),
        ([DONE, LEFT], 1, 2, 1, 2),
        ([EXTRA, LEFT], 0, 2, 1, 2),
        ([EXTRA, DONE], 1, 2, 0, 3),
        ([CLOSED, DONE], 1, 1, 0, None),
    ],
)
def test_progress(steps: list[Step], done: int, total: int, missing: int, following: int | None) -> None:
    found = progress_of([leg(*steps)], DAY)
    assert (found.done, found.total, found.missing, found.next_item) == (done, total, missing, following)


@pytest.mark.parametrize(
    ("done", "total", "percent"), [(0, 0, 100), (0, 3, 0), (1, 3, 33), (199, 200, 99), (3, 3, 100)]
)
def test_only_all_is_a_hundred_percent(done: int, total: int, percent: int) -> None:
    assert Progress(done, total, total - done, None, 0).percent == percent


steps_of = st.lists(st.builds(Step, st.integers(1, 99), st.just(""), st.booleans(), st.booleans(), st.booleans()))


@given(st.lists(st.builds(lambda steps, due: leg(*steps, due=due), steps_of, st.integers(-9, 9)), max_size=5))
def test_doing_more_never_sets_one_back(legs: list[Leg]) -> None:
    before = progress_of(legs, DAY)
    all_done = [replace(one, steps=tuple(replace(step, done=True) for step in one.steps)) for one in legs]
    after = progress_of(all_done, DAY)
    assert (after.done, after.total, after.late, after.missing) == (before.total, before.total, 0, 0)
    assert 0 <= before.done <= before.total
    assert (before.next_item is None) == (before.done == before.total)
    assert before.is_complete or before.percent < 100


def test_a_document_stands_where_it_comes_first() -> None:
    one, same, task = Step(1, "A", False), Step(2, "A", False), Step(3, "", False)
    assert once_each([leg(one, section=1), leg(same, section=2), leg(same, task, CLOSED, section=3)]) == (
        leg(one, section=1),
        leg(task, section=3),
    )


def test_sections_called_the_same_and_due_the_same_day_are_one() -> None:
    first, second, third = Step(1, "", False), Step(2, "", True), Step(3, "", False)
    one, same = Leg(1, "Första dagen", DAY, (first,)), Leg(2, "Första Dagen", DAY, (second,))
    later = Leg(3, "Första dagen", DAY + timedelta(1), (third,))
    assert once_each([one, same, later]) == (Leg(1, "Första dagen", DAY, (first, second)), later)


@pytest.mark.parametrize(
    ("missing", "note", "own", "closed", "said"),
    [
        (0, "Bra.", False, False, None),
        (2, "Slutar redan nu.", False, False, None),
        (2, " ", False, False, "Allt är inte klart"),
        (0, "", False, False, "några ord"),
        (0, "Bra.", True, False, "egen introduktion"),
        (0, "Bra.", False, True, "redan avslutad"),
        (0, "x" * (LONGEST_NOTE + 1), False, False, "för lång"),
    ],
)
def test_when_it_may_be_closed(missing: int, note: str, own: bool, closed: bool, said: str | None) -> None:
    reason = why_not_close(Progress(1, 1 + missing, missing, None, 0), note, is_own=own, is_closed=closed)
    assert reason is None if said is None else said in (reason or "")


@pytest.mark.parametrize(
    ("title", "within", "said"),
    [("Första veckan", 7, None), (" ", 7, "heter"), ("A", None, "dagar"), ("A", 0, "dagar"), ("A", 366, "dagar")],
)
def test_what_a_section_needs(title: str, within: int | None, said: str | None) -> None:
    reason = why_not_section(title, within)
    assert reason is None if said is None else said in (reason or "")


@pytest.mark.parametrize(
    ("kind", "title", "readable", "known", "said"),
    [
        (Kind.TASK, "Hämta nyckel", False, False, None),
        (Kind.TASK, "", True, False, "ska göras"),
        (Kind.DOCUMENT, "", True, False, None),
        (Kind.DOCUMENT, "", False, False, "får inte läsa"),
        (Kind.DOCUMENT, "", True, True, "finns redan"),
    ],
)
def test_what_may_stand_in_a_list(kind: Kind, title: str, readable: bool, known: bool, said: str | None) -> None:
    reason = why_not_item(kind, title, readable=readable, known=known)
    assert reason is None if said is None else said in (reason or "")


@pytest.mark.parametrize(
    ("one", "step", "order"), [(2, -1, [2, 1, 3]), (2, 1, [1, 3, 2]), (1, -1, [1, 2, 3]), (3, 1, [1, 2, 3])]
)
def test_moving(one: int, step: int, order: list[int]) -> None:
    assert moved([1, 2, 3], one, step) == order
