"""Markdown and plain text: decoded, what their front matter says read, and made fit for our renderer."""

import re
from collections.abc import Iterator

from portal.lib import yamlfile
from portal.lib.conversion import escape, fit
from portal.lib.conversion.converted import MOST_FIRST_PAGE, Converted
from portal.lib.conversion.losses import Losses
from portal.lib.conversion.marks import cleaned
from portal.lib.extraction.plain import decoded
from portal.lib.markup.blocks import FENCE

_BLANK = re.compile(r"\n[ \t]*\n\s*")
_POINT = re.compile(r"([-*•]|\d{1,3}\.)[ \t]+(?=\S)")
_SHORT = 60
_HEADING = re.compile(r"(#{1,6})[ \t]+(\S.*)")
_TAG = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_PICTURE = re.compile(r"!\[[^\[\]]*\]\(\s*<?([^\s<>()]+)")
_NAMES = {"titel": "title", "datum": "date", "författare": "author", "språk": "language", "nyckelord": "keywords"}


def convert_text(content: bytes) -> Converted:
    """Return a plain text as Markdown that shows the same text; lines with points are lists."""
    losses = Losses()
    text = _plain(content, losses)
    pieces = [_paragraph(piece) for piece in _BLANK.split(text) if piece.strip()]
    return Converted(fit.fitted(pieces, [], losses), lost=losses.sentences(), first_page=text[:MOST_FIRST_PAGE].strip())


def convert_markdown(content: bytes) -> Converted:
    """Return Markdown as ours: its front matter is its properties, its first heading its title."""
    losses = Losses()
    properties, text = _front_matter(_plain(content, losses))
    bare, count = _COMMENT.subn("", text)
    losses.add("comment", count)
    losses.add("html", len(_TAG.findall(bare)))
    # A picture beside the file is out of reach: only the file itself is given.
    losses.add("linked picture", len(_PICTURE.findall(bare)))
    lines, title = _headings(bare.strip("\n").split("\n"))
    pieces = [piece for piece in "\n".join(lines).strip("\n").split("\n\n") if piece]
    return Converted(
        markdown=fit.fitted(pieces, [], losses),
        title=properties.get("title", "") or title,
        lost=losses.sentences(),
        properties=properties,
        first_page=bare[:MOST_FIRST_PAGE].strip(),
    )


def _plain(content: bytes, losses: Losses) -> str:
    """Return the text of a file, with line ends of one kind and nothing that is no text."""
    told = decoded(content).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").expandtabs(4)
    text, unknown = cleaned(told)
    losses.add("symbol", unknown)
    return text


def _paragraph(text: str) -> str:
    """Return a paragraph of plain text; the end of a short line is kept."""
    lines = [line.strip() for line in text.strip().split("\n")]
    points = [_POINT.match(line) for line in lines]
    if all(points):
        return "\n".join(_points(lines))
    written = [escape.line(escape.within(line)) for line in lines]
    ends = ["  " if len(line) < _SHORT and place + 1 < len(lines) else "" for place, line in enumerate(lines)]
    return "\n".join(line + end for line, end in zip(written, ends, strict=True))


def _points(lines: list[str]) -> Iterator[str]:
    for line in lines:
        sign, _, words = line.partition(" ")
        yield f"{sign if sign[0].isdigit() else '-'} {escape.line(escape.within(words.strip()))}"


def _front_matter(text: str) -> tuple[dict[str, str], str]:
    """Return what the front matter says, by name, and the text after it; all as text where it cannot be read."""
    if not text.startswith("---\n"):
        return {}, text
    try:
        front, body, _ = yamlfile.split_front_matter(text)
    except yamlfile.YamlError:
        return {}, text
    told = {name.strip().lower(): value for name, value in front.items() if isinstance(value, str) and value.strip()}
    return {_NAMES.get(name, name): value.strip() for name, value in told.items()}, body


def _headings(lines: list[str]) -> tuple[list[str], str]:
    """Return the lines with the highest heading on the second level, and the title: a first heading that is alone."""
    found: dict[int, re.Match[str]] = {}
    fence = ""
    for place, line in enumerate(lines):
        opening = FENCE.fullmatch(line)
        if fence:
            fence = "" if line.rstrip() == fence else fence
        elif opening:
            fence = opening[1]
        elif match := _HEADING.fullmatch(line.rstrip()):
            found[place] = match
    tops = [place for place, match in found.items() if match[1] == "#"]
    title = found[tops[0]][2].rstrip(" #") if tops else ""
    is_alone = len(tops) == 1 and not any(line.strip() for line in lines[: tops[0]])
    for place, match in found.items():
        if is_alone and place == tops[0]:
            lines[place] = ""
        elif tops and not is_alone:
            lines[place] = f"{match[1]}# {match[2]}" if len(match[1]) < 6 else match[0]
    return lines, title
