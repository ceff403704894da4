"""OpenDocument files (ISO/IEC 26300): no code, nothing that is fetched when they are opened."""

from portal.lib.inspection.office import DDE, fetches
from portal.lib.inspection.targets import is_remote
from portal.lib.inspection.unfit import LOCKED, MACROS, UnfitError
from portal.lib.inspection.xmlscan import Watch, local

# It is read first, though programs write it last: encrypted parts look damaged.
MANIFEST = "META-INF/manifest.xml"
# Lists of what a library holds: LibreOffice writes them though it holds nothing.
_EMPTY_LISTS = frozenset({"script-lb.xml", "script-lc.xml", "dialog-lb.xml", "dialog-lc.xml"})
_DOCUMENTS = frozenset({"document", "document-content", "document-styles", "document-meta", "document-settings"})
_DDE = frozenset({"dde-source", "dde-link", "dde-connection-decl"})
# These are followed when somebody asks for it, not when the file is opened.
_ASKED_FOR = frozenset(
    {"a", "form", "button", "image-frame", "area-rectangle", "area-circle", "area-polygon", "event-listener"}
    | {"table-source"}
)
_SCRIPTS = ("vnd.sun.star.script:", "macro:", "javascript:")
_WHAT = {"template": "en mall", "image": "en bild", "object": "ett objekt", "object-ole": "ett objekt"}


def is_code(name: str) -> bool:
    """Whether a part of this name holds code; the name is in lower case."""
    folder, _, rest = name.partition("/")
    if folder == "scripts":
        return bool(rest)
    return folder == "basic" and bool(rest) and rest.rpartition("/")[2] not in _EMPTY_LISTS


class Manifest(Watch):
    """What says whether the parts are encrypted."""

    def start(self, name: str, attributes: dict[str, str]) -> None:  # noqa: ARG002 - the name is enough
        """Meet an encrypted part."""
        if name == "encryption-data":
            raise UnfitError(LOCKED)


class Text(Watch):
    """The document's own parts."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Meet a link to another program, a script or something that is fetched."""
        if name in _DDE:
            raise UnfitError(DDE)
        for key, target in attributes.items():
            if local(key) != "href":
                continue
            if target.strip().lower().startswith(_SCRIPTS):
                raise UnfitError(MACROS)
            if name not in _ASKED_FOR and is_remote(target):
                raise UnfitError(fetches(_WHAT.get(name, "innehåll"), target))


def watch_of(root: str) -> Watch | None:
    """Return what to look for in a part with this root element."""
    if root == "manifest":
        return Manifest()
    return Text() if root in _DOCUMENTS else None
