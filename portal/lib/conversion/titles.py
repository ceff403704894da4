"""What a Word file calls itself, and the places in it that its own links lead to."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag

from portal.lib.conversion.writer import told_of
from portal.lib.markup.outline import ID_PREFIX, Outline
from portal.lib.text import slug

# What programs and templates call files.
_NO_TITLE = re.compile(
    r"microsoft word.*|powerpoint.*|.*\.(?:docx?|dotx?|odt|rtf|pdf)|(?:word )?document\d*|dokument\d*|mall|titel|title|"
    r"rubrik|namnlös.*|untitled.*",
    re.IGNORECASE,
)
_LONGEST = 200


def take_title(soup: BeautifulSoup, told: str) -> str:
    """Return the title, and take the paragraph that is nothing but it out of the text.

    It is the paragraph in the style of titles, or what the file's properties tell (`told`), or the first heading.
    """
    headings = [(told_of(element), element) for element in soup.find_all("p")]
    titles = [(words, element) for (mark, words), element in headings if mark[:1] == ("title",)]
    if titles:
        words, element = titles[0]
        element.decompose()
        for _, other in titles[1:]:
            _as_heading(other)
        return words[:_LONGEST]
    levels = [(mark[1], words, element) for (mark, words), element in headings if mark[:1] == ("h",)]
    known = usable(told)
    if not levels:
        return known
    level, words, element = levels[0]
    is_alone = sum(each == level for each, _, _ in levels) == 1 and min(each for each, _, _ in levels) == level
    is_first = next(_blocks(soup), None) is element
    if words.casefold() == known.casefold() or (not known and is_first and is_alone and len(levels) > 1):
        element.decompose()
    return known or words[:_LONGEST]


def usable(told: str) -> str:
    """Return the title that a file's properties tell, or nothing for one that a program or a template gave it."""
    return "" if _NO_TITLE.fullmatch(told.strip()) else told.strip()[:_LONGEST]


def _as_heading(element: Tag) -> None:
    """Make a second paragraph in the style of titles a heading."""
    for part in element.find_all(string=re.compile("\ue001title\ue002")):
        part.replace_with(str(part).replace("\ue001title\ue002", "\ue001h 1\ue002"))


def _blocks(soup: BeautifulSoup) -> Iterator[Tag]:
    """Yield the blocks of the text that say something."""
    return (child for child in soup.children if isinstance(child, Tag) and told_of(child)[1])


def targets_in(soup: BeautifulSoup) -> dict[str, tuple[str, bool]]:
    """Return where links to the places of the text lead: to the heading at it or before it, and whether just there."""
    outline = Outline(None)
    here = ""
    targets: dict[str, tuple[str, bool]] = {}
    for element in soup.find_all(["p", "a"]):
        if element.name == "a":
            if element.has_attr("id"):
                holder = element.find_parent("p")
                is_exact = holder is not None and told_of(holder)[0][:1] == ("h",)
                targets.setdefault(str(element["id"]), (here, is_exact))
            continue
        mark, words = told_of(element)
        if mark[:1] == ("h",):
            name = " ".join([*mark[2:], words])
            here = outline.unique(ID_PREFIX + (slug(name) or "rubrik")).removeprefix(ID_PREFIX)
    return targets


def is_way_back(href: str | None) -> bool:
    """Whether a link is mammoth's own, from a note to where it is referred to."""
    return bool(href) and re.match(r"#(?:footnote|endnote)-ref-", href or "") is not None
