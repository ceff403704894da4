"""Word files (ECMA-376): put in order as XML, read by mammoth, cleaned by nh3, written by markdownify."""

from posixpath import join, normpath
from typing import Any
from xml.etree.ElementTree import Element

import mammoth  # type: ignore[import-untyped] # it ships no types
import nh3
from bs4 import BeautifulSoup, Tag

from portal.lib.conversion import assemble, fit, grids, paragraphs, references, runs, titles
from portal.lib.conversion.converted import Converted
from portal.lib.conversion.losses import Losses
from portal.lib.conversion.marks import mark, run_of
from portal.lib.conversion.numbering import Numbering
from portal.lib.conversion.package import Package, W
from portal.lib.conversion.pages import first_page_of
from portal.lib.conversion.pictures import Pictures, described
from portal.lib.conversion.properties import properties_of
from portal.lib.conversion.structure import Structure
from portal.lib.conversion.styles import Styles
from portal.lib.conversion.writer import Writer
from portal.lib.inspection.unfit import DAMAGED, UnfitError

_ATTRIBUTES = {"a": {"href", "id"}, "img": {"src", "alt"}, "li": {"id"}, "td": {"colspan", "rowspan"}}
_TAGS = {"p", "strong", "em", "sup", "sub", "br", "table", "thead", "tbody", "tr", "th", "ol"} | _ATTRIBUTES.keys()
# The renderer takes 5,000; empty paragraphs are none.
MOST_BLOCKS = 8_000
_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}


def convert(content: bytes) -> Converted:
    """Return an inspected Word file as Markdown. Raises UnfitError for one that cannot be read."""
    package, losses = Package(content), Losses()
    main = package.related("", "officeDocument") or "word/document.xml"
    trees = _trees(package, main)
    if main not in trees or trees[main].find(f"{W}body") is None:
        raise UnfitError(DAMAGED)
    _put_in_order(package, main, trees, losses)
    pictures = Pictures(losses)
    soup = _read(package, main, trees, pictures)
    properties = properties_of(package)
    markdown, title = _written(soup, properties.get("title", ""), losses)
    first_page = first_page_of(package, losses)
    return Converted(
        markdown=markdown,
        title=title,
        pictures=tuple(pictures.kept.values()),
        lost=losses.sentences(),
        properties=properties,
        first_page=first_page,
    )


def _trees(package: Package, main: str) -> dict[str, Element]:
    """Return the parts that are read as trees: the text, and its notes."""
    names = [main, *(package.related(main, kind) for kind in _NOTES)]
    found = {name: package.tree(name) for name in names if name}
    return {name: tree for name, tree in found.items() if tree is not None}


def _put_in_order(package: Package, main: str, trees: dict[str, Element], losses: Losses) -> None:
    """Make of the file's many forms the few that are read."""
    styles = Styles(package.tree(package.related(main, "styles")))
    numbering = Numbering(package.tree(package.related(main, "numbering")), styles)
    known = {each.get(f"{W}id", "") + each.tag for name, tree in trees.items() if name != main for each in tree}
    losses.add("columns", paragraphs.columns_in(trees[main]))
    losses.add("tail", _cut(trees[main]))
    for name, tree in trees.items():
        runs.clean(tree, losses)
        structure = Structure(losses)
        structure.make_plain(tree)
        if name == main:
            _put_last(tree, structure, _diagrams(package, main, structure.diagrams))
        references.check(tree, package, name, known, losses)
        paragraphs.drop_contents(tree, styles, losses)
        grids.prepare(tree, styles, losses)
        runs.make_plain(tree, styles, losses)
        paragraphs.mark_paragraphs(tree, styles, numbering, losses)


def _cut(root: Element) -> int:
    """Cut off what lies beyond the blocks that any text may have, and return how many those were."""
    body = root.find(f"{W}body")
    beyond = body[MOST_BLOCKS:] if body is not None else []
    for element in beyond:
        element.clear()
    if body is not None:
        del body[MOST_BLOCKS:]
    return len(beyond)


def _put_last(root: Element, structure: Structure, diagrams: list[str]) -> None:
    """Put the text of boxes and diagrams at the end of the document, under a heading."""
    body = root.find(f"{W}body")
    if body is None or not (structure.boxes or diagrams):
        return
    heading = Element(f"{W}p")
    heading.append(run_of("Ur textrutor och bilder"))
    mark(heading, "h 1")
    body.append(heading)
    for box in structure.boxes:
        holder = Element(f"{W}body")
        holder.extend(box)
        structure.make_plain(holder)
        body.extend(holder)
    for text in diagrams:
        paragraph = Element(f"{W}p")
        paragraph.append(run_of(text))
        body.append(paragraph)


def _diagrams(package: Package, main: str, ids: list[str]) -> list[str]:
    """Return the words of the diagrams with these relations."""
    relations = package.relations(main)
    found = []
    for id in ids:
        tree = package.tree(normpath(join("word", relations.get(id, ("", ""))[1])))
        for paragraph in (
            tree.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}p") if tree is not None else ()
        ):
            text = "".join(part.text or "" for part in paragraph.iter() if part.tag.endswith("}t")).strip()
            found += [text] if text else []
    return found


def _read(package: Package, main: str, trees: dict[str, Element], pictures: Pictures) -> BeautifulSoup:
    """Let mammoth read what has been put in order, and return its HTML, cleaned."""
    unused = {package.related(main, kind) for kind in ("styles", "numbering", "comments")}
    stream = package.rewritten(trees, lambda name: name not in unused and not name.startswith("mammoth/"))

    def taken(image: Any) -> dict[str, str]:
        with image.open() as data:
            return {"src": pictures.take(data.read(), image.alt_text or ""), "alt": described(image.alt_text or "")}

    done = mammoth.convert_to_html(
        stream,
        include_default_style_map=False,
        include_embedded_style_map=False,
        convert_image=mammoth.images.img_element(taken),
    )
    return BeautifulSoup(nh3.clean(done.value, tags=_TAGS, attributes=_ATTRIBUTES, link_rel=None), "html.parser")


def _written(soup: BeautifulSoup, told: str, losses: Losses) -> tuple[str, str]:
    """Return the Markdown of clean HTML, and the title; `told` is that of the file's properties."""
    title = titles.take_title(soup, told)
    writer = Writer(losses, titles.targets_in(soup))
    blocks = [assemble.labelled(block) for block in writer.blocks(soup)]
    written: dict[int, list[str]] = {}
    for number, note in enumerate((li for ol in soup.find_all("ol", recursive=False) for li in _items(ol)), start=1):
        for back in note.find_all("a", href=titles.is_way_back):
            back.decompose()
        written[number] = assemble.joined(
            (block for child in note.children if isinstance(child, Tag) for block in writer.block(child)), losses
        )
    return fit.fitted(assemble.joined(blocks, losses), assemble.notes(written), losses), title


def _items(element: Tag) -> list[Tag]:
    return [child for child in element.children if isinstance(child, Tag) and child.name == "li"]
