"""What stands where in a source, with its line, as the renderer would read it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.lib.markup.guard import MarkupError
from portal.lib.markup.outline import ids_of
from portal.lib.markup.render import render
from portal.lib.markup.survey import Mark, Place, survey

SOURCE = """\
## Ansvar

Läs [rutinen](/d/SOC-RUT-0001) och [[SOC-RUT-0002|den
andra]] samt `[[SOC-RUT-0003]]` och \\[inte\\](en).

```
## Kod [[SOC-RUT-0004]]
```

    [[SOC-RUT-0005]]

1. Ett steg
2. Två ![Bild](bild.png)
   fortsätter

- [ ] kryssa

| Vem | [[SOC-RUT-0006|Vad]] |
|---|---|
| chef | allt |

Rubrik
------
!!! note "Obs"
    Mer <br> text.
"""


def test_headings_stand_on_their_lines() -> None:
    found = [(heading.line, heading.level, heading.text) for heading in survey(SOURCE).headings]
    assert found == [(1, 2, "Ansvar"), (22, 2, "Rubrik")]


def test_references_are_found_but_not_in_code() -> None:
    found = [(ref.line, ref.mark, ref.label, ref.target) for ref in survey(SOURCE).references]
    assert found == [
        (3, Mark.LINK, "rutinen", "/d/SOC-RUT-0001"),
        (3, Mark.DOCUMENT, "den andra", "SOC-RUT-0002"),
        (13, Mark.IMAGE, "Bild", "bild.png"),
        (18, Mark.DOCUMENT, "Vad", "SOC-RUT-0006"),
    ]


def test_running_text_is_told_by_where_it_stands() -> None:
    places = {passage.line: passage.place for passage in survey(SOURCE).passages if passage.line != 18}
    assert places == {
        1: Place.TITLE,
        3: Place.PARAGRAPH,
        12: Place.STEP,
        13: Place.STEP,
        16: Place.ITEM,
        20: Place.CELL,
        22: Place.TITLE,
        24: Place.TITLE,
        25: Place.PARAGRAPH,
    }


def test_html_is_found() -> None:
    assert survey(SOURCE).raw == [(25, "<br>")]
    assert survey("a < b > c, <https://ekvik.example>, `<b>`, \\<b>").raw == []


@pytest.mark.parametrize(
    ("source", "is_table"),
    [
        ("| A | B |\n|---|---|\n| 1 | 2 |", True),
        ("A | B\n--|:-:\n1 | 2", True),
        ("> | A | B |\n> |---|---|", True),
        ("| A | B |\n| 1 | 2 |", False),
        ("|---|---|\n| 1 | 2 |", False),
        ("| A | B |\n|---|\n| 1 | 2 |", False),
        ("| A | B | C |\n|---|---|\n| 1 | 2 |", False),
    ],
)
def test_what_is_meant_as_a_table_is_told_from_one(source: str, is_table: bool) -> None:
    [(line, table)] = survey(source).tables
    assert (line, table.is_table) == (1, is_table)
    assert ("<table>" in str(render(source).segments)) is is_table


@pytest.mark.parametrize("source", ["Ett | tecken.", "Två rader\nmed | tecken.", "`| a |\n|---|`"])
def test_a_bar_alone_makes_no_table(source: str) -> None:
    assert survey(source).tables == []


WORDS = st.sampled_from(
    [
        "## Rubrik",
        "# En",
        "text [[SOC-RUT-0001]]",
        "[a](b)",
        "![](x.png)",
        "```",
        "- punkt",
        "1. steg",
        "    indrag",
        "",
    ]
)


@given(st.lists(WORDS, max_size=12).map("\n".join))
def test_the_same_headings_and_documents_are_found_as_the_renderer_finds(source: str) -> None:
    try:
        rendered = render(source)
    except MarkupError:
        return
    found = survey(source)
    links = {ref.target for ref in found.references if ref.mark is Mark.DOCUMENT}
    assert set(rendered.links) <= links
    assert {heading.text for heading in rendered.toc} <= {heading.text for heading in found.headings}


@given(st.text(alphabet='[]()!`<>|#-* \n\\a1.^:"', max_size=300))
def test_lines_are_lines_of_the_source(source: str) -> None:
    found = survey(source)
    last = source.count("\n") + 1
    lines = [part.line for part in (*found.headings, *found.references, *found.passages)]
    assert all(1 <= line <= last for line in [*lines, *(line for line, _ in found.raw)])


HOSTILE = [
    "[",
    "[[",
    "[[A-1|",
    "`",
    "a`",
    "<a ",
    "![](",
    "|",
    "\\",
    "> ",
    "- ",
    "[a](",
    "[^a",
    "!!! a",
    "#a\n",
    "|a|\n",
]


@pytest.mark.parametrize("part", HOSTILE)
def test_whatever_is_written_is_read_in_linear_time(part: str) -> None:
    def taken(times: int) -> float:
        begin = time.process_time()
        survey(part * times)
        return time.process_time() - begin

    def at_best(times: int) -> float:
        return min(taken(times) for _ in range(3))

    # Four times as much in sixteen times the time would be work by the square.
    assert at_best(20_000) < 16 * max(at_best(5_000), 0.01)


def test_headings_with_the_same_words_are_told_apart() -> None:
    assert ids_of(["Ansvar", "Ansvar"]) == {"ansvar", "ansvar-2", "avsnitt-ansvar", "avsnitt-ansvar-2"}
