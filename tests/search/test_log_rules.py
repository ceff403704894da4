"""What is kept of searches and what is shown: pure."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.log_rules import (
    LONGEST_LOGGED,
    PERIODS,
    Line,
    decayed,
    first_day,
    first_kept,
    is_unfinished,
    listed,
    loggable,
    period_of,
    rank_of,
    ref_of,
    spans,
)

TODAY = date(2026, 11, 20)
WRITINGS = [
    "{0}{1}{2}{3}",
    "{0}{1}{2}-{3}",
    "{0}-{1}-{2} {3}",
    "{0} {1} {2} - {3}",
    "{0}.{1}.{2}+{3}",
    "{0}/{1}/{2}_{3}",
    "{0}{1} {2}{3}",
    "{0} {1}{2} {3}",
]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("  Hot   och\tVÅLD ", "hot och våld"),
        ("SOC-RUT-0042", "soc-rut-0042"),
        ("soc rut 42 och 43", "soc rut 42 och 43"),
        ("5 kap. 3 § SoL", "5 kap. 3 § sol"),
        ("förvaltningslagen (2017:900)", "förvaltningslagen (2017:900)"),
        ("budget 2026–2028", "budget 2026–2028"),
        ("ring 112 eller 1177", "ring 112 eller 1177"),
        ("ＨＯＴ", "hot"),
        ("hot\u200bvåld\ud800", "hot våld"),
        ("", None),
        (" \x00 ", None),
        ("anna@ekvik.example", None),
        ("anna＠ekvik.example", None),
        ("123456", None),
        ("ärende 1234567", None),
        ("٨٥٠٣١٢", None),
        ("anna 850312", None),
        ("1985-03-12", None),
        ("85 03 12 ab12", None),
        ("850312-T123", None),
        ("19850312 2012", None),
        ("1985:0312 2012", None),
        ("1985 0312 1234", None),
        ("85\u200b0312", None),
        ("0555-10 10 00", None),
        ("+46 (0)70 123 45 67", None),
        ("08/12 34 56", None),
        ("070 1 2 3", None),
    ],
)
def test_what_is_counted(text: str, words: str | None) -> None:
    assert loggable(text) == words


@given(
    st.dates(date(1900, 1, 1), date(2026, 1, 1)),
    st.integers(0, 9999),
    st.sampled_from(WRITINGS),
    st.booleans(),
    st.sampled_from(["", "anna ", "var är "]),
)
def test_no_personal_number_is_counted(born: date, last: int, writing: str, short: bool, before: str) -> None:
    year = f"{born.year:04d}"[2 * short :]
    number = writing.format(year, f"{born.month:02d}", f"{born.day:02d}", f"{last:04d}")
    assert loggable(before + number) is None


@given(st.text(max_size=300))
def test_what_is_counted_can_be_kept(text: str) -> None:
    words = loggable(text)
    if words is not None:
        assert 0 < len(words) <= LONGEST_LOGGED
        assert words == words.strip()
        assert words.encode()
        assert all(letter.isprintable() for letter in words)
        assert loggable(words) == words


def test_long_words_are_cut_after_they_are_looked_at() -> None:
    assert loggable("hemtjänst " * 30) == ("hemtjänst " * 10).strip()
    assert loggable("hemtjänst " * 30 + "850312-1234") is None


@pytest.mark.parametrize(
    ("before", "words", "unfinished"),
    [
        ("hemtj", "hemtjänst", True),
        ("hot och v", "hot och våld", True),
        ("hot", "hot och våld", False),
        ("hot", "hot", False),
        ("hemtjänst", "hemtj", False),
        ("skola", "hemtjänst", False),
    ],
)
def test_what_was_half_typed(before: str, words: str, unfinished: bool) -> None:
    assert is_unfinished(before, words) is unfinished


@pytest.mark.parametrize(
    ("text", "ref"),
    [
        ("document:SOC-RUT-0042", "document:SOC-RUT-0042"),
        ("service:hemtjänst", "service:hemtjänst"),
        ("person:asta", None),
        ("document:", None),
        ("document:" + "x" * 101, None),
        ("document:a b", None),
        ("", None),
    ],
)
def test_what_can_be_opened(text: str, ref: str | None) -> None:
    assert ref_of(text, ("document", "service")) == ref


@pytest.mark.parametrize(
    ("text", "rank"),
    [("1", 1), ("10000", 10_000), ("0", None), ("10001", None), ("-1", None), ("1.5", None), ("²", None), ("", None)],
)
def test_places(text: str, rank: int | None) -> None:
    assert rank_of(text) == rank


@pytest.mark.parametrize(("days", "weight"), [(0, 8.0), (30, 4.0), (60, 2.0), (90, 1.0), (-1, 8.0)])
def test_openings_weigh_less_with_time(days: int, weight: float) -> None:
    assert decayed(TODAY - timedelta(days), 8, TODAY) == weight


@pytest.mark.parametrize(("text", "days"), [("7", 7), ("90", 90), ("8", 30), ("", 30), ("x" * 99, 30)])
def test_periods(text: str, days: int) -> None:
    assert period_of(text) == days


def test_all_of_the_longest_period_is_kept() -> None:
    assert first_kept(TODAY) < first_day(max(PERIODS), TODAY)
    assert first_day(7, TODAY) == date(2026, 11, 14)


def test_what_few_have_searched_for_is_summed() -> None:
    lines = [Line("a", 3, 1), Line("b", 2, 1), Line("c", 9, 1), Line("å", 3, 1)]
    found = listed(lines, 20)
    assert [line.words for line in found.lines] == ["c", "a", "å"]
    assert found.rest == 5
    many = [Line(f"{place:03d}", 3, 1) for place in range(30)]
    assert (len(listed(many, 90).lines), listed(many, 90).rest) == (25, 15)


@pytest.mark.parametrize(("opened", "mean"), [(0, None), (2, None), (3, 4.0), (12, 1.0)])
def test_what_few_have_opened_is_not_shown(opened: int, mean: float | None) -> None:
    line = Line("hot", 12, 5, opened, 12)
    assert (line.mean_rank, line.shows_openings) == (mean, mean is not None)


@pytest.mark.parametrize("days", PERIODS)
def test_a_period_is_parted_without_gaps(days: int) -> None:
    by_day = {TODAY - timedelta(back): (10, 1) for back in range(days + 5)}
    found = spans(days, TODAY, by_day)
    assert len(found) == PERIODS[days]
    assert found[0].first == first_day(days, TODAY)
    assert found[-1].last == TODAY
    assert all(one.last + timedelta(1) == other.first for one, other in pairwise(found))
    assert (sum(span.count for span in found), sum(span.none for span in found)) == (10 * days, days)
    assert spans(days, TODAY, {})[0].count == 0
