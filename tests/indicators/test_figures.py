"""Figures as a sheet has them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.indicators.figures import MOST_LINES, Line, read
from portal.lib.sheet import SheetError

LINE = Line(1, "kc-epost-andel", "2026-Q3", 1836, 2183)


@pytest.mark.parametrize(
    "text",
    [
        "kc-epost-andel\t2026-Q3\t1836\t2183",
        "kc-epost-andel;2026 k3;1 836;2 183;",
        "kc-epost-andel,kvartal 3 2026,1836,2183,,",
        "\ufeffkc-epost-andel;KV 3 2026;1\u00a0836;2\u202f183",
        "kc-epost-andel;2026Q3;01836;2183\r\n\r\n",
    ],
)
def test_lines_are_read_as_they_are_pasted(text: str) -> None:
    assert read(text) == [LINE]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2026", "2026"),
        ("2026-09", "2026-09"),
        ("2026-q3", "2026-Q3"),
        ("q3 2026", "2026-Q3"),
        ("2026 kv. 3", "2026-Q3"),
    ],
)
def test_periods_are_read_as_they_are_written(written: str, code: str) -> None:
    assert read(f"a;{written};1;2")[0].period == code


def test_columns_stand_in_any_order_where_they_are_named() -> None:
    text = "Period;Nyckeltal;Av;Antal;Varför\n2026-Q3;kc-epost-andel;2183;1836;Sju brev hade räknats två gånger."
    assert read(text) == [Line(2, "kc-epost-andel", "2026-Q3", 1836, 2183, "Sju brev hade räknats två gånger.")]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("a;2026-Q5;1;2", "”2026-Q5” är ingen period."),
        ("a;förra kvartalet;1;2", "är ingen period."),
        ("a;2026-Q3;-1;2", "”-1” är inget heltal"),
        ("a;2026-Q3;1,5;2", "”1,5” är inget heltal"),
        ("a;2026-Q3;;2", "”” är inget heltal"),
        ("a;2026-Q3;=SUMMA(A1:A9);2", "”=SUMMA(A1:A9)” är inget heltal"),
        ("a;2026-Q3;" + "9" * 16 + ";2", "är inget heltal"),
        ("a;2026-Q3;٣;2", "”٣” är inget heltal"),
        ("a;2026-Q3;1;2;för;mycket", "Raden har 6 celler"),
        ("a\x07;2026-Q3;1;2", "styrtecken"),
        ("a;2026-Q3;1;2;" + "x" * 501, "för lång"),
    ],
)
def test_what_cannot_be_read_is_told(line: str, words: str) -> None:
    (found,) = read(line)
    assert words in " ".join(found.problems)


def test_the_same_twice_is_told_on_both_lines() -> None:
    assert [bool(line.problems) for line in read("a;2026-Q3;1;2\nb;2026-Q3;1;2\na;2026 k3;1;3")] == [True, False, True]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "inga siffror"),
        ("nyckeltal;period;täljare;nämnare", "inga siffror"),
        ("namn;period;täljare;nämnare\na;2026-Q3;1;2", "Första raden ska heta"),
        ("period;period;täljare;nämnare\na;2026-Q3;1;2", "Första raden ska heta"),
        ('a;"2026-Q3;1;2', "citattecken"),
        ("a;2026-Q3;1;2\x00", "tecken som inte hör hemma"),
        ("a;2026-Q3;1;2\n" * (MOST_LINES + 1), "fler än 2000 rader"),
    ],
)
def test_a_sheet_that_is_none_is_refused(text: str, words: str) -> None:
    with pytest.raises(SheetError, match=words):
        read(text)


@given(st.text(max_size=200))
def test_whatever_is_pasted_is_read_or_refused_in_words(text: str) -> None:
    try:
        lines = read(text)
    except SheetError as error:
        lines, told = [], str(error)
    else:
        told = "read"
    assert told
    assert all(line.numerator >= 0 and (line.problems or line.period) for line in lines)
