"""Words, misspellings, passages and what may be asked: pure."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.analysis import STOP_WORDS, Field, folded, places_of, stem, stems_of, weigh, words_of
from portal.search.passages import marked_title, passage_of
from portal.search.rules import LONGEST_QUERY, cleaned, page_number
from portal.search.spelling import best_of, like, near, slip_cost, slip_count
from tests.support.words import decoded

WORDS = {"rutin": 40, "rut": 3, "medicin": 9, "medicinskap": 2, "egenkontroll": 5, "kontroll": 12, "vald": 7, "hot": 6}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("E-post till Åsa", ["e", "post", "epost", "till", "åsa"]),
        ("se SOC-RUT-0042.", ["se", "socrut0042"]),
        ("5 kap. 3 § SoL", ["5", "kap", "3", "sol"]),
        ("in_dividual\x00'", ["in", "dividual"]),
        ("", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [("rutinerna", "rutin"), ("ansökningar", "ansökningen"), ("förskolorna", "förskola"), ("0042", "42")],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(folded(one)) == stem(folded(other))


def test_dots_are_folded_and_kept() -> None:
    words = weigh([(words_of("Våld"), Field(2.0)), (words_of("vald våld"), Field(1.0))])
    assert words == {"vald våld": 3.0, "vald vald": 1.0}
    assert stems_of("våld") == ("våld", "vald")
    assert {word: list(found) for word, found in places_of(["vald", "våld", "vald"]).items()} == {
        "vald vald": [0, 2],
        "vald våld": [1],
    }


def test_a_word_in_a_long_part_is_worth_less() -> None:
    field = Field(1.0, usual=10, slope=0.5)
    assert weigh([(["a"] * 10, field)]) == {"a a": 10.0}
    assert weigh([(["a"] * 20, field)])["a a"] == pytest.approx(20 / 1.5)
    assert weigh([(["a"], Field(3.0))]) == {"a a": 3.0}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("skolan", "skola"),
        ("skolans", "skolor"),
        ("mötet", "möten"),
        ("beloppet", "belopp"),
        ("menyn", "menyer"),
        ("säkert", "säker"),
        ("filtret", "filter"),
        ("himlen", "himmel"),
        ("nyckeln", "nycklarna"),
        ("regeln", "regler"),
        ("vattnet", "vatten"),
        ("forskolan", "förskola"),
    ],
)
def test_forms_that_the_stemmer_passes_over_share_a_stem(one: str, other: str) -> None:
    assert set(stems_of(one)) & set(stems_of(other))


@pytest.mark.parametrize(("one", "other"), [("rutin", "rutt"), ("hot", "hotell"), ("mall", "mål"), ("an", "a")])
def test_other_words_do_not(one: str, other: str) -> None:
    assert not set(stems_of(one)) & set(stems_of(other))


def test_stop_words_are_folded() -> None:
    assert all(folded(word) == word for word in STOP_WORDS)


@pytest.mark.parametrize(
    ("typed", "meant", "slips"),
    [
        ("rutn", "rutin", 1),
        ("rtuin", "rutin", 1),
        ("rutiin", "rutin", 1),
        ("ratin", "rutin", 1),
        ("egenkontrolplan", "egenkontrollplan", 1),
        ("egankontrolplan", "egenkontrollplan", 2),
        ("hund", "katt", 3),
        ("a", "abcdef", 3),
    ],
)
def test_slips_are_counted(typed: str, meant: str, slips: int) -> None:
    assert slip_count(typed, meant) == slips


@given(st.text("abc", max_size=7), st.text("abc", max_size=7))
def test_slips_are_the_same_both_ways(one: str, other: str) -> None:
    assert slip_count(one, other) == slip_count(other, one)
    assert (slip_count(one, other) == 0) == (one == other)


@pytest.mark.parametrize(
    ("typed", "meant"), [("rutn", "rutin"), ("medecin", "medicin"), ("egenkontrol", "egenkontroll"), ("htot", "hot")]
)
def test_a_misspelt_word_finds_what_was_meant(tmp_path: Path, typed: str, meant: str) -> None:
    assert best_of(typed, like(typed, decoded(tmp_path, WORDS)))[0] == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("hott", "hot"), ("hotell", "hotel"), ("rutt", "rut"), ("kontrol", "kontroll")],
)
def test_a_doubled_letter_is_the_likeliest_slip(tmp_path: Path, typed: str, meant: str) -> None:
    words = {**WORDS, "hitt": 90, "hitta": 90, "hotel": 1, "hostell": 80, "rutin": 1, "ruta": 90, "kontor": 90}
    words.pop(typed, None)
    assert best_of(typed, like(typed, decoded(tmp_path, words)))[0] == meant


@pytest.mark.parametrize(
    ("typed", "likelier", "than"),
    [
        ("rutni", "rutin", "rutnz"),
        ("rutn", "rutin", "ruto"),
        ("hpt", "hot", "hit"),
        ("katt", "katte", "hatt"),
        ("hott", "hot", "hoft"),
    ],
)
def test_some_slips_are_likelier_than_others(typed: str, likelier: str, than: str) -> None:
    assert slip_cost(typed, likelier) < slip_cost(typed, than)


def test_letters_that_changed_places_are_found_in_a_short_word(tmp_path: Path) -> None:
    assert "hot" in like("oht", decoded(tmp_path, WORDS))


def test_what_looks_like_nothing_finds_nothing(tmp_path: Path) -> None:
    words = decoded(tmp_path, WORDS)
    assert like("xyzzyx", words) == {}
    assert "medicin" in near("medicinering", words)


@pytest.mark.parametrize(
    ("text", "stems", "passage"),
    [
        ("Vi arbetar mot våld. Slut.", ["vald"], "Vi arbetar mot <mark>våld</mark>. Slut."),
        ("Rutiner & rutinen <b>", ["rutin"], "<mark>Rutiner</mark> &amp; <mark>rutinen</mark> &lt;b&gt;"),
        ("Snöröjning", ["sno"], "Snöröjning"),
        ("Snön", ["sno"], "<mark>Snön</mark>"),
        ("Inget här", ["rutin"], "Inget här"),
        ("İstanbul rutin", ["rutin"], "İstanbul <mark>rutin</mark>"),
    ],
)
def test_a_passage_marks_whole_words(text: str, stems: list[str], passage: str) -> None:
    assert passage_of(text, stems).markup == passage
    assert str(marked_title(text, stems)) == passage


def test_the_passage_is_where_most_of_the_words_are() -> None:
    text = "Om rutin. " + "Fyllnad ord. " * 60 + "Här står rutin för medicin. " + "Mera text. " * 60
    passage = passage_of(text, ["rutin", "medicin"]).markup
    assert "<mark>rutin</mark> för <mark>medicin</mark>" in passage
    assert passage.startswith("… ")
    assert passage.endswith(" …")
    assert len(passage) < 320


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("  hot \n och\tvåld ", "hot och våld"),
        ("a\x00b", "a b"),
        ("", ""),
        ("\u202e\u200b", ""),
        ("x" * 10_000, "x" * LONGEST_QUERY),
    ],
)
def test_what_is_typed_is_cleaned(typed: str, asked: str) -> None:
    assert cleaned(typed) == asked


@pytest.mark.parametrize(
    ("text", "page"), [("3", 3), ("0", 1), ("-1", 1), ("x", 1), ("", 1), ("٣", 1), ("99999999999", 1), ("99999", 500)]
)
def test_the_page_is_a_number_or_the_first(text: str, page: int) -> None:
    assert page_number(text) == page


@pytest.mark.parametrize(
    ("beginning", "written", "docs"),
    [
        ("val", "", {"valda": 2, "våldet": 5, "vald": 3}),
        ("val", "vål", {"våldet": 5}),
        ("vald", "", {"valda": 2, "våldet": 5}),
        ("vald", "väl", {}),
        ("valda", "", {}),
    ],
)
def test_a_beginning_is_the_words_that_go_on(
    beginning: str, written: str, docs: dict[str, int], tmp_path: Path
) -> None:
    segment = decoded(tmp_path, {"vald": 3, "valda": 2, "våldet": 5, "annan": 9})
    found, weights = segment.of_beginning(beginning, written, 9)
    assert found.tolist() == list(range(max(docs.values(), default=0)))
    assert weights.tolist() == [1.0] * len(found)
