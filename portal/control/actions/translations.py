"""A version is put into other words: translated, handed in, decided by another than who wrote it, or given back."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from portal.control.actions.holding import hold_document, refuse
from portal.control.deed import Deed, document_ref
from portal.control.models.versions import Translation, Version
from portal.control.queries.translations import find_open, rendering_of, turn_of
from portal.control.rules.translations import (
    LANGUAGES,
    why_not_pass,
    why_not_put,
    why_not_send_back,
    why_not_translate,
    why_not_write_in,
)
from portal.journal.rules import facts_text
from portal.lib.errors import InvalidError, RefusedError
from portal.lib.markup.guard import MarkupError
from portal.lib.markup.render import render
from portal.store.work import unit_of_work

MEDIA_TYPE = "text/markdown"
MOVED = "Översättningen har ändrats sedan du läste den. Läs den på nytt."


@dataclass(frozen=True, slots=True)
class Wording:
    """A version's title and text (Markdown) in another language."""

    title: str
    text: str

    @property
    def body(self) -> bytes:
        """The text's canonical bytes: UTF-8, line ends as in Unix, no blank lines around, one line end last."""
        lines = self.text.replace("\r\n", "\n").strip("\n")
        return f"{lines}\n".encode() if lines.strip() else b""

    @property
    def plain(self) -> str:
        """The words as they are searched and compared. Raises InvalidError, whose place is the form's field."""
        try:
            return render(self.body.decode()).plain
        except MarkupError as error:
            raise InvalidError(f"Rad {error.line}: {error.message}", "text") from error


def digest_of(version: Version, language: str, wording: Wording) -> str:
    """Return the SHA-256 (hexadecimal) over everything that is decided about a translation."""
    whole = {
        "document": version.document.number,
        "version": version.number,
        "language": language,
        "media_type": MEDIA_TYPE,
        "title": wording.title,
        "body": hashlib.sha256(wording.body).hexdigest(),
    }
    return hashlib.sha256(facts_text(whole).encode()).hexdigest()


def write_translation(
    deed: Deed, version: Version, language: str, wording: Wording, *, seen: str = "", hands: Iterable[str] = ()
) -> Translation:
    """Begin a translation of the version, or write in the one that is open.

    `seen` is the digest of the text that was changed, empty for none; `hands` are the keys of who else is known to have
    written. Raises InvalidError, and RefusedError when somebody else has written since.
    """
    document = version.document
    deed.require("control.write", document.unit.code)
    if language not in LANGUAGES:
        raise InvalidError(f"Språket {language} finns inte i listan.", "language")
    plain, sha256 = wording.plain, digest_of(version, language, wording)
    with unit_of_work():
        fact = next(fact for fact in hold_document(document) if fact.number == version.number)
        kept = find_open(version, language)
        refuse(why_not_write_in(rendering_of(kept) if kept else None))
        refuse(None if deed.is_imported or (kept.sha256 if kept else "") == seen else MOVED)
        if kept is None:
            refuse(None if deed.is_imported else why_not_translate(fact, deed.today))
        elif kept.sha256 == sha256:
            return kept
        row = kept or Translation(version=version, language=language, translator=deed.person, created_at=deed.at)
        row.title, row.media_type, row.body = wording.title, MEDIA_TYPE, wording.body
        row.plain, row.sha256 = plain, sha256
        row.hands = " ".join(sorted({*row.hands.split(), *hands, deed.person.key}))
        row.save()
        tell(deed, "translation-saved" if kept else "translation-begun", row, sha256=sha256)
    return row


def tell(deed: Deed, verb: str, translation: Translation, **facts: object) -> None:
    """Write the journal entry about a translation: of which version, to what, and which in turn of them."""
    version = translation.version
    turn = turn_of(translation)
    subject = document_ref(version.document.number)
    deed.record(verb, subject, version=version.number, language=translation.language, turn=turn, **facts)


def hold_translation(translation: Translation) -> Translation:
    """Let nobody else change the document until the unit of work ends; return the translation as it is now.

    Raises RefusedError when its text has changed since it was read.
    """
    hold_document(translation.version.document)
    fresh: Translation = Translation.get_by_id(translation.id)
    fresh.version = translation.version
    refuse(None if fresh.sha256 == translation.sha256 else MOVED)
    return fresh


def hand_in_translation(deed: Deed, translation: Translation) -> None:
    """Put the translation to a decision, by another than who wrote it or does this. Raises RefusedError."""
    deed.require("control.write", translation.version.document.unit.code)
    with unit_of_work():
        row = hold_translation(translation)
        refuse(why_not_write_in(rendering_of(row)))
        refuse(why_not_put(row.title, bytes(row.body).decode()))
        change(row, handed_in_at=deed.at, remark="", hands=" ".join(sorted({*row.hands.split(), deed.person.key})))
        tell(deed, "translation-submitted", row, sha256=row.sha256)


def recall_translation(deed: Deed, translation: Translation) -> None:
    """Take the translation back to write more in it. Raises RefusedError."""
    deed.require("control.write", translation.version.document.unit.code)
    with unit_of_work():
        row = hold_translation(translation)
        if not rendering_of(row).is_handed_in or rendering_of(row).is_approved:
            raise RefusedError("Bara en översättning som väntar på beslut kan tas tillbaka.")
        change(row, handed_in_at=None)
        tell(deed, "translation-recalled", row)


def return_translation(deed: Deed, translation: Translation, *, remark: str) -> None:
    """Give the translation back to who wrote it, with what is to be changed. Raises RefusedError."""
    deed.require("control.approve", translation.version.document.unit.code)
    with unit_of_work():
        row = hold_translation(translation)
        refuse(why_not_send_back(rendering_of(row), remark))
        change(row, handed_in_at=None, remark=remark.strip())
        tell(deed, "translation-returned", row)


def change(row: Translation, **values: object) -> None:
    """Write what has become of the translation."""
    Translation.update(**values).where(Translation.id == row.id).execute()


def approve_translation(deed: Deed, translation: Translation) -> None:
    """Decide that the translation is right. Raises RefusedError: nobody decides about their own words."""
    deed.require("control.approve", translation.version.document.unit.code)
    with unit_of_work():
        row = hold_translation(translation)
        refuse(why_not_pass(rendering_of(row), deed.person.key))
        change(row, approved_by=deed.person, approved_at=deed.at)
        tell(deed, "translation-approved", row, sha256=row.sha256)
