"""What the start page sums up."""

import pytest

from portal.home.rules import Overview, sum_up

ANCESTORS = {"SOC-AO-HTN": ("SOC-AO-HTN", "SOC-AO", "SOC", "EKV"), "SBF": ("SBF", "EKV"), "EKV": ("EKV",)}


def test_every_unit_below_counts_and_what_is_above_does_not() -> None:
    counts = {"SOC-AO-HTN": (7, 2), "SBF": (3, 0), "EKV": (5, 5)}
    lines = sum_up([("SOC", "Socialförvaltningen"), ("SBF", "Samhällsbyggnad")], counts, ANCESTORS)
    assert [(line.code, line.total, line.overdue) for line in lines] == [("SOC", 7, 2), ("SBF", 3, 0)]


def test_an_administration_without_documents_is_there_all_the_same() -> None:
    assert sum_up([("SOC", "Socialförvaltningen")], {}, {}) == [Overview("SOC", "Socialförvaltningen", 0, 0)]


@pytest.mark.parametrize(
    ("total", "overdue", "tone"), [(0, 0, "success"), (20, 0, "success"), (20, 1, "warning"), (20, 2, "danger")]
)
def test_one_in_ten_late_is_alarming(total: int, overdue: int, tone: str) -> None:
    assert Overview("SOC", "Socialförvaltningen", total, overdue).tone == tone
