"""Which files may be attached, told by their name and borne out by their content."""

from pathlib import PurePosixPath
from typing import BinaryIO

from portal.lib.inspection import documents, pdf, pictures, plain
from portal.lib.inspection.unfit import UnfitError

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
PICTURES = frozenset({"png", "jpg"})
_FORBIDDEN = frozenset('/\\:*?"<>|')
# Windows takes these for machines, whatever follows the first dot.
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in "0123456789¹²³")})
_EMPTY = "Filen är tom. Kontrollera att den är sparad och bifoga den igen."
_OLD = {"doc": "docx", "xls": "xlsx", "ppt": "pptx", "dot": "docx", "rtf": "docx", "xlsb": "xlsx"}
_MACRO = {"docm": "docx", "dotm": "docx", "xlsm": "xlsx", "xltm": "xlsx", "pptm": "pptx", "ppsm": "pptx"}
_PICTURE = {"svg", "gif", "webp", "heic", "tif", "tiff", "bmp"}


def extension_of(name: str) -> str:
    """Return a file name's extension in lower case, `jpeg` as `jpg`; may be empty."""
    extension = PurePosixPath(name).suffix.lower().removeprefix(".")
    return "jpg" if extension == "jpeg" else extension


def media_type_of(name: str) -> str:
    """Return the media type that goes with the name. Raises KeyError for a name that `why_not_name` refuses."""
    return MEDIA_TYPES[extension_of(name)]


def why_not_name(name: str) -> str | None:
    """Return why a file of this name may not be attached, or None."""
    if not name or name.startswith((".", " ")) or name.endswith((".", " ")):
        return "Filnamnet är tomt eller börjar eller slutar med punkt eller mellanslag. Byt namn på filen."
    if len(name.encode(errors="replace")) > MOST_NAME:
        return f"Filnamnet är för långt: högst {MOST_NAME} tecken (å, ä och ö räknas som två). Korta det."
    if _FORBIDDEN & set(name) or not name.isprintable():
        return f"Filnamnet får inte innehålla {' '.join(sorted(_FORBIDDEN))} eller osynliga tecken. Byt namn på filen."
    if name.partition(".")[0].rstrip().lower() in _DEVICES:
        return "Filnamnet är ett namn som Windows har för sig självt. Byt namn på filen."
    return _why_not_extension(extension_of(name))


def _why_not_extension(extension: str) -> str | None:
    """Return why files with this extension are not attached, and what to attach in their place, or None."""
    if extension in MEDIA_TYPES:
        return None
    if extension in _MACRO:
        return f"Filer med makron (.{extension}) kan inte bifogas. Spara filen som {_MACRO[extension]}."
    if extension in _OLD:
        return f"Filer av slaget .{extension} kan inte bifogas. Öppna filen och spara den som {_OLD[extension]}."
    if extension in _PICTURE:
        return f"Bilder av slaget .{extension} kan inte bifogas. Spara bilden som png eller jpg."
    return f"Filer av det slaget kan inte bifogas. Välj bland {', '.join(MEDIA_TYPES)}."


def why_not_content(name: str, stream: BinaryIO) -> str | None:
    """Return why the content of a seekable stream does not go with the file's name or is not safe, or None.

    Of a name that `why_not_name` takes.
    """
    if stream.seek(0, 2) == 0:
        return _EMPTY
    extension = extension_of(name)
    try:
        if extension == "pdf":
            pdf.inspect(stream)
        elif extension in PICTURES:
            pictures.inspect(stream, extension)
        elif extension in {"csv", "txt"}:
            plain.inspect(stream, extension)
        else:
            documents.inspect(stream, extension, MEDIA_TYPES[extension])
    except UnfitError as unfit:
        return str(unfit)
    return None
