"""The passage that is shown of a text: its blocks read apart from each other."""

import pytest

from portal.search.passages import LOOKED_AT_FIRST, flat, heading_over, passage_of

TEXT = "Roller\nRoll\nAnsvar\nChef\nLarmar polisen.\n1. Ta skydd!\nRing:\n112"
REST = "Larmar polisen. 1. Ta skydd! Ring: 112"


@pytest.mark.parametrize(
    ("stems", "passage"),
    [
        ([], "Roller · Roll · Ansvar · Chef · Larmar polisen. 1. Ta skydd! Ring: 112"),
        (["chef"], "Roller · Roll · Ansvar · <mark>Chef</mark> · Larmar polisen. 1. Ta skydd! Ring: 112"),
        (
            ["polis", "ta"],
            "Roller · Roll · Ansvar · Chef · Larmar <mark>polisen</mark>. 1. <mark>Ta</mark> skydd! Ring: 112",
        ),
        (
            ["roll", "ansvar"],
            f"<mark>Roller</mark> · <mark>Roll</mark> · <mark>Ansvar</mark> · Chef · {REST}",
        ),
        (["112"], "Roller · Roll · Ansvar · Chef · Larmar polisen. 1. Ta skydd! Ring: <mark>112</mark>"),
    ],
)
def test_blocks_are_divided_where_no_mark_does(stems: list[str], passage: str) -> None:
    assert passage_of(TEXT, stems).markup == passage


def test_what_is_cut_out_begins_and_ends_with_words() -> None:
    text = "\n".join(f"Rubrik {number}" for number in range(100))
    passage = passage_of(text, ["50"]).markup
    assert "… Rubrik <mark>50</mark> · Rubrik 51 ·" in passage
    assert "· ·" not in passage
    assert not passage.removesuffix(" …").endswith("·")


def test_the_passage_tells_its_heading() -> None:
    headings = [("a", "Rubrik 1"), ("b", "Rubrik 5"), ("c", "Rubrik 50")]
    text = "\n".join(f"Rubrik {number}" for number in range(100))
    assert heading_over(text, text.index("Rubrik 51"), headings) == ("c", "Rubrik 50")
    assert heading_over(text, text.index("Rubrik 2"), headings) == ("a", "Rubrik 1")
    assert heading_over(text, 0, headings) == ("", "")
    assert heading_over(text, len(text), [("x", "Ingen sådan")]) == ("", "")


def test_a_word_is_whole_where_one_stops_looking_at_first() -> None:
    text = "x" * (LOOKED_AT_FIRST - 8) + " Larmväskan"
    assert "<mark>Larmväskan</mark>" in passage_of(text + " står i hallen. " * 9, ["larm"]).markup


def test_signs_in_a_text_are_no_marks() -> None:
    assert passage_of("\ue000hot\ue001 & <b>", ["hot"]).markup == "<mark>hot</mark> &amp; &lt;b&gt;"


def test_letters_without_their_dots_stand_where_those_with_them_do() -> None:
    text = "ÅÄÖ é Čállá – ”ŋ” Þór ß Æble ½ 日"
    assert flat(text) == "aao e calla ? ?n? þor ß æble ½ ?"
    assert len(flat(text)) == len(text)
    assert "<mark>Čállá</mark>" in passage_of(text, ["calla"]).markup
