"""Which files may be attached, told by their name and borne out by their content."""

import zipfile
import zlib
from pathlib import PurePosixPath
from typing import BinaryIO

MOST_MEMBERS = 5_000
MOST_NAME = 120
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."
MEDIA_TYPES = {
    "docx": f"{_OFFICE}wordprocessingml.document",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
    "pptx": f"{_OFFICE}presentationml.presentation",
    "odt": f"{_OPEN}text",
    "ods": f"{_OPEN}spreadsheet",
    "odp": f"{_OPEN}presentation",
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "csv": "text/csv",
    "txt": "text/plain",
}
_SIGNATURES = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}
_PARTS = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
_FORBIDDEN = frozenset('/\\:*?"<>|')


def extension_of(name: str) -> str:
    """Return a file name's extension in lower case, `jpeg` as `jpg`; may be empty."""
    extension = PurePosixPath(name).suffix.lower().removeprefix(".")
    return "jpg" if extension == "jpeg" else extension


def media_type_of(name: str) -> str:
    """Return the media type that goes with the name. Raises KeyError for a name that `why_not_name` refuses."""
    return MEDIA_TYPES[extension_of(name)]


def why_not_name(name: str) -> str | None:
    """Return why a file of this name may not be attached, or None."""
    if not name or len(name.encode()) > MOST_NAME or name.startswith((".", " ")) or name.endswith((".", " ")):
        return f"Filnamnet är tomt, längre än {MOST_NAME} tecken eller börjar eller slutar med punkt eller mellanslag."
    if not name.isprintable() or _FORBIDDEN & set(name):
        return f"Filnamnet får inte innehålla {' '.join(sorted(_FORBIDDEN))} eller styrtecken."
    if extension_of(name) not in MEDIA_TYPES:
        return f"Filer av det slaget kan inte bifogas. Välj bland {', '.join(MEDIA_TYPES)}."
    return None


def why_not_content(name: str, stream: BinaryIO) -> str | None:
    """Return why the content of a seekable stream does not go with the file's name, or None."""
    extension = extension_of(name)
    stream.seek(0)
    if extension in _SIGNATURES:
        signature = _SIGNATURES[extension]
        return None if stream.read(len(signature)) == signature else mismatch(extension)
    if extension in {"csv", "txt"}:
        return "Filen ska vara ren text, men innehåller annat." if b"\x00" in stream.read(4096) else None
    return _why_not_office(extension, stream)


def _why_not_office(extension: str, stream: BinaryIO) -> str | None:
    """Return why the stream is not a document of that office format without macros, or None."""
    try:
        with zipfile.ZipFile(stream) as archive:
            names = archive.namelist()
            kind = archive.open("mimetype").read(200).decode(errors="replace") if "mimetype" in names else ""
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError, RuntimeError, ValueError):
        return mismatch(extension)
    if len(names) > MOST_MEMBERS:
        return "Filen har fler delar än ett dokument behöver."
    if any(has_macros(member) for member in names):
        return "Filen innehåller makron. Spara den utan makron."
    if extension in _PARTS:
        is_right = "[Content_Types].xml" in names and any(member.startswith(_PARTS[extension]) for member in names)
    else:
        is_right = kind.strip() == MEDIA_TYPES[extension]
    return None if is_right else mismatch(extension)


def has_macros(member: str) -> bool:
    """Whether a part of an office document holds code."""
    lower = member.lower()
    return lower.endswith("vbaproject.bin") or lower.startswith(("basic/", "scripts/"))


def mismatch(extension: str) -> str:
    """Return what to say of a file that is not what its name says."""
    return f"Innehållet är inte en {extension}-fil. Spara filen i rätt format eller rätta namnet."
