"""What is typed: kept as JSON and read back the same, compared without regard to line ends, never too long."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.control.rules.writing import LONGEST, PRESENT, Written, is_present, why_not_invite, why_not_keep

words = st.text(max_size=40)
written = st.builds(
    Written,
    title=words,
    text=words,
    front=words,
    change_note=words,
    significance=words,
    audience=st.lists(words, max_size=3).map(tuple),
    titles=st.lists(st.tuples(words, words), max_size=3).map(tuple),
)
ONE = Written("Titel", "Text.", "a: b", "Nytt.", "minor", ("internal", "public"), (("a.pdf", "A"),))


@given(written)
def test_it_is_read_back_as_it_was_written(one: Written) -> None:
    assert Written.from_json(one.to_json()) == one
    assert one.is_like(one)


def test_nothing_written_is_empty() -> None:
    assert Written.from_json("") == Written()


def test_line_ends_and_the_order_of_audiences_are_no_difference() -> None:
    assert ONE.is_like(replace(ONE, text="\r\nText.\r\n", audience=("public", "internal")))


@pytest.mark.parametrize("name", [field.name for field in fields(Written)])
def test_any_other_change_is_one(name: str) -> None:
    other = {"audience": ("internal",), "titles": (("a.pdf", "B"),)}.get(name, "Annat")
    assert not ONE.is_like(replace(ONE, **{name: other}))


def test_who_was_heard_of_a_minute_ago_is_still_there() -> None:
    now = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    assert is_present(now - PRESENT, now)
    assert not is_present(now - PRESENT - timedelta(seconds=1), now)


def test_what_is_too_long_is_not_kept() -> None:
    assert why_not_keep(Written(text="x" * LONGEST)) is None
    assert "för lång" in (why_not_keep(Written(text="x" * LONGEST, title="y")) or "")


def test_who_may_write_for_the_unit_is_asked_once() -> None:
    writer = frozenset({"role:author@SOC"})
    assert why_not_invite("Cleo", "cleo", writer, "SOC", {"bo"}) is None
    assert why_not_invite("Cleo", "cleo", writer, "SOC", {"cleo"}) == "Cleo skriver redan i utkastet."
    assert "har inte behörighet att skriva för SBF" in (why_not_invite("Cleo", "cleo", writer, "SBF", ()) or "")
