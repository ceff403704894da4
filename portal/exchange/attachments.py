"""`documents/NUMBER/files/NAME`: the attachments that the versions name."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from portal.control.actions.drafts import File
from portal.control.models.versions import Attachment
from portal.exchange.fields import Fields
from portal.exchange.folder import FILES, DocumentFolder, Folder
from portal.exchange.source import why_not_file
from portal.exchange.writing import Writer
from portal.lib import filetype
from portal.store import blobs

KEYS = "file title name"


@dataclass(frozen=True, slots=True)
class Attached:
    """An attachment and where its bytes lie."""

    file: File
    path: Path


def read(fields: Fields, files: dict[str, Path], most_bytes: int) -> tuple[Attached, ...]:
    """Return the attachments that a version's front matter names, with what their bytes are."""
    found = []
    for record in fields.records("attachments", KEYS):
        file = record.text("file", required=True)
        name = record.text("name") or file
        title = record.text("title", required=True)
        if not file:
            continue
        reason = why_not(record, file, files, most_bytes) or filetype.why_not_name(name)
        if reason:
            record.fail("file", reason)
            continue
        with files[file].open("rb") as stream:
            sha256, size = blobs.measure(stream)
        found.append(Attached(File(name, title, filetype.media_type_of(name), sha256, size), files[file]))
    if len({attached.file.filename for attached in found}) < len(found):
        fields.fail("attachments", "två bilagor har samma namn. Byt namn på den ena.")
    return tuple(found)


def why_not(record: Fields, file: str, files: dict[str, Path], most_bytes: int) -> str | None:
    """Return why a named file cannot be attached, or None."""
    if file not in files:
        there = ", ".join(sorted(files)) or "inga filer"
        return f"”{file}” finns inte i mappen {FILES}. Där finns {there}."
    reason = filetype.why_not_name(file) or why_not_file(record.source.root, files[file], most_bytes)
    if reason:
        return reason
    with files[file].open("rb") as stream:
        return filetype.why_not_content(file, stream)


def check_unnamed(folder: Folder, document: DocumentFolder, named: Iterable[str]) -> None:
    """Tell of each file that no version names."""
    for name in sorted(set(document.files) - set(named)):
        folder.fail(
            document.files[name], "Ingen version nämner filen. Nämn den under ”attachments”, eller ta bort den."
        )


def write(writer: Writer, number: str, written: dict[str, str], attachment: Attachment, version: int) -> dict[str, str]:
    """Write an attachment and return its line of front matter.

    `written` is what lies in the document's folder already, digest by name: the same file is written once, and another
    file of the same name in a later version gets a name of its own.
    """
    name = attachment.filename
    stem, _, extension = name.rpartition(".")
    copy = 0
    while written.get(name, attachment.sha256) != attachment.sha256:
        copy += 1
        name = f"{stem}-v{version}{f'-{copy}' if copy > 1 else ''}.{extension}"
    if name not in written:
        writer.chunks(f"documents/{number}/{FILES}/{name}", blobs.read(attachment.sha256))
        written[name] = attachment.sha256
    line = {"file": name, "title": attachment.title}
    return line if name == attachment.filename else {**line, "name": attachment.filename}
