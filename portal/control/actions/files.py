"""Files are attached to a draft and taken away; bytes that nothing refers to are forgotten after a day."""

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import BinaryIO

from portal.control.actions.drafts import File, add_rows
from portal.control.actions.filetexts import forget_loose_texts
from portal.control.actions.holding import hold_version, refuse
from portal.control.actions.rewording import text_of
from portal.control.deed import Deed, document_ref
from portal.control.models.versions import Attachment, Contribution, Version
from portal.control.rules.files import Limits, why_not_attach, why_not_size
from portal.control.rules.verbs import why_not_edit
from portal.lib.errors import InvalidError, NotFoundError
from portal.lib.filetype import media_type_of, why_not_content, why_not_name
from portal.store import blobs
from portal.store.work import unit_of_work

ANY_LIMITS = Limits()


def attach_file(
    deed: Deed,
    version: Version,
    *,
    stream: BinaryIO,
    filename: str,
    title: str,
    seen: str,
    limits: Limits = ANY_LIMITS,
) -> Attachment:
    """Attach a file to a draft, in place of one of the same name, and return it.

    `seen` is the digest of the version that the person has before them; `version` gets the new one. Without a title the
    file is called by its name. Raises InvalidError (place `files`) for a file that is not taken, and RefusedError.
    """
    document = version.document
    deed.require("control.write", document.unit.code)
    name = unicodedata.normalize("NFC", filename)
    size = stream.seek(0, 2)
    demand(why_not_name(name) or why_not_size(size, limits) or why_not_content(name, stream))
    blob = blobs.put(stream, deed.recorded_at or deed.at)
    file = File(name, title.strip() or name.rpartition(".")[0], media_type_of(name), blob.sha256, blob.size)
    with unit_of_work():
        files = hold_files(deed, version, seen)
        demand(why_not_attach({kept.filename: kept.size for kept in files}, name, size, limits))
        places = [kept.filename for kept in files]
        place = places.index(name) if name in places else len(files)
        changed = [*files[:place], file, *files[place + 1 :]]
        write_files(deed, version, changed)
        deed.record("file-attached", document_ref(document.number), **facts_of(version), file=file.sha256)
        return Attachment.get(Attachment.version == version, Attachment.filename == name)


def detach_file(deed: Deed, version: Version, *, filename: str, seen: str) -> None:
    """Take a file away from a draft. Raises NotFoundError for one that it does not have, and RefusedError."""
    document = version.document
    deed.require("control.write", document.unit.code)
    with unit_of_work():
        files = hold_files(deed, version, seen)
        kept = [file for file in files if file.filename != filename]
        gone = [file.sha256 for file in files if file.filename == filename]
        if not gone:
            message = f"Filen {filename} finns inte i version {version.number}."
            raise NotFoundError(message)
        write_files(deed, version, kept)
        deed.record("file-detached", document_ref(document.number), **facts_of(version), file=gone[0])


def demand(reason: str | None) -> None:
    """Raise InvalidError when there is a reason not to take the file."""
    if reason:
        raise InvalidError(reason, "files")


def hold_files(deed: Deed, version: Version, seen: str) -> list[File]:
    """Hold the version as it was seen, and return its files. Raises RefusedError for one that cannot be edited."""
    version.sha256 = seen
    fact, _ = hold_version(version)
    refuse(why_not_edit(fact, deed.today))
    return list(text_of(version).files)


def write_files(deed: Deed, version: Version, files: Iterable[File]) -> None:
    """Let the version have these files, and the digest that covers them; who did it has written in it."""
    text = replace(text_of(Version.get_by_id(version.id)), files=tuple(files))
    version.sha256 = text.digest(version.media_type)
    version.save(only=[Version.sha256])
    Attachment.delete().where(Attachment.version == version).execute()
    rows = [
        {
            "position": position,
            "filename": file.filename,
            "title": file.title,
            "media_type": file.media_type,
            "sha256": file.sha256,
            "size": file.size,
        }
        for position, file in enumerate(text.files)
    ]
    add_rows(version, Attachment, rows)
    if deed.person.id not in {None, version.author_id}:
        Contribution.insert(version=version, by=deed.person, at=deed.at).on_conflict_ignore().execute()


def facts_of(version: Version) -> dict[str, object]:
    """Return what the journal keeps of the version."""
    return {"version": version.number, "sha256": version.sha256}


def forget_unused(now: datetime, _today: date) -> None:
    """Forget the bytes that no version has, once they have lain for a day: a row for them may still be on its way."""
    blobs.forget(Attachment.select(Attachment.sha256), now)
    forget_loose_texts()
