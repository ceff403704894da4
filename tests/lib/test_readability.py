"""LIX and long sentences, in Swedish."""

import pytest

from portal.lib.readability import Sentence, is_label, lix, sentences_of


def texts(text: str) -> list[str]:
    """Return the sentences of a passage."""
    return [sentence.text for sentence in sentences_of(1, text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Ring chefen. Vänta.", ["Ring chefen.", "Vänta."]),
        ("Ring t.ex. Bo kl. 8.30 om något händer.", ["Ring t.ex. Bo kl. 8.30 om något händer."]),
        ("Du ska: ta skydd.", ["Du ska: ta skydd."]),
        ("Du ska:", ["Du ska:"]),
        ("Kan du? Ja! Gör det.", ["Kan du?", "Ja!", "Gör det."]),
        ("Enligt 3 kap. 2 § gäller det. Läs mer.", ["Enligt 3 kap. 2 § gäller det.", "Läs mer."]),
        ("Han sa ”nej.” Sedan gick han.", ["Han sa ”nej.”", "Sedan gick han."]),
        ("… . !", []),
    ],
)
def test_sentences_end_where_they_end(text: str, sentences: list[str]) -> None:
    assert texts(text) == sentences


def test_a_sentence_knows_its_line() -> None:
    assert [sentence.line for sentence in sentences_of(7, "Ett.\nTvå är\nlång. Tre.\n\nFyra.")] == [7, 8, 9, 11]


def test_lix_is_words_by_sentence_and_long_words_by_hundred() -> None:
    words = ("kort",) * 9 + ("långt-som",)
    assert lix([Sentence(1, "", words)] * 10) == 20
    assert lix([Sentence(1, "", words)]) is None


def test_more_than_thirty_words_are_many() -> None:
    assert not Sentence(1, "", ("ord",) * 30).is_long
    assert Sentence(1, "", ("ord",) * 31).is_long


@pytest.mark.parametrize(("text", "is_one"), [("Enhetschef", True), ("Ring chefen.", False), ("a b c d e", False)])
def test_a_few_words_without_an_end_are_a_label(text: str, is_one: bool) -> None:
    assert is_label(text) is is_one
