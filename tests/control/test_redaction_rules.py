"""What is taken out, on which ground, and what stands in its place."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.control.rules.redactions import (
    MARK,
    SUBJECT,
    ground_text,
    subject_of,
    tombstone,
    why_not_ground,
    why_not_passage,
    without,
)


def test_the_ground_is_told_in_words() -> None:
    assert ground_text("gdpr", "artikel 17") == "dataskyddsförordningen (EU) 2016/679 artikel 17"
    assert ground_text("other", " lagen (2018:1) 3 § ") == "lagen (2018:1) 3 §"
    told = tombstone("Texten", ground_text("gdpr", "artikel 17"), date(2026, 11, 21))
    assert told == "Texten togs bort 21 november 2026 med stöd av dataskyddsförordningen (EU) 2016/679 artikel 17."


@pytest.mark.parametrize(
    ("ground", "section", "reason", "words"),
    [
        ("gdpr", "artikel 17", "Begäran.", None),
        ("", "artikel 17", "Begäran.", "lagstöd"),
        ("gdpr", " ", "Begäran.", "bestämmelse"),
        ("gdpr", "artikel 17", "\n", "varför"),
    ],
)
def test_no_ground_no_redaction(ground: str, section: str, reason: str, words: str | None) -> None:
    refusal = why_not_ground(ground, section, reason)
    assert refusal is None if words is None else words in (refusal or "")


def test_words_go_wherever_they_stand() -> None:
    assert without("Ring Bo Ek. BO\n  EK svarar.", "Bo Ek") == f"Ring {MARK}. {MARK} svarar."
    assert without("a.b a+b", "a+b") == f"a.b {MARK}"
    assert without("Hela texten", "") == MARK
    assert without("", "") == ""


def test_too_few_and_too_many_letters_are_refused() -> None:
    assert "minst två" in (why_not_passage("a", found=True) or "")
    assert "Högst" in (why_not_passage("a" * 2001, found=True) or "")
    assert "finns inte" in (why_not_passage("Bo Ek", found=False) or "")
    assert why_not_passage("Bo Ek", found=True) is None


@given(st.text(max_size=200), st.text(min_size=2, max_size=20).filter(lambda words: len("".join(words.split())) > 1))
def test_nothing_is_left_of_the_words(text: str, words: str) -> None:
    left = without(f"{text}{words}{text}", words)
    assert without(left.replace(MARK, "\x00"), words) == left.replace(MARK, "\x00")


@pytest.mark.parametrize(("part", "times"), [("text", 0), ("file:1", 0), ("words", 3), ("comment:17", 1)])
def test_a_subject_can_be_read_back(part: str, times: int) -> None:
    match = SUBJECT.fullmatch(subject_of("SOC-RUT-0042", 3, part, times))
    assert match
    assert (match["number"], match["version"], match["part"]) == ("SOC-RUT-0042", "3", part)
    assert match["times"] == (str(times + 1) if times else None)
