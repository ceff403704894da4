"""The parts of an office file, unpacked within limits, and their XML as trees."""

import io
import re
import zipfile
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath
from posixpath import normpath
from xml.etree.ElementTree import Element, ParseError, fromstring, tostring

from portal.lib.inspection.archive import Archive, Budget
from portal.lib.inspection.unfit import DAMAGED, UnfitError

MOST_INFLATED = 128 * 1024 * 1024
MOST_XML = 32 * 1024 * 1024
MOST_DEEP = 250
TOO_DEEP = "Filen har delar i varandra i fler led än ett dokument behöver. Kopiera texten till en ny fil."
TOO_LARGE = "Filen är för stor att göra om till text. Dela upp den i flera filer."
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


class Package:
    """An office file that has been inspected. Raises UnfitError when it does not keep within the limits."""

    def __init__(self, content: bytes) -> None:
        """Read the directory."""
        self.archive = Archive(io.BytesIO(content), Budget(MOST_INFLATED))
        self.parts = {part.name: part for part in self.archive.parts}

    def read(self, name: str) -> bytes:
        """Return a part's bytes, none for one that is not there."""
        part = self.parts.get(name)
        return b"".join(self.archive.pieces(part)) if part else b""

    def tree(self, name: str) -> Element | None:
        """Return a part as a tree, in the names of the transitional form; None for one that is not there."""
        data = self.read(name)
        if not data.strip():
            return None
        if len(data) > MOST_XML:
            raise UnfitError(TOO_LARGE)
        try:
            # The inspection has refused document types and entities.
            tree = fromstring(_transitional(data))  # noqa: S314
        except (ParseError, ValueError, LookupError) as error:
            raise UnfitError(DAMAGED) from error
        _refuse_depth(tree)
        return tree

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Return the relations of a part (the package's own for an empty name): id → kind and target."""
        folder, _, file = name.rpartition("/")
        tree = self.tree(f"{folder}/_rels/{file}.rels".removeprefix("/"))
        found = {}
        for relation in tree if tree is not None else ():
            kind = relation.get("Type", "").rpartition("/")[2]
            found[relation.get("Id", "")] = kind, relation.get("Target", "")
        return found

    def related(self, name: str, kind: str) -> str:
        """Return the part of the kind that a part is related to, or nothing."""
        folder = str(PurePosixPath(name).parent) if name else ""
        for found, target in self.relations(name).values():
            path = target.removeprefix("/") if target.startswith("/") else normpath(f"{folder}/{target}")
            if found == kind and path.removeprefix("/") in self.parts:
                return path.removeprefix("/")
        return ""

    def _sound_relations(self, name: str) -> Element:
        """Return a part of relations without those that do not tell all that a relation must."""
        tree = self.tree(name)
        sound = Element("none") if tree is None else tree
        for relation in list(sound):
            if not all(relation.get(key) for key in ("Id", "Type", "Target")):
                sound.remove(relation)
        return sound

    def rewritten(self, trees: dict[str, Element], is_kept: Callable[[str], bool]) -> io.BytesIO:
        """Return a package of the trees, and of the other parts that are kept as they are."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as file:
            for name in self.parts:
                if name in trees:
                    file.writestr(name, tostring(trees[name], encoding="utf-8", xml_declaration=True))
                elif name.endswith(".rels"):
                    file.writestr(name, tostring(self._sound_relations(name), encoding="utf-8"))
                elif is_kept(name):
                    file.writestr(name, self.read(name))
        stream.seek(0)
        return stream


def _transitional(data: bytes) -> bytes:
    """Return XML with the names of the transitional form, where it has those of the strict one."""
    return _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", data)


def _refuse_depth(tree: Element) -> None:
    """Raise UnfitError for elements in each other in more steps than any document has."""
    level, depth = [tree], 0
    while level:
        depth += 1
        if depth > MOST_DEEP:
            raise UnfitError(TOO_DEEP)
        level = [child for element in level for child in element]


def rewrite(root: Element, change: Callable[[Element, Element], Iterable[Element] | None]) -> None:
    """Put in place of each element what `change` returns for it and its parent, and of those in turn; None keeps it."""
    waiting = [root]
    while waiting:
        parent = waiting.pop()
        kept: list[Element] = []
        left = list(reversed(parent))
        while left:
            child = left.pop()
            others = change(child, parent)
            if others is None:
                kept.append(child)
            else:
                left.extend(reversed(list(others)))
        parent[:] = kept
        waiting.extend(kept)


def is_on(element: Element | None) -> bool:
    """Whether a property that is there or not, or says so itself, is on."""
    return element is not None and element.get(f"{W}val", "1") not in {"0", "false", "off", "none"}


def val(element: Element | None, path: str) -> str:
    """Return the `w:val` of what lies at the path (`pPr/pStyle`), or nothing."""
    found = below(element, path)
    return found.get(f"{W}val", "") if found is not None else ""


def below(element: Element | None, path: str) -> Element | None:
    """Return what lies at the path of local names in Word's own namespace, or None."""
    return None if element is None else element.find("/".join(W + name for name in path.split("/")))
