"""Moving in by the verbs, on both databases: what is made, kept, passed over, tried again and never made twice."""

import io
from datetime import UTC, date, datetime, timedelta

import pytest

from portal.control.actions.files import forget_unused
from portal.control.models.decisions import Approval
from portal.control.models.documents import Document
from portal.control.models.versions import Attachment, Version
from portal.control.queries.facts import facts_of
from portal.control.rules.status import Status, status_of
from portal.intake.actions import making
from portal.intake.actions.choosing import save_rows
from portal.intake.actions.gathering import add_file, begin_move, forget_move, keep_gathered
from portal.intake.actions.guessing import guess_some
from portal.intake.models import MovedFile, MoveIn
from portal.intake.queries import FILTERS, get_move, rows_of, tally_of
from portal.intake.rules.phases import Phase
from portal.journal.models import Entry
from portal.journal.record import broken_entries
from portal.lib.errors import ForbiddenError, RefusedError
from portal.store import blobs
from portal.store.work import unit_of_work
from tests.intake.conftest import READERS, ZONE, gathered, made, rows, settled
from tests.support.fileshare import HEAD, many, word
from tests.support.organisation import Organisation

AO = "Socialförvaltningen/Äldreomsorgen"
LARM = f"{AO}/Rutiner/Rutin larm 2023-05-12.docx"
FOUR = [
    (LARM, word("Rutin larm", "Larmknappen sitter vid dörren.")),
    (f"{AO}/Rutiner/Rutin larm 2020-01-01.docx", word("Rutin larm", "Ring i klockan.")),
    (f"{AO}/Instruktion dosett.docx", word("Instruktion dosett", "Fyll på söndagar.")),
    ("Gemensamt/Thumbs.db", b"x"),
]
# Made once: the same bytes are read once for all tests.
SIX = list(many(6))


def test_files_become_a_table_and_the_table_documents(town: Organisation) -> None:
    move = settled(town, FOUR)
    assert move.phase is Phase.PROPOSED
    larm, old, dosett, litter = (rows(move)[path] for path, _ in FOUR)
    assert (larm.title, larm.type, larm.unit, larm.status, larm.valid_from, larm.problems) == (
        "Rutin larm",
        "routine",
        "SOC-AO",
        "valid",
        "2023-05-12",
        "",
    )
    assert (old.fate, old.beside_id) == ("attachment", larm.id)
    assert (dosett.status, dosett.fate) == ("draft", "document")
    assert litter.state == "passed"
    assert Document.select().count() == 0, "nothing is made before it is asked for"
    move = made(town, move)
    assert move.phase is Phase.DONE
    tally = tally_of(move)
    assert (tally.made, tally.done, tally.skipped, tally.failed) == (2, 3, 1, 0)


def test_what_applies_is_history_with_the_original_beside_it(town: Organisation) -> None:
    made(town, settled(town, FOUR))
    document = Document.get(Document.type == "routine")
    version = Version.get(Version.document == document)
    assert (document.number, document.unit.code, version.title) == ("SOC-RUT-0001", "SOC-AO", "Rutin larm")
    assert "Larmknappen sitter vid dörren." in bytes(version.body).decode()
    approval = Approval.get(Approval.version == version)
    assert (approval.valid_from, approval.review_by) == (date(2023, 5, 12), date(2024, 5, 12))
    assert (version.author.key, approval.by.key) == ("egon", "cleo"), "four eyes, as far as anyone knows"
    assert approval.at == datetime(2023, 5, 12, 10, tzinfo=UTC)
    files = {file.filename: file for file in Attachment.select().where(Attachment.version == version)}
    assert set(files) == {"Rutin larm 2023-05-12.docx", "Rutin larm 2020-01-01.docx"}
    assert blobs.read_all(files["Rutin larm 2023-05-12.docx"].sha256) == FOUR[0][1]
    assert LARM in version.change_note


def test_the_rest_are_drafts(town: Organisation) -> None:
    made(town, settled(town, FOUR))
    document = Document.get(Document.type == "instruction")
    (fact,) = facts_of(document)
    assert status_of(fact, town.today) is Status.DRAFT
    assert Approval.select().where(Approval.version == Version.get(Version.document == document)).count() == 0


def test_the_journal_tells_and_holds_no_names(town: Organisation) -> None:
    move = made(town, settled(town, FOUR))
    told = [(entry.verb, entry.subject, entry.actor) for entry in Entry.select().order_by(Entry.number)]
    ours = [verb for verb, subject, actor in told if subject == f"moving-in:{move.id}" and actor == "egon"]
    assert ours == ["moving-in-gathered", "moving-in-begun", "moving-in-finished"]
    assert {"document-created", "version-drafted", "version-approved"} <= {verb for verb, _, _ in told}
    assert not any("larm" in entry.facts.lower() for entry in Entry.select())
    assert list(broken_entries()) == []


def test_who_answers_for_it_is_its_owner_and_decided_it(town: Organisation) -> None:
    made(town, settled(town, [(f"{AO}/Rutin nycklar.docx", word("Rutin nycklar", table=HEAD))]))
    document = Document.get()
    approval = Approval.get()
    assert document.owner.key == approval.by.key == "cleo"
    assert approval.valid_from == date(2022, 3, 1)


def test_a_former_number_and_version_are_told(town: Organisation) -> None:
    made(town, settled(town, [(f"{AO}/4.2.1 Rutin larm v3.docx", word("Rutin larm"))]))
    note = Version.get().change_note
    assert "Tidigare nummer: 4.2.1." in note
    assert "Filens version: 3." in note


def test_an_own_number_is_kept_and_a_taken_one_is_a_problem(town: Organisation) -> None:
    first = f"{AO}/SOC-RUT-0042 Larm.docx"
    made(town, settled(town, [(first, word("Larm"))]))
    assert Document.get().number == "SOC-RUT-0042"
    again = settled(town, [(f"{AO}/SOC-RUT-0042 Annat.docx", word("Annat"))])
    (row,) = rows(again).values()
    assert "redan använt" in row.faults["number"]
    with pytest.raises(RefusedError, match="Ingen rad är klar"):
        made(town, again)
    save_rows(town.reader("egon"), again, typed={row.id: {"number": ""}}, today=town.today)
    made(town, get_move(again.id))
    assert {document.number for document in Document.select()} == {"SOC-RUT-0042", "SOC-RUT-0043"}


def test_the_same_number_on_two_rows_is_told_on_both(town: Organisation) -> None:
    files = [(f"{AO}/SOC-RUT-0042 {name}.docx", word(name)) for name in ("Larm", "Dosett")]
    move = settled(town, files)
    assert [list(row.faults) for row in rows(move).values()] == [["number"], ["number"]]
    one = next(iter(rows(move).values()))
    save_rows(town.reader("egon"), move, typed={one.id: {"number": ""}}, today=town.today)
    assert [row.problems for row in rows(move).values()] == ["", ""]


def test_what_was_moved_in_before_is_not_made_again(town: Organisation) -> None:
    made(town, settled(town, FOUR[:1]))
    move = settled(town, [("Annan mapp/kopia larm.docx", FOUR[0][1])])
    (row,) = rows(move).values()
    assert (row.fate, row.reason) == ("skip", "Redan inläst som SOC-RUT-0001.")
    assert tally_of(move).ready == 0


def test_typed_cells_are_kept_whatever_is_wrong_with_them(town: Organisation) -> None:
    move = settled(town, FOUR[:1])
    (row,) = rows(move).values()
    typed = {"title": "  Ny   titel ", "unit": "Mars", "valid_from": "igår", "owner": "cleo@ekvik.example"}
    save_rows(town.reader("egon"), move, typed={row.id: typed}, today=town.today)
    (row,) = rows(move).values()
    assert (row.title, row.unit, row.valid_from) == ("Ny titel", "Mars", "igår")
    assert set(row.faults) == {"unit", "valid_from"}
    assert [found.id for found in rows_of(move, "atgarda")[0]] == [row.id]


def test_many_rows_are_changed_at_once(town: Organisation) -> None:
    move = settled(town, [(f"Löst/{name}.docx", word(name)) for name in ("Larm", "Dosett", "Nyckel")])
    ids = [row.id for row in rows(move).values()]
    common = {"unit": "SBF", "type": "plan"}
    save_rows(town.reader("egon"), move, typed={}, chosen=ids[:2], common=common, today=town.today)
    assert sorted((row.unit, row.type) for row in rows(move).values()) == [
        ("", "routine"),
        ("SBF", "plan"),
        ("SBF", "plan"),
    ]
    assert (tally_of(move).ready, tally_of(move).faulty) == (2, 1)


def test_rows_of_another_moving_in_are_left_alone(town: Organisation) -> None:
    first, second = settled(town, FOUR[:1]), settled(town, FOUR[2:3], name="Annan")
    (row,) = rows(second).values()
    save_rows(town.reader("egon"), first, typed={row.id: {"title": "Kapad"}}, today=town.today, chosen=[row.id])
    assert rows(second)[row.path].title == "Instruktion dosett"


def test_an_attachment_needs_its_document(town: Organisation) -> None:
    move = settled(town, FOUR)
    larm = rows(move)[LARM]
    save_rows(town.reader("egon"), move, typed={larm.id: {"fate": "skip"}}, today=town.today)
    assert "blir inget dokument" in rows(move)[FOUR[1][0]].faults["fate"]


def test_a_hostile_or_broken_file_is_passed_over_and_the_others_go_on(town: Organisation) -> None:
    files = [(f"{AO}/skadad.docx", b"PK\x03\x04 nothing"), (f"{AO}/inte alls.docx", b"hello"), FOUR[0]]
    move = settled(town, files)
    assert [rows(move)[path].state for path, _ in files] == ["passed", "passed", "proposed"]
    assert all(rows(move)[path].reason for path, _ in files[:2])


def test_one_that_fails_leaves_the_others_done_and_is_tried_again(
    town: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    move = settled(town, SIX)
    real = making.create_draft

    def failing(deed, document, text, **more):
        if Document.select().count() == 5:
            raise OSError("the disk is full")
        return real(deed, document, text, **more)

    monkeypatch.setattr(making, "create_draft", failing)
    made(town, move)
    tally = tally_of(move)
    assert (tally.made, tally.failed) == (4, 2)
    failed = MovedFile.select().where(MovedFile.state == "failed").first()
    assert "oväntat fel" in failed.reason
    assert Document.select().count() == Version.select().count() == 4, "nothing is half made"
    monkeypatch.undo()
    ids = [row.id for row in MovedFile.select().where(MovedFile.state == "failed")]
    save_rows(town.reader("egon"), get_move(move.id), typed={id: {} for id in ids}, today=town.today)
    made(town, get_move(move.id), later=5)
    assert (tally_of(move).made, tally_of(move).failed) == (6, 0)
    assert Document.select().count() == Version.select().count() == 6


def test_without_anyone_to_have_decided_the_row_fails_with_that_reason(town: Organisation) -> None:
    move = settled(town, [("Löst/Rutin larm 2023-01-01.docx", word("Rutin larm"))])
    (row,) = rows(move).values()
    save_rows(town.reader("egon"), move, typed={row.id: {"unit": "EKV"}}, today=town.today)
    made(town, get_move(move.id))
    assert "Ingen chef är utsedd för EKV" in rows(move)[row.path].reason
    assert Document.select().count() == 0


def test_work_is_done_a_little_at_a_time_and_goes_on(town: Organisation) -> None:
    move = gathered(town, SIX)
    turns = 1
    while guess_some(move, READERS, now=town.now, today=town.today, seconds=0):
        turns += 1
    assert turns >= 3
    move = get_move(move.id)
    assert move.phase is Phase.PROPOSED
    making.begin_making(town.reader("egon"), move, now=town.now)
    made_so_far = []
    while making.make_some(move, now=town.now, today=town.today, zone=ZONE, seconds=0.01):
        made_so_far.append(tally_of(move).made)
        assert get_move(move.id).phase is Phase.MAKING
    assert made_so_far == sorted(made_so_far)
    assert Document.select().count() == 6


def test_a_row_is_made_once_however_often_it_is_asked_for(town: Organisation) -> None:
    move = settled(town, FOUR[:1])
    (row,) = rows(move).values()
    made(town, move)
    making.make_row(row, making.Deed(move.by, town.reader("egon"), town.now, town.today, recorded_at=town.now), ZONE)
    assert Document.select().count() == 1


def test_the_same_file_twice_is_one_row_and_another_one_takes_its_place(town: Organisation) -> None:
    move = begin_move(town.reader("egon"), by=town.people["egon"], name="Flytt", now=town.now)
    for data in (FOUR[0][1], FOUR[0][1], FOUR[2][1]):
        row = add_file(move, path=LARM, stream=io.BytesIO(data), most_mb=1, now=town.now)
    assert MovedFile.select().count() == 1
    assert blobs.read_all(row.sha256) == FOUR[2][1]


def test_bytes_that_wait_in_a_table_are_not_forgotten(town: Organisation) -> None:
    move = settled(town, FOUR)
    later = town.now + timedelta(days=9)
    keep_gathered(later, later.date())
    forget_unused(later, later.date())
    made(town, move)
    assert tally_of(move).failed == 0


def test_bytes_that_are_gone_are_told_and_nothing_is_made(town: Organisation) -> None:
    move = settled(town, FOUR[:1])
    forget_unused(town.now + timedelta(days=9), town.today)
    made(town, move)
    assert "innehåll finns inte kvar" in rows(move)[LARM].reason
    assert Document.select().count() == 0


def test_it_can_be_called_off_until_something_is_made(town: Organisation) -> None:
    move, other = settled(town, FOUR), settled(town, FOUR[2:3], name="Annan")
    forget_move(town.reader("egon"), move, now=town.now)
    assert [kept.id for kept in MoveIn.select()] == [other.id]
    made(town, other)
    with pytest.raises(RefusedError, match="Dokument har lästs in"):
        forget_move(town.reader("egon"), other, now=town.now)


def test_who_may_not_import_moves_nothing_in(town: Organisation) -> None:
    with pytest.raises(ForbiddenError):
        begin_move(town.reader("bo"), by=town.people["bo"], name="Flytt", now=town.now)
    move = settled(town, FOUR)
    for deed in (
        lambda: save_rows(town.reader("bo"), move, typed={}, today=town.today),
        lambda: making.begin_making(town.reader("bo"), move, now=town.now),
        lambda: forget_move(town.reader("bo"), move, now=town.now),
    ):
        with pytest.raises(ForbiddenError):
            deed()


def test_the_table_is_closed_while_documents_are_made(town: Organisation) -> None:
    move = settled(town, FOUR)
    making.begin_making(town.reader("egon"), move, now=town.now)
    with pytest.raises(RefusedError, match="läses in just nu"):
        save_rows(town.reader("egon"), move, typed={}, today=town.today)


def test_every_file_stands_in_some_filter(town: Organisation) -> None:
    move = made(town, settled(town, FOUR))
    seen = {row.path for name in FILTERS for row in rows_of(move, name)[0]}
    assert seen == {path for path, _ in FOUR}


def test_a_file_that_changes_later_is_told_of(town: Organisation) -> None:
    move = made(town, settled(town, FOUR[:1]))
    with unit_of_work():
        MoveIn.update(gathered_at=None).execute()
    add_file(get_move(move.id), path=LARM, stream=io.BytesIO(FOUR[2][1]), most_mb=1, now=town.now)
    row = rows(move)[LARM]
    assert (row.state, row.reason) == ("done", "Filen har ändrats sedan den lästes in. Ändringen är inte med.")
