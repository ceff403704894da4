"""What the start page sums up."""

import pytest

from portal.home.rules import Overview


@pytest.mark.parametrize(
    ("total", "overdue", "tone"), [(0, 0, "success"), (20, 0, "success"), (20, 1, "warning"), (20, 2, "danger")]
)
def test_one_in_ten_late_is_alarming(total: int, overdue: int, tone: str) -> None:
    assert Overview("SOC", "Socialförvaltningen", total, overdue).tone == tone
