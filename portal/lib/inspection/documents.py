"""Office documents: every part is inflated, measured and looked at for what it is, whatever it is called."""

import tempfile
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import BinaryIO, cast

from portal.lib.inspection import archive, compound, office, opendocument
from portal.lib.inspection.archive import Archive, Budget, Part
from portal.lib.inspection.unfit import MACROS, PROGRAM, UnfitError, mismatch
from portal.lib.inspection.xmlscan import WatchOf, scan

# A document in a document, such as the sheet behind a chart; none deeper.
MOST_DEEP = 2
IN_MEMORY = 4 * 1024 * 1024
_TYPES = "[content_types].xml"
_XML_ENDINGS = (".xml", ".rels", ".vml", ".rdf")
_BEGINNINGS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<\x00", b"\xfe\xff\x00<", b"<\x00", b"\x00<")
_NESTED = "Filen innehåller ett arkiv (zip) med annat än ett dokument. Ta bort det och bifoga filen igen."
_TOO_DEEP = "Filen har dokument i dokument i flera led. Ta bort de inbäddade dokumenten och bifoga den igen."


def inspect(stream: BinaryIO, extension: str, media_type: str) -> None:
    """Raise UnfitError unless the stream is a safe document of the kind. Its media type is OpenDocument's own mark."""
    stream.seek(0)
    beginning = stream.read(len(compound.MAGIC))
    if beginning == compound.MAGIC:
        stream.seek(0)
        raise UnfitError(compound.why_not(iter(lambda: stream.read(archive.PIECE), b""), extension))
    if not beginning.startswith(archive.MAGIC):
        raise UnfitError(mismatch(extension))
    whole = Archive(stream, Budget())
    if extension in {"docx", "xlsx", "pptx"}:
        _inspect_package(whole, extension, 0)
    else:
        _inspect_open(whole, extension, media_type, 0)


def _inspect_package(whole: Archive, extension: str | None, depth: int) -> None:
    """Look at each part of a Word, Excel or PowerPoint file; any of them for None."""
    if _TYPES not in {part.name.lower() for part in whole.parts}:
        raise UnfitError(mismatch(extension or "docx"))
    package = office.Package()
    for part in whole.parts:
        name = part.name.lower()
        if name.endswith("vbaproject.bin") or "/macrosheets/" in name:
            raise UnfitError(MACROS)
        _refuse_program(name)
        _inspect_part(whole, part, lambda root: office.watch_of(root, package), depth)
    package.require_main(extension)


def _inspect_open(whole: Archive, extension: str, media_type: str, depth: int) -> None:
    """Look at each part of an OpenDocument file; any of them when no media type is asked for."""
    kinds = [part for part in whole.parts if part.name == "mimetype"]
    if not kinds or kinds[0].size > 200:
        raise UnfitError(mismatch(extension))
    kind = b"".join(whole.pieces(kinds[0])).decode(errors="replace").strip()
    if kind != media_type and (media_type or not kind.startswith("application/vnd.oasis.opendocument.")):
        raise UnfitError(mismatch(extension))
    for part in sorted(whole.parts, key=lambda part: part.name != opendocument.MANIFEST):
        name = part.name.lower()
        if opendocument.is_code(name):
            raise UnfitError(MACROS)
        _refuse_program(name)
        _inspect_part(whole, part, opendocument.watch_of, depth, is_open=True)


def _refuse_program(name: str) -> None:
    """Raise UnfitError for a part that is a program by name."""
    if name.rpartition(".")[2] in compound.PROGRAMS:
        raise UnfitError(PROGRAM)


def _inspect_part(whole: Archive, part: Part, watch_of: WatchOf, depth: int, *, is_open: bool = False) -> None:
    """Look at one part for what it is; what is neither XML nor a document is only measured."""
    pieces = whole.pieces(part)
    first = next(pieces, b"")
    name = part.name.lower()
    rest = chain((first,), pieces)
    if first.startswith(archive.MAGIC):
        _inspect_within(rest, whole.budget, depth + 1)
    elif first.startswith(compound.MAGIC):
        compound.inspect(rest)
    elif first.startswith(b"MZ"):
        raise UnfitError(PROGRAM)
    elif first and (name.endswith(_XML_ENDINGS) or first.lstrip().startswith(_BEGINNINGS)):
        is_loose = not name.endswith((".xml", ".rels"))
        scan(rest, watch_of, is_open=is_open, is_loose=is_loose)
    else:
        _draw(rest)


def _draw(pieces: Iterable[bytes]) -> None:
    """Inflate the part to its end, for its measure."""
    for _ in pieces:
        pass


def _inspect_within(pieces: Iterator[bytes], budget: Budget, depth: int) -> None:
    """Look at a document that lies in another; both have the one budget."""
    if depth > MOST_DEEP:
        raise UnfitError(_TOO_DEEP)
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as stream:
        for data in pieces:
            stream.write(data)
        whole = Archive(cast("BinaryIO", stream), budget)
        names = {part.name.lower() for part in whole.parts}
        if _TYPES in names:
            _inspect_package(whole, None, depth)
        elif "mimetype" in names:
            _inspect_open(whole, "odt", "", depth)
        else:
            raise UnfitError(_NESTED)
