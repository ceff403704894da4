"""Two at once, each in a process of their own: one saves and one is told; no number is given twice."""

import multiprocessing
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier

from portal.control import kinds
from portal.control.actions.drafts import Text, begin_document, save_draft
from portal.control.actions.writing import invite_writer, keep_typed
from portal.control.models.documents import Document
from portal.control.models.versions import Contribution, Version, Writing
from portal.control.rules.types import Type
from portal.control.rules.writing import Written
from portal.handbook.feature import PAGE
from portal.journal.models import Entry
from portal.lib.errors import PortalError
from portal.ops.checks import faults
from portal.people.models import Person, Unit
from portal.store import database
from tests.control.actions.test_together import deed_of
from tests.support.documents import make_document, make_draft
from tests.support.organisation import Organisation

WRITERS = ("bo", "disa")
ROUNDS = 8


def create(side: int, turn: int, _start: Barrier, _told: "Queue[str]") -> str:
    """Begin a document."""
    unit = Unit.get(Unit.code == "SOC-AO")
    title = f"Rutin {side} {turn}"
    version = begin_document(deed_of(WRITERS[side]), type=Type.ROUTINE, title=title, unit=unit, audience=["internal"])
    return str(version.document.number)


def save(side: int, turn: int, start: Barrier, told: "Queue[str]") -> str:
    """Save on the text that both have read, keep what was typed, and ask Cleo to write along."""
    version = Version.select().join(Document).where(Document.number == "SOC-INS-0001").get()
    deed = deed_of(WRITERS[side])
    start.wait(60)
    keep_typed(deed, version, Written(text=WRITERS[side]), base=version.sha256)
    try:
        invite_writer(deed, version, Person.get(Person.key == "cleo"))
    except PortalError:
        told.put("asked already")
    start.wait(60)
    save_draft(deed, version, Text("Rutin", f"{WRITERS[side]} {turn}\n".encode(), ("internal",)))
    return "saved"


def take_part(url: str, side: int, start: Barrier, told: "Queue[str]") -> None:
    """Begin documents and save a draft at the same moments as the other side."""
    database.connect(url)
    kinds.register((PAGE,))
    for deed in (create, save):
        for turn in range(ROUNDS):
            start.wait(60)
            try:
                told.put(deed(side, turn, start, told))
            except PortalError as error:
                told.put(str(error))
    told.put("end")
    database.database.close()


def test_numbers_and_texts_are_given_once(both: str, organisation: Organisation) -> None:
    make_draft(organisation, make_document(organisation, "SOC-INS-0001"))
    before = Entry.select().count()
    database.database.close()
    spawn = multiprocessing.get_context("spawn")
    barrier, words = spawn.Barrier(2), spawn.Queue()
    people = [spawn.Process(target=take_part, args=(both, side, barrier, words)) for side in range(2)]
    for person in people:
        person.start()
    heard: list[str] = []
    while heard.count("end") < 2:
        heard.append(words.get(timeout=60))
    for person in people:
        person.join(60)
    assert [person.exitcode for person in people] == [0, 0]
    numbers = [word for word in heard if word.startswith("SOC-RUT-")]
    assert sorted(numbers) == [f"SOC-RUT-{n:04d}" for n in range(1, 2 * ROUNDS + 1)]
    saved, refused = heard.count("saved"), sum("har ändrats sedan du läste den" in word for word in heard)
    assert (saved, refused) == (ROUNDS, ROUNDS)
    assert heard.count("asked already") == 2 * ROUNDS - 1
    assert Writing.select().count() == 2
    assert sorted({row.by.key for row in Contribution.select()} - {"disa"}) == ["cleo"]
    assert Entry.select().count() == before + 2 * 2 * ROUNDS + ROUNDS + 1
    assert list(faults()) == []
