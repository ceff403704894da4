"""What a Word text refers to: notes, pictures and links that are not there are taken away before it is read."""

from collections.abc import Iterable
from posixpath import join, normpath
from xml.etree.ElementTree import Element

from portal.lib.conversion.losses import Losses
from portal.lib.conversion.package import Package, R, W, rewrite

_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_REFERENCES = {f"{W}footnoteReference": f"{W}footnote", f"{W}endnoteReference": f"{W}endnote"}


def check(root: Element, package: Package, name: str, notes: set[str], losses: Losses) -> None:
    """Take away references that lead nowhere. `notes` are the notes that there are: their number and element."""
    relations = package.relations(name)
    is_note = name.rpartition("/")[2] in {"footnotes.xml", "endnotes.xml"}

    def change(child: Element, _parent: Element) -> Iterable[Element] | None:
        if child.tag in _REFERENCES:
            is_known = child.get(f"{W}id", "") + _REFERENCES[child.tag] in notes
            return None if is_known and not is_note else []
        if child.tag == f"{W}hyperlink":
            id = child.get(f"{R}id")
            return list(child) if id is not None and id not in relations else None
        if child.tag == f"{W}drawing":
            return _picture(child)
        return None

    def _picture(drawing: Element) -> Iterable[Element] | None:
        ids = [blip.get(f"{R}embed", "") for blip in drawing.iter(_BLIP)]
        targets = [relations.get(id, ("", ""))[1] for id in ids]
        paths = [
            target.removeprefix("/") if target.startswith("/") else normpath(join("word", target)) for target in targets
        ]
        if all(target and path in package.parts for target, path in zip(targets, paths, strict=True)):
            return None
        losses.add("broken picture")
        return []

    rewrite(root, change)
