"""What waits for whom, asked of no database."""

from datetime import date

import pytest

from portal.control.rules.mandates import Approver, Asked
from portal.control.rules.types import Mode
from portal.control.rules.waiting import Errand, Patience, Place, errand_of, told_of

FRIDAY = date(2026, 11, 20)
PATIENCE = Patience(5, 10)
PLACE = Place(("SOC-AO", "SOC", "EKV"), {"SOC-AO": ["cleo", "eva"], "SOC": ["gun"], "EKV": ["kim"]})
CLEO, GUN = Approver("cleo", rank=0), Approver("gun", rank=1)


@pytest.mark.parametrize(
    ("day", "reminds", "escalates"),
    [
        (date(2026, 11, 26), False, False),
        (date(2026, 11, 27), True, False),
        (date(2026, 12, 3), True, False),
        (date(2026, 12, 4), True, True),
    ],
)
def test_patience_is_counted_in_working_days(day: date, reminds: bool, escalates: bool) -> None:
    assert PATIENCE.needs_reminder(FRIDAY, day) == reminds
    assert PATIENCE.is_strained(FRIDAY, day) == escalates
    assert PATIENCE.reminded_on(FRIDAY) == date(2026, 11, 27)


@pytest.mark.parametrize(
    ("asked", "person", "errand"),
    [
        (Asked(Mode.ONE, (CLEO,), {}), "cleo", (Errand.DECIDE, "cleo")),
        (Asked(Mode.ONE, (CLEO,), {}), "gun", None),
        (Asked(Mode.ONE, (Approver("cleo", deputies=frozenset({"dag"})),), {}), "dag", (Errand.DEPUTY, "cleo")),
        (Asked(Mode.IN_ORDER, (CLEO, GUN), {}), "gun", None),
        (Asked(Mode.IN_ORDER, (CLEO, GUN), {"cleo": "cleo"}), "gun", (Errand.DECIDE, "gun")),
        (Asked(Mode.ALL, (CLEO, GUN), {"cleo": "cleo"}), "cleo", None),
        (Asked(Mode.ONE, (Approver("bo"),), {}), "bo", None),
        (Asked(Mode.ONE, (), {}), "cleo", None),
    ],
)
def test_why_it_waits_for_somebody(asked: Asked, person: str, errand: tuple[Errand, str] | None) -> None:
    assert errand_of(asked, person, frozenset({"bo"})) == errand


@pytest.mark.parametrize(
    ("asked", "hands", "told"),
    [
        (Asked(Mode.ONE, (CLEO,), {}), (), {"gun": CLEO}),
        (Asked(Mode.ONE, (CLEO,), {}), ("gun",), {"kim": CLEO}),
        (Asked(Mode.ONE, (CLEO, GUN), {}), (), {"kim": CLEO}),
        (Asked(Mode.ALL, (CLEO, GUN), {"cleo": "kim"}), (), {}),
        (Asked(Mode.ONE, (), {}), (), {"cleo": None, "eva": None}),
    ],
)
def test_the_nearest_manager_above_is_told(
    asked: Asked, hands: tuple[str, ...], told: dict[str, Approver | None]
) -> None:
    assert told_of(asked, PLACE, frozenset(hands)) == told
