"""PDF files, read in a process of their own with little time and memory."""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from portal.lib.inspection import disguise
from portal.lib.inspection.unfit import DAMAGED, PROGRAM, UnfitError, mismatch

# Some programs write a few bytes before the header; readers look this far for it.
HEADER_WITHIN = 1024
# From here on lies what is the file's own, such as comments, whose text Acrobat keeps as a page.
_FIRST_OBJECT = re.compile(rb"^\s*\d+\s+\d+\s+obj\b", re.MULTILINE)
SECONDS = 40
PIECE = 256 * 1024
_READER = Path(__file__).with_name("pdf_reader.py")
_TOO_HEAVY = "Filen tar för lång tid eller för mycket minne att kontrollera. Spara den på nytt, eller dela upp den."
_SCRIPT = "Filen innehåller skript. Spara den utan skript (till exempel med Skriv ut till pdf) och bifoga den igen."
_LAUNCH = "Filen startar ett annat program. Spara den på nytt utan den åtgärden och bifoga den igen."
_LOCKED = "Filen är krypterad eller skyddad med lösenord. Ta bort skyddet, spara och bifoga den igen."
DANGERS = {"locked": _LOCKED, "script": _SCRIPT, "launch": _LAUNCH, "program": PROGRAM, "damaged": DAMAGED}


@dataclass(frozen=True, slots=True)
class PdfFacts:
    """What a PDF is to those who do not see it; of its pages `textless` have no text."""

    tagged: bool = False
    language: str = ""
    title: str = ""
    pages: int = 0
    textless: int = 0


def inspect(stream: BinaryIO) -> PdfFacts:
    """Return what the PDF is. Raises UnfitError for one that is none, or that does more than to be read."""
    stream.seek(0)
    beginning = stream.read(HEADER_WITHIN)
    place = beginning.find(b"%PDF-")
    if place < 0 or beginning.startswith((b"PK\x03\x04", b"MZ")):
        raise UnfitError(mismatch("pdf"))
    first = _FIRST_OBJECT.search(beginning, place)
    reason = disguise.why_not(stream, first.start() if first else HEADER_WITHIN)
    if reason:
        raise UnfitError(reason)
    told = _read(stream)
    danger = told.pop("danger")
    if danger:
        raise UnfitError(DANGERS[danger])
    return PdfFacts(**told)


def _read(stream: BinaryIO) -> dict[str, Any]:
    """Return what the reader tells. Raises UnfitError when it was stopped."""
    with TemporaryFile() as file:
        stream.seek(0)
        while data := stream.read(PIECE):
            file.write(data)
        file.seek(0)
        try:
            done = subprocess.run(  # noqa: S603 - our own program, given a file and no words
                [sys.executable, "-I", str(_READER)], stdin=file, capture_output=True, timeout=SECONDS, check=False
            )
            told: dict[str, Any] = json.loads(done.stdout)
        except (subprocess.TimeoutExpired, ValueError) as error:
            raise UnfitError(_TOO_HEAVY) from error
    return told
