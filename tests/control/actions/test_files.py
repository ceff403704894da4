"""Files are attached to a draft and taken away; what is refused leaves nothing, and nothing unused is kept for long."""

import io
from datetime import timedelta
from typing import Any

import pytest

from portal.control.actions.drafts import Text, save_draft
from portal.control.actions.files import attach_file, detach_file, forget_unused
from portal.control.models.versions import Attachment, Contribution, Version
from portal.control.rules.files import MB, Limits, why_not_attach, why_not_size
from portal.lib.errors import ForbiddenError, InvalidError, NotFoundError, RefusedError
from portal.ops.checks import faults
from portal.store import blobs
from portal.store.blobs import Blob, Chunk
from portal.store.settings import find_setting
from portal.store.work import unit_of_work
from tests.support import files
from tests.support.documents import approve, make_document, make_draft, submit
from tests.support.organisation import Organisation
from tests.support.traces import journalled, refused, unchanged

SUBJECT = "document:SOC-RUT-0001"
DAY = timedelta(days=1)


@pytest.fixture
def draft(organisation: Organisation) -> Version:
    """A draft by Bo without files."""
    return make_draft(organisation, make_document(organisation))


def attach(organisation: Organisation, version: Version, name: str = "mall.docx", **changes: Any) -> Attachment:
    """Attach a file as Bo."""
    data = changes.pop("data", files.office())
    who = changes.pop("who", "bo")
    wanted = {"stream": io.BytesIO(data), "filename": name, "title": "Mall", "seen": version.sha256}
    return attach_file(organisation.deed(who), version, **{**wanted, **changes})


def names() -> list[tuple[int, str, str]]:
    """Return place, name and title of every attachment."""
    rows = Attachment.select(Attachment.position, Attachment.filename, Attachment.title)
    return list(rows.order_by(Attachment.position).tuples())


def test_a_file_is_attached(organisation: Organisation, draft: Version) -> None:
    before = draft.sha256
    with journalled("file-attached", "bo", SUBJECT) as facts:
        kept = attach(organisation, draft)
    assert (kept.filename, kept.title, kept.size, kept.position) == ("mall.docx", "Mall", len(files.office()), 0)
    assert kept.media_type.endswith("wordprocessingml.document")
    assert blobs.read_all(kept.sha256) == files.office()
    assert draft.sha256 == Version.get().sha256 != before
    assert facts == {"version": 1, "sha256": draft.sha256, "file": kept.sha256}
    assert list(faults()) == []


def test_files_keep_their_order_and_one_of_the_same_name_takes_its_place(
    organisation: Organisation, draft: Version
) -> None:
    for name in ("b.pdf", "a.pdf"):
        attach(organisation, draft, name, data=files.pdf(), title="")
    attach(organisation, draft, "b.pdf", data=files.pdf("/Lang (sv)"), title="Nytt")
    assert names() == [(0, "b.pdf", "Nytt"), (1, "a.pdf", "a")]
    assert list(faults()) == []


def test_a_name_from_another_system_is_composed(organisation: Organisation, draft: Version) -> None:
    assert attach(organisation, draft, "Ra\u030ad.docx").filename == "Råd.docx"


def test_a_file_is_taken_away(organisation: Organisation, draft: Version) -> None:
    empty = draft.sha256
    for name in ("a.docx", "b.docx"):
        attach(organisation, draft, name)
    with journalled("file-detached", "bo", SUBJECT) as facts:
        detach_file(organisation.deed("bo"), draft, filename="a.docx", seen=draft.sha256)
    assert names() == [(0, "b.docx", "Mall")]
    assert facts["sha256"] == draft.sha256
    detach_file(organisation.deed("bo"), draft, filename="b.docx", seen=draft.sha256)
    assert draft.sha256 == empty
    with refused(NotFoundError, "Filen b.docx finns inte i version 1"):
        detach_file(organisation.deed("bo"), draft, filename="b.docx", seen=draft.sha256)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("mall.docm", b"x", "makron"),
        ("../mall.docx", b"x", "Filnamnet"),
        ("mall.docx", b"", "tom"),
        ("mall.docx", files.pdf(), "inte en docx-fil"),
        ("mall.docx", files.office(parts={"word/vbaProject.bin": "x"}), "makron"),
        ("mall.docx", b"x" * (2 * MB), "för stor: 2,1.MB, högst 1.MB"),
    ],
)
def test_what_is_refused_leaves_nothing(
    organisation: Organisation, draft: Version, name: str, data: bytes, words: str
) -> None:
    attach(organisation, draft, "kvar.docx")
    with refused(InvalidError, words):
        attach(organisation, draft, name, data=data, limits=Limits(file_mb=1))
    with pytest.raises(InvalidError) as told:
        attach(organisation, draft, name, data=data, limits=Limits(file_mb=1))
    assert told.value.place == "files"


def test_a_version_has_so_many_files_and_no_more(organisation: Organisation, draft: Version) -> None:
    limits = Limits(files=2)
    for name in ("a.docx", "b.docx", "a.docx"):
        attach(organisation, draft, name, limits=limits)
    with pytest.raises(InvalidError, match="har redan 2 filer"):
        attach(organisation, draft, "c.docx", limits=limits)
    assert len(names()) == 2


def test_how_much_fits() -> None:
    limits = Limits(file_mb=1, files=3)
    assert why_not_size(MB, limits) is None
    assert "högst 1\xa0MB" in str(why_not_size(MB + 1, limits))
    full = {"a": 2 * MB, "b": MB}
    assert why_not_attach(full, "c", MB, limits) is None
    assert "tillsammans" in str(why_not_attach(full, "c", MB + 1, limits))
    assert why_not_attach(full, "b", 2 * MB, limits) is None
    assert "redan 3 filer" in str(why_not_attach({**full, "c": 0}, "d", 0, limits))
    assert why_not_attach({**full, "c": 0}, "c", 0, limits) is None


def test_nobody_attaches_to_what_they_have_not_seen(organisation: Organisation, draft: Version) -> None:
    seen = draft.sha256
    mine, yours = Version.get(), Version.get()
    save_draft(organisation.deed("bo"), mine, Text("Annat", b"Text\n", ("internal",)))
    with pytest.raises(RefusedError, match="har ändrats sedan du läste den"):
        attach(organisation, yours, seen=seen)
    with refused(RefusedError, "har ändrats sedan du läste den"):
        detach_file(organisation.deed("bo"), yours, filename="a.docx", seen=seen)
    assert names() == []


def test_what_is_reviewed_or_decided_is_not_changed(organisation: Organisation, draft: Version) -> None:
    attach(organisation, draft)
    submit(organisation, draft)
    for words in ("granskas och kan inte ändras", "beslutad version ändras aldrig"):
        with pytest.raises(RefusedError, match=words):
            attach(organisation, draft, "ny.docx")
        with refused(RefusedError, words):
            detach_file(organisation.deed("bo"), draft, filename="mall.docx", seen=draft.sha256)
        if "granskas" in words:
            approve(organisation, draft)
    assert names() == [(0, "mall.docx", "Mall")]


@pytest.mark.parametrize("who", ["asta", "ylva", "egon"])
def test_others_may_not(organisation: Organisation, draft: Version, who: str) -> None:
    with refused(ForbiddenError, "Skriva och ändra utkast"):
        attach(organisation, draft, who=who)
    with refused(ForbiddenError, "Skriva och ändra utkast"):
        detach_file(organisation.deed(who), draft, filename="a.docx", seen=draft.sha256)


def test_who_attaches_has_written_in_it(organisation: Organisation, draft: Version) -> None:
    attach(organisation, draft, who="disa")
    attach(organisation, draft, "b.docx", who="bo")
    assert [row.by.key for row in Contribution.select()] == ["disa"]


def test_bytes_that_nothing_has_are_forgotten_after_a_day(organisation: Organisation, draft: Version) -> None:
    now, today = organisation.now, organisation.today
    used = attach(organisation, draft).sha256
    loose = blobs.put(io.BytesIO(b"x" * (blobs.CHUNK + 1)), now).sha256
    with unchanged():
        forget_unused(now, today)
        forget_unused(now + DAY, today)
    forget_unused(now + DAY * 2, today)
    assert {blob.sha256 for blob in Blob.select()} == {used}
    assert {chunk.sha256 for chunk in Chunk.select()} == {used}
    assert loose != used
    assert list(faults()) == []


def test_bytes_that_come_again_are_kept_another_day(organisation: Organisation, draft: Version) -> None:
    now, today = organisation.now, organisation.today
    blobs.put(io.BytesIO(files.office()), now)
    again = blobs.put(io.BytesIO(files.office()), now + DAY * 2)
    forget_unused(now + DAY * 2, today)
    assert [blob.sha256 for blob in Blob.select()] == [again.sha256]


def test_pieces_of_an_upload_that_broke_off_go_too(organisation: Organisation, draft: Version) -> None:
    now, today = organisation.now, organisation.today
    with unit_of_work():
        Chunk.create(sha256="0" * 64, position=0, data=b"x")
    forget_unused(now, today)
    forget_unused(now + DAY - timedelta(seconds=1), today)
    assert Chunk.select().count() == 1
    forget_unused(now + DAY, today)
    assert Chunk.select().count() == 0
    assert find_setting(blobs.UNFINISHED) == "{}"


def test_pieces_whose_blob_came_are_kept(organisation: Organisation, draft: Version) -> None:
    now, today = organisation.now, organisation.today
    with unit_of_work():
        Chunk.create(sha256=blobs.measure(io.BytesIO(files.office()))[0], position=0, data=files.office())
    forget_unused(now, today)
    attach(organisation, draft)
    forget_unused(now + DAY * 2, today)
    assert list(faults()) == []
