"""Whatever is typed in a paragraph, a point, a cell or a heading is read as the same text: nothing becomes Markdown."""

import re

from bs4 import BeautifulSoup
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal.lib.conversion import assemble, fit
from portal.lib.conversion.losses import Losses
from portal.lib.conversion.writer import Writer
from portal.lib.markup.render import render
from portal.lib.markup.rendered import fill
from tests.lib.hostile import PIECES
from tests.support.markup import Markup

SIGNS = (
    "1. ",
    "2.",
    "#",
    "##",
    "---",
    "===",
    "***",
    "+",
    "- ",
    "~~~",
    "!!! note",
    "*",
    "_",
    "__",
    "**",
    "|",
    "\\",
    "x_y",
    "[x]: y",
)
TEXTS = st.lists(
    st.sampled_from([piece.replace("\n", " ") for piece in PIECES])
    | st.sampled_from(SIGNS)
    | st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), max_size=6),
    max_size=10,
).map(lambda pieces: "".join(pieces)[:400])


def page_of(*elements: tuple[str, str], losses: Losses | None = None) -> Markup:
    """Return the page that comes of HTML as mammoth gives it; each element is its mark and its inner HTML."""
    soup = BeautifulSoup(
        "".join(f"<p>\ue001{mark}\ue002{inner}</p>" if mark else inner for mark, inner in elements), "html.parser"
    )
    told = losses or Losses()
    blocks = list(Writer(told, {}).blocks(soup))
    markdown = fit.fitted(assemble.joined(blocks, told), [], told)
    return Markup(fill(render(markdown).segments, lambda link: f"<a>{link.number}</a>"))


def html(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain(text: str) -> str:
    return " ".join(text.split())


@settings(deadline=None, max_examples=60)
@given(TEXTS, TEXTS)
@example("&lt;", "http://a.se/_b_")
@example("__init__", "a\\")
@example("=", "==")
def test_a_paragraph_is_the_same_text_and_nothing_more(first, second):
    page = page_of(("", f"<p>{html(first)}<br/>{html(second)}</p>"))
    assert plain(" ".join(each.text for each in page.all("p"))) == plain(f"{first} {second}")
    assert {each.tag for each in page.elements} <= {"p", "br"}


@settings(deadline=None, max_examples=60)
@given(TEXTS, TEXTS)
def test_a_point_a_heading_and_a_cell_are_the_same_text(first, second):
    cells = f"<table><tr><th>A</th><th>B</th></tr><tr><td>{html(first)}</td><td>{html(second)}</td></tr></table>"
    page = page_of(("h 1", html(first)), ("li ul 0 1 a", html(first)), ("li ol 1 1 b", html(second)), ("", cells))
    assert [each.text for each in page.all("td")] == [plain(first), plain(second)]
    told = [words for words in (plain(first), plain(second)) if words]
    points = [plain(re.sub(r"\s+", " ", each.words)) for each in page.all("li")]
    assert points in (told, [plain(" ".join(told)), *told[1:]])
    assert [each.text for each in page.elements if re.fullmatch("h[1-6]", each.tag)] == [
        words for words in (plain(first),) if words
    ]
    assert {each.tag for each in page.elements} <= {
        "h2",
        "ul",
        "ol",
        "li",
        "div",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    }


@settings(deadline=None, max_examples=60)
@example([("[", "em"), ("[", "em"), ("[", ""), ("[", "strong")])
@given(st.lists(st.tuples(TEXTS, st.sampled_from(["", "strong", "em", "strong em"])), max_size=4))
def test_bold_and_italic_are_the_same_words(pieces):
    inner = ""
    for text, tags in pieces:
        opened = "".join(f"<{tag}>" for tag in tags.split())
        closed = "".join(f"</{tag}>" for tag in reversed(tags.split()))
        inner += f"{opened}{html(text)}{closed}"
    losses = Losses()
    page = page_of(("", f"<p>{inner}</p>"), losses=losses)
    assert plain(" ".join(each.text for each in page.all("p"))) == plain("".join(text for text, _ in pieces))
    assert {each.tag for each in page.elements} <= {"p", "strong", "em"}
    if losses.sentences():
        return
    for tag in ("strong", "em"):
        found = "".join(each.words for each in page.all(tag) if each.within(tag) is None)
        assert "".join(found.split()) == "".join("".join(text.split()) for text, tags in pieces if tag in tags)


@settings(deadline=None, max_examples=60)
@example("\\  ")
@given(TEXTS)
def test_the_text_of_a_link_is_the_same_text(text):
    page = page_of(("", f'<p>x <a href="https://x.example/a_(b)?c=d&amp;e">{html(text)}</a> y</p>'))
    links = [(each.text, each.get("href")) for each in page.all("a")]
    assert links == ([(plain(text), "https://x.example/a_(b)?c=d&e")] if plain(text) else [])
