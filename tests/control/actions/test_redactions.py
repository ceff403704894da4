"""What was written is taken out for a legal reason, and nothing of it is left. On both databases."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from portal.control.actions.comments import make_comment
from portal.control.actions.drafts import Text, save_draft
from portal.control.actions.redactions import Cause, redact_part, redact_words
from portal.control.actions.translations import Wording, write_translation
from portal.control.actions.writing import keep_typed, open_writing
from portal.control.models.decisions import Comment, Return
from portal.control.models.documents import Document, Redaction
from portal.control.models.versions import Attachment, Link, Translation, Version, Writing
from portal.control.queries.redactions import redactions_of, things_of
from portal.control.rules.redactions import MARK
from portal.control.rules.writing import Written
from portal.journal.models import Entry
from portal.journal.record import broken_entries
from portal.lib.errors import ForbiddenError, NotFoundError, RefusedError
from portal.store import blobs
from portal.store.database import database, is_sqlite
from tests.support.documents import BODY, make_document, make_draft, make_valid, send_back, submit
from tests.support.organisation import Organisation

CAUSE = Cause("gdpr", "artikel 17", "Den det gäller har begärt det.")
SECRET = "Lillemor Xylander"
TEXT = BODY + f"\n## Kontakt\n\nRing {SECRET}, se [[SOC-RUT-0002]].\n"


def part_called(version: Version, label: str) -> str:
    """Return the part of the version that goes by the label."""
    files = Attachment.select().where(Attachment.version == version).order_by(Attachment.position)
    return next(thing.part for thing in things_of(version, files) if thing.label.startswith(label))


def everything() -> str:
    """Return all that the tables hold, as text."""
    rows = [str(row) for table in TABLES for row in table.select().dicts()]
    return "\n".join(rows) + "".join(bytes(chunk.data).decode("latin-1") for chunk in blobs.Chunk.select())


TABLES = (Version, Attachment, Link, Comment, Return, Translation, Writing, Redaction, Entry)


def test_a_text_is_taken_out_of_row_and_cache(organisation: Organisation) -> None:
    version = make_valid(organisation, body=TEXT)
    before = version.sha256
    redact_part(organisation.deed("egon"), version, "text", CAUSE)
    row = Version.get()
    assert bytes(row.body).decode() == (
        "Texten togs bort 20 november 2026 med stöd av dataskyddsförordningen (EU) 2016/679 artikel 17.\n"
    )
    assert row.plain.startswith("Texten togs bort")
    assert SECRET not in everything()
    assert not Link.select().exists()
    assert (row.decided, row.valid_from, row.title) == (True, organisation.today, "Rutin vid hot och våld")
    kept = redactions_of(row.document)[0]
    assert (kept.subject, kept.sha256, kept.by.key) == ("SOC-RUT-0001/v1/text", before, "egon")
    entry = Entry.get(Entry.verb == "content-redacted")
    assert entry.facts == (f'{{"part":"text","sha256":"{row.sha256}","sha256_before":"{before}","version":1}}')
    assert not list(broken_entries())


def test_nothing_is_left_in_the_file(organisation: Organisation) -> None:
    version = make_valid(organisation, body=TEXT)
    redact_part(organisation.deed("egon"), version, "text", CAUSE)
    if is_sqlite():
        home = Path(database.database).parent
        left = b"".join(path.read_bytes() for path in home.iterdir() if path.is_file())
        assert b"Texten togs bort" in left
        assert SECRET.encode() not in left


def test_nothing_is_left_of_what_was_saved_before(organisation: Organisation) -> None:
    version = make_draft(organisation, make_document(organisation), body=TEXT)
    for times in (40, 3, 200, 1):
        save_draft(organisation.deed("bo"), version, Text("Rutin", (TEXT * times).encode(), ("internal",)))
    redact_words(organisation.deed("egon"), version.document, SECRET, CAUSE)
    if is_sqlite():
        home = Path(database.database).parent
        left = b"".join(path.read_bytes() for path in home.iterdir() if path.is_file())
        assert b"[borttaget]" in left
        assert b"Xylander" not in left


def test_it_is_told_when_somebody_reads_so_that_the_log_cannot_be_emptied(
    organisation: Organisation, caplog: pytest.LogCaptureFixture
) -> None:
    version = make_valid(organisation, body=TEXT)
    if is_sqlite():
        database.execute_sql("pragma busy_timeout = 20")
        with closing(sqlite3.connect(database.database, isolation_level=None)) as other:
            other.execute("begin")
            other.execute("select count(*) from version").fetchall()
            redact_part(organisation.deed("egon"), version, "text", CAUSE)
        assert "the log of changes could not be emptied" in caplog.text
    else:
        redact_part(organisation.deed("egon"), version, "text", CAUSE)
        assert not caplog.records


@pytest.mark.parametrize(("part", "column"), [("title", "title"), ("note", "change_note")])
def test_a_title_and_a_note_are_taken_out(organisation: Organisation, part: str, column: str) -> None:
    version = make_valid(organisation, title=f"Om {SECRET}", change_note=f"{SECRET} bytt.")
    redact_part(organisation.deed("egon"), version, part, CAUSE)
    assert getattr(Version.get(), column) == MARK
    assert bytes(Version.get().body).decode() == BODY


def test_a_file_leaves_a_stone_and_its_bytes_go(organisation: Organisation) -> None:
    version = make_valid(organisation, attachment=b"%PDF-1.7 " + SECRET.encode())
    redact_part(organisation.deed("egon"), version, "file:1", CAUSE)
    file = Attachment.get()
    assert (file.filename, file.title, file.media_type) == ("borttagen.txt", "Borttagen bilaga", "text/plain")
    assert blobs.read_all(file.sha256).decode().startswith("Bilagan togs bort 20 november 2026 med stöd av")
    assert SECRET not in everything()
    assert "mall.pdf" not in Redaction.get().subject


def test_a_files_name_goes_from_what_its_writers_had_open(organisation: Organisation) -> None:
    version = make_draft(organisation, make_document(organisation), attachment=b"%PDF-1.7 x")
    opened = Written(title="Rutin", titles=(("mall.pdf", f"Om {SECRET}"),))
    open_writing(organisation.deed("bo"), version, opened)
    redact_part(organisation.deed("egon"), version, "file:1", CAUSE)
    assert SECRET not in everything()
    assert "mall.pdf" not in everything()


def test_bytes_that_another_version_has_stay(organisation: Organisation) -> None:
    data = b"%PDF-1.7 " + SECRET.encode()
    version = make_valid(organisation, attachment=data)
    make_draft(organisation, version.document, change_note="Nytt.", attachment=data)
    redact_part(organisation.deed("egon"), version, "file:1", CAUSE)
    kept = Attachment.get(Attachment.filename == "mall.pdf")
    assert blobs.read_all(kept.sha256) == data
    newer = Version.get(Version.number == 2)
    newer.document = version.document
    redact_part(organisation.deed("egon"), newer, "file:1", CAUSE)
    assert SECRET not in everything()


def test_a_comment_and_a_reason_are_taken_out(organisation: Organisation) -> None:
    version = submit(organisation, make_draft(organisation, make_document(organisation), body=TEXT))
    make_comment(organisation.deed("cleo"), version, text=f"{SECRET} är sjuk.")
    send_back(organisation, version, f"Stryk {SECRET}.")
    redact_part(organisation.deed("egon"), version, part_called(version, "Kommentar av Cleo"), CAUSE)
    redact_part(organisation.deed("egon"), version, part_called(version, "Skälet till att versionen åter"), CAUSE)
    assert (Comment.get().text, Return.get().reason) == (MARK, MARK)
    assert {row.sha256 for row in Redaction.select()} == {""}
    assert [thing.label for thing in things_of(version, ())] == ["Hela texten", "Titeln", "Vad som ändrades"]


def test_a_translation_is_taken_out(organisation: Organisation) -> None:
    version = make_valid(organisation)
    write_translation(organisation.deed("bo"), version, "en", Wording(SECRET, f"Call {SECRET}."))
    redact_part(organisation.deed("egon"), version, part_called(version, "Texten på engelska"), CAUSE)
    row = Translation.get()
    assert row.title == MARK
    assert row.plain.startswith("Texten togs bort")
    assert SECRET not in everything()


def test_words_go_wherever_they_stand_in_the_document(organisation: Organisation) -> None:
    version = make_valid(organisation, body=TEXT, title=f"Fråga {SECRET}")
    document: Document = version.document
    write_translation(organisation.deed("bo"), version, "en", Wording("Ask", f"Call {SECRET.upper()}."))
    newer = make_draft(organisation, document, body=TEXT.replace(" Xyl", "\nXyl"), change_note="Nytt.")
    written = Written(title="Utkast", text=f"Ring {SECRET}!", front="", change_note="Nytt.", audience=("internal",))
    keep_typed(organisation.deed("bo"), newer, written, base=newer.sha256)
    submit(organisation, newer)
    make_comment(organisation.deed("cleo"), newer, text=f"Varför {SECRET}?")
    assert redact_words(organisation.deed("egon"), document, f" {SECRET} ", CAUSE) == [1, 2]
    kept = everything()
    for word in SECRET.split():
        assert word.lower() not in kept.lower()
    assert Version.get(Version.number == 1).title == f"Fråga {MARK}"
    assert f"Ring {MARK}, se [[SOC-RUT-0002]]" in bytes(Version.get(Version.number == 1).body).decode()
    assert "Ring [borttaget]!" in Writing.get().typed
    assert {row.subject for row in redactions_of(document)} == {"SOC-RUT-0001/v1/words", "SOC-RUT-0001/v2/words"}


def test_words_that_stand_nowhere_change_nothing(organisation: Organisation) -> None:
    version = make_valid(organisation)
    with pytest.raises(RefusedError, match="Orden finns inte där"):
        redact_words(organisation.deed("egon"), version.document, SECRET, CAUSE)
    assert not Redaction.select().exists()
    assert not Entry.select().where(Entry.verb == "content-redacted").exists()


def test_the_same_part_twice_is_two_deeds(organisation: Organisation) -> None:
    version = make_valid(organisation, body=TEXT)
    for word in SECRET.split():
        redact_words(organisation.deed("egon"), version.document, word, CAUSE)
    redact_part(organisation.deed("egon"), version, "text", CAUSE)
    subjects = ["SOC-RUT-0001/v1/words", "SOC-RUT-0001/v1/words/2", "SOC-RUT-0001/v1/text"]
    assert [row.subject for row in redactions_of(version.document)] == subjects


def test_permission_and_ground_are_asked(organisation: Organisation) -> None:
    version = make_valid(organisation)
    for who in ("bo", "cleo", "disa"):
        with pytest.raises(ForbiddenError):
            redact_part(organisation.deed(who), version, "text", CAUSE)
        with pytest.raises(ForbiddenError):
            redact_words(organisation.deed(who), version.document, "Larma", CAUSE)
    for cause in (replace(CAUSE, section=""), replace(CAUSE, reason=""), replace(CAUSE, ground="x")):
        with pytest.raises(RefusedError):
            redact_part(organisation.deed("egon"), version, "text", cause)
    assert bytes(Version.get().body).decode() == BODY


@pytest.mark.parametrize("part", ["file:1", "file:x", "comment:1", "translation:9", "return:1", "nothing", "text:2"])
def test_a_part_that_is_not_there_is_not_found(organisation: Organisation, part: str) -> None:
    version = make_valid(organisation)
    with pytest.raises(NotFoundError):
        redact_part(organisation.deed("egon"), version, part, CAUSE)
    assert not Redaction.select().exists()
