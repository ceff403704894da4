"""Text and tables in text: every byte of it is text, in a coding that people use."""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from portal.lib.inspection import disguise
from portal.lib.inspection.unfit import UnfitError

PIECE = 256 * 1024
NOT_TEXT = "Filen ska vara ren text, men innehåller annat. Spara den som text (UTF-8) och bifoga den igen."
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
# Tab, line ends, form feed and the end mark of old files are part of text.
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x19\x1b-\x1f\x7f\ufffe\uffff]")
_OTHER_KINDS = (b"%PDF-", b"{\\rtf", b"PK\x03\x04", b"MIME-Version:")
# A cell that lets a spreadsheet program start another program: =cmd|'/c …'!A1.
_DDE = re.compile(r"(?:^|[,;\t\"\n])\s*[=+\-@][^,;\t\n]{0,40}\|[^\n]{0,200}!", re.MULTILINE)
DDE = "En cell startar ett annat program (DDE). Ta bort formeln, spara och bifoga filen igen."


def inspect(stream: BinaryIO, extension: str) -> None:
    """Raise UnfitError unless the stream is text: UTF-8, UTF-16 with its mark, or Windows-1252."""
    stream.seek(0)
    beginning = stream.read(1024)
    if beginning.lstrip().startswith(_OTHER_KINDS):
        raise UnfitError(NOT_TEXT)
    coding = next((name for mark, name in _MARKS.items() if beginning.startswith(mark)), None)
    for name in [coding] if coding else ["utf-8", "cp1252", "latin-1"]:
        try:
            _inspect_as(stream, name, extension)
        except UnicodeDecodeError:
            continue
        break
    else:
        raise UnfitError(NOT_TEXT)
    if disguise.ends_as_archive(stream):
        raise UnfitError(disguise.ARCHIVE)


def _inspect_as(stream: BinaryIO, coding: str, extension: str) -> None:
    """Raise UnicodeDecodeError for another coding, and UnfitError for what is no text in this one."""
    tail = ""
    for text in _texts(stream, coding):
        if _CONTROL.search(text):
            raise UnfitError(NOT_TEXT)
        if not tail and disguise.is_page(text[:1024]):
            raise UnfitError(disguise.WEB_PAGE)
        if extension == "csv" and _DDE.search(tail + text):
            raise UnfitError(DDE)
        tail = text[-256:]


def _texts(stream: BinaryIO, coding: str) -> Iterator[str]:
    """Yield the stream as text, piece by piece."""
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(coding)()
    while data := stream.read(PIECE):
        yield decoder.decode(data)
    yield decoder.decode(b"", final=True)
