"""The difference between two texts: complete, readable and fast."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.lib.diff import Block, Fold, Run, compare

TEXTS = st.lists(st.sampled_from(["a", "b", " ", "  ", "\n", "ord", "å", ".", "\t", "\r\n", "\u2028"])).map("".join)


def runs_of(blocks):
    return [run for block in blocks for run in block.runs]


@given(TEXTS, TEXTS)
def test_no_word_is_lost_or_made_up(old, new):
    runs = runs_of(compare(old, new, context=None))
    assert "".join(run.text for run in runs if run.op != "insert") == old
    assert "".join(run.text for run in runs if run.op != "delete") == new


@given(TEXTS, TEXTS)
def test_blocks_are_of_the_kind_they_say(old, new):
    kinds = {"equal": {"equal"}, "insert": {"insert"}, "delete": {"delete"}}
    for block in compare(old, new, context=None):
        operations = {run.op for run in block.runs}
        assert operations == kinds[block.kind] if block.kind in kinds else "equal" in operations
        assert all(run.text for run in block.runs)


@given(TEXTS, TEXTS, st.integers(0, 3))
def test_folds_leave_out_equal_lines_only(old, new, context):
    whole = [run for run in runs_of(compare(old, new, context=None)) if run.op != "equal"]
    folded = [block for block in compare(old, new, context=context) if isinstance(block, Block)]
    assert [run for run in runs_of(folded) if run.op != "equal"] == whole


def test_changed_words_are_marked_within_their_line():
    assert compare("Ring chefen inom två dagar.\n", "Ring närmaste chef inom tre dagar.\n") == (
        Block(
            "change",
            (
                Run("equal", "Ring "),
                Run("delete", "chefen"),
                Run("insert", "närmaste chef"),
                Run("equal", " inom "),
                Run("delete", "två"),
                Run("insert", "tre"),
                Run("equal", " dagar.\n"),
            ),
        ),
    )


def test_words_changed_side_by_side_are_one_change():
    (block,) = compare("Ta en blå nyckel hem\n", "Ta två röda nyckel hem\n")
    assert block.runs[1:3] == (Run("delete", "en blå"), Run("insert", "två röda"))


def test_new_and_removed_lines_are_blocks_of_their_own():
    assert compare("a\nb\n", "a\nb\nc\n") == (
        Block("equal", (Run("equal", "a\nb\n"),)),
        Block("insert", (Run("insert", "c\n"),)),
    )
    assert compare("a\n", "") == (Block("delete", (Run("delete", "a\n"),)),)


def test_lines_with_nothing_in_common_are_not_mixed():
    assert [block.kind for block in compare("ett\n", "två")] == ["delete", "insert"]


BEFORE = "Ingen ska behöva tåla hot på jobbet.\n\nRing chefen om någon är skadad, dag som natt.\n"
AFTER = (
    "Hot och våld hör inte till.\n\nTa dig därifrån på en gång, och ta med dig nyckeln om du kan.\n\n"
    "Larma med knappen du bär.\n\nRing chefen och 112 om någon är skadad, dag som natt.\n"
)


def test_what_is_rewritten_stands_whole_and_lines_find_those_they_are_like():
    blocks = compare(BEFORE, AFTER)
    assert [block.kind for block in blocks] == ["delete", "insert", "change"]
    assert blocks[0].runs[0].text == "Ingen ska behöva tåla hot på jobbet.\n\n"
    assert Run("insert", "och 112 ") in blocks[2].runs


def test_a_line_that_only_shares_small_words_is_another_line():
    blocks = compare("Ingen ska behöva tåla hot på jobbet.\n", "Ta dig därifrån på en gång om du kan.\n")
    assert [block.kind for block in blocks] == ["delete", "insert"]


def test_a_line_that_is_divided_is_the_same_words():
    (block,) = compare("Ring chefen. Ta nyckeln med dig hem.\n", "Ring chefen.\nTa nyckeln med dig hem.\n")
    assert block.kind == "change"


def test_what_is_put_into_a_line_leaves_the_line():
    (block,) = compare("Ring chefen.\n", "Ring först till 112 om någon är skadad, och sedan till chefen.\n")
    assert block.kind == "change"


def test_far_from_changes_equal_lines_are_folded():
    lines = [f"{number}\n" for number in range(30)]
    changed = [*lines]
    changed[15] = "ny\n"
    blocks = compare("".join(lines), "".join(changed), context=2)
    kinds = [block.count if isinstance(block, Fold) else block.kind for block in blocks]
    assert kinds == [13, "equal", "delete", "insert", "equal", 12]
    assert blocks[1].runs[0].text == "13\n14\n"
    assert blocks[4].runs[0].text == "16\n17\n"


def test_one_line_is_not_worth_a_fold():
    assert not any(isinstance(block, Fold) for block in compare("a\nb\n", "a\nc\n", context=0))


def test_in_a_long_text_changed_everywhere_lines_find_their_partners():
    blocks = compare(PROSE, "Ny rad.\n" + PROSE.replace("lämnar", "ger"))
    assert [block.kind for block in blocks] == ["insert"] + ["change"] * 560
    assert blocks[1].runs[1:3] == (Run("delete", "lämnar"), Run("insert", "ger"))


def test_empty_lines_are_no_change_of_their_neighbours():
    (first, second) = compare("Ett stycke\n\nTvå stycken\n\n", "Ett stycke\n\nTre stycken\n\n")
    assert first.kind == "equal"
    assert second.runs == (Run("delete", "Två"), Run("insert", "Tre"), Run("equal", " stycken\n\n"))


def test_equal_texts_are_one_fold_or_nothing():
    assert compare("a\nb\nc\n", "a\nb\nc\n") == (Fold(3),)
    assert compare("", "") == ()


PROSE = "".join(
    f"Punkt {number}: den som {number % 7} gånger har {number % 11} nycklar lämnar dem till enhet {number % 13}.\n\n"
    for number in range(560)
)


@pytest.mark.parametrize(
    "new",
    [
        PROSE.replace("nycklar", "passerkort"),
        PROSE.replace("\n\n", " "),
        PROSE[::-1],
        " ".join(reversed(PROSE.split(" "))),
        PROSE.upper(),
        "a\n" * 18_000,
        "a " * 18_000,
    ],
    ids=["a word everywhere", "one line", "backwards", "words backwards", "capitals", "short lines", "one word"],
)
def test_thirty_six_thousand_letters_are_compared_in_a_moment(new):
    assert len(PROSE) > 36_000
    start = time.process_time()
    runs = runs_of(compare(PROSE, new, context=None))
    assert time.process_time() - start < 2
    assert "".join(run.text for run in runs if run.op != "delete") == new


def test_a_line_that_is_everywhere_costs_no_more_than_others():
    old = "".join(f"samma\nx{number}\n" for number in range(1500))
    start = time.process_time()
    blocks = compare(old, old.replace("x", "y"))
    assert time.process_time() - start < 2
    assert {block.kind for block in blocks} <= {"equal", "delete", "insert", "change"}
