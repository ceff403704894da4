"""How a large collection is divided, and what is refused."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.printing.rules.books import Format
from portal.printing.rules.parts import (
    KEPT,
    MOST_DOCUMENTS,
    MOST_WEIGHT,
    done_of,
    filename_of,
    halved,
    is_kept,
    parts_of,
    why_not_order,
)

WEIGHTS = st.lists(st.integers(0, 400_000), max_size=400)


@given(WEIGHTS)
def test_every_document_is_in_one_part_and_no_part_is_too_large(weights: list[int]) -> None:
    weighed = [(f"N{place}", weight) for place, weight in enumerate(weights)]
    parts = parts_of(weighed)
    assert [number for part in parts for number in part] == [number for number, _ in weighed]
    of = dict(weighed)
    assert all(len(part) <= MOST_DOCUMENTS and sum(of[one] for one in part) <= MOST_WEIGHT for part in parts)
    assert all(parts)


def test_a_document_that_is_too_heavy_stands_alone() -> None:
    assert parts_of([("A", 1), ("B", MOST_WEIGHT * 2), ("C", 1)]) == [["A"], ["B"], ["C"]]


def test_a_part_is_halved_until_it_is_one() -> None:
    assert halved([["A"], ["B", "C", "D"], ["E"]], 1) == [["A"], ["B", "C"], ["D"], ["E"]]
    assert done_of([["A"], ["B", "C"], ["D"]], 2) == 3


@pytest.mark.parametrize(
    ("documents", "waiting", "words"),
    [(1, 0, None), (5000, 2, None), (0, 0, "inga gällande"), (5001, 0, "en enhet i taget"), (1, 3, "redan 3 uttag")],
)
def test_why_not_order(documents: int, waiting: int, words: str | None) -> None:
    reason = why_not_order(documents, waiting)
    assert reason is None if words is None else words in (reason or "")


def test_it_is_kept_a_day() -> None:
    then = datetime(2026, 11, 20, 9, tzinfo=UTC)
    assert is_kept(then, then + KEPT - timedelta(seconds=1))
    assert not is_kept(then, then + KEPT)


def test_a_file_is_called_by_its_part() -> None:
    assert filename_of("Äldre & omsorg", Format.PDF) == "aldre-omsorg.pdf"
    assert filename_of("!", Format.DOCX, 1, 3) == "handbok-del-2-av-3.docx"
