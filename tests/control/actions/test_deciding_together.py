"""Two answer a submission at the same moment, each in their own process: no yes is lost, nothing is decided twice."""

import multiprocessing
from datetime import timedelta
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier

from portal.control import kinds
from portal.control.actions.decisions import approve_version, return_version
from portal.control.deed import Deed
from portal.control.models.decisions import Approval, Consent, Return, Submission
from portal.control.models.documents import Document
from portal.control.models.versions import Version
from portal.control.rules.types import Mode
from portal.handbook.feature import PAGE
from portal.lib.errors import RefusedError
from portal.ops.checks import faults
from portal.people.actions.organisation import place_person
from portal.people.models import Person
from portal.people.queries.readers import reader_of
from portal.people.reader import MACHINE
from portal.store import database
from tests.support.both import NOW
from tests.support.documents import make_document, make_draft, submit
from tests.support.organisation import Organisation

TODAY = NOW.date()
ROUNDS = 4
WAYS = {mode: [f"SOC-RUT-{100 * place + n:04d}" for n in range(ROUNDS)] for place, mode in enumerate(Mode, start=1)}
AGAINST = [f"SOC-RUT-{900 + n:04d}" for n in range(ROUNDS)]
NUMBERS = [number for numbers in WAYS.values() for number in numbers] + AGAINST
PEOPLE = ("cleo", "ylva")


def answer(number: str, key: str) -> str:
    """Let the person say yes, or send back where they are the second of those documents."""
    person = Person.get(Person.key == key)
    deed = Deed(person, reader_of(person, TODAY), NOW, TODAY)
    version = Version.select().join(Document).where(Document.number == number).get()
    if number in AGAINST and key == PEOPLE[1]:
        return_version(deed, version, reason="Nej.")
        return "returned"
    is_decided = approve_version(deed, version, valid_from=TODAY, review_by=TODAY + timedelta(300))
    return "decided" if is_decided else "agreed"


def take_part(url: str, key: str, start: Barrier, told: "Queue[tuple[str, str, str]]") -> None:
    """Answer every document, beginning each at the same moment as the other."""
    database.connect(url)
    kinds.register((PAGE,))
    for number in NUMBERS:
        start.wait(60)
        try:
            told.put((number, key, answer(number, key)))
        except RefusedError:
            told.put((number, key, "refused"))
    database.database.close()


def test_two_answer_at_once(both: str, organisation: Organisation) -> None:
    place_person(MACHINE, organisation.people["ylva"], organisation.units["SOC"], role="manager", now=NOW)
    modes = {number: mode for mode, numbers in WAYS.items() for number in numbers}
    for number in NUMBERS:
        version = submit(organisation, make_draft(organisation, make_document(organisation, number)))
        row = Submission.update(approvers="cleo ylva", mode=modes.get(number, Mode.ONE))
        row.where(Submission.version == version).execute()
    database.database.close()
    spawn = multiprocessing.get_context("spawn")
    start, queue = spawn.Barrier(2), spawn.Queue()
    people = [spawn.Process(target=take_part, args=(both, key, start, queue)) for key in PEOPLE]
    for person in people:
        person.start()
    told: dict[str, dict[str, str]] = {}
    for _ in range(2 * len(NUMBERS)):
        number, key, word = queue.get(timeout=60)
        told.setdefault(number, {})[key] = word
    for person in people:
        person.join(60)
    assert [person.exitcode for person in people] == [0, 0]
    for number in WAYS[Mode.ONE]:
        assert sorted(told[number].values()) == ["decided", "refused"], number
    for number in WAYS[Mode.ALL]:
        assert sorted(told[number].values()) == ["agreed", "decided"], number
    for number in WAYS[Mode.IN_ORDER]:
        assert told[number]["cleo"] == "agreed", number
        assert told[number]["ylva"] in {"decided", "refused"}, number
    for number in AGAINST:
        assert sorted(told[number].values()) in (["decided", "refused"], ["refused", "returned"]), number
    words = [word for answers in told.values() for word in answers.values()]
    assert Approval.select().count() == words.count("decided")
    assert Consent.select().count() == words.count("decided") + words.count("agreed")
    assert Return.select().count() == words.count("returned")
    assert list(faults()) == []
