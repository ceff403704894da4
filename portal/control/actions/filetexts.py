"""What attached files say is read from them once, kept by their digest, and goes when they go."""

from collections.abc import Iterator, Mapping
from itertools import islice

from portal.control.models.versions import Attachment, FileText, Version
from portal.control.queries.filetexts import Pages, kept_pages, text_from
from portal.lib.extraction.texts import READ, texts_of
from portal.store import blobs
from portal.store.blobs import Blob
from portal.store.work import unit_of_work

AT_A_TIME = 20


def pages_of(files: Mapping[str, str]) -> dict[str, Pages]:
    """Return the pages of files, their media types by digest; what has not been read before is read and kept.

    To be called outside a unit of work: reading takes its time, and what has been read is kept some files at a time.
    """
    wanted = {sha256: media_type for sha256, media_type in files.items() if media_type in READ}
    found = kept_pages(wanted)
    missing = {sha256: media_type for sha256, media_type in wanted.items() if sha256 not in found}
    reading = read_files(missing)
    while batch := dict(islice(reading, AT_A_TIME)):
        found |= keep_texts(batch)
    return found


def read_files(files: Mapping[str, str]) -> Iterator[tuple[str, Pages]]:
    """Yield the digest and the pages of each file."""
    texts = texts_of((blobs.read_all(sha256), media_type) for sha256, media_type in files.items())
    for sha256, pages in zip(files, texts, strict=True):
        yield sha256, tuple(pages)


def keep_texts(texts: Mapping[str, Pages]) -> dict[str, Pages]:
    """Keep what files say, and return it; nothing of those that were taken out while they were read.

    Another process may have kept the same meanwhile.
    """
    with unit_of_work():
        there = blobs.hold(texts)
        rows = [{"sha256": sha256, "text": text_from(pages)} for sha256, pages in texts.items() if sha256 in there]
        if rows:
            FileText.insert_many(rows).on_conflict_ignore().execute()
    return {sha256: pages for sha256, pages in texts.items() if sha256 in there}


def forget_text(sha256: str) -> None:
    """Forget what a file said, after its bytes have gone in the same unit of work: nobody keeps it anew then."""
    FileText.delete().where(FileText.sha256 == sha256).execute()


def forget_texts(version: Version) -> None:
    """Forget what a version's files say; it is read anew from those that are still there."""
    own = Attachment.select(Attachment.sha256).where(Attachment.version == version)
    FileText.delete().where(FileText.sha256.in_(own)).execute()


def forget_loose_texts() -> None:
    """Forget what files said whose bytes are no longer there."""
    loose = FileText.sha256.not_in(Blob.select(Blob.sha256))
    if FileText.select().where(loose).exists():
        with unit_of_work():
            FileText.delete().where(loose).execute()
