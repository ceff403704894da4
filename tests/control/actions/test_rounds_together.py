"""The daily rounds by several at once, one of them killed in the middle: what is told is told once."""

import multiprocessing
from collections import Counter
from datetime import timedelta
from multiprocessing.synchronize import Barrier, Event

from portal.control.actions import daily
from portal.control.models.documents import Reminder
from portal.control.models.versions import Version
from portal.journal.models import Entry
from portal.journal.record import broken_entries
from portal.store import database
from tests.support.both import NOW
from tests.support.documents import make_valid
from tests.support.organisation import Organisation

DOCUMENTS = 12
TODAY = NOW.date()
ROUNDS = (daily.hand_over_documents, daily.tell_what_time_brought, daily.remind_of_reviews)


def begin(url: str, has_begun: Event) -> None:
    """Remind of one document after the other, and stop in the middle without letting go of anything."""
    database.connect(url)
    daily.AT_A_TIME = 1
    for done, _ in enumerate(daily.reminding(NOW, TODAY)):
        if done == DOCUMENTS // 3:
            has_begun.set()
            multiprocessing.Event().wait(60)


def do_all(url: str, start: Barrier) -> None:
    """Do every round at the same moment as the other."""
    database.connect(url)
    daily.AT_A_TIME = 2
    start.wait(60)
    for do_round in ROUNDS:
        do_round(NOW, TODAY)
    database.database.close()


def test_what_is_told_is_told_once(both: str, organisation: Organisation) -> None:
    for place in range(1, DOCUMENTS + 1):
        make_valid(organisation, f"SOC-RUT-{place:04d}")
    Version.update(review_by=TODAY - timedelta(40)).execute()
    database.database.close()
    spawn = multiprocessing.get_context("spawn")
    has_begun = spawn.Event()
    victim = spawn.Process(target=begin, args=(both, has_begun))
    victim.start()
    assert has_begun.wait(60)
    victim.kill()
    victim.join(60)
    assert 0 < Reminder.select().count() < 2 * DOCUMENTS
    database.database.close()
    start = spawn.Barrier(2)
    others = [spawn.Process(target=do_all, args=(both, start)) for _ in range(2)]
    for other in others:
        other.start()
    for other in others:
        other.join(120)
    assert [other.exitcode for other in others] == [0, 0]
    told = Counter(Entry.select(Entry.verb, Entry.subject).where(Entry.actor == "system").tuples())
    reminded = {subject: count for (verb, subject), count in told.items() if verb == "review-reminded"}
    assert set(reminded.values()) == {len({"review-0", "review-late-30"})}
    assert len(reminded) == DOCUMENTS
    assert [count for (verb, _), count in told.items() if verb == "review-fell-due"] == [1] * DOCUMENTS
    assert Reminder.select().count() == sum(reminded.values())
    assert list(broken_entries()) == []
