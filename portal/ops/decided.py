"""Checking documents: each version and translation against its digest, the journal, and what is made of it."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from portal.control.actions.drafts import LONGEST_ORDER
from portal.control.actions.rewording import text_of
from portal.control.actions.translations import MEDIA_TYPE, Wording, digest_of
from portal.control.kinds import kind_of
from portal.control.models.decisions import Approval
from portal.control.models.documents import Document, Redaction
from portal.control.models.versions import Attachment, Link, Translation, Version
from portal.control.queries.facts import projections_of
from portal.control.queries.redactions import part_of, version_of
from portal.control.queries.translations import with_people
from portal.lib import clock, filetype
from portal.lib.errors import InvalidError
from portal.lib.text import alphabetical
from portal.ops.told import Told, told

WRONG = "its content does not match its digest"
OTHER = "the journal tells of another digest"


def document_faults() -> Iterator[str]:
    """Yield each fault of what is kept of documents."""
    journal = told()
    yield from version_faults(journal)
    for document in Document.select().order_by(Document.id):
        yield from window_faults(document)
    yield from approval_faults(journal)
    yield from translation_faults(journal)
    yield from redaction_faults(journal)


def version_faults(journal: Told) -> Iterator[str]:
    """Yield each version that is not as it was written, and each that the journal tells of and is not there."""
    seen = set()
    for version in Version.select().order_by(Version.id).iterator():
        key = (version.document.number, version.number)
        seen.add(key)
        for fault in faults_of(version, journal, key):
            yield f"document {key[0]} version {key[1]}: {fault}"
    for number, version in sorted({key for key in journal.made if len(key) == 2} - seen):
        yield f"document {number} version {version}: it is missing"


def faults_of(version: Version, journal: Told, key: tuple[str, int]) -> Iterator[str]:
    """Yield the faults of one version."""
    if text_of(version).digest(version.media_type) != version.sha256:
        yield WRONG
    elif journal.digests.get(key) != version.sha256:
        yield OTHER
    elif kind_of(version.document.kind).media_type != version.media_type:
        yield "its media type is another"
    else:
        yield from cache_faults(version)
    if journal.made.get(key) != (version.author.key, clock.to_text(version.created_at)):
        yield "the journal tells that somebody else began it, or at another time"
    yield from file_faults(version)


def cache_faults(version: Version) -> Iterator[str]:
    """Yield what is made of the body and does not follow from it."""
    kind = kind_of(version.document.kind)
    reading = kind.reading(bytes(version.body))
    links = Link.select(Link.target).where(Link.version == version).order_by(Link.id).tuples()
    if alphabetical(version.title)[:LONGEST_ORDER] != version.title_order:
        yield "its place in lists does not follow from its title"
    if sorted(target for (target,) in links) != sorted(reading.links):
        yield "its links are not those of its text"
    if version.renderer > kind.renderer:
        yield "it was rendered by a renderer that is not there"
    elif version.renderer == kind.renderer and (version.rendered, version.plain) != (reading.rendered, reading.plain):
        yield "what is shown does not follow from its text"


def file_faults(version: Version) -> Iterator[str]:
    """Yield the attachments of a version that are described wrongly."""
    rows = Attachment.select().where(Attachment.version == version).order_by(Attachment.position)
    for place, row in enumerate(rows):
        if row.position != place or filetype.MEDIA_TYPES.get(filetype.extension_of(row.filename)) != row.media_type:
            yield f"attachment {row.filename}: it is described wrongly"


def window_faults(document: Document) -> Iterator[str]:
    """Yield each version whose days do not follow from what was decided."""
    for row, projected in projections_of(document):
        never = not projected["decided"] and row["decided_review"] is None and row["review_by"] is not None
        if never or any(row[name] != value for name, value in projected.items()):
            yield f"document {document.number} version {row['number']}: its days do not follow from the decisions"


def approval_faults(journal: Told) -> Iterator[str]:
    """Yield each decision that is not the one that the journal tells of, and those that are missing."""
    waiting = {key: value for key, value in journal.approved.items() if len(key) == 2}
    for row in Approval.select().order_by(Approval.id):
        key = (row.version.document.number, row.version.number)
        made = (row.by.key, clock.to_text(row.at), str(row.valid_from), str(row.review_by))
        if waiting.pop(key, None) != made or row.version.valid_from != row.valid_from:
            yield f"document {key[0]} version {key[1]}: the decision is not the one in the journal"
    decided = Approval.select(Approval.version)
    for version in Version.select().where(Version.valid_from.is_null(is_null=False) & Version.id.not_in(decided)):
        yield f"document {version.document.number} version {version.number}: it applies without a decision"
    for number, version in sorted(waiting):
        yield f"document {number} version {version}: its decision is missing"


def translation_faults(journal: Told) -> Iterator[str]:
    """Yield each translation that is not as it was written, and those that are missing."""
    seen, turns = set(), Counter[Any]()
    for row in with_people(version.id for version in Version.select(Version.id)):
        number, version = row.version.document.number, row.version.number
        turns[row.version_id, row.language] += 1
        key = (number, version, row.language, turns[row.version_id, row.language])
        seen.add(key)
        for fault in faults_of_translation(row, journal, key):
            yield f"document {number} version {version} in {row.language}: {fault}"
    for number, version, language, _turn in sorted(key for key in journal.made if len(key) == 4 and key not in seen):
        yield f"document {number} version {version} in {language}: it is missing"


def faults_of_translation(row: Translation, journal: Told, key: tuple[str, int, str, int]) -> Iterator[str]:
    """Yield the faults of one translation."""
    try:
        wording = Wording(row.title, bytes(row.body).decode())
        if digest_of(row.version, row.language, wording) != row.sha256 or row.media_type != MEDIA_TYPE:
            yield WRONG
        elif wording.plain != row.plain:
            yield "what is searched does not follow from its text"
    except (InvalidError, UnicodeDecodeError):
        yield WRONG
    if journal.digests.get(key) != row.sha256:
        yield OTHER
    if journal.made.get(key) != (row.translator.key, clock.to_text(row.created_at)):
        yield "the journal tells that somebody else began it, or at another time"
    decided = (row.approved_by.key, clock.to_text(row.approved_at)) if row.approved_by and row.approved_at else None
    handed_in = clock.to_text(row.handed_in_at) if row.handed_in_at else None
    if journal.approved.get(key) != decided or journal.handed_in.get(key) != handed_in:
        yield "the journal tells of another decision"
    if row.translator.key not in row.hands.split():
        yield "who has written in it is not told"


def redaction_faults(journal: Told) -> Iterator[str]:
    """Yield each redaction that the journal does not tell of, or tells of otherwise."""
    kept: Counter[tuple[Any, ...]] = Counter()
    for row in Redaction.select():
        when = clock.to_text(row.at)
        if not row.subject.startswith(f"{row.document.number}/v"):
            yield f"redaction {row.subject}: it is of another document"
        kept[row.document.number, version_of(row), part_of(row), row.by.key, when, row.sha256] += 1
    for number, version, *_ in sorted((kept - journal.redacted) + (journal.redacted - kept)):
        yield f"document {number} version {version}: what was taken out of it is not what the journal tells"


def redactions() -> Iterator[str]:
    """Yield what has been taken out, and on which ground: it is not broken."""
    for row in Redaction.select().order_by(Redaction.id):
        yield f"{row.subject}: borttaget {row.at:%Y-%m-%d} med stöd av {row.ground}"
