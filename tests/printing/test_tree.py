"""A sanitised text as a tree, and made fit for a book."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.lib.markup.render import render
from portal.lib.markup.rendered import fill
from portal.printing.rules.fitting import Place, fit
from portal.printing.rules.tree import DEEPEST, read, write

SITE = "https://handbok.example"


def fitted(html: str, *here: str) -> str:
    """Return a text as it stands in the book of SOC-RUT-0001 and the others; `bild.png` is there."""
    root = read(html)
    fit(root, Place("SOC-RUT-0001", {"SOC-RUT-0001", *here}, SITE, {"bild.png": "a1.png"}.get))
    return write(root.children)


@given(st.text(alphabet="abå&<>*#-|_`1. \n[]", max_size=200))
def test_what_the_renderer_writes_is_read_and_written_the_same(source: str) -> None:
    html = fill(render(source).segments, lambda link: link.number)
    once = write(read(html).children)
    assert write(read(once).children) == once
    assert read(once).words() == read(html).words()


def test_what_lies_too_deep_keeps_its_words() -> None:
    html = "<ul><li>" * 300 + "innerst" + "</li></ul>" * 300 + "<p>efter</p>"
    root = read(html)
    assert root.words() == "innerstefter"
    assert write(root.children).count("<ul>") <= DEEPEST
    assert root.children[-1].tag == "p"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<a href="/d/SOC-RUT-0002">x</a>', '<a href="#SOC-RUT-0002">x</a>'),
        ('<a href="/d/SOC-RUT-0002#avsnitt-a">x</a>', '<a href="#SOC-RUT-0002-avsnitt-a">x</a>'),
        ('<a href="/d/SOC-RUT-0003">x</a>', f'<a href="{SITE}/d/SOC-RUT-0003">x</a>'),
        ('<a href="/d/SOC-RUT-0002/v/1">x</a>', f'<a href="{SITE}/d/SOC-RUT-0002/v/1">x</a>'),
        ('<a href="https://x.example/" rel="noopener">x</a>', '<a href="https://x.example/">x</a>'),
        ('<a href="#avsnitt-a">x</a>', '<a href="#SOC-RUT-0001-avsnitt-a">x</a>'),
        ('<h2 id="avsnitt-a">A</h2>', '<h2 id="SOC-RUT-0001-avsnitt-a">A</h2>'),
        ('<img src="/d/X/v/1/filer/bild.png" alt="Karta">', '<img src="a1.png" alt="Karta">'),
        ('<img src="bild.png" alt="">', '<img src="a1.png" alt="Bild utan beskrivning">'),
        ('<img src="annan.png" alt="Karta">', "<span>[Karta]</span>"),
        (
            '<a class="footnote-backref" href="#fnref:1">↩</a>',
            '<a class="footnote-backref" href="#SOC-RUT-0001-fnref:1">↑</a>',
        ),
        ('<div class="table-scroll" tabindex="0" role="region">x</div>', '<div class="table-scroll">x</div>'),
        ("<th></th>", "<td></td>"),
    ],
)  # fmt: skip
def test_links_anchors_and_pictures_are_the_books(before: str, after: str) -> None:
    assert fitted(before, "SOC-RUT-0002") == after


def test_the_style_fetches_nothing_from_elsewhere() -> None:
    style = Path("portal/printing/book.css").read_text(encoding="utf-8")
    assert style.count("url(") == style.count('url("book:')
    assert "@import" not in style
