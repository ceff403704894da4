"""What goes into Word files of three makers stands in the page that comes of them, or is named as lost."""

import re
from functools import cache

import pytest

from portal.lib.conversion import convert
from portal.lib.conversion.converted import Converted
from portal.lib.markup.render import render
from portal.lib.markup.rendered import fill
from tests.support.makers import LibreLike, WordLike, by_python_docx
from tests.support.markup import Element, Markup
from tests.support.papers import PAPERS, Block

MAKERS = {
    "word": lambda blocks: WordLike().file(blocks),
    "libreoffice": lambda blocks: LibreLike().file(blocks),
    "python-docx": by_python_docx,
}
FILES = [(name, maker) for name in PAPERS for maker in MAKERS]
ONE_LEVEL = re.compile(r"h[2-6]")


def page_of(converted: Converted) -> Markup:
    return Markup(fill(render(converted.markdown).segments, lambda link: f"<a>{link.number}</a>"))


def of(blocks: tuple[Block, ...], *kinds: str) -> list[str]:
    return [" ".join(block.words.split()) for block in blocks if block.kind in kinds]


def spoken(element: Element) -> str:
    """Return the words of an element without the marks of its notes."""
    return " ".join(re.sub(r"\s*[↩\ufe0e]", "", element.text).split())


@cache
def made_of(name: str, maker: str) -> tuple[tuple[Block, ...], Converted, Markup, str]:
    blocks = PAPERS[name]
    converted = convert(MAKERS[maker](blocks), f"{name}.docx")
    return blocks, converted, page_of(converted), maker


@pytest.fixture(params=FILES, ids="-".join)
def made(request):
    return made_of(*request.param)


def test_there_are_enough_of_them():
    assert len(FILES) >= 40


def test_the_title_is_told_and_not_repeated(made):
    blocks, converted, page, _ = made
    assert converted.title == blocks[0].words
    assert blocks[0].words not in [element.text for element in page.elements]


def test_headings_keep_their_words_order_and_levels(made):
    blocks, _, page, _ = made
    told = [(f"h{block.level + 1}", block.words) for block in blocks if block.kind == "h"]
    assert [(each.tag, each.text) for each in page.elements if ONE_LEVEL.fullmatch(each.tag)] == told


def test_points_keep_their_words_kind_and_depth(made):
    blocks, _, page, _ = made
    told = [(block.kind, block.level, block.words) for block in blocks if block.kind in {"ul", "ol"}]
    found = []
    for item in page.all("li"):
        depth, step, words = -1, item.parent, item.words
        if item.get("id").startswith("fn"):
            continue
        for inner in page.all("ul", "ol"):
            if inner.within("li") is item:
                words = words.replace(inner.words, "")
        kind = step.tag
        while step is not None:
            depth += step.tag in {"ul", "ol"}
            step = step.parent
        found.append((kind, depth, " ".join(words.split())))
    assert found == told


def test_a_numbered_list_that_the_file_begins_anew_begins_at_one(made):
    _, _, page, maker = made
    # Without numbers of their own for each list the files of the two others go on counting, as they do when opened.
    if maker == "word":
        assert not any(each.has("start") for each in page.all("ol"))


def test_tables_keep_every_cell_in_its_place(made):
    blocks, _, page, _ = made
    told = [[list(row) for row in block.rows] for block in blocks if block.kind == "table"]
    found = []
    for table in page.all("table"):
        rows = [row for row in page.all("tr") if row.within("table") is table]
        found.append([[cell.text for cell in page.all("th", "td") if cell.within("tr") is row] for row in rows])
    assert found == told


def test_paragraphs_keep_their_words(made):
    blocks, _, page, _ = made
    paragraphs = [re.sub(r"\s*\d+(?=\s|\.|$)", "", spoken(each)) for each in page.all("p") if not each.within("li")]
    for words in of(blocks, "p"):
        assert re.sub(r"\s*\d+(?=\s|\.|$)", "", words) in paragraphs


def test_bold_italic_and_links_keep_their_words(made):
    blocks, _, page, _ = made
    runs = [run for block in blocks if block.kind == "p" for run in block.runs]
    assert [each.text for each in page.all("strong")] == [run.words.strip() for run in runs if run.bold]
    assert [each.text for each in page.all("em")] == [run.words.strip() for run in runs if run.italic]
    links = [(each.text, each.get("href")) for each in page.all("a") if not each.get("href").startswith("#")]
    assert links == [(run.words, run.link) for run in runs if run.link]


def test_pictures_keep_their_bytes_and_what_they_show(made):
    blocks, converted, page, _ = made
    told = of(blocks, "picture")
    assert [each.get("alt") for each in page.all("img")] == told
    assert [each.get("src") for each in page.all("img")] == [picture.name for picture in converted.pictures]
    assert [picture.alt for picture in converted.pictures] == told
    assert all(picture.content.startswith(b"\x89PNG") for picture in converted.pictures)


def test_notes_stand_last_in_order(made):
    blocks, _, page, maker = made
    told = [run.note for block in blocks for run in block.runs if run.note and maker != "python-docx"]
    assert [spoken(each) for each in page.all("li") if each.get("id").startswith("fn")] == told
    assert len(page.all("sup")) == len(told)


def test_nothing_is_called_lost_where_all_is_kept(made):
    _, converted, _, _ = made
    assert converted.lost == ()
