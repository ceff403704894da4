"""Two people do the same at the same moment, each in a process of their own: one of them does it, one is refused."""

import multiprocessing
from collections.abc import Callable
from datetime import timedelta
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier

from portal.control import kinds
from portal.control.actions.decisions import approve_version, return_version
from portal.control.actions.documents import create_document, withdraw_document
from portal.control.actions.drafts import Text, create_draft
from portal.control.actions.submissions import recall_version, submit_version
from portal.control.deed import Deed
from portal.control.models.documents import Document
from portal.control.models.versions import Version
from portal.control.queries.facts import facts_of
from portal.control.rules.status import status_of
from portal.handbook.feature import PAGE
from portal.journal.models import Entry
from portal.lib.errors import PortalError
from portal.ops.checks import faults
from portal.people.actions.organisation import place_person
from portal.people.models import Person, Unit
from portal.people.queries.readers import reader_of
from portal.people.reader import MACHINE
from portal.store import database
from tests.support.both import NOW
from tests.support.documents import BODY
from tests.support.organisation import Organisation

DOCUMENTS = 5
TODAY = NOW.date()
STEPS = ("create", "draft", "submit", "take_back", "submit", "decide", "draft", "submit", "judge", "withdraw")
WRITERS, DECIDERS = ("bo", "disa"), ("cleo", "egon")


def deed_of(key: str) -> Deed:
    """Return a deed by the person now."""
    person = Person.get(Person.key == key)
    return Deed(person, reader_of(person, TODAY), NOW, TODAY)


def create(number: str, side: int) -> None:
    """Create the document."""
    unit = Unit.get(Unit.code == "SOC-AO")
    deed = deed_of(WRITERS[side])
    create_document(deed, number=number, kind="handbook", type="routine", unit=unit, owner_role="manager")


def draft(number: str, side: int) -> None:
    """Begin the next version."""
    text = Text("Rutin", BODY.encode(), ("internal",), change_note="Nytt.")
    create_draft(deed_of(WRITERS[side]), Document.get(Document.number == number), text)


def newest(number: str) -> Version:
    """Return the document's newest version."""
    return Version.select().join(Document).where(Document.number == number).order_by(Version.number.desc()).get()


def submit(number: str, side: int) -> None:
    """Hand the newest version in."""
    submit_version(deed_of(WRITERS[side]), newest(number), approvers=[])


def take_back(number: str, side: int) -> None:
    """Let one take the newest version back, if they wrote or handed it in, and another send it back."""
    if side:
        return_version(deed_of(DECIDERS[side]), newest(number), reason="Nej.")
    else:
        recall_version(deed_of(WRITERS[side]), newest(number), reason="Ångrar mig.")


def decide(number: str, side: int) -> None:
    """Decide that the newest version applies from the day that has its number."""
    version = newest(number)
    start = TODAY + timedelta(version.number)
    approve_version(deed_of(DECIDERS[side]), version, valid_from=start, review_by=start + timedelta(100))


def judge(number: str, side: int) -> None:
    """Let one decide and the other send back; the first version no longer stands in the way."""
    if side:
        return_version(deed_of(DECIDERS[side]), newest(number), reason="Nej.")
    else:
        deed = deed_of(DECIDERS[side])
        later = Deed(deed.person, deed.reader, deed.at, TODAY + timedelta(1))
        start = TODAY + timedelta(30)
        approve_version(later, newest(number), valid_from=start, review_by=start + timedelta(100))


def withdraw(number: str, side: int) -> None:
    """Withdraw the document."""
    document = Document.get(Document.number == number)
    withdraw_document(deed_of(DECIDERS[side]), document, on=TODAY + timedelta(60), reason=f"Slut, {side}.")


VERBS: dict[str, Callable[[str, int], None]] = {
    "create": create, "draft": draft, "submit": submit, "take_back": take_back, "decide": decide, "judge": judge,
    "withdraw": withdraw,
}  # fmt: skip


def take_part(url: str, side: int, start: Barrier, told: "Queue[tuple[str, int, int, str]]") -> None:
    """Go through every step with every document, beginning each at the same moment as the other side."""
    database.connect(url)
    kinds.register((PAGE,))
    for number in (f"SOC-RUT-{n:04d}" for n in range(1, DOCUMENTS + 1)):
        for place, step in enumerate(STEPS):
            start.wait(60)
            try:
                VERBS[step](number, side)
                told.put((number, place, side, "done"))
            except PortalError as error:
                told.put((number, place, side, str(error)))
    database.database.close()


def test_one_of_two_does_it_and_the_other_is_refused(both: str, organisation: Organisation) -> None:
    place_person(MACHINE, organisation.people["egon"], organisation.units["EKV"], role="manager", now=NOW)
    before = Entry.select().count()
    database.database.close()
    spawn = multiprocessing.get_context("spawn")
    start, told = spawn.Barrier(2), spawn.Queue()
    people = [spawn.Process(target=take_part, args=(both, side, start, told)) for side in range(2)]
    for person in people:
        person.start()
    words = [told.get(timeout=60) for _ in range(DOCUMENTS * len(STEPS) * 2)]
    for person in people:
        person.join(60)
    assert [person.exitcode for person in people] == [0, 0]
    done = sorted((number, place) for number, place, _, word in words if word == "done")
    numbers = [f"SOC-RUT-{n:04d}" for n in range(1, DOCUMENTS + 1)]
    assert done == [(number, place) for number in numbers for place in range(len(STEPS))]
    assert Entry.select().count() == before + DOCUMENTS * len(STEPS)
    assert list(faults()) == []
    for document in Document.select():
        assert sum(status_of(fact, TODAY).is_open for fact in facts_of(document)) <= 1
