"""`portal verify` finds a single changed byte, names the thing, and tells what was taken out from what is broken."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from peewee import Field

from portal.control.actions.documents import confirm_document
from portal.control.actions.redactions import Cause, redact_part, redact_words
from portal.control.actions.translations import Wording, approve_translation, hand_in_translation, write_translation
from portal.control.models.decisions import Approval
from portal.control.models.documents import Document, Redaction
from portal.control.models.versions import Attachment, Grant, Link, Translation, Version
from portal.journal.models import Entry
from portal.ops import checks, decided
from portal.ops.commands import verify_command
from portal.people.models import Person
from portal.store import blobs
from tests.support.documents import BODY, approve, make_draft, make_valid, submit
from tests.support.organisation import Organisation

TABLES = (Version, Grant, Attachment, Link, Translation, Approval, Redaction, Entry, blobs.Blob, blobs.Chunk)
# What no digest covers: rows' own numbers, when bytes were stored, and words that the journal never holds.
UNCOVERED = {
    *(f"{table._meta.name}.id" for table in TABLES),
    "blob.added_at",
    "approval.reference",
    "redaction.ground",
    "redaction.reason",
    "translation.remark",
}
COVERED = [
    (table, field)
    for table in TABLES
    for field in table._meta.sorted_fields
    if f"{table._meta.name}.{field.name}" not in UNCOVERED
]


@pytest.fixture
def kept(organisation: Organisation) -> Organisation:
    """Return the municipality with two documents, a translation, files, and something that was taken out."""
    body = BODY + "\nSe [[SOC-RUT-0002]] och ring Kim Berg.\n"
    version = make_valid(organisation, body=body, attachment=b"%PDF-1.7 mall")
    make_valid(organisation, "SOC-RUT-0002", attachment=b"%PDF-1.7 annan")
    row = write_translation(organisation.deed("bo"), version, "en", Wording("Threats", "Take cover. Call Kim Berg."))
    hand_in_translation(organisation.deed("bo"), row)
    approve_translation(organisation.deed("cleo"), row)
    write_translation(organisation.deed("cleo"), version, "en", Wording("Threats again", "Take cover."))
    newer = make_draft(organisation, version.document, change_note="Nytt.", attachment=b"%PDF-1.7 ny")
    approve(organisation, submit(organisation, newer), valid_from=organisation.today + timedelta(9))
    document = Document.get(Document.number == "SOC-RUT-0001")
    confirm_document(organisation.deed("cleo"), document, review_by=organisation.today + timedelta(99))
    make_draft(organisation, document, change_note="Mer.")
    redact_words(organisation.deed("egon"), document, "Kim Berg", Cause("gdpr", "artikel 17", "Begäran."))
    return organisation


def other(value: Any, field: Field) -> Any:
    """Return a value that differs as little as it can."""
    if hasattr(field, "rel_model"):
        keys = [row[0] for row in field.rel_model.select(field.rel_model.id).tuples()]
        return max(key for key in keys if key != value)
    changes: dict[type, Callable[[Any], Any]] = {
        bool: lambda it: not it,
        int: lambda it: it + 1000,
        datetime: lambda it: it + timedelta(seconds=1),
        date: lambda it: it + timedelta(1),
        str: lambda it: chr(ord(it[0]) ^ 1) + it[1:] if it else "a",
        type(None): lambda _: date(2027, 1, 1) if field.name != "approved_by" else None,
    }
    found = next((change for kind, change in changes.items() if type(value) is kind), None)
    return found(value) if found else bytes([bytes(value)[0] ^ 1]) + bytes(value)[1:]


def first_of(table: Any) -> Any:
    """Return the first row: of the translations it is the one that is decided."""
    return table.select().order_by(table.id).dicts().get()


def test_all_of_it_is_whole(kept: Organisation) -> None:
    assert list(checks.faults()) == []


@pytest.mark.parametrize(("table", "field"), COVERED, ids=[f"{t._meta.name}.{f.name}" for t, f in COVERED])
def test_a_single_changed_byte_is_found(kept: Organisation, table: Any, field: Field) -> None:
    row = table.select().order_by(table.id.desc()).dicts().get() if table is not Translation else first_of(table)
    value = other(row[field.name], field)
    table.update({field: value}).where(table.id == row["id"]).execute()
    found = list(checks.faults())
    assert found, f"{table._meta.name}.{field.name}: {row[field.name]!r} became {value!r}"
    table.update({field: row[field.name]}).where(table.id == row["id"]).execute()
    assert list(checks.faults()) == []


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table._meta.name)
def test_a_row_that_is_gone_is_found(kept: Organisation, table: Any) -> None:
    row = table.select().order_by(table.id).get()
    if table is Version:
        for part in (Grant, Attachment, Link, Translation, Approval):
            part.delete().where(part.version == row).execute()
        row = Version.get(Version.number == 2)
        for part in (Grant, Attachment, Link, Translation, Approval):
            part.delete().where(part.version == row).execute()
    table.delete().where(table.id == row.id).execute() if table is not Version else None
    assert list(checks.faults())


def test_the_entry_is_named(kept: Organisation) -> None:
    entry = Entry.get(Entry.verb == "content-redacted")
    Entry.update(facts=entry.facts.replace("words", "wordz")).where(Entry.id == entry.id).execute()
    assert f"journal entry {entry.number}: its content does not match its digest" in list(checks.faults())


def test_a_translation_is_named(kept: Organisation) -> None:
    row = Translation.get()
    Translation.update(body=bytes(row.body).replace(b"cover", b"covet")).where(Translation.id == row.id).execute()
    assert "document SOC-RUT-0001 version 1 in en: its content does not match its digest" in list(checks.faults())


def test_a_text_changed_with_its_digest_is_found_by_the_journal(kept: Organisation) -> None:
    version = Version.get(Version.number == 1)
    row = Version.select().where(Version.id == version.id).get()
    row.change_note = "Annat."
    text = decided.text_of(row)
    Version.update(change_note="Annat.", sha256=text.digest(row.media_type)).where(Version.id == row.id).execute()
    assert "document SOC-RUT-0001 version 1: the journal tells of another digest" in list(checks.faults())


def test_what_was_taken_out_is_told_and_not_broken(kept: Organisation) -> None:
    version = Version.get(Version.number == 2)
    redact_part(kept.deed("egon"), version, "file:1", Cause("osl", "21 kap. 1 §", "Sekretess."))
    result = CliRunner().invoke(verify_command)
    assert result.exit_code == 0
    assert "SOC-RUT-0001/v2/file:1: borttaget 2026-11-20 med stöd av offentlighets- och sekretess" in result.output
    assert "Allt är helt." in result.output


def test_what_is_broken_ends_with_1(kept: Organisation) -> None:
    Person.update(key="nobody").where(Person.key == "bo").execute()
    result = CliRunner().invoke(verify_command)
    assert result.exit_code == 1
    assert "somebody else began it" in result.output
