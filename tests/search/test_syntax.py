"""What may be typed beside words: pure."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.syntax import Query, first_day, last_day, read_query


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("hot våld", Query("hot våld", (), (), {})),
        ('"hot och våld" rutin', Query("hot och våld rutin", ("hot och våld",), (), {})),
        ("”hot och våld”", Query("hot och våld", ("hot och våld",), (), {})),
        ("hot -skola", Query("hot", (), ("skola",), {})),
        ('hot -"i skolan"', Query("hot", (), ("i skolan",), {})),
        ("typ:rutin hot", Query("hot", (), (), {"typ": ("rutin",)})),
        ("TYP:Rutin", Query("", (), (), {"typ": ("Rutin",)})),
        ('enhet:"Hemtjänst Norr"', Query("", (), (), {"enhet": ("Hemtjänst Norr",)})),
        ("agare:cleo ägare:bo", Query("", (), (), {"ägare": ("cleo", "bo")})),
        ("från:2025-01 till:2025", Query("", (), (), {"från": ("2025-01",), "till": ("2025",)})),
    ],
)
def test_what_is_typed_is_read(typed: str, query: Query) -> None:
    assert read_query(typed) == query


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ('hot "våld', "hot våld"),
        ("e-post", "e-post"),
        ("kl. 10:30", "kl. 10:30"),
        ("fax: nej", "fax: nej"),
        ("hot - våld", "hot - våld"),
        ("typ:", "typ:"),
        ('""', ""),
        ("SOC-RUT-0042", "SOC-RUT-0042"),
        ("a-typ:rutin", "a-typ:rutin"),
    ],
)
def test_what_cannot_be_read_is_words(typed: str, words: str) -> None:
    query = read_query(typed)
    assert (query.words, query.phrases, query.without, query.narrowed) == (words, (), (), {})


@given(st.text(max_size=300))
def test_anything_is_read(typed: str) -> None:
    query = read_query(typed)
    assert len(query.phrases) <= 8
    assert all(query.phrases)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2025-03-09", date(2025, 3, 9), date(2025, 3, 9)),
        ("2025-2", date(2025, 2, 1), date(2025, 2, 28)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2025-13", None, None),
        ("2025-02-30", None, None),
        ("0000", None, None),
        ("igår", None, None),
        ("", None, None),
    ],
)
def test_days_months_and_years(written: str, first: date | None, last: date | None) -> None:
    assert (first_day(written), last_day(written)) == (first, last)
