"""Which languages there are, who may decide about a translation, and which one is shown."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.control.rules.status import VersionFact
from portal.control.rules.translations import (
    LANGUAGES,
    Rendering,
    languages_of,
    version_in,
    why_not_pass,
    why_not_put,
    why_not_send_back,
    why_not_translate,
    why_not_write_in,
)

TODAY = date(2026, 11, 20)
VALID = VersionFact(2, submitted=True, valid_from=TODAY - timedelta(9), review_by=TODAY + timedelta(99))
WAITING = Rendering(frozenset({"bo"}), is_handed_in=True)


def test_what_applies_or_will_apply_is_translated() -> None:
    assert why_not_translate(VALID, TODAY) is None
    assert why_not_translate(replace(VALID, valid_from=TODAY + timedelta(9)), TODAY) is None
    assert why_not_translate(replace(VALID, review_by=TODAY - timedelta(1)), TODAY) is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"valid_from": None}, "beslutad"),
        ({"valid_from": None, "submitted": False}, "beslutad"),
        ({"valid_until": TODAY}, "gäller inte längre"),
        ({"valid_until": TODAY, "withdrawn": True}, "gäller inte längre"),
        ({"revoked": True}, "gäller inte längre"),
    ],
)
def test_nothing_else_is(change: dict[str, object], words: str) -> None:
    assert words in (why_not_translate(replace(VALID, **change), TODAY) or "")  # type: ignore[arg-type]


def test_a_decided_translation_never_changes() -> None:
    assert why_not_write_in(None) is None
    assert why_not_write_in(Rendering(frozenset({"bo"}))) is None
    assert "väntar på beslut" in (why_not_write_in(WAITING) or "")
    assert "ändras aldrig" in (why_not_write_in(replace(WAITING, is_approved=True)) or "")


def test_nobody_decides_about_their_own_words() -> None:
    assert why_not_pass(WAITING, "cleo") is None
    assert "Den som har översatt" in (why_not_pass(WAITING, "bo") or "")
    assert "Den som har översatt" in (why_not_pass(replace(WAITING, hands=frozenset({"bo", "cleo"})), "cleo") or "")
    assert "väntar på beslut" in (why_not_pass(replace(WAITING, is_handed_in=False), "cleo") or "")
    assert "väntar på beslut" in (why_not_pass(replace(WAITING, is_approved=True), "cleo") or "")


def test_it_is_given_back_with_words() -> None:
    assert why_not_send_back(WAITING, "Fel ord.") is None
    assert "behöver ändras" in (why_not_send_back(WAITING, " ") or "")
    assert "väntar på beslut" in (why_not_send_back(replace(WAITING, is_approved=True), "Fel.") or "")


def test_nothing_empty_is_put_to_a_decision() -> None:
    assert why_not_put("Title", "Text.\n") is None
    assert "titel" in (why_not_put(" ", "Text.") or "")
    assert "text" in (why_not_put("Title", "\n") or "")


def test_its_own_translation_is_shown_else_the_nearest_before() -> None:
    translated = {1: {"en"}, 2: {"en", "ar"}, 4: {"fi"}}
    assert version_in("en", 2, translated) == 2
    assert version_in("en", 3, translated) == 2
    assert version_in("en", 1, translated) == 1
    assert version_in("fi", 3, translated) is None
    assert [language.code for language in languages_of(3, translated)] == ["en", "ar"]


@given(st.dictionaries(st.integers(1, 30), st.sets(st.sampled_from(sorted(LANGUAGES)))), st.integers(1, 30))
def test_a_later_versions_words_are_never_shown_for_an_earlier(translated: dict[int, set[str]], version: int) -> None:
    for language in LANGUAGES:
        found = version_in(language, version, translated)
        assert found is None or (found <= version and language in translated[found])


def test_every_language_says_how_it_is_written() -> None:
    assert {language.code for language in LANGUAGES.values() if language.direction == "rtl"} == {"ar", "fa", "yi"}
    assert LANGUAGES["sv-easy"].lang == "sv"
    assert not LANGUAGES["sv-easy"].is_translation
    assert all(language.code == code for code, language in LANGUAGES.items())
