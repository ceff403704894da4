"""What WeasyPrint leaves undone of PDF/UA-1 (ISO 14289-1), done before the file is written.

Running headers and footers become artifacts (7.8), links say what they lead to and are printed (7.18), headers of
tables say that they are those of their column (7.5), and what an item of a list holds is its body (7.6).
"""

from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint.formatting_structure.boxes import TextBox

PRINTED = 4


def link_once(document: Any) -> None:
    """Before the PDF is made: let a link be one, and not one more for each element within it."""
    for page in document.pages:
        page.links = [link for link in page.links if link[-1].element_tag == "a"]


def mend(document: Any, pdf: pydyf.PDF) -> None:
    """Mend the PDF that has been made of the document."""
    describe_links(document)
    scope_headers(pdf)
    wrap_items(pdf)
    prune(pdf)
    set_aside_margins(pdf)


def describe_links(document: Any) -> None:
    """Let each link say its own words, and be printed."""
    for page in document.pages:
        for box in page._page_box.descendants():  # noqa: SLF001 - the library has no other door to what it has laid out
            if box.link_annotation is None:
                continue
            words = "".join(part.text for part in box.descendants() if isinstance(part, TextBox)).strip()
            if words:
                box.link_annotation["Contents"] = pydyf.String(words)
            box.link_annotation["F"] = PRINTED


def scope_headers(pdf: pydyf.PDF) -> None:
    """Let every header of a table be its column's, instead of naming it by keys in every cell."""
    for element in elements_of(pdf):
        if element["S"] not in {"/TH", "/TD"}:
            continue
        element.pop("ID", None)
        if "A" in element:
            element["A"].pop("Headers", None)
            if element["S"] == "/TH":
                element["A"]["Scope"] = "/Column"


def wrap_items(pdf: pydyf.PDF) -> None:
    """Let what an item of a list holds stand in its body, beside its mark."""
    for item in elements_of(pdf):
        if item["S"] != "/LI":
            continue
        kids = [(kid, found(pdf, kid)) for kid in item["K"]]
        loose = [(kid, element) for kid, element in kids if element["S"] not in {"/Lbl", "/LBody"}]
        if not loose:
            continue
        body = next((element for _, element in kids if element["S"] == "/LBody"), None)
        kept = [kid for kid, element in kids if element["S"] in {"/Lbl", "/LBody"}]
        if body is None:
            own = {name: item[name] for name in ("Type", "Pg")}
            body = pydyf.Dictionary({**own, "S": "/LBody", "K": pydyf.Array(), "P": item.reference})
            pdf.add_object(body)
            kept.append(body.reference)
        for kid, element in loose:
            body["K"].append(kid)
            element["P"] = body.reference
        item["K"][:] = kept


def elements_of(pdf: pydyf.PDF) -> list[pydyf.Dictionary]:
    """Return the elements of the structure."""
    return [one for one in pdf.objects if isinstance(one, pydyf.Dictionary) and one.get("Type") == "/StructElem"]


def prune(pdf: pydyf.PDF) -> None:
    """Take away elements that hold nothing, such as the box before a task."""
    for element in elements_of(pdf):
        kids = [kid for kid in element["K"] if not (isinstance(kid, bytes) and is_empty(found(pdf, kid)))]
        element["K"][:] = kids


def is_empty(element: pydyf.Dictionary) -> bool:
    """Whether an element is there for its look alone."""
    return element.get("S") in {"/Span", "/NonStruct"} and not element["K"]


def set_aside_margins(pdf: pydyf.PDF) -> None:
    """Make artifacts of marked content that no element of the structure holds: what stands in the margins."""
    root = found(pdf, pdf.catalog["StructTreeRoot"])
    held = set(held_by(pdf, root))
    numbers = found(pdf, root["ParentTree"])["Nums"]
    pages = [page for page in pdf.objects if isinstance(page, pydyf.Dictionary) and page.get("Type") == "/Page"]
    by_page = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for page in pages:
        elements = by_page[page["StructParents"]]
        loose = {place for place, reference in enumerate(elements) if reference not in held}
        stream = found(pdf, page["Contents"]).stream
        for position, part in enumerate(stream):
            if isinstance(part, pydyf.Dictionary) and part.get("MCID") in loose:
                stream[position - 1] = "/Artifact"
                stream[position] = pydyf.Dictionary({"Type": "/Pagination"})
        for place in loose:
            elements[place] = "null"


def held_by(pdf: pydyf.PDF, root: pydyf.Dictionary) -> Iterator[bytes]:
    """Yield the references of all elements of the structure."""
    waiting = [root]
    while waiting:
        for kid in waiting.pop()["K"]:
            if isinstance(kid, bytes):
                yield kid
                element = found(pdf, kid)
                if "K" in element:
                    waiting.append(element)


def found(pdf: pydyf.PDF, reference: bytes) -> Any:
    """Return the object that a reference names."""
    return pdf.objects[int(reference.split()[0])]
