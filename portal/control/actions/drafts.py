"""Drafts are begun and saved."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portal.control.actions.documents import NUMBERS, create_document, set_areas
from portal.control.actions.holding import hold_document, hold_version, refuse
from portal.control.deed import Deed, document_ref
from portal.control.kinds import Reading, kind_of, kind_of_type
from portal.control.models.documents import Document, ProcessArea
from portal.control.models.versions import Attachment, Contribution, Grant, Link, Version
from portal.control.queries.facts import withdrawn_on
from portal.control.queries.writing import numbers_under
from portal.control.rules.numbering import number_after, prefix_of
from portal.control.rules.types import TYPE_RULES, Type
from portal.control.rules.verbs import why_not_draft, why_not_edit
from portal.journal.rules import facts_text
from portal.lib.text import alphabetical
from portal.people.models import Person, Unit
from portal.people.queries.units import unit_facts
from portal.people.rules import Role, ancestors_of
from portal.store.database import Table, wait_for_lock
from portal.store.work import unit_of_work

# As much of a title as decides where it stands in a list.
LONGEST_ORDER = 200


@dataclass(frozen=True, slots=True)
class File:
    """An attachment to be kept with a version; its bytes are already in the blob store."""

    filename: str
    title: str
    media_type: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Text:
    """All that is decided about a version: title, note, body, audience and attachments."""

    title: str
    body: bytes
    audience: tuple[str, ...]
    change_note: str = ""
    significance: str = "significant"
    language: str = "sv"
    files: tuple[File, ...] = ()

    def digest(self, media_type: str) -> str:
        """Return the SHA-256 (hexadecimal) over everything that is decided."""
        whole: Mapping[str, object] = {
            "title": self.title,
            "body": hashlib.sha256(self.body).hexdigest(),
            "media_type": media_type,
            "audience": sorted(self.audience),
            "change_note": self.change_note,
            "significance": self.significance,
            "language": self.language,
            "files": [(file.filename, file.title, file.sha256) for file in self.files],
        }
        return hashlib.sha256(facts_text(whole).encode()).hexdigest()


def create_draft(
    deed: Deed, document: Document, text: Text, *, number: int | None = None, reading: Reading | None = None
) -> Version:
    """Begin the next version. Raises RefusedError while another is open.

    `reading` is the body's, where it has been read already.
    """
    deed.require("control.write", document.unit.code)
    kind = kind_of(document.kind)
    with unit_of_work():
        facts = hold_document(document)
        refuse(why_not_draft(facts, deed.today, None if deed.is_imported else withdrawn_on(document)))
        number = number or max((fact.number for fact in facts), default=0) + 1
        version = Version(document=document, number=number, author=deed.person, created_at=deed.at)
        write_text(version, text, kind.media_type, reading)
        deed.record("version-drafted", document_ref(document.number), version=number, sha256=version.sha256)
    return version


def save_draft(deed: Deed, version: Version, text: Text, *, reading: Reading | None = None) -> bool:
    """Save a draft anew; return whether anything changed. Raises RefusedError for what has been decided."""
    document = version.document
    deed.require("control.write", document.unit.code)
    with unit_of_work():
        fact, _ = hold_version(version)
        refuse(why_not_edit(fact, deed.today))
        if version.sha256 == text.digest(version.media_type):
            return False
        write_text(version, text, version.media_type, reading)
        if deed.person.id not in {None, version.author_id}:
            Contribution.insert(version=version, by=deed.person, at=deed.at).on_conflict_ignore().execute()
        deed.record("version-saved", document_ref(document.number), version=version.number, sha256=version.sha256)
    return True


def write_text(version: Version, text: Text, media_type: str, reading: Reading | None = None) -> None:
    """Write everything the text says into the version's rows, rendered anew unless the reading is given."""
    kind = kind_of(version.document.kind)
    reading = reading or kind.reading(text.body)
    version.title, version.change_note = text.title, text.change_note
    version.title_order = alphabetical(text.title)[:LONGEST_ORDER]
    version.significance, version.language = text.significance, text.language
    version.media_type, version.body = media_type, text.body
    version.sha256 = text.digest(media_type)
    version.rendered, version.plain, version.renderer = reading.rendered, reading.plain, kind.renderer
    if version.id:
        for table in (Grant, Link, Attachment):
            table.delete().where(table.version == version).execute()
    version.save()
    add_rows(version, Grant, [{"token": token} for token in text.audience])
    add_rows(version, Link, [{"target": target} for target in reading.links])
    files = [
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
    add_rows(version, Attachment, files)


def add_rows(version: Version, table: type[Table], rows: list[dict[str, object]]) -> None:
    """Give the version these rows of the table."""
    if rows:
        table.insert_many([{"version": version, **row} for row in rows]).execute()


def begin_document(
    deed: Deed,
    *,
    type: Type,  # noqa: A002 - the field's own word
    title: str,
    unit: Unit,
    audience: Iterable[str],
    owner: Person | None = None,
    areas: Iterable[ProcessArea] = (),
    subject: str = "",
) -> Version:
    """Create a document under the next number of its unit and type, and begin its first draft with the outline.

    Without a named owner it is the unit's manager's. `subject` is what a kind's documents are about, where they are
    about something by key. Raises InvalidError.
    """
    deed.require("control.write", unit.code)
    kind = kind_of_type(type)
    text = Text(title, kind.begin(type, subject), tuple(audience))
    chosen = list(areas)
    with unit_of_work():
        wait_for_lock(NUMBERS)
        prefix = prefix_of(ancestors_of(unit.code, unit_facts()), type)
        document = create_document(
            deed,
            number=number_after(prefix, numbers_under(prefix)),
            kind=kind.name,
            type=type,
            unit=unit,
            owner_role=Role.MANAGER,
            owner=owner,
            review_months=TYPE_RULES[type].review_months,
        )
        if set_areas(document, chosen):
            deed.record("document-placed", document_ref(document.number), changed=["areas"])
        return create_draft(deed, document, text)


def continue_document(deed: Deed, document: Document, source: Version, *, is_restored: bool = False) -> Version:
    """Begin the next version as a copy of an earlier one: title, body, audience and attachments. Raises RefusedError.

    Its change note is to be written anew. `is_restored` says that the source is not what applies, but an older version.
    """
    with unit_of_work():
        version = create_draft(deed, document, copy_of(source))
        if is_restored:
            facts = {"version": version.number, "restored": source.number}
            deed.record("version-restored", document_ref(document.number), **facts)
    return version


def copy_of(source: Version) -> Text:
    """Return a version's text for the next one to begin with."""
    attached = Attachment.select().where(Attachment.version == source).order_by(Attachment.position)
    return Text(
        title=source.title,
        body=bytes(source.body),
        audience=tuple(sorted(grant.token for grant in source.grants)),
        language=source.language,
        files=tuple(file_of(attachment) for attachment in attached),
    )


def file_of(attachment: Attachment) -> File:
    """Return an attachment as a file to be kept with a version."""
    return File(attachment.filename, attachment.title, attachment.media_type, attachment.sha256, attachment.size)
