"""Blocks of Markdown put together: lists in each other, headings from the second level, notes last."""

from collections.abc import Iterable, Mapping, Sequence

from portal.lib.conversion.losses import Losses
from portal.lib.conversion.writer import Block

_TOP, _DEEPEST = 2, 6
_INDENT = "    "


def joined(blocks: Iterable[Block], losses: Losses) -> list[str]:
    """Return the paragraphs of a text, to be parted by empty lines; the points of a list are one."""
    whole = list(blocks)
    highest = min((int(block.told[0]) for block in whole if block.kind == "h"), default=1)
    pieces: list[str] = []
    points = _Points(losses)
    for block in whole:
        if block.kind == "li":
            if points.is_new or points.turns(block):
                pieces.append(points.line(block))
            else:
                pieces[-1] += "\n" + points.line(block)
            continue
        points.end()
        pieces.append(_heading(block, highest, losses) if block.kind == "h" else block.text)
    return pieces


def _heading(block: Block, highest: int, losses: Losses) -> str:
    """Return a heading, the highest of the text on the second level."""
    level = int(block.told[0]) - highest + _TOP
    losses.add("deep heading", int(level > _DEEPEST))
    return f"{'#' * min(level, _DEEPEST)} {block.text}"


def labelled(block: Block) -> Block:
    """Return a heading with the number that Word showed before it."""
    label = " ".join(block.told[1:])
    if block.kind != "h" or not label:
        return block
    return Block("h", block.told[:1], f"{label} {block.text}", f"{label} {block.plain}")


class _Points:
    """Follows the points of a list: how deep each lies, whatever levels Word gave them."""

    def __init__(self, losses: Losses) -> None:
        """Begin outside every list."""
        self.losses = losses
        self.levels: list[int] = []
        self.kinds: list[tuple[str, str, int]] = []

    @property
    def is_new(self) -> bool:
        """Whether no list is open."""
        return not self.levels

    def end(self) -> None:
        """Leave the list."""
        self.levels, self.kinds = [], []

    def turns(self, block: Block) -> bool:
        """Whether the point is of another kind than those that it stands among."""
        above = [kind for level, kind in zip(self.levels, self.kinds, strict=True) if level == int(block.told[1])]
        return bool(above) and (above[0][0] == "ol") != (block.told[0] == "ol")

    def line(self, block: Block) -> str:
        """Return the point's lines."""
        kind, level, number, *source = block.told
        while self.levels and self.levels[-1] > int(level):
            self.levels.pop()
            self.kinds.pop()
        if not self.levels or self.levels[-1] < int(level):
            self.levels.append(int(level))
            self.kinds.append(("", "", 0))
        name, before, count = self.kinds[-1]
        if kind == name == "ol" and int(number) != count + 1:
            self.losses.add("joined list")
        self.kinds[-1] = kind, " ".join(source) or before, int(number)
        indent = _INDENT * (len(self.levels) - 1)
        first, *rest = _worded(block).split("\n")
        return "\n".join([f"{indent}{_sign(kind, number)} {first}", *(f"{indent}{_INDENT}{line}" for line in rest)])


def _worded(block: Block) -> str:
    """Return a point's text; a box to tick is its sign already."""
    return block.text.lstrip("☐☒☑ ") or block.text if block.told[0] == "task" else block.text


def _sign(kind: str, number: str) -> str:
    if kind == "task":
        return "- [x]" if number == "1" else "- [ ]"
    return f"{number}." if kind == "ol" else "-"


def notes(written: Mapping[int, Sequence[str]]) -> list[str]:
    """Return the definitions of notes, by number."""
    pieces = []
    for number, paragraphs in sorted(written.items()):
        first, *rest = paragraphs or ("",)
        indented = ["\n".join(f"{_INDENT}{line}" for line in paragraph.split("\n")) for paragraph in rest]
        lines = first.split("\n")
        opening = "\n".join([f"[^{number}]: {lines[0]}", *(f"{_INDENT}{line}" for line in lines[1:])])
        pieces.append("\n\n".join([opening, *indented]))
    return pieces
