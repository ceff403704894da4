"""What is refused before it is rendered, and that what is accepted costs a bounded number of steps."""

import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.lib.markup.guard import MarkupError, check_source
from portal.lib.markup.render import render
from tests.lib.hostile import PIECES, SOURCES


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ("a\n" + "[" * 10_000, 2, "hakparenteser"),
        ("[a](" * 3 + "\n" + "[^" * 50, 2, "hakparenteser"),
        ("*[" * 50, 1, "hakparenteser"),
        ("\n\n" + "[\n" * 41, 43, "hakparenteser"),
        ("x" * 200_001, 1, "200 kB"),
        ("å" * 100_001, 1, "200 kB"),
        ("a\nb\x00", 2, "U+0000"),
        ("a\n\nb\x02klzzwxh:0000\x03", 3, "U+0002"),
        ("a\rb", 1, "U+000D"),
        ("a\x85", 1, "U+0085"),
        ("\ud800", 1, "U+D800"),
        ("a\n" + " " * 49 + "b", 2, "indragen"),
        ("\t" * 13 + "b", 1, "indragen"),
        ("> " * 17 + "a", 1, "i varandra"),
        ("- " * 500 + "a", 1, "i varandra"),
        ("1. - > " * 6 + "a", 1, "i varandra"),
        ("a|" * 61, 1, "kolumner"),
        ("a|b\n-|-\n" + "|\n" * 20_000, 1, "rutor"),
        ("#" * 201, 1, "likadana"),
        ("`" * 10_000, 1, "likadana"),
        ("[^a] " * 501, 1, "fotnoter"),
        ("a\n\n" * 5_001, 10_001, "stycken"),
        ("ord " * 12_501, 1, "50 kB"),
        ("# a\n" * 12_000, 1, "markeringar"),
        ("*a* " * 12_000, 1, "markeringar"),
    ],
)
def test_what_would_take_long_is_refused_with_its_line(source, line, words):
    with pytest.raises(MarkupError) as caught:
        check_source(source)
    assert words in caught.value.message
    assert caught.value.line == line
    with pytest.raises(MarkupError):
        render(source)


def test_ten_thousand_brackets_are_refused_at_once():
    start = time.process_time()
    with pytest.raises(MarkupError):
        render("[" * 10_000)
    assert time.process_time() - start < 0.05


@pytest.mark.parametrize(
    "source",
    [
        "",
        "## Syfte\r\n\r\nText\r\n",
        "- [ ] Lås\n" * 300,
        "| Vad | Vem |\n|---|---|\n" + "| [[SOC-RUT-0001|rutin]] | **chef** |\n" * 300,
        "En mening om något, med [en länk](https://a.se) och *ett* ord.\n\n" * 2_900,
        "\\[" * 200,
        "-" * 200,
        "> > > " + "ord",
    ],
)
def test_ordinary_texts_are_accepted(source):
    check_source(source)


def _steps(source: str) -> int:
    """Return how many functions are called, Python's and C's, while the source is rendered a second time."""
    render(source)
    count = 0

    def tally(_frame, event, _argument):
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(tally)
    try:
        render(source)
    finally:
        sys.setprofile(before)
    return count


STEPS_TO_BEGIN = 8_000
STEPS_PER_CHARACTER = 250


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join), st.integers(1, 400))
def test_what_is_accepted_is_rendered_in_steps_proportional_to_its_length(unit, times):
    source = unit * times
    try:
        check_source(source)
    except MarkupError:
        return
    assert _steps(source) <= STEPS_TO_BEGIN + STEPS_PER_CHARACTER * len(source.expandtabs(4))


@given(SOURCES)
def test_a_text_is_accepted_or_refused_with_a_line_of_it(source):
    line = 1
    try:
        check_source(source)
    except MarkupError as error:
        line = error.line
    assert 1 <= line <= source.count("\n") + 1
