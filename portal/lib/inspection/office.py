"""Word, Excel and PowerPoint files (ECMA-376): no code, nothing that is fetched when they are opened."""

import re

from portal.lib.inspection.targets import is_remote
from portal.lib.inspection.unfit import MACROS, UnfitError, mismatch
from portal.lib.inspection.xmlscan import Watch, local

_MAIN = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
}
# The binary workbook is named so whether it has macros or not, as a whole and its main part: its parts tell.
_BINARY_WORKBOOK = "application/vnd.ms-excel.sheet.binary.macroenabled.main"
_BINARY_TYPES = frozenset({_BINARY_WORKBOOK, "application/vnd.ms-excel.sheet.binary.macroenabled.12"})
_CODE_TYPES = ("vbaproject", "vbadata", "macroenabled", "macrosheet")
_CODE_RELATIONS = frozenset({"vbaproject", "wordvbadata", "xlmacrosheet", "xlintlmacrosheet"})
# These are followed when somebody asks for it, not when the file is opened.
_ASKED_FOR = frozenset(
    {"hyperlink", "video", "audio", "media", "externallinkpath", "externallinklongpath", "xlpathmissing"}
)
_DDE_FIELD = re.compile(r"\s*\"?\s*dde(?:auto)?\b", re.IGNORECASE)
_FIELDS = frozenset({"document", "hdr", "ftr", "footnotes", "endnotes", "comments", "glossaryDocument"})
_SLIDES = frozenset({"sld", "sldLayout", "sldMaster"})
_INNER_CONNECTIONS = frozenset({"100", "102"})
_MOST_FIELD = 10_000
_FETCHES = (
    "Filen hämtar {what} från {target} när den öppnas. Bryt länken eller bädda in innehållet, och spara den på nytt."
)
DDE = "Filen har ett fält som startar ett annat program (DDE). Ta bort fältet, spara och bifoga den igen."
_WHAT = {"attachedtemplate": "en mall", "image": "en bild", "oleobject": "ett objekt", "frame": "en ram"}
_CONNECTION = (
    "Filen hämtar data från en annan källa. Ta bort dataanslutningen så att värdena står kvar, och spara den på nytt."
)
_PROGRAM_ACTION = "En bild i presentationen startar ett program. Ta bort åtgärden, spara och bifoga den igen."


def fetches(what: str, target: str) -> str:
    """Return what to say of a file that fetches something when it is opened."""
    return _FETCHES.format(what=what, target=target if len(target) <= 80 else f"{target[:80]}…")


class Package(Watch):
    """The list of a package's content types, and the relations of its parts."""

    def __init__(self) -> None:
        """Begin with no content types."""
        self.types: set[str] = set()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Meet a content type or a relation."""
        values = {local(key).lower(): value for key, value in attributes.items()}
        if name in {"Default", "Override"}:
            kind = values.get("contenttype", "").strip().lower()
            self.types.add(kind)
            if kind not in _BINARY_TYPES and any(mark in kind for mark in _CODE_TYPES):
                raise UnfitError(MACROS)
        elif name == "Relationship":
            _inspect_relation(values)

    def require_main(self, extension: str | None) -> None:
        """Raise UnfitError unless the package is of the kind that the extension tells; any kind for None."""
        wanted = set(_MAIN.values()) | {_BINARY_WORKBOOK} if extension is None else {_MAIN[extension]}
        if not self.types & wanted:
            raise UnfitError(mismatch(extension or "docx"))


def _inspect_relation(values: dict[str, str]) -> None:
    """Raise UnfitError for a relation to code, or to something on another machine that is fetched at once."""
    kind = values.get("type", "").strip().rpartition("/")[2].lower()
    if kind in _CODE_RELATIONS:
        raise UnfitError(MACROS)
    target = values.get("target", "")
    if kind not in _ASKED_FOR and is_remote(target):
        raise UnfitError(fetches(_WHAT.get(kind, "innehåll"), target))


class Fields(Watch):
    """The fields of a Word text: their instructions may be written in many pieces, and lie in each other."""

    def __init__(self) -> None:
        """Begin outside every field."""
        self.open: list[str] = [""]
        self.is_instruction = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Meet the beginning or the end of a field, or an instruction."""
        self.is_instruction = name == "instrText"
        if name == "fldSimple":
            self._judge(_value(attributes, "instr"))
        elif name == "fldChar":
            if _value(attributes, "fldCharType") == "begin":
                self.open.append("")
            else:
                self._judge(self.open[-1])
                if len(self.open) > 1:
                    self.open.pop()

    def text(self, data: str) -> None:
        """Meet a text: part of the instruction, or of the document."""
        if self.is_instruction and not data.isspace():
            self.open[-1] = (self.open[-1] + data)[:_MOST_FIELD]

    def end(self) -> None:
        """Judge the fields that were never closed."""
        for instruction in self.open:
            self._judge(instruction)

    def _judge(self, instruction: str) -> None:
        """Raise UnfitError for an instruction that starts another program."""
        if _DDE_FIELD.match(instruction):
            raise UnfitError(DDE)


class Sheets(Watch):
    """A workbook's links to other programs, books and sources."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Meet a link to another program or source."""
        if name == "ddeLink":
            raise UnfitError(DDE)
        if name == "workbookPr" and _value(attributes, "updateLinks") == "always":
            raise UnfitError(_CONNECTION)
        if name == "connection" and _value(attributes, "type") not in _INNER_CONNECTIONS:
            raise UnfitError(_CONNECTION)


class Slides(Watch):
    """What a slide does when it is clicked or pointed at."""

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002 - any element may carry an action
        """Meet an element with an action."""
        if _value(attributes, "action").lower().startswith("ppaction://program"):
            raise UnfitError(_PROGRAM_ACTION)


def _value(attributes: dict[str, str], name: str) -> str:
    """Return the attribute of this local name, or nothing."""
    return next((value for key, value in attributes.items() if local(key) == name), "")


def watch_of(root: str, package: Package) -> Watch | None:
    """Return what to look for in a part with this root element."""
    if root in {"Types", "Relationships"}:
        return package
    if root in _FIELDS:
        return Fields()
    if root in {"externalLink", "connections", "workbook"}:
        return Sheets()
    return Slides() if root in _SLIDES else None
