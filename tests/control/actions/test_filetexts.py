"""What attached files say is read once, kept, found with their version, and goes when they go. On both databases."""

import io
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest

from portal.control.actions import filetexts
from portal.control.actions.drafts import File, Text, create_draft
from portal.control.actions.files import forget_unused
from portal.control.actions.filetexts import keep_texts, pages_of
from portal.control.actions.redactions import Cause, redact_part, redact_words
from portal.control.models.versions import Attachment, FileText, Version
from portal.control.searchable import read
from portal.lib.filetype import MEDIA_TYPES, extension_of
from portal.store import blobs
from portal.store.database import database, is_sqlite
from portal.web.searchable import FileWords
from tests.support import files
from tests.support.documents import BODY, approve, make_document, make_draft, submit
from tests.support.organisation import Organisation
from tests.support.queries import counted_queries

CAUSE = Cause("gdpr", "artikel 17", "Den det gäller har begärt det.")
SECRET = "Lillemor Xylander"
TEXT = f"Ring {SECRET} om nyckeln.\fNästa sida.".encode()
PAGES = (f"Ring {SECRET} om nyckeln.", "Nästa sida.")
DAY = timedelta(days=1)


def attached(organisation: Organisation, named: Iterable[tuple[str, bytes]]) -> tuple[File, ...]:
    """Return files with their bytes kept, called by their names."""
    kept = [(name, blobs.put(io.BytesIO(data), organisation.now)) for name, data in named]
    return tuple(File(name, f"Om {name}", MEDIA_TYPES[extension_of(name)], it.sha256, it.size) for name, it in kept)


def decided(organisation: Organisation, *named: tuple[str, bytes], number: str = "SOC-RUT-0001") -> Version:
    """Return a version that applies, with these files."""
    text = Text("Rutin", BODY.encode(), ("internal",), change_note="Nytt.", files=attached(organisation, named))
    version = create_draft(organisation.deed("bo"), make_document(organisation, number), text)
    return approve(organisation, submit(organisation, version))


def found(*numbers: str) -> list[tuple[FileWords, ...]]:
    """Return the files of each version of the documents, as they are searched."""
    return [entry.files for entry in read(list(numbers or ["SOC-RUT-0001"]))]


def left() -> bytes:
    """Return all that lies in the database's files, or in its table."""
    if is_sqlite():
        home = Path(database.database).parent
        return b"".join(path.read_bytes() for path in home.iterdir() if path.is_file())
    return "".join(row.text for row in FileText.select()).encode()


def test_a_version_is_found_by_what_its_files_say(organisation: Organisation) -> None:
    decided(organisation, ("b.txt", TEXT), ("karta.png", files.png()), ("a.pdf", files.pdf()), ("c.docx", b"skadad"))
    address = "/d/SOC-RUT-0001/v/1/filer"
    first = FileWords("Om b.txt", f"{address}/b.txt", PAGES)
    assert found() == [(first, FileWords("Om a.pdf", f"{address}/a.pdf", ("Hej",)))]
    assert FileText.get(FileText.text.startswith("Ring")).text == TEXT.decode()


def test_each_version_has_the_files_that_are_its_own(organisation: Organisation) -> None:
    version = decided(organisation, ("a.txt", TEXT))
    make_draft(organisation, version.document, change_note="Nytt.")
    make_draft(organisation, make_document(organisation, "SOC-RUT-0002"), attachment=files.pdf())
    assert sorted([file.url for file in of] for of in found("SOC-RUT-0001", "SOC-RUT-0002")) == [
        [],
        ["/d/SOC-RUT-0001/v/1/filer/a.txt"],
        ["/d/SOC-RUT-0002/v/1/filer/mall.pdf"],
    ]


def test_nothing_is_read_twice(organisation: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    decided(organisation, ("a.txt", TEXT), ("tom.pdf", b"skadad"))
    before = found()
    monkeypatch.setattr(filetexts, "texts_of", lambda files: [pytest.fail("read again") for _ in files])
    assert found() == before
    assert FileText.select().count() == 2


def test_few_questions_are_asked_however_many_files_there_are(organisation: Organisation) -> None:
    numbers = [f"SOC-RUT-{turn:04}" for turn in range(1, 31)]
    asked = []
    decided(organisation, ("a.txt", TEXT))
    found()
    for of in (numbers[:1], numbers):
        for turn, number in enumerate(of[1:]):
            decided(organisation, ("a.txt", b"%d" % turn), ("b.txt", b"b%d" % turn), number=number)
        list(read(of))
        with counted_queries() as statements:
            assert len(list(read(of))) == len(of)
        asked.append(len(statements))
    assert asked[0] == asked[1] <= 13


def test_what_is_new_is_kept_some_files_at_a_time(organisation: Organisation) -> None:
    decided(organisation, *((f"{turn}.txt", b"Fil %d" % turn) for turn in range(50)))
    with counted_queries() as statements:
        assert len(found()[0]) == 50
    assert len([sql for sql in statements if sql.startswith("INSERT")]) == 3


def test_two_who_read_at_once_do_not_collide(organisation: Organisation) -> None:
    decided(organisation, *((f"{turn}.txt", b"Fil %d" % turn) for turn in range(30)))
    wanted = dict(Attachment.select(Attachment.sha256, Attachment.media_type).tuples())
    answers, order = [], [wanted, dict(reversed(wanted.items()))]

    def read_all(these: dict[str, str]) -> None:
        answers.append(pages_of(these))
        database.close()

    threads = [Thread(target=read_all, args=(these,)) for these in order]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [pages_of(wanted)] * 2
    assert FileText.select().count() == 30


def test_what_is_kept_by_another_meanwhile_is_no_collision(organisation: Organisation) -> None:
    decided(organisation, ("a.txt", TEXT))
    sha256 = Attachment.get().sha256
    for _ in range(2):
        assert keep_texts({sha256: PAGES}) == {sha256: PAGES}
    assert FileText.select().count() == 1


def test_a_file_that_is_taken_out_leaves_nothing_of_its_words(organisation: Organisation) -> None:
    version = decided(organisation, ("a.txt", TEXT))
    found()
    assert SECRET.encode() in left()
    redact_part(organisation.deed("egon"), version, "file:1", CAUSE)
    assert not FileText.select().exists()
    assert SECRET.encode() not in left()
    ((stone,),) = found()
    assert stone.pages[0].startswith("Bilagan togs bort 20 november 2026")
    assert SECRET.encode() not in left()


def test_a_file_that_was_taken_out_while_it_was_read_is_not_kept(organisation: Organisation) -> None:
    version = decided(organisation, ("a.txt", TEXT))
    sha256 = Attachment.get().sha256
    redact_part(organisation.deed("egon"), version, "file:1", CAUSE)
    assert keep_texts({sha256: PAGES}) == {}
    assert not FileText.select().exists()


def test_what_another_version_has_is_still_found(organisation: Organisation) -> None:
    version = decided(organisation, ("a.txt", TEXT))
    other = attached(organisation, [("a.txt", TEXT)])
    create_draft(organisation.deed("bo"), version.document, Text("Ny", BODY.encode(), ("internal",), files=other))
    redact_part(organisation.deed("egon"), version, "file:1", CAUSE)
    assert [of[0].title for of in found()] == ["Borttagen bilaga", "Om a.txt"]


def test_words_that_are_struck_are_not_kept_of_the_documents_files(organisation: Organisation) -> None:
    version = decided(organisation, (f"{SECRET}.txt", TEXT))
    decided(organisation, ("b.txt", b"Annat"), number="SOC-RUT-0002")
    found("SOC-RUT-0001", "SOC-RUT-0002")
    redact_words(organisation.deed("egon"), version.document, SECRET, CAUSE)
    assert [row.text for row in FileText.select()] == ["Annat"]
    assert [file.title for file in found()[0]] == ["Om [borttaget].txt"]


def test_the_text_goes_with_bytes_that_nothing_has(organisation: Organisation) -> None:
    decided(organisation, ("a.txt", TEXT))
    found()
    loose = attached(organisation, [("b.txt", b"Annat")])[0]
    keep_texts({loose.sha256: ("Annat",)})
    forget_unused(organisation.now + DAY, organisation.today)
    assert FileText.select().count() == 2
    forget_unused(organisation.now + 2 * DAY, organisation.today)
    assert [row.sha256 for row in FileText.select()] == [Attachment.get().sha256]
