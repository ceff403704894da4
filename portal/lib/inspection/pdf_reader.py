"""A program of its own: reads one PDF from its standard input and writes what it is as JSON.

It is run by `pdf.py` in a process with little time and memory, as a file can make any reader of PDF slow. It imports
nothing of the portal's, so that it starts at once.
"""

import json
import logging
import re
import resource
import sys
import warnings
import zlib
from typing import Any, BinaryIO

from pypdf import PdfReader
from pypdf.errors import DependencyError
from pypdf.generic import IndirectObject

MOST_MEMORY = 1024 * 1024 * 1024
MOST_SECONDS = 20
MOST_OBJECTS = 400_000
MOST_PAGES_LOOKED_AT = 200
MOST_DEEP = 4
MOST_INFLATED = 64 * 1024 * 1024
PROGRAMS = re.compile(
    r"\.(?:exe|dll|js|jse|vbs|vbe|wsf|ps1|bat|cmd|com|hta|jar|lnk|msi|scr|docm|xlsm|pptm|html?|svg)\s*$", re.IGNORECASE
)
# Acrobat's own calls that show a field as a date or a sum; forms are full of them, and they do nothing else.
_FORMAT = re.compile(r"\s*(?:AF[A-Za-z_]+\s*\((?:[^(){};]|new Array\s*\([^(){};]*\))*\)\s*;?\s*)+")
MOST_FORMAT = 2_000
_BARE_CODE = re.compile(rb"/S\s*/(?:JavaScript|Launch)\b|/JS\s*[(<\d]")
_STREAM = re.compile(rb"stream\r?\n")


def limit() -> None:
    """Leave this process little time, memory and no file to write."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(stream: BinaryIO) -> dict[str, Any]:
    """Return what the PDF is: `danger` (`locked`, `script`, `launch`, `program`, `damaged` or empty), and how it reads.

    Of the reading: `tagged`, `language`, `title`, `pages` and `textless` (how many of the pages have no text).
    """
    try:
        reader = PdfReader(stream, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return {"danger": "locked"}
        danger = danger_in(reader)
        return {"danger": danger} if danger else {"danger": "", **reading_of(reader)}
    except DependencyError:
        return {"danger": "locked"}
    except Exception as error:  # noqa: BLE001 - a broken file can raise anything in its reader
        return without_reader(stream, error)


def danger_in(reader: Any) -> str:
    """Return what is dangerous in any object of the file, or nothing."""
    numbers = [(number, generation) for generation, table in reader.xref.items() for number in table]
    numbers += [(number, 0) for number in reader.xref_objStm]
    if len(numbers) > MOST_OBJECTS:
        return "damaged"
    for number, generation in numbers:
        danger = danger_of(whole(IndirectObject(number, generation, reader)), 0)
        if danger:
            return danger
    return danger_of(reader.trailer, 0)


def whole(value: Any) -> Any:
    """Return what a value refers to, or the value; None for what is not there.

    What cannot be read ends the walk: another program may be able to, so then the bytes are searched.
    """
    return value.get_object() if hasattr(value, "get_object") else value


def value_of(item: Any, key: str) -> Any:
    """Return a dictionary's value, wherever it stands; None without one."""
    return whole(dict.get(item, key)) if isinstance(item, dict) else None


def danger_of(item: Any, depth: int) -> str:
    """Return what is dangerous in an object, as it stands: what it refers to is looked at in its own turn."""
    if depth > 50:
        return "damaged"
    if isinstance(item, dict):
        danger = danger_of_dictionary(item)
        inner = item.values() if not danger else ()
        values = [item.raw_get(key) if hasattr(item, "raw_get") else item[key] for key in item] if inner else []
    elif isinstance(item, list):
        danger, values = "", list.__iter__(item)  # type: ignore[assignment]
    else:
        return ""
    for value in values:
        danger = danger or danger_of(value, depth + 1)
    return danger


def danger_of_dictionary(item: Any) -> str:
    """Return what is dangerous in what a dictionary itself says."""
    if value_of(item, "/S") == "/Launch":
        return "launch"
    if "/JS" in item:
        script = text_of(value_of(item, "/JS"))
        return "" if len(script) <= MOST_FORMAT and _FORMAT.fullmatch(script) else "script"
    if "/EF" in item:
        names = (text_of(value_of(item, key)) for key in ("/F", "/UF", "/DOS", "/Unix"))
        return "program" if any(PROGRAMS.search(name) for name in names) else ""
    return ""


def text_of(value: Any) -> str:
    """Return a string, or the text of a stream."""
    data = value.get_data() if hasattr(value, "get_data") else value
    return data.decode("latin-1") if isinstance(data, bytes) else str(data)


def reading_of(reader: Any) -> dict[str, Any]:
    """Return how the file can be read by those who do not see it."""
    root = reader.root_object
    marked = getattr(value_of(value_of(root, "/MarkInfo"), "/Marked"), "value", False)
    tagged = bool(marked) and value_of(root, "/StructTreeRoot") is not None
    pages = len(reader.pages)
    looked_at = range(min(pages, MOST_PAGES_LOOKED_AT))
    textless = sum(not has_text(reader.pages[number].get_inherited("/Resources"), 0) for number in looked_at)
    return {
        "tagged": tagged,
        "language": str(value_of(root, "/Lang") or "").strip(),
        "title": title_of(reader),
        "pages": pages,
        "textless": textless,
    }


def title_of(reader: Any) -> str:
    """Return the file's title, from either of the places where it may stand."""
    try:
        title = value_of(reader.metadata or {}, "/Title")
        if not title and reader.xmp_metadata:
            title = next(iter((reader.xmp_metadata.dc_title or {}).values()), "")
    except Exception:  # noqa: BLE001 - metadata that cannot be read is none
        return ""
    return str(title or "").strip()


def has_text(resources: Any, depth: int) -> bool:
    """Whether a page, or a form drawn on it, has a font to write with."""
    if depth > MOST_DEEP:
        return False
    if value_of(whole(resources), "/Font"):
        return True
    forms = value_of(whole(resources), "/XObject") or {}
    return any(has_text(value_of(value_of(forms, name), "/Resources"), depth + 1) for name in forms)


def without_reader(stream: BinaryIO, error: Exception) -> dict[str, Any]:
    """Return what can be told of a file that the reader gave up: whether any of its bytes tell of code."""
    stream.seek(0)
    raw = stream.read()
    data = unescaped(raw)
    if not all(mark in data for mark in (b" obj", b"/Root", b"%%EOF")) or b"/Encrypt" in data:
        return {"danger": "damaged", "why": type(error).__name__}
    left = MOST_INFLATED
    found = bool(_BARE_CODE.search(data))
    for match in _STREAM.finditer(raw):
        inflated = inflate(raw[match.end() : match.end() + left])
        left -= len(inflated)
        found = found or bool(_BARE_CODE.search(unescaped(inflated)))
    if found or left <= 0:
        return {"danger": "script"}
    return {"danger": "", "tagged": False, "language": "", "title": "", "pages": 0, "textless": 0}


def unescaped(data: bytes) -> bytes:
    """Return the bytes with names as they are meant: `/J#53` is `/JS`."""
    return re.sub(rb"#([0-9a-fA-F]{2})", lambda match: bytes.fromhex(match[1].decode()), data)


def inflate(data: bytes) -> bytes:
    """Return as much of a packed stream as can be inflated."""
    try:
        return zlib.decompressobj().decompress(data, MOST_INFLATED)
    except zlib.error:
        return b""


def main() -> None:
    """Read the file and tell."""
    limit()
    logging.disable()
    warnings.simplefilter("ignore")
    json.dump(read(sys.stdin.buffer), sys.stdout)


if __name__ == "__main__":
    main()
