"""How alike titles are to what was asked: the same as sets tell, in a few steps for all of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.titles import Titles

words = st.text("abk", min_size=1, max_size=3)


@given(st.lists(st.frozensets(words, max_size=5), min_size=1, max_size=9), st.frozensets(words, min_size=1, max_size=4))
def test_likeness_is_the_share_of_words_that_both_have(titles: list[frozenset[str]], asked: frozenset[str]) -> None:
    found = Titles([sorted(title) for title in titles]).likeness(np.arange(len(titles)), asked, "")
    assert found.tolist() == pytest.approx([len(title & asked) / len(title | asked) for title in titles])


@pytest.mark.parametrize(
    ("asked", "begun", "alike"),
    [
        ({"rutin", "med"}, "med", 1.0),
        ({"rutin", "medicin"}, "medicin", 1.0),
        ({"rutin", "mel"}, "mel", 1 / 3),
        ({"med"}, "med", 0.5),
        ({"rutin"}, "", 0.5),
        ({"rutin"}, "rut", 0.5),
    ],
)
def test_the_unfinished_word_is_any_that_begins_so(asked: set[str], begun: str, alike: float) -> None:
    titles = Titles([["annan"], ["medicin", "rutin"], []])
    assert titles.likeness(np.array([1]), frozenset(asked), begun).tolist() == pytest.approx([alike])


def test_places_are_taken_in_any_order() -> None:
    titles = Titles([["a"], [], ["b", "c"]])
    assert titles.likeness(np.array([2, 0, 1]), frozenset({"b"}), "").tolist() == [0.5, 0.0, 0.0]
