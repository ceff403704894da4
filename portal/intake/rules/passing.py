"""Which files are passed over before anything is read of them, and why."""

from pathlib import PurePosixPath

from portal.intake.rules.names import extension_of
from portal.lib.text import filesize

MB = 1024 * 1024
# What is turned into text.
TAKEN = frozenset({"docx", "xlsx", "pdf", "md", "markdown"})
_LITTER = frozenset({"thumbs.db", "desktop.ini", ".ds_store", "ehthumbs.db", "icon\r"})
_LITTER_ENDINGS = frozenset({"tmp", "bak", "lnk", "url", "ini", "db", "log", "part", "crdownload"})
_OLD = {"doc": "docx", "dot": "docx", "rtf": "docx", "odt": "docx", "xls": "xlsx", "ods": "xlsx"}
_MACROS = {"docm": "docx", "dotm": "docx", "xlsm": "xlsx", "xltm": "xlsx", "xlsb": "xlsx"}
_TEMPLATES = {"dotx": "docx", "xltx": "xlsx"}
_SLIDES = frozenset({"ppt", "pptx", "pps", "ppsx", "odp", "key"})
_ARCHIVES = frozenset({"zip", "7z", "rar", "tar", "gz"})
_PICTURES = frozenset({"png", "jpg", "jpeg", "gif", "tif", "tiff", "bmp", "heic", "webp", "svg", "vsd", "vsdx", "eps"})
_MAILS = frozenset({"msg", "eml", "pst", "oft"})


def why_pass(path: str, size: int, most_mb: int) -> str | None:
    """Return why a file of so many bytes is passed over, or None when it is to be read."""
    name, extension = PurePosixPath(path).name, extension_of(path)
    if is_litter(path):
        return "Filen är tillfällig och hör till ett program eller till datorn."
    if size == 0:
        return "Filen är tom."
    if extension not in TAKEN:
        return why_not_kind(name, extension)
    if size > most_mb * MB:
        return f"Filen är för stor: {filesize(size)}, högst {most_mb}\xa0MB. Förminska bilderna i den."
    return None


def is_litter(path: str) -> bool:
    """Whether a file is what a program or a computer leaves behind, and nobody has written."""
    parts = PurePosixPath(path).parts
    name = parts[-1].lower() if parts else ""
    hidden = any(part.startswith(".") for part in parts)
    return (
        hidden
        or name.startswith(("~$", "~wrl", ".~lock", "._"))
        or name in _LITTER
        or extension_of(name) in _LITTER_ENDINGS
        or any(part in {"__MACOSX", "$RECYCLE.BIN", "System Volume Information"} for part in parts)
    )


def why_not_kind(name: str, extension: str) -> str:
    """Return why files of this kind are not read, and what to do."""
    if not extension:
        return f"Filen ”{name}” säger inte av vilket slag den är. Ge namnet en ändelse, till exempel .docx."
    told = next((reason for kinds, reason in _REASONS if extension in kinds), _OTHERWISE)
    instead = next((kinds[extension] for kinds in (_OLD, _MACROS, _TEMPLATES) if extension in kinds), "")
    return told.format(extension=extension, instead=instead)


_REASONS = (
    (_OLD, "Filer av slaget .{extension} läses inte. Öppna filen och spara den som {instead}."),
    (_MACROS, "Filer med makron (.{extension}) läses inte. Spara filen som {instead}."),
    (_TEMPLATES, "Filen är en mall för ett program (.{extension}). Spara den som {instead}."),
    (_SLIDES, "Bildspel görs inte om till dokument. Bifoga filen till det dokument som den hör till."),
    (_ARCHIVES, "Filen är ett arkiv. Packa upp det och flytta in det som ligger i."),
    (_PICTURES, "Bilder görs inte om till dokument. Bifoga bilden till det dokument som den hör till."),
    (_MAILS, "Mejl flyttas inte in. Spara det som är bifogat som en egen fil."),
)
_OTHERWISE = "Filer av slaget .{extension} läses inte. Spara filen som docx, xlsx, pdf eller md."
