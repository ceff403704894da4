"""Approvers who have been waited for are reminded, and the manager above is told, once each, on both databases."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from portal.control.actions.decisions import approve_version
from portal.control.actions.reminding import remind_approvers
from portal.control.models.decisions import Submission
from portal.control.models.documents import Reminder
from portal.control.models.versions import Version
from portal.control.rules.types import Mode
from portal.control.rules.waiting import Patience
from portal.journal.models import Entry
from portal.people.actions.organisation import place_person
from portal.people.reader import MACHINE
from tests.support.both import NOW
from tests.support.documents import make_document, make_draft, send_back, submit
from tests.support.organisation import Organisation

ZONE = ZoneInfo("Europe/Stockholm")
FIFTH, TENTH = date(2026, 11, 27), date(2026, 12, 4)


@pytest.fixture
def handed_in(organisation: Organisation) -> Version:
    """Return a version handed in to Cleo on Friday 20 November; Ylva manages above her."""
    place_person(MACHINE, organisation.people["ylva"], organisation.units["SOC"], role="manager", now=NOW)
    return submit(organisation, make_draft(organisation, make_document(organisation)))


def remind(day: date) -> int:
    moment = NOW + (day - NOW.date())
    return remind_approvers(moment, day, patience=Patience(5, 10), zone=ZONE)


def told() -> list[tuple[str, str]]:
    return [(row.person.key, row.cause) for row in Reminder.select().order_by(Reminder.id)]


def test_an_approver_is_reminded_after_five_working_days_and_once(handed_in: Version) -> None:
    assert remind(FIFTH - timedelta(days=1)) == 0
    assert remind(FIFTH) == 1
    assert remind(FIFTH) == 0
    assert remind(FIFTH + timedelta(days=3)) == 0
    assert told() == [("cleo", "approver-reminded-1")]
    entry = Entry.select().order_by(Entry.number.desc()).get()
    assert (entry.verb, entry.subject, '"person":"cleo"' in entry.facts) == (
        "approver-reminded",
        "document:SOC-RUT-0001",
        True,
    )


def test_a_round_that_was_left_out_is_made_up_for(handed_in: Version) -> None:
    assert remind(TENTH + timedelta(days=30)) == 2
    assert told() == [("cleo", "approver-reminded-1"), ("ylva", "decision-escalated-1")]
    assert {row.due for row in Reminder.select()} == {FIFTH, TENTH}


def test_nobody_is_reminded_of_what_has_been_answered(organisation: Organisation, handed_in: Version) -> None:
    send_back(organisation, handed_in)
    assert remind(TENTH) == 0


def test_the_next_in_order_is_given_time_of_their_own(organisation: Organisation, handed_in: Version) -> None:
    Submission.update(approvers="cleo ylva", mode=Mode.IN_ORDER).execute()
    later = datetime(2026, 11, 27, 9, 0, tzinfo=NOW.tzinfo)
    approve_version(organisation.deed("cleo", later), handed_in)
    assert remind(FIFTH) == 0
    assert remind(TENTH) == 1
    assert told() == [("ylva", "approver-reminded-1")]
