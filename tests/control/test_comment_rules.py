"""What may be said of a version, asked of no database."""

from datetime import date
from typing import Any

import pytest

from portal.control.rules.comments import (
    LONGEST,
    why_not_comment,
    why_not_conclude,
    why_not_discuss,
    why_not_place,
    why_not_resolve,
    why_not_take,
)
from portal.control.rules.status import VersionFact

TODAY = date(2026, 11, 20)
DRAFT = VersionFact(2)
IN_REVIEW = VersionFact(2, submitted=True)
RETURNED = VersionFact(2, submitted=True, returned=True)
DECIDED = VersionFact(2, submitted=True, valid_from=TODAY)


@pytest.mark.parametrize("version", [DRAFT, IN_REVIEW, RETURNED])
def test_it_is_discussed_until_it_is_decided(version: VersionFact) -> None:
    assert why_not_discuss(version, TODAY) is None
    assert why_not_discuss(DECIDED, TODAY) is not None


@pytest.mark.parametrize(
    ("text", "rewords", "word"),
    [
        ("Bra.", False, None),
        ("", True, None),
        ("  ", False, "Skriv vad du vill säga"),
        ("x" * (LONGEST + 1), True, "för lång"),
    ],
)
def test_a_comment_says_something(text: str, rewords: bool, word: str | None) -> None:
    reason = why_not_comment(IN_REVIEW, text, TODAY, rewords=rewords)
    assert (reason is None) if word is None else (word in (reason or ""))


def test_a_paragraph_that_is_not_there_is_not_spoken_of() -> None:
    assert why_not_place(1) is None
    assert why_not_place(2) is None
    assert "har ändrats" in (why_not_place(0) or "")


def test_a_comment_is_resolved_once() -> None:
    assert why_not_resolve(RETURNED, "", TODAY) is None
    assert "redan avslutad" in (why_not_resolve(RETURNED, "left", TODAY) or "")
    assert "beslutad" in (why_not_resolve(DECIDED, "", TODAY) or "")


@pytest.mark.parametrize(
    ("version", "places", "word"),
    [
        (RETURNED, 1, None),
        (DRAFT, 1, None),
        (IN_REVIEW, 1, "medan den granskas"),
        (DECIDED, 1, "ändras aldrig"),
        (RETURNED, 0, "har ändrats"),
        (RETURNED, 2, "flera ställen"),
    ],
)
def test_a_suggestion_goes_where_its_paragraph_stands(version: VersionFact, places: int, word: str | None) -> None:
    reason = why_not_take(version, places, TODAY)
    assert (reason is None) if word is None else (word in (reason or ""))


def test_who_was_asked_becomes_done() -> None:
    def why(**changed: Any) -> str:
        facts = {"version": IN_REVIEW, "person": "disa", "reviewers": frozenset({"disa"}), "today": TODAY, **changed}
        return why_not_conclude(**facts) or ""

    assert why() == ""
    assert "inte ombedd" in why(person="asta")
    assert "granskas" in why(version=RETURNED)
