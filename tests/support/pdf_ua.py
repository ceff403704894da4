"""What a program can tell of PDF/UA-1 (ISO 14289-1): a check of our own, beside veraPDF where that is to be had."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, IndirectObject

STANDARD = frozenset(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody "  # noqa: SIM905 - as the standard lists them
    "Table TR TH TD THead TBody TFoot Span Quote Note Reference Link Figure Formula Form".split()
)
# What may stand straight below what.
CHILDREN = {
    "L": {"L", "LI", "Caption"},
    "LI": {"Lbl", "LBody"},
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TR": {"TH", "TD"},
}
PARENTS = {"LI": {"L"}, "LBody": {"LI"}, "TR": {"Table", "THead", "TBody", "TFoot"}, "TH": {"TR"}, "TD": {"TR"}}
PAINTS = {b"Tj", b"TJ", b"'", b'"', b"Do", b"sh", b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"EI"}


@dataclass
class Structure:
    """The elements of a PDF in order, each with the one above it, and what they hold of each page."""

    elements: list[tuple[DictionaryObject, str]] = field(default_factory=list)
    held: set[int] = field(default_factory=set)


def faults(content: bytes) -> list[str]:
    """Return all that is wrong with a PDF, in words; empty for one that passes."""
    pdf = PdfReader(BytesIO(content))
    root = pdf.trailer["/Root"].get_object()
    found = [*document_faults(root)]
    if "/StructTreeRoot" not in root:
        return [*found, "there is no structure"]
    structure = structure_of(root["/StructTreeRoot"])
    found += structure_faults(structure)
    found += page_faults(pdf, root["/StructTreeRoot"], structure)
    found += outline_faults(pdf)
    return found


def document_faults(root: DictionaryObject) -> Iterator[str]:
    """Yield what the document does not say of itself."""
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "it is not marked as tagged"
    if not re.fullmatch(r"[a-z]{2}(-[A-Z]{2})?", str(root.get("/Lang", ""))):
        yield "it has no language"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "its title is not shown"
    told = root["/Metadata"].get_object().get_data().decode() if "/Metadata" in root else ""
    if not re.search(r"pdfuaid:part(?:>|=\")1", told):
        yield "it does not say that it is PDF/UA-1"
    if not re.search(r"<dc:title>.*?<rdf:li[^>]*>[^<]+<", told, re.DOTALL):
        yield "it has no title"


def structure_of(root: Any) -> Structure:
    """Return the elements in the order of reading."""
    structure = Structure()
    waiting: list[tuple[Any, str]] = [(kid, "") for kid in reversed(kids_of(root.get_object()))]
    while waiting:
        kid, above = waiting.pop()
        if isinstance(kid, IndirectObject):
            structure.held.add(kid.idnum)
        element = kid.get_object()
        if not isinstance(element, DictionaryObject) or "/S" not in element:
            continue
        name = str(element["/S"])[1:]
        structure.elements.append((element, above))
        waiting.extend((below, name) for below in reversed(kids_of(element)))
    return structure


def kids_of(element: DictionaryObject) -> list[Any]:
    """Return what stands below an element, unresolved."""
    kids = element.raw_get("/K") if "/K" in element else []
    kids = (
        kids.get_object() if isinstance(kids, IndirectObject) and isinstance(kids.get_object(), ArrayObject) else kids
    )
    return list(kids) if isinstance(kids, (ArrayObject, list)) else [kids]


def structure_faults(structure: Structure) -> Iterator[str]:
    """Yield what is wrong with the elements."""
    level = 0
    for element, above in structure.elements:
        name = str(element["/S"])[1:]
        if name not in STANDARD:
            yield f"{name} is no standard element"
        if above in CHILDREN and name not in CHILDREN[above]:
            yield f"{name} stands in {above}"
        if name in PARENTS and above not in PARENTS[name]:
            yield f"{name} stands in {above or 'nothing'}"
        if name == "Figure" and not str(element.get("/Alt", "")).strip():
            yield "a figure says nothing"
        if name == "TH" and "/Scope" not in attributes_of(element):
            yield "a header of a table has no scope"
        if re.fullmatch("H[1-6]", name):
            if int(name[1]) > level + 1:
                yield f"{name} comes after H{level}"
            level = int(name[1])


def attributes_of(element: DictionaryObject) -> dict[str, Any]:
    """Return an element's attributes."""
    told = element.get("/A", {})
    told = told.get_object() if isinstance(told, IndirectObject) else told
    return dict(told) if isinstance(told, DictionaryObject) else {}


def page_faults(pdf: PdfReader, root: Any, structure: Structure) -> Iterator[str]:
    """Yield what is wrong with the pages: their content, links and fonts."""
    numbers = root["/ParentTree"]["/Nums"]
    by_key = {int(key): value for key, value in zip(numbers[::2], list(ArrayObject(numbers))[1::2], strict=True)}
    for number, page in enumerate(pdf.pages, start=1):
        if page.get("/Tabs") != "/S":
            yield f"page {number}: the tab order is not that of the structure"
        parents = by_key[int(page["/StructParents"])].get_object()
        loose = {
            place
            for place in range(len(parents))
            if not isinstance(raw(parents, place), IndirectObject) or raw(parents, place).idnum not in structure.held
        }
        yield from (f"page {number}: {fault}" for fault in content_faults(pdf, page, loose, len(parents)))
        yield from (f"page {number}: {fault}" for fault in link_faults(page, by_key, structure))
        yield from (f"page {number}: {fault}" for fault in font_faults(page))


def raw(array: ArrayObject, place: int) -> Any:
    """Return an item of an array, unresolved."""
    return list.__getitem__(array, place)


def content_faults(pdf: PdfReader, page: Any, loose: set[int], known: int) -> Iterator[str]:
    """Yield what is painted and neither tagged nor an artifact, or both."""
    marks: list[str] = []
    for operands, operator in ContentStream(page["/Contents"].get_object(), pdf).operations:
        if operator in {b"BDC", b"BMC"}:
            properties = operands[1] if len(operands) > 1 and isinstance(operands[1], DictionaryObject) else {}
            mark = "artifact" if operands[0] == "/Artifact" else "tagged" if "/MCID" in properties else "bare"
            if marks and {mark, *marks} >= {"artifact", "tagged"}:
                yield "something is both content and artifact"
            if mark == "tagged" and (int(properties["/MCID"]) in loose or int(properties["/MCID"]) >= known):
                yield f"content {properties['/MCID']} belongs to no element"
            marks.append(mark)
        elif operator == b"EMC":
            if not marks:
                yield "an end without a beginning"
                return
            marks.pop()
        elif operator in PAINTS and not {"artifact", "tagged"}.intersection(marks):
            yield f"{operator.decode()} paints what is neither content nor artifact"
    if marks:
        yield "a beginning without an end"


def link_faults(page: Any, by_key: dict[int, Any], structure: Structure) -> Iterator[str]:
    """Yield what is wrong with the links."""
    for annotation in (each.get_object() for each in page.get("/Annots", [])):
        if annotation["/Subtype"] != "/Link":
            yield f"there is an annotation that is no link: {annotation['/Subtype']}"
            continue
        if not str(annotation.get("/Contents", "")).strip():
            yield "a link says nothing"
        if int(annotation.get("/F", 0)) & 0b100110 != 0b100:
            yield "a link is hidden or not printed"
        holder = by_key.get(int(annotation.get("/StructParent", -1)))
        element = holder.get_object() if holder is not None else None
        if element is None or element["/S"] != "/Link" or holder.idnum not in structure.held:
            yield "a link belongs to no element for links"
        elif not any(is_of(kid, annotation) for kid in kids_of(element)):
            yield "a link's element does not hold the link"


def is_of(kid: Any, annotation: DictionaryObject) -> bool:
    """Whether what stands in an element is a reference to the annotation."""
    told = kid.get_object()
    return (
        isinstance(told, DictionaryObject) and told.get("/Type") == "/OBJR" and told["/Obj"].get_object() == annotation
    )


def font_faults(page: Any) -> Iterator[str]:
    """Yield what is wrong with the fonts."""
    for name, font in page["/Resources"].get("/Font", {}).items():
        inner = font.get_object()
        whole = inner["/DescendantFonts"][0].get_object() if "/DescendantFonts" in inner else inner
        files = set(whole.get("/FontDescriptor", {})) & {"/FontFile", "/FontFile2", "/FontFile3"}
        if not files:
            yield f"the font {name} is not embedded"
        if "/ToUnicode" not in inner:
            yield f"the font {name} does not say its letters"


def outline_faults(pdf: PdfReader) -> Iterator[str]:
    """Yield what is wrong with the bookmarks."""
    if not pdf.outline:
        yield "there are no bookmarks"
    for mark in flat(pdf.outline):
        if pdf.get_destination_page_number(mark) is None:
            yield f"the bookmark {mark.title} leads nowhere"


def flat(outline: Iterable[Any]) -> Iterator[Any]:
    """Yield the bookmarks one after another."""
    for mark in outline:
        if isinstance(mark, list):
            yield from flat(mark)
        else:
            yield mark
