"""Writing `documents/`: every document with its versions, what has happened to them, and their attachments."""

from collections import defaultdict
from typing import Any

from portal.control.kinds import kind_of
from portal.control.models.documents import Alias, Document, DocumentArea, ProcessArea
from portal.control.models.versions import Attachment, Grant, Translation, Version
from portal.control.queries.translations import with_people
from portal.control.rules.types import Mode
from portal.exchange import attachments, redactions, translations
from portal.exchange.events import Confirming, Event, What, Withdrawing
from portal.exchange.stored import StoredDocument, StoredVersion, find_stored
from portal.exchange.writing import Writer, day_text
from portal.people.models import Person


def write(writer: Writer) -> None:
    """Write every document that has a version."""
    people = {person.id: person.key for person in Person.select()}
    areas = grouped(
        DocumentArea.select(DocumentArea.document_id, ProcessArea.key).join(ProcessArea).order_by(ProcessArea.position)
    )
    aliases = grouped(Alias.select(Alias.document_id, Alias.number).order_by(Alias.number))
    stored = find_stored()
    for document in Document.select():
        kept = stored[document.number]
        if not kept.versions:
            continue
        writer.yaml(
            f"documents/{document.number}/document.yaml",
            {
                "number": document.number,
                "kind": document.kind,
                "type": document.type,
                "unit": kept.unit,
                "owner_role": document.owner_role,
                "owner": people.get(document.owner_id),
                "process_lead": people.get(document.process_lead_id),
                "process_areas": areas[document.id],
                "review_months": str(document.review_months),
                "aliases": aliases[document.id],
                "withdrawal": withdrawal_of(writer, kept.withdrawal) if kept.withdrawal else None,
                "confirmations": [confirmation_of(writer, confirming) for confirming in kept.confirmations],
                "redactions": redactions.write(writer, document) if kept.redacted else [],
            },
        )
        write_versions(writer, document, kept)


def grouped(rows: Any) -> dict[int, list[str]]:
    """Return the second column's values by the first."""
    groups = defaultdict(list)
    for key, value in rows.tuples():
        groups[key].append(value)
    return groups


def withdrawal_of(writer: Writer, told: Withdrawing) -> dict[str, str]:
    """Return a withdrawal for a file; when it was decided is left out when that is its own day."""
    on, decided = told.on.isoformat(), writer.moment(told.at)
    return {
        "on": on,
        "by": told.by,
        "reason": told.reason,
        "replaced_by": told.replaced_by,
        "decided": "" if decided == on else decided,
    }


def confirmation_of(writer: Writer, told: Confirming) -> dict[str, str | None]:
    """Return a confirmation for a file."""
    return {"on": writer.moment(told.at), "by": told.by, "note": told.note, "review_by": day_text(told.review_by)}


def write_versions(writer: Writer, document: Document, kept: StoredDocument) -> None:
    """Write a document's versions and their attachments."""
    kind = kind_of(document.kind)
    written: dict[str, str] = {}
    spoken: dict[int, list[Translation]] = {}
    for row in with_people(version.id for version in kept.versions.values()):
        spoken.setdefault(row.version_id, []).append(row)
    for version in Version.select().where(Version.document == document).order_by(Version.number):
        stored = kept.versions[version.number]
        front, body = kind.write(bytes(version.body))
        files = Attachment.select().where(Attachment.version == version).order_by(Attachment.position)
        grants = Grant.select(Grant.token).where(Grant.version == version).order_by(Grant.token).tuples()
        writer.markdown(
            f"documents/{document.number}/v{version.number}.md",
            {
                "version": str(version.number),
                "title": version.title,
                "language": "" if version.language == "sv" else version.language,
                "change_note": version.change_note,
                "significance": version.significance,
                "author": stored.author,
                "created": writer.moment(version.created_at),
                "audience": [token for (token,) in grants],
                "attachments": [
                    attachments.write(writer, document.number, written, file, version.number) for file in files
                ],
                **happenings_of(writer, stored),
                **front,
            },
            body,
        )
        translations.write(writer, document, version, spoken.get(version.id, ()))


def happenings_of(writer: Writer, stored: StoredVersion) -> dict[str, Any]:
    """Return what has happened to a version, by its key in the front matter: several in a list, one alone."""
    found: dict[str, list[dict[str, Any]]] = {what.value: [] for what in What}
    for event in stored.events:
        found[event.what.value].append(happening_of(writer, event))
    return {key: told[0] if len(told) == 1 else told for key, told in found.items()}


def happening_of(writer: Writer, event: Event) -> dict[str, Any]:
    """Return one event for a file."""
    return {
        "by": event.by,
        "on": writer.moment(event.at),
        "approvers": list(event.approvers),
        "reviewers": list(event.reviewers),
        "mode": "" if event.mode == Mode.ONE else event.mode,
        "valid_from": day_text(event.valid_from),
        "review_by": day_text(event.review_by),
        "reason": event.reason,
        "reference": event.reference,
    }
