"""The daily rounds: what time brings is told once, nobody is reminded twice, and a document is never nobody's."""

import json
from datetime import date, timedelta
from itertools import islice

import pytest

from portal.control.actions import daily
from portal.control.actions.decisions import revoke_decision
from portal.control.actions.documents import confirm_document, withdraw_document
from portal.control.actions.owners import hand_over
from portal.control.models.documents import Document, Reminder
from portal.control.models.versions import Version
from portal.control.queries.keeping import managers_by_unit, reviews_for
from portal.journal.models import Entry
from portal.people.actions.organisation import end_place, place_person
from portal.people.actions.persons import disable_person
from portal.people.models import Membership, Person
from portal.people.queries.units import unit_facts
from portal.people.reader import MACHINE
from tests.support.documents import approve, make_document, make_draft, make_valid, submit
from tests.support.organisation import Organisation

DAY = timedelta(1)


def told(verb: str) -> list[tuple[str, dict[str, object]]]:
    """Return what the journal tells of a verb: of what, and its facts."""
    rows = Entry.select().where(Entry.verb == verb).order_by(Entry.number)
    return [(row.subject, json.loads(row.facts)) for row in rows]


def due_on(organisation: Organisation, day: date, number: str = "SOC-RUT-0001") -> Document:
    """Return a document in force whose review falls due on the day, as time would have brought it there."""
    document = make_valid(organisation, number).document
    Version.update(review_by=day).where(Version.document == document).execute()
    return document


def made() -> set[tuple[str, str, str]]:
    """Return the reminders that there are: of what, to whom, for what cause."""
    rows = Reminder.select(Document.number, Person.key, Reminder.cause).join(Document).switch(Reminder).join(Person)
    return set(rows.tuples())


def test_what_begins_to_apply_is_told_once(organisation: Organisation) -> None:
    today, now = organisation.today, organisation.now
    daily.tell_what_time_brought(now, today)
    document = make_document(organisation)
    approve(organisation, submit(organisation, make_draft(organisation, document)), valid_from=today + 3 * DAY)
    for days in (1, 2):
        daily.tell_what_time_brought(now + days * DAY, today + days * DAY)
        assert told("version-took-effect") == []
    # The server stood still on the very day.
    for days in (5, 5, 6):
        daily.tell_what_time_brought(now + days * DAY, today + days * DAY)
        facts = {"version": 1, "valid_from": str(today + 3 * DAY)}
        assert told("version-took-effect") == [("document:SOC-RUT-0001", facts)]


def test_what_was_called_off_or_applied_at_once_did_not_begin_by_time(organisation: Organisation) -> None:
    today, now = organisation.today, organisation.now
    make_valid(organisation, "SOC-RUT-0002")
    version = make_draft(organisation, make_document(organisation))
    approve(organisation, submit(organisation, version), valid_from=today + DAY)
    revoke_decision(organisation.deed("cleo"), version, reason="Fel.")
    daily.tell_what_time_brought(now, today)
    daily.tell_what_time_brought(now + DAY, today + DAY)
    assert told("version-took-effect") == []


def test_a_review_that_falls_due_is_told_once(organisation: Organisation) -> None:
    today, now = organisation.today, organisation.now
    due_on(organisation, today - 100 * DAY, "SOC-RUT-0001")
    due_on(organisation, today + DAY, "SOC-RUT-0002")
    for days in (0, 0, 1, 1, 2):
        daily.tell_what_time_brought(now + days * DAY, today + days * DAY)
    assert [subject for subject, _ in told("review-fell-due")] == ["document:SOC-RUT-0001", "document:SOC-RUT-0002"]


def test_a_year_of_rounds_reminds_each_once(organisation: Organisation) -> None:
    place_person(MACHINE, organisation.people["disa"], organisation.units["SOC"], role="manager", now=organisation.now)
    document = due_on(organisation, organisation.today + 70 * DAY)
    document.owner = organisation.people["bo"]
    document.save()
    for days in range(0, 200, 5):
        for _ in range(2):
            daily.remind_of_reviews(organisation.now + days * DAY, organisation.today + days * DAY)
    expected = [
        ("bo", "review-60", 10),
        ("bo", "review-30", 40),
        ("bo", "review-0", 70),
        ("cleo", "review-late-30", 100),
        ("disa", "review-late-60", 130),
    ]
    rows = Reminder.select(Reminder, Person).join(Person).order_by(Reminder.id)
    assert [(row.person.key, row.cause, (row.at.date() - organisation.today).days) for row in rows] == expected
    facts = [(fact["person"], fact["cause"]) for _, fact in told("review-reminded")]
    assert facts == [(person, cause) for person, cause, _ in expected]


def test_a_renewed_review_reminds_anew(organisation: Organisation) -> None:
    document = due_on(organisation, organisation.today)
    daily.remind_of_reviews(organisation.now, organisation.today)
    later = organisation.today + 20 * DAY
    confirm_document(organisation.deed("cleo"), document, review_by=later)
    daily.remind_of_reviews(organisation.now, organisation.today)
    rows = Reminder.select(Reminder.cause, Reminder.due).order_by(Reminder.id).tuples()
    assert list(rows) == [("review-0", organisation.today), ("review-30", later)]


def test_a_new_owner_is_reminded_too(organisation: Organisation) -> None:
    document = due_on(organisation, organisation.today)
    daily.remind_of_reviews(organisation.now, organisation.today)
    document.owner = organisation.people["bo"]
    document.save()
    daily.remind_of_reviews(organisation.now, organisation.today)
    number = "SOC-RUT-0001"
    assert made() == {(number, "cleo", "review-0"), (number, "bo", "review-0")}


def test_nobody_is_reminded_of_what_ends_before_its_review(organisation: Organisation) -> None:
    document = due_on(organisation, organisation.today + 40 * DAY)
    withdraw_document(organisation.deed("cleo"), document, on=organisation.today + 30 * DAY, reason="Slut.")
    daily.remind_of_reviews(organisation.now, organisation.today)
    assert made() == set()


def test_a_round_that_was_killed_is_taken_up_again(organisation: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daily, "AT_A_TIME", 2)
    for place in range(1, 6):
        due_on(organisation, organisation.today, f"SOC-RUT-{place:04d}")
    assert list(islice(daily.reminding(organisation.now, organisation.today), 2)) == [2, 2]
    assert len(made()) == 4
    daily.remind_of_reviews(organisation.now, organisation.today)
    daily.remind_of_reviews(organisation.now, organisation.today)
    assert len(made()) == Reminder.select().count() == len(told("review-reminded")) == 5


def test_what_nobody_owns_reminds_the_manager(organisation: Organisation) -> None:
    document = due_on(organisation, organisation.today)
    document.owner = None
    document.save()
    daily.remind_of_reviews(organisation.now, organisation.today)
    assert made() == {("SOC-RUT-0001", "cleo", "review-0")}


def test_the_queue_tells_whom_a_review_waits_for(organisation: Organisation) -> None:
    today = organisation.today
    place_person(MACHINE, organisation.people["disa"], organisation.units["SOC"], role="manager", now=organisation.now)
    document = due_on(organisation, today + 40 * DAY)

    def waiting(key: str, day: date) -> list[tuple[str, str | None, bool, bool]]:
        reader = organisation.reader(key)
        reviews = reviews_for(key, reader.tokens, day, unit_facts(), managers_by_unit(day))
        return [(row.number, row.owner, row.is_late, row.is_own) for row in reviews]

    number = document.number
    assert waiting("cleo", today - 30 * DAY) == []
    assert waiting("cleo", today) == [(number, "cleo", False, True)]
    assert waiting("disa", today + 69 * DAY) == waiting("asta", today + 200 * DAY) == []
    assert waiting("disa", today + 70 * DAY) == [(number, "cleo", True, False)]
    disable_person(MACHINE, organisation.people["cleo"], now=organisation.now)
    assert waiting("disa", today) == [(number, "disa", False, True)]


def owners() -> dict[str, str | None]:
    """Return who owns what."""
    return {row.number: row.owner.key if row.owner else None for row in Document.select().order_by(Document.number)}


def test_who_is_shut_out_leaves_everything_to_the_manager_or_an_heir(organisation: Organisation) -> None:
    people, now, today = organisation.people, organisation.now, organisation.today
    for number, unit in (("SOC-RUT-0001", "SOC-AO"), ("SOC-RUT-0002", "SOC-AO-HTN"), ("SBF-RUT-0001", "SBF")):
        document = make_document(organisation, number, unit="SOC-AO")
        document.owner, document.unit = people["bo"], organisation.units[unit]
        document.save()
    assert hand_over("egon", now=now, today=today) == 0
    disable_person(MACHINE, people["bo"], now=now)
    assert hand_over("egon", now=now, today=today, owners=["cleo"]) == 0
    assert hand_over("egon", now=now, today=today, owners=["bo"]) == 3
    assert owners() == {"SBF-RUT-0001": "ylva", "SOC-RUT-0001": "cleo", "SOC-RUT-0002": "cleo"}
    subject, facts = told("document-owner-changed")[0]
    assert subject == "document:SOC-RUT-0001"
    assert facts == {"owner_before": "bo", "owner": "cleo", "cause": "left"}
    assert hand_over("egon", now=now, today=today) == 0
    disable_person(MACHINE, people["cleo"], now=now)
    assert hand_over("egon", now=now, today=today, owners=["cleo"], heir=people["disa"]) == 2
    assert owners()["SOC-RUT-0001"] == "disa"


def test_who_ends_all_places_there_leaves_the_day_after(organisation: Organisation) -> None:
    people, now, today = organisation.people, organisation.now, organisation.today
    document = make_document(organisation)
    document.owner = people["bo"]
    document.save()
    for place in Membership.select().where(Membership.person == people["bo"]):
        end_place(MACHINE, place, last_day=today, now=now)
    place_person(MACHINE, people["bo"], organisation.units["SBF"], role="author", now=now)
    daily.hand_over_documents(now, today)
    assert owners() == {"SOC-RUT-0001": "bo"}
    daily.hand_over_documents(now + DAY, today + DAY)
    daily.hand_over_documents(now + DAY, today + DAY)
    assert owners() == {"SOC-RUT-0001": "cleo"}
    assert len(told("document-owner-changed")) == 1


def test_without_any_manager_the_owner_stays_rather_than_nobody(organisation: Organisation) -> None:
    make_document(organisation)
    disable_person(MACHINE, organisation.people["cleo"], now=organisation.now)
    daily.hand_over_documents(organisation.now, organisation.today)
    assert owners() == {"SOC-RUT-0001": "cleo"}
