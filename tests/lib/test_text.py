"""Swedish text: slugs, folding, excerpts, nearest words, numbers and sizes."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.lib.text import excerpt, filesize, fold, format_number, nearest, slug


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Åsö Café", "aso cafe"),
        ("ÄÖÜ", "aou"),
        ("A\u030a", "a"),
        ("Straße", "strasse"),
        ("Sámi čŋđ", "sami cnd"),
        ("ﬁ½", "fi1⁄2"),
    ],
)
def test_folding_takes_case_and_dots_away(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Så gör vi – rutin 2!", "sa-gor-vi-rutin-2"),
        ("  ", ""),
        ("★", ""),
        ("a" * 99, "a" * 60),
        ("ab " * 30, "ab-" * 19 + "ab"),
    ],
)
def test_slugs_are_letters_digits_and_single_hyphens(text, expected):
    assert slug(text) == expected


def test_a_short_text_is_its_own_excerpt_on_one_line():
    assert excerpt(" Ett  kort\nstycke. ") == "Ett kort stycke."


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("Rutinen gäller alla, även vikarier", 21, "Rutinen gäller alla…"),
        ("Rutinen gäller", 8, "Rutinen…"),
        ("Ordetärlångt", 6, "Ordet…"),
        ("ab cd", 5, "ab cd"),
    ],
)
def test_excerpts_are_cut_between_words(text, limit, expected):
    assert excerpt(text, limit) == expected


@given(st.text(), st.integers(2, 50))
def test_excerpts_keep_to_their_limit(text, limit):
    assert len(excerpt(text, limit)) <= limit


def test_the_nearest_candidates_come_first():
    numbers = ["SOC-RUT-0042", "SOC-RUT-0024", "SOC-RIK-0042", "KFF-POL-0001"]
    assert nearest("soc-rut-0042", numbers) == ["SOC-RUT-0042", "SOC-RUT-0024", "SOC-RIK-0042"]
    assert nearest("SOC-RUT-0042", numbers, 1) == ["SOC-RUT-0042"]


@pytest.mark.parametrize(
    ("word", "candidate", "is_near"),
    [
        ("approver", "aprover", True),
        ("approver", "appvorer", True),
        ("ttile", "title", True),
        ("tite", "titles", True),
        ("unit", "kind", False),
        ("", "abc", False),
        ("år", "ar", True),
    ],
)
def test_what_is_too_far_away_is_left_out(word, candidate, is_near):
    assert (nearest(word, [candidate]) == [candidate]) is is_near


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (0, None, "0"),
        (12345, None, "12\u202f345"),
        (1234567.5, None, "1\u202f234\u202f567,5"),
        (-3.25, None, "−3,25"),
        (2.0, None, "2"),
        (1 / 3, None, "0,33"),
        (87.449, 1, "87,4"),
        (0.25, 1, "0,3"),
        (2.5, 0, "3"),
        (100, 1, "100,0"),
        (-0.001, None, "0"),
        (-0.001, 1, "0,0"),
        (Decimal("1E+3"), None, "1\u202f000"),
        (10**20, 0, "100" + "\u202f000" * 6),
    ],
)
def test_numbers_are_written_as_swedes_do(value, decimals, expected):
    assert format_number(value, decimals) == expected


@pytest.mark.parametrize("value", [float("inf"), float("nan")])
def test_what_is_no_number_is_refused(value):
    with pytest.raises(ValueError, match="Inte ett tal"):
        format_number(value)


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, "0 byte"),
        (999, "999 byte"),
        (1000, "1 kB"),
        (24_400, "24 kB"),
        (999_499, "999 kB"),
        (999_500, "1 MB"),
        (1_250_000, "1,3 MB"),
        (300_000_000, "300 MB"),
        (2_000_000_000_000, "2\u202f000 GB"),
    ],
)
def test_sizes_are_rounded_to_what_a_reader_needs(count, expected):
    assert filesize(count).replace("\u00a0", " ") == expected
