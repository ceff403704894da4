"""What may stand in the list of synonyms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.synonym_rules import LONGEST, normal, sameness, why_not_synonym, words_of_title

EXISTING = {sameness("dagis", "förskola")}


@pytest.mark.parametrize(
    ("term", "meaning", "reason"),
    [
        ("orosanmälan", "anmälan om oro för barn", None),
        ("förskola", "dagis", None),
        ("dagis", "förskolan", None),
        ("", "förskola", "Skriv minst ett ord."),
        ("dagis", " – ", "Skriv minst ett ord."),
        ("a" * 60, "förskola", None),
        ("a" * 61, "förskola", "Texten är för lång: 61 tecken, högst 60."),
        ("dagis", "å" * 61, "Texten är för lång: 61 tecken, högst 60."),
        ("Forskola", "förskola", "”forskola” och ”förskola” är redan samma ord för sökningen."),
        ("e  post", "E post", "”e post” och ”e post” är redan samma ord för sökningen."),
        ("Dagis", "förskola", "Den som söker ”dagis” får redan träffar för ”förskola”."),
        ("dagis", " FORSKOLA ", "Den som söker ”dagis” får redan träffar för ”forskola”."),
    ],
)
def test_a_synonym_is_two_different_words_once(term: str, meaning: str, reason: str | None) -> None:
    assert why_not_synonym(term, meaning, EXISTING) == reason


@pytest.mark.parametrize(
    ("text", "kept"),
    [("  Anmälan \n om\tOro ", "anmälan om oro"), ("STRASSE ß", "strasse ss"), ("fo\u0308rskola", "förskola")],
)
def test_words_are_kept_in_one_form(text: str, kept: str) -> None:
    assert normal(text) == kept


@given(st.text(max_size=200))
def test_the_form_is_its_own(text: str) -> None:
    assert normal(normal(text)) == normal(text)
    assert sameness(normal(text), text) == sameness(text, text)


@given(st.text(min_size=1, max_size=200).filter(lambda text: normal(text) != ""))
def test_a_title_always_has_room(title: str) -> None:
    kept = words_of_title(title)
    assert 0 < len(kept) <= LONGEST
    assert normal(title).startswith(kept)


def test_a_long_title_is_cut_between_words() -> None:
    title = "Instruktion för hantering av privata medel i bostad med särskild service"
    assert words_of_title(title) == "instruktion för hantering av privata medel i bostad med"
    assert words_of_title("Rutin vid fall") == "rutin vid fall"
