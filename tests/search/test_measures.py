"""How well the right answers are found: pure."""

import pytest

from portal.search.measures import (
    Asked,
    Measures,
    measured,
    measured_by_kind,
    percentile,
    recall,
    reciprocal_rank,
)

RIGHT = frozenset({"A", "B"})


@pytest.mark.parametrize(
    ("found", "rank", "share"),
    [
        ("AB", 1.0, 1.0),
        ("BA", 1.0, 1.0),
        ("xA", 0.5, 0.5),
        ("xxxB", 0.25, 0.5),
        ("AA", 1.0, 0.5),
        ("x" * 9 + "A", 0.1, 0.5),
        ("x" * 10 + "AB", 0.0, 0.0),
        ("", 0.0, 0.0),
    ],
)
def test_where_the_right_answers_are(found: str, rank: float, share: float) -> None:
    assert reciprocal_rank(found, RIGHT) == rank
    assert recall(found, RIGHT) == share


@pytest.mark.parametrize(
    ("values", "percent", "value"),
    [([5.0], 50, 5.0), ([3, 1, 2], 50, 2), ([1, 2, 3, 4], 50, 2), (range(1, 101), 95, 95), ([1, 9], 95, 9)],
)
def test_percentiles(values: list[float], percent: int, value: float) -> None:
    assert percentile(values, percent) == value


def test_all_and_each_kind() -> None:
    asked = [
        Asked(RIGHT, ("A", "B"), 4.0, "plain"),
        Asked(RIGHT, ("x", "A"), 2.0, "misspelt"),
        Asked(RIGHT, (), 6.0, "misspelt"),
        Asked(RIGHT, ("x",), 8.0),
    ]
    assert measured(asked) == Measures(4, mrr=0.375, recall=0.375, nothing=0.25, p50=4.0, p95=8.0)
    assert measured_by_kind(asked) == {
        "plain": Measures(1, 1.0, 1.0, 0.0, 4.0, 4.0),
        "misspelt": Measures(2, 0.25, 0.25, 0.5, 2.0, 6.0),
    }
