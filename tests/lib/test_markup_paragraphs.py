"""A source in paragraphs: nothing is lost, and what belongs together stays together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.lib.markup.paragraphs import Paragraph, digest_of, paragraphs_of, rendered_each, replaced
from portal.lib.markup.rendered import Link

LINES = st.sampled_from(
    ["", "  ", "Text.", "## Rubrik", "1. Ett", "- punkt", "  under", "    kod", "```", "~~~~", "| a | b |", "|---|---|",
     "> citat", '!!! note "Obs"', "[^1]: not", "---", "å\tä"]
)  # fmt: skip
SOURCES = st.one_of(
    st.lists(LINES, max_size=25).map("\n".join), st.lists(LINES, max_size=25).map("\r\n".join), st.text(max_size=200)
)


def texts(source: str) -> list[str]:
    return [paragraph.text.rstrip("\n") for paragraph in paragraphs_of(source)]


def by_number(link: Link) -> str:
    return f"<b>{link.number}</b>"


@given(SOURCES)
def test_the_paragraphs_together_are_the_source(source: str) -> None:
    paragraphs = paragraphs_of(source)
    assert "".join(paragraph.text + paragraph.gap for paragraph in paragraphs) == source
    assert all(not paragraph.gap.strip() for paragraph in paragraphs)


@given(SOURCES)
def test_each_knows_its_line(source: str) -> None:
    lines = source.splitlines(keepends=True)
    for paragraph in paragraphs_of(source):
        if paragraph.text:
            first = paragraph.line - 1
            assert "".join(lines[first:]).startswith(paragraph.text)


@given(SOURCES, st.integers(0, 5))
def test_what_replaces_a_paragraph_leaves_the_others_as_they_were(source: str, place: int) -> None:
    paragraphs = [paragraph for paragraph in paragraphs_of(source) if paragraph.text.strip("\n")]
    if place >= len(paragraphs):
        return
    old = paragraphs[place]
    assert replaced(source, "nothing", "Nytt.") == source
    pieces = source.split(old.text)
    after = replaced(source, old.digest, "Nytt stycke utan like.")
    assert "Nytt stycke utan like." in after
    assert after.startswith(pieces[0]) or any(one.digest == old.digest for one in paragraphs[:place])


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Ett\nstycke\n\nEtt till", ["Ett\nstycke", "Ett till"]),
        ("## Rubrik\nText", ["## Rubrik", "Text"]),
        ("Text\n## Rubrik", ["Text", "## Rubrik"]),
        ("1. Ett\n2. Två\n\n3. Tre", ["1. Ett", "2. Två", "3. Tre"]),
        ("1. Ett\n\n    mer\n\n2. Två", ["1. Ett\n\n    mer", "2. Två"]),
        ("- a\n    - b\n- c", ["- a\n    - b", "- c"]),
        ("Text\n- inte en lista", ["Text\n- inte en lista"]),
        ("Text\n\n    kod", ["Text", "    kod"]),
        ("```\n\n## kod\n\n```\nText", ["```\n\n## kod\n\n```", "Text"]),
        ("```\n\nöppen\n\n## kod", ["```\n\nöppen\n\n## kod"]),
        ("Text\n~~~\nkod\n~~~", ["Text", "~~~\nkod\n~~~"]),
        ("| a |\n|---|\n| 1 |\n\nText", ["| a |\n|---|\n| 1 |", "Text"]),
        ('!!! note "Obs"\n    ett\n\n    två\n\nText', ['!!! note "Obs"\n    ett\n\n    två', "Text"]),
        ("\n\nText", ["", "Text"]),
        ("", []),
    ],
)
def test_what_belongs_together_is_one(source: str, expected: list[str]) -> None:
    assert texts(source) == expected


def test_a_paragraph_tells_where_it_stands() -> None:
    first, second = paragraphs_of("Ett\nstycke\n\n\nEtt till\n")
    assert (first.line, first.last_line, second.line, second.last_line) == (1, 2, 5, 5)


def test_a_digest_holds_as_long_as_the_words_do() -> None:
    at_the_end, in_between = paragraphs_of("Text")[0], paragraphs_of("Text\n\nMer")[0]
    assert at_the_end.digest == in_between.digest == digest_of("Text")
    assert digest_of("Text.") != digest_of("Text")


def test_each_paragraph_is_rendered_by_itself() -> None:
    source = "## Så gör du\n\n1. Ring [[SOC-RUT-0001]].\n2. Larma.[^1]\n\n```\n## kod\n```\n\n[^1]: Numret är 112.\n"
    pieces = rendered_each(source, by_number)
    html = [piece or "" for _, piece in pieces]
    assert [paragraph.text for paragraph, _ in pieces] == [paragraph.text for paragraph in paragraphs_of(source)]
    assert "<h2" in html[0]
    assert "Ring <b>SOC-RUT-0001</b>." in html[1]
    assert 'start="2"' in html[2]
    assert "## kod" in html[3]
    assert "Numret är 112." in html[4]


@given(SOURCES)
def test_no_paragraph_is_lost_in_rendering(source: str) -> None:
    expected = [paragraph for paragraph in paragraphs_of(source) if paragraph.text]
    assert [paragraph for paragraph, _ in rendered_each(source, by_number)] == expected


def test_a_text_as_long_as_may_be_is_shown_as_it_is_written() -> None:
    source = "Ord och ord.\n\n" * 14_000
    pieces = rendered_each(source[:199_000], by_number)
    assert pieces[0] == (Paragraph(1, "Ord och ord.\n", "\n"), None)
