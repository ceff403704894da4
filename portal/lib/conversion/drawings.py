"""What is drawn in a Word text: pictures are kept, the text of boxes is taken aside, the rest is named."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from portal.lib.conversion.package import R, W

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_CHART_EX = "{http://schemas.microsoft.com/office/drawing/2014/chartex}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_VML = "{urn:schemas-microsoft-com:vml}"
_OFFICE = "{urn:schemas-microsoft-com:office:office}"
_SHAPES = frozenset({"shape", "rect", "roundrect", "oval", "line", "group", "polyline", "arc", "curve"})


@dataclass(slots=True)
class Drawing:
    """A drawing as it was read: its pictures, the contents of its text boxes, its diagrams' parts, what is lost."""

    is_kept: bool = False
    pictures: list[Element] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    diagrams: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def read(element: Element) -> Drawing:
    """Return what a `drawing`, `pict` or `object` holds."""
    drawing = Drawing(is_kept=bool(element.get("done")))
    if drawing.is_kept:
        return drawing
    if element.tag == f"{W}object":
        drawing.lost.append("object")
        return drawing
    boxes = [box for box in element.iter(f"{W}txbxContent") if _has_text(box)]
    # What lies in another box comes along with that one.
    within = {id(inner) for box in boxes for inner in box.iter(f"{W}txbxContent") if inner is not box}
    drawing.boxes = [box for box in boxes if id(box) not in within]
    drawing.lost += ["textbox"] * len(drawing.boxes)
    if element.tag == f"{W}pict":
        _read_old(element, drawing)
    else:
        _read_new(element, drawing)
    return drawing


def _has_text(box: Element) -> bool:
    return any((words.text or "").strip() for words in box.iter(f"{W}t"))


def _read_new(element: Element, drawing: Drawing) -> None:
    """Read a drawing of today: each picture stands by itself, with what the drawing says of it."""
    words = next(element.iter(f"{_WP}docPr"), None)
    within = {id(blip) for box in drawing.boxes for blip in box.iter(f"{_A}blip")}
    for blip in element.iter(f"{_A}blip"):
        if id(blip) in within:
            continue
        if blip.get(f"{R}embed"):
            drawing.pictures.append(_picture(blip, words))
        else:
            drawing.lost.append("linked picture")
    for tag in (f"{_CHART}chart", f"{_CHART_EX}chart"):
        drawing.lost += ["chart"] * len(list(element.iter(tag)))
    for relations in element.iter(f"{_DIAGRAM}relIds"):
        drawing.lost.append("smartart")
        drawing.diagrams.append(relations.get(f"{R}dm", ""))
    if not drawing.pictures and not drawing.lost:
        drawing.lost.append("shape")


def _picture(blip: Element, words: Element | None) -> Element:
    """Return a drawing of one picture, in the one shape that is looked for later."""
    whole = Element(f"{W}drawing")
    inline = SubElement(whole, f"{_WP}inline")
    told = words.get("descr", "").strip() or words.get("title", "").strip() if words is not None else ""
    SubElement(inline, f"{_WP}docPr", {"descr": told})
    place: Element = inline
    for tag in (f"{_A}graphic", f"{_A}graphicData", f"{_PIC}pic", f"{_PIC}blipFill"):
        place = SubElement(place, tag)
    SubElement(place, f"{_A}blip", {f"{R}embed": blip.get(f"{R}embed", "")})
    # Marked as done, so that it is not read again.
    whole.set("done", "1")
    return whole


def _read_old(element: Element, drawing: Drawing) -> None:
    """Read a drawing as it was made before 2010."""
    for data in element.iter(f"{_VML}imagedata"):
        id = data.get(f"{R}id") or data.get(f"{R}pict")
        if id:
            words = Element(f"{_WP}docPr", {"descr": _alternative(element) or data.get(f"{_OFFICE}title", "")})
            drawing.pictures.append(_picture(Element(f"{_A}blip", {f"{R}embed": id}), words))
    shapes = [each for each in element.iter() if each.tag.removeprefix(_VML) in _SHAPES]
    is_rule = any(each.get(f"{_OFFICE}hr") for each in shapes)
    if shapes and not is_rule and not drawing.pictures and not drawing.lost:
        drawing.lost.append("shape")


def _alternative(element: Element) -> str:
    """Return what the first of the shapes that says so is in words."""
    return next((each.get("alt", "").strip() for each in element.iter() if each.get("alt")), "")
