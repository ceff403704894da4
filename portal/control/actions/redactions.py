"""What was written is taken out for a legal reason: a whole part, or some words wherever they stand.

This is the one deed that changes what has been decided. The row is overwritten, so that no copy of it is left in the
database; the journal tells that it was done, when, by whom, and the digests before and after.
"""

import io
from collections import Counter
from dataclasses import dataclass, replace

from portal.control.actions.drafts import File, Text
from portal.control.actions.filetexts import forget_text, forget_texts
from portal.control.actions.holding import hold_document, refuse
from portal.control.actions.rewording import text_of
from portal.control.actions.striking import SAID, change_columns, reword, rewrite, strike
from portal.control.deed import Deed, document_ref
from portal.control.kinds import kind_of
from portal.control.models.decisions import Comment
from portal.control.models.documents import Document, Redaction
from portal.control.models.versions import Attachment, Translation, Version, Writing
from portal.control.queries.redactions import REASONS, belongs, times_taken
from portal.control.rules.redactions import (
    MARK,
    NAME,
    SUBJECT,
    ground_text,
    subject_of,
    tombstone,
    why_not_ground,
    why_not_passage,
)
from portal.lib.errors import NotFoundError
from portal.store import blobs
from portal.store.erasing import erasing
from portal.store.work import unit_of_work


@dataclass(frozen=True, slots=True)
class Cause:
    """On which legal ground something is taken out, and why: the act by its code, the section, a reason in words."""

    ground: str
    section: str
    reason: str

    @property
    def text(self) -> str:
        """The ground in words."""
        return ground_text(self.ground, self.section)


def redact_part(deed: Deed, version: Version, part: str, cause: Cause) -> None:
    """Take out a whole part of a version, as `queries.redactions.things_of` names them. Raises RefusedError."""
    document = version.document
    deed.require("control.redact", document.unit.code)
    refuse(why_not_ground(cause.ground, cause.section, cause.reason))
    # Kept before the row that refers to it.
    stone = stone_file(deed, cause) if part.startswith("file:") else None
    with erasing(), unit_of_work():
        hold_document(document)
        row = fresh(version)
        sort, _, key = part.partition(":")
        before = row.sha256
        if part in {"text", "title", "note"}:
            rewrite(row, bare(row, part, deed, cause))
            silence_quotes(row)
            forget_writings(row)
        elif stone is not None:
            replace_file(row, key, stone)
            forget_writings(row)
        elif sort == "translation":
            before = bury_translation(row, key, deed, cause)
        else:
            before = bury_words(row, sort, key)
        tell(deed, row, part, cause, before)


def redact_words(deed: Deed, document: Document, passage: str, cause: Cause) -> list[int]:
    """Take some words out of all that is kept of a document, wherever they stand; return in which versions they stood.

    In versions, decided or not, their files' titles, translations, comments, reasons, and what somebody is typing.
    Raises RefusedError when they stand nowhere.
    """
    deed.require("control.redact", document.unit.code)
    refuse(why_not_ground(cause.ground, cause.section, cause.reason))
    refuse(why_not_passage(passage, found=bool(passage.strip())))
    touched = []
    with erasing(), unit_of_work():
        hold_document(document)
        for row in Version.select().where(Version.document == document).order_by(Version.number):
            row.document, before = document, row.sha256
            if strike(row, passage):
                forget_texts(row)
                tell(deed, row, "words", cause, before)
                touched.append(row.number)
        refuse(why_not_passage(passage, found=bool(touched)))
    return touched


def bare(version: Version, sort: str, deed: Deed, cause: Cause) -> Text:
    """Return a version's text with a sentence in place of its body, or a mark in place of its title or note."""
    text, kind = text_of(version), kind_of(version.document.kind)
    if sort == "title":
        return replace(text, title=MARK)
    if sort == "note":
        return replace(text, change_note=MARK)
    front, _ = kind.write(text.body)
    return replace(text, body=kind.read(front, tombstone("Texten", cause.text, deed.today) + "\n"))


def silence_quotes(version: Version) -> None:
    """Take what comments quote of the text, and the other words for it that they suggest."""
    said = Comment.version == version
    Comment.update(quote=MARK, paragraph="").where(said & (Comment.quote != "")).execute()
    Comment.update(suggestion=MARK).where(said & Comment.suggestion.is_null(is_null=False)).execute()


def forget_writings(version: Version) -> None:
    """Forget what its writers have open and have typed: the text and the names of files stand there too."""
    Writing.delete().where(Writing.version == version).execute()


def stone_file(deed: Deed, cause: Cause) -> File:
    """Return the file that takes a removed one's place; it is a text that says so."""
    words = tombstone("Bilagan", cause.text, deed.today) + "\n"
    blob = blobs.put(io.BytesIO(words.encode()), deed.recorded_at or deed.at)
    return File(f"{NAME}.txt", "Borttagen bilaga", "text/plain", blob.sha256, blob.size)


def replace_file(version: Version, key: str, stone: File) -> None:
    """Put the stone in a file's place; its bytes go too, unless another version has them. Raises NotFoundError."""
    text = text_of(version)
    gone = dict(enumerate(text.files, start=1)).get(number_of(key))
    if gone is None:
        raise NotFoundError(f"Bilagan finns inte i version {version.number}.")
    taken = {file.filename for file in text.files}
    names = (f"{NAME}{'' if turn == 1 else f'-{turn}'}.txt" for turn in range(1, len(taken) + 2))
    stone = replace(stone, filename=next(name for name in names if name not in taken))
    rewrite(version, replace(text, files=tuple(stone if file is gone else file for file in text.files)))
    if not Attachment.select().where(Attachment.sha256 == gone.sha256).exists():
        blobs.Chunk.delete().where(blobs.Chunk.sha256 == gone.sha256).execute()
        blobs.Blob.delete().where(blobs.Blob.sha256 == gone.sha256).execute()
        forget_text(gone.sha256)


def bury_translation(version: Version, key: str, deed: Deed, cause: Cause) -> str:
    """Take a translation's text out; return the digest that it had. Raises NotFoundError."""
    row = Translation.get_or_none((Translation.version == version) & (Translation.id == number_of(key)))
    if row is None:
        raise NotFoundError("Översättningen finns inte.")
    before: str = row.sha256
    words = {row.title: MARK, row.remark: ""}
    reword(row, version, lambda text: words.get(text, tombstone("Texten", cause.text, deed.today)))
    return before


def bury_words(version: Version, sort: str, key: str) -> str:
    """Take out a comment or a reason; nothing is kept of what it was, as a few words can be guessed from a digest."""
    if sort not in {"comment", *REASONS}:
        raise NotFoundError("Det som skulle tas bort finns inte.")
    table, columns = (REASONS[sort][0], REASONS[sort][1:2]) if sort in REASONS else (Comment, SAID)
    row = table.get_or_none(belongs(sort, version) & (table.id == number_of(key)))
    if row is None:
        raise NotFoundError("Det som skulle tas bort finns inte.")
    change_columns(row, columns, lambda text: MARK if text else "")
    return ""


def number_of(key: str) -> int:
    """Return a row's number as typed, 0 for what is none."""
    return int(key) if key.isascii() and key.isdigit() and len(key) < 10 else 0


def fresh(version: Version) -> Version:
    """Return the version as it is now."""
    row: Version = Version.get_by_id(version.id)
    row.document = version.document
    return row


def tell(deed: Deed, version: Version, part: str, cause: Cause, before: str) -> None:
    """Write down that something was taken out of a version, under a subject of its own."""
    document = version.document
    first = subject_of(document.number, version.number, part, 0)
    taken = Redaction.select(Redaction.subject).where(Redaction.document == document).tuples()
    times = times_taken((row[0] for row in taken), first)
    subject = f"{first}/{times + 1}" if times else first
    keep_redaction(deed, version, subject, before, cause.text, cause.reason.strip())


def keep_redaction(deed: Deed, version: Version, subject: str, before: str, ground: str, reason: str) -> None:
    """Write down that something was taken out, and the journal entry: who, when, digests, no words.

    `before` is the digest of what it was taken out of, empty for a few words, which could be guessed from it.
    """
    document = version.document
    deed.require("control.redact", document.unit.code)
    match = SUBJECT.fullmatch(subject)
    assert match  # noqa: S101 - made by `subject_of`, or read by it
    told = {"subject": subject, "sha256": before, "ground": ground, "reason": reason}
    with unit_of_work():
        Redaction.create(document=document, by=deed.person, at=deed.at, **told)
        facts = {"version": version.number, "part": sort_of(match["part"]), "sha256_before": before}
        subject_told = document_ref(document.number)
        deed.record("content-redacted", subject_told, sha256=version.sha256, **facts, **translations_told(version))


def translations_told(version: Version) -> dict[str, dict[str, str]]:
    """Return the digests of the version's translations as they are now, by language and which in turn it is."""
    turns: Counter[str] = Counter()
    told = {}
    for row in Translation.select().where(Translation.version == version).order_by(Translation.id):
        turns[row.language] += 1
        told[f"{row.language}/{turns[row.language]}"] = row.sha256
    return {"translations": told} if told else {}


def sort_of(part: str) -> str:
    """Return which sort of part it is: a file's name may be what was to go."""
    return part.partition(":")[0]
