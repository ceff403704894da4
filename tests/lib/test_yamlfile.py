"""Strict YAML: what is read, what is refused, and that writing and reading agree."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from portal.lib.yamlfile import (
    MOST_BYTES,
    Mapping,
    Sequence,
    YamlError,
    dump,
    join_front_matter,
    load,
    split_front_matter,
)

TEXTS = st.text(
    st.one_of(
        st.sampled_from(list(" \n\t:#-?|>&*!%@`'\"{}[],~=<åäöÅ€0a\\\u00a0\u2028\ufeff\U0001f600")),
        st.characters(exclude_categories=("Cc", "Cs")),
    )
)
STRUCTURES = st.recursive(
    TEXTS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4), max_leaves=12
)
MAPPINGS = st.dictionaries(TEXTS, STRUCTURES, max_size=4)


def test_every_scalar_is_text_and_every_value_knows_its_line():
    value = load("a: no\nb:\n  - 1e3\n  - c: 2025-01-01\nd:\n")
    assert value == {"a": "no", "b": ["1e3", {"c": "2025-01-01"}], "d": ""}
    assert value.line == 1
    assert value.lines == {"a": 1, "b": 2, "d": 5}
    assert value["b"].lines == [3, 4]
    assert value["b"][1].lines == {"c": 4}


def test_lines_are_counted_from_the_given_first_line():
    assert load("\na: b\n", first_line=10).lines == {"a": 11}


@pytest.mark.parametrize("text", ["", "\n", "# bara en kommentar\n", "---\n"])
def test_an_empty_text_is_an_empty_value(text):
    assert not load(text)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\na: 2\n", 2, "finns redan på rad 1"),
        ("a: &x 1\n", 1, "ankare"),
        ("a: &x [1]\n", 1, "ankare"),
        ("a: 1\nb: *x\n", 2, "ankare"),
        ("a: !!str 1\n", 1, "taggar"),
        ("a: !!python/object/apply:os.system [id]\n", 1, "taggar"),
        ("a: !x {b: c}\n", 1, "taggar"),
        ("a: 1\n---\nb: 2\n", 2, "ett YAML-dokument"),
        ("[a]: b\n", 1, "nyckel måste vara en text"),
        ("{a: b}: c\n", 1, "nyckel måste vara en text"),
        ("a: b: c\n", 1, "kolon"),
        ("a:\n  - b\n c\n", 3, "går inte att läsa"),
        ("a: 'b\n", 2, "citattecken"),
        ("a: 1\nb: \x00\n", 2, "U+0000"),
        ("a: b\rc\n", 1, "U+000D"),
        ('a: "\\0"\n', 1, "styrtecken"),
        ("a: \ud800\n", 1, "U+D800"),
        ("a: \uffff\n", 1, "otillåtet tecken"),
        ("[" * 21 + "]" * 21, 1, "nivåer"),
        ("[" * 100_000, 1, "nivåer"),
        ("- " * 10_000, 1, "nivåer"),
        ("å" * (MOST_BYTES // 2 + 1), 1, "för stor"),
    ],
)
def test_what_the_format_does_not_allow_is_told_with_its_line(text, line, words):
    with pytest.raises(YamlError) as caught:
        load(text)
    assert words in caught.value.message
    assert caught.value.line == line
    assert str(caught.value) == f"rad {line}: {caught.value.message}"


def test_twenty_levels_are_enough_and_read():
    assert load("[" * 20 + "x" + "]" * 20)


PIECES = st.sampled_from(["a", ":", "\n", "  ", "- ", "[", "}", '"', "&", "!", "? ", "|"])


@given(st.text() | st.lists(PIECES).map("".join))
def test_any_text_is_read_or_refused_with_a_line_of_it(text):
    line = 1
    try:
        load(text)
    except YamlError as error:
        line = error.line
    assert 1 <= line <= text.count("\n") + 2


@given(STRUCTURES)
@example({"a": "  b\nc"})
@example([{"a": "b\n\n\n"}, "\n", "\nb\n"])
@example({"k" * 2000: ["v"]})
def test_what_is_written_is_read_back(value):
    assert load(dump(value)) == value


@given(STRUCTURES)
def test_writing_what_was_read_changes_nothing(value):
    written = dump(value)
    assert dump(load(written)) == written


def test_writing_is_canonical_and_quotes_only_where_needed():
    value = {
        "key": "kc-epost-svar",
        "date": "T-400d",
        "name": "Hemtjänst: rutiner #1",
        "note": "",
        "empty": [],
        "gone": None,
        "text": "Första raden\n\n  indragen\n",
        "short": "två\nrader",
        "list": [{"unit": "KFF", "from": "2025-01-01"}, "lös", ["a", "b"]],
        "url": "https://ekvik.example/#a",
        "yes": "no",
        "citation": '"så"',
    }
    assert dump(value) == (
        "key: kc-epost-svar\n"
        "date: T-400d\n"
        'name: "Hemtjänst: rutiner #1"\n'
        'note: ""\n'
        "empty: []\n"
        "text: |\n  Första raden\n\n    indragen\n"
        "short: |-\n  två\n  rader\n"
        "list:\n  - unit: KFF\n    from: 2025-01-01\n  - lös\n  - - a\n    - b\n"
        "url: https://ekvik.example/#a\n"
        "yes: no\n"
        'citation: "\\"så\\""\n'
    )


@pytest.mark.parametrize("value", [1, {"a": True}, [b"x"], {"a": 1.5}])
def test_only_text_lists_and_mappings_are_written(value):
    with pytest.raises(TypeError):
        dump(value)


@given(MAPPINGS, TEXTS)
def test_front_matter_and_body_come_back_exactly(mapping, body):
    front, rest, _ = split_front_matter(join_front_matter(mapping, body))
    assert (front, rest) == (mapping, body)


def test_the_bodys_first_line_and_the_keys_lines_are_the_files():
    mapping, body, line = split_front_matter("---\nversion: 1\ntitle: Så\n---\n\n## Syfte\n---\n")
    assert mapping.lines == {"version": 2, "title": 3}
    assert (body, line) == ("\n## Syfte\n---\n", 5)


def test_line_ends_of_the_body_are_kept():
    mapping, body, _ = split_front_matter("---\r\na: b\r\n---\r\nx\r\ny")
    assert (mapping, body) == ({"a": "b"}, "x\r\ny")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "börja med"),
        ("---", 1, "börja med"),
        ("## Syfte\n", 1, "börja med"),
        ("---\na: b\n", 1, "avslutas inte"),
        ("---\n- a\n---\n", 2, "nycklar med värden"),
        ("---\na: b\nb: [\n---\n", 4, "inte avslutad"),
    ],
)
def test_bad_front_matter_is_told_with_its_line(text, line, words):
    with pytest.raises(YamlError) as caught:
        split_front_matter(text)
    assert words in caught.value.message
    assert caught.value.line == line


def test_lists_and_mappings_are_ordinary_ones_too():
    assert isinstance(load("a: [b]"), Mapping)
    assert isinstance(load("[b]"), Sequence)
