"""XML read as it comes: no document type, no entities, nothing fetched, nothing kept."""

from collections.abc import Callable, Iterable
from itertools import chain
from xml.parsers import expat

from portal.lib.inspection.unfit import DAMAGED, UnfitError

ENTITIES = "Filen innehåller XML med en dokumenttyp eller entiteter. Öppna den, spara den på nytt och bifoga den igen."
# What OpenOffice wrote in its own files until 2008: it names a document type and declares nothing.
_KNOWN_TYPES = "-//OpenOffice.org//DTD "
# What drawing programs write in the pictures that people insert; Illustrator declares its names of namespaces there.
_PICTURE_TYPES, _PICTURE_SOURCE = "-//W3C//DTD SVG ", "http://www.w3.org/"
_MOST_ENTITY = 100
_WIDE = {b"<\x00": "utf-16le", b"\x00<": "utf-16be", b"\xff\xfe<\x00": "utf-16", b"\xfe\xff\x00<": "utf-16"}
# Expat reads a token anew with each piece until it is whole: a longer one would take minutes.
MOST_TOKEN = 4 * 1024 * 1024


class Watch:
    """What is looked for in a part; the names are local, whatever their prefix.

    Only one that `sees_ends` meets the ends of elements: most need not, and it takes time.
    """

    sees_ends = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Meet an element."""

    def text(self, data: str) -> None:
        """Meet a text."""

    def close(self, name: str) -> None:
        """Meet the end of an element."""

    def end(self) -> None:
        """Meet the end of the part."""


WatchOf = Callable[[str], Watch | None]


def local(name: str) -> str:
    """Return a name without its prefix."""
    return name.rpartition(":")[2]


class _Reader:
    """Expat, with a watch chosen at the root element; without one it rests after that."""

    def __init__(self, watch_of: WatchOf, *, is_open: bool, coding: str | None) -> None:
        """Read no document type but those of pictures and, where the part is of that format, OpenOffice's."""
        self.watch_of, self.is_open = watch_of, is_open
        self.watch: Watch | None = None
        self.has_root, self.fed = False, 0
        self.parser = expat.ParserCreate(coding)
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.EntityDeclHandler = self.entity
        self.parser.StartElementHandler = self.root
        self.parser.CharacterDataHandler = self.text

    @property
    def is_done(self) -> bool:
        """Whether nothing more is looked for."""
        return self.has_root and self.watch is None

    def doctype(self, _name: str, system: str | None, public: str | None, has_subset: int) -> None:
        """Meet a document type."""
        kind = public or ""
        if kind.startswith(_PICTURE_TYPES) and (system or "").startswith(_PICTURE_SOURCE):
            return
        if has_subset or not self.is_open or not kind.startswith(_KNOWN_TYPES):
            raise UnfitError(ENTITIES)

    def entity(self, _name: str, is_parameter: int, value: str | None, *_source: str | None) -> None:
        """Meet an entity: a short text that holds no other and no element, or none that is taken."""
        if is_parameter or value is None or len(value) > _MOST_ENTITY or set(value) & set("&%<"):
            raise UnfitError(ENTITIES)

    def root(self, name: str, attributes: dict[str, str]) -> None:
        """Meet the root element."""
        self.has_root, self.watch = True, self.watch_of(local(name))
        self.parser.StartElementHandler = self.element if self.watch else None
        self.parser.EndElementHandler = self.close if self.watch and self.watch.sees_ends else None
        self.element(name, attributes)

    def element(self, name: str, attributes: dict[str, str]) -> None:
        """Meet an element."""
        if self.watch:
            self.watch.start(local(name), attributes)

    def text(self, data: str) -> None:
        """Meet a text."""
        if self.watch:
            self.watch.text(data)

    def close(self, name: str) -> None:
        """Meet the end of an element."""
        if self.watch:
            self.watch.close(local(name))

    def feed(self, data: bytes, *, is_last: bool = False) -> None:
        """Read on. Raises UnfitError for a token that is endless."""
        self.parser.Parse(data, is_last)
        self.fed += len(data)
        if self.fed - max(self.parser.CurrentByteIndex, 0) > MOST_TOKEN:
            raise UnfitError(DAMAGED)


def _coding_of(beginning: bytes) -> str | None:
    """Return the coding that the bytes bear out, whatever the declaration says: programs keep it when they recode."""
    return next((coding for mark, coding in _WIDE.items() if beginning.startswith(mark)), None)


def scan(pieces: Iterable[bytes], watch_of: WatchOf, *, is_open: bool = False, is_loose: bool = False) -> None:
    """Let a watch, chosen by the root element's local name, see the whole part; without one only its beginning is read.

    `is_open` lets OpenOffice's old document types pass; a loose part (VML) need not be well formed after its root.
    All pieces are drawn. Raises UnfitError.
    """
    rest = iter(pieces)
    first = next(rest, b"")
    reader = _Reader(watch_of, is_open=is_open, coding=_coding_of(first))
    try:
        for data in chain((first,), rest):
            if not reader.is_done:
                reader.feed(data)
        if not reader.is_done:
            reader.feed(b"", is_last=True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        # The last two are of a coding that there is none of, or that cannot be read letter by letter.
        if not (is_loose and reader.has_root):
            raise UnfitError(DAMAGED) from error
    if reader.watch:
        reader.watch.end()
