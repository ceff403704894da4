"""A draft is handed in to those who may decide, once nothing is wrong with it, and taken back by who wrote it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from portal.control.actions.documents import withdraw_document
from portal.control.actions.drafts import Text, save_draft
from portal.control.actions.submissions import recall_version, submit_version
from portal.control.models.decisions import Return, Submission
from portal.control.models.documents import Alias, Document
from portal.control.models.versions import Version
from portal.control.queries.documents import get_history
from portal.control.queries.gate import find_targets
from portal.control.queries.submitting import managers_over
from portal.control.rules.status import Status
from portal.control.rules.types import Mode
from portal.journal.models import Entry
from portal.lib.errors import ForbiddenError, RefusedError
from portal.ops.checks import faults
from portal.people.actions.organisation import appoint_deputy, place_person
from portal.people.actions.persons import disable_person
from portal.people.models import Person
from portal.people.queries.units import unit_facts
from portal.people.reader import MACHINE
from tests.support.documents import BODY, approve, make_document, make_draft, make_valid
from tests.support.organisation import Organisation
from tests.support.traces import journalled, refused

SUBJECT = "document:SOC-RUT-0001"


@pytest.fixture
def draft(organisation: Organisation) -> Version:
    """Version 1 of SOC-RUT-0001, by Bo, without faults."""
    return make_draft(organisation, make_document(organisation))


def hand_in(organisation: Organisation, version: Version, *asked: str, **more: object) -> None:
    """Let Bo hand the version in to the persons, Cleo unless others are named."""
    people = [organisation.people[key] for key in asked or ("cleo",)]
    submit_version(organisation.deed("bo"), version, approvers=people, **more)  # type: ignore[arg-type]


def status(organisation: Organisation) -> Status:
    """Return what the newest version of SOC-RUT-0001 is today."""
    return get_history("SOC-RUT-0001", organisation.reader("bo").tokens, organisation.today).versions[0].status


def test_what_the_gate_stops_is_not_handed_in(organisation: Organisation) -> None:
    faulty = make_draft(organisation, make_document(organisation), body=f"{BODY}\nRing xx.\n\n[[SOC-RUT-0099]]\n")
    before = Entry.select().count()
    with refused(RefusedError, r"innan versionen lämnas in \(1 till\): ”xx” ser ut som en lucka"):
        hand_in(organisation, faulty)
    assert (Submission.select().count(), Entry.select().count()) == (0, before)
    assert status(organisation) is Status.DRAFT


def test_what_was_handed_in_before_is_not_inspected(organisation: Organisation) -> None:
    faulty = make_draft(organisation, make_document(organisation), body="Ring xx.\n")
    told = replace(organisation.deed("bo"), reader=MACHINE, recorded_at=organisation.now)
    submit_version(told, faulty, approvers=[organisation.people["cleo"]])
    assert (Submission.get().mode, status(organisation)) == ("one", Status.IN_REVIEW)


def test_what_is_held_is_inspected_and_not_what_was_read(organisation: Organisation, draft: Version) -> None:
    stale = Version.get_by_id(draft.id)
    text = Text("Rutin", f"{BODY}\nRing xx.\n".encode(), ("internal",), change_note="Nytt.")
    save_draft(organisation.deed("bo"), draft, text)
    with refused(RefusedError, "har ändrats sedan du läste den"):
        hand_in(organisation, stale)
    stale.sha256 = draft.sha256
    with refused(RefusedError, "ser ut som en lucka"):
        hand_in(organisation, stale)


def test_reviewers_are_named_and_may_read(organisation: Organisation, draft: Version) -> None:
    asta = organisation.people["asta"]
    with journalled("version-submitted", "bo", SUBJECT) as facts:
        hand_in(organisation, draft, reviewers=[asta, asta])
    assert facts == {"version": 1, "approvers": ["cleo"], "reviewers": ["asta"]}
    assert get_history("SOC-RUT-0001", organisation.reader("asta").tokens, organisation.today).versions
    assert list(faults()) == []


def test_who_cannot_sign_in_does_not_review(organisation: Organisation, draft: Version) -> None:
    disable_person(MACHINE, organisation.people["asta"], now=organisation.now)
    with refused(RefusedError, "Asta Lindqvist kan inte logga in längre"):
        hand_in(organisation, draft, reviewers=[Person.get(Person.key == "asta")])


def test_several_decide_as_the_type_says_in_the_order_named(organisation: Organisation) -> None:
    place_person(MACHINE, organisation.people["disa"], organisation.units["SOC"], role="manager", now=organisation.now)
    policy = make_draft(organisation, make_document(organisation, "SOC-POL-0001", sort="policy"))
    with journalled("version-submitted", "bo", "document:SOC-POL-0001") as facts:
        hand_in(organisation, policy, "disa", "cleo")
    assert facts == {"version": 1, "approvers": ["disa", "cleo"], "mode": "in_order"}
    routine = make_draft(organisation, make_document(organisation))
    hand_in(organisation, routine, "disa", "cleo", mode=Mode.ALL)
    last = Submission.select().order_by(Submission.id.desc()).get()
    assert (last.approvers, last.mode) == ("cleo disa", "all")


@pytest.mark.parametrize("who", ["bo", "cleo"])
def test_nobody_is_asked_to_decide_what_they_wrote_or_hand_in(
    organisation: Organisation, draft: Version, who: str
) -> None:
    place_person(MACHINE, organisation.people["bo"], organisation.units["SOC"], role="manager", now=organisation.now)
    deed = organisation.deed(who)
    with refused(RefusedError, "har skrivit eller lämnar in versionen"):
        submit_version(deed, draft, approvers=[organisation.people[who]])


def test_a_version_is_taken_back_and_comes_again(organisation: Organisation, draft: Version) -> None:
    hand_in(organisation, draft)
    with journalled("submission-recalled", "bo", SUBJECT) as facts:
        recall_version(organisation.deed("bo"), draft, reason="Fel bilaga.")
    assert facts == {"version": 1}
    assert (Return.get().by.key, Return.get().reason, Return.get().submission) == (
        "bo",
        "Fel bilaga.",
        Submission.get(),
    )
    assert status(organisation) is Status.RETURNED
    hand_in(organisation, draft)
    approve(organisation, draft)
    assert status(organisation) is Status.VALID


def test_taking_back_is_refused_in_words(organisation: Organisation, draft: Version) -> None:
    with refused(RefusedError, "Bara en version som granskas"):
        recall_version(organisation.deed("bo"), draft, reason="Nej.")
    hand_in(organisation, draft)
    with refused(RefusedError, "Skriv varför"):
        recall_version(organisation.deed("bo"), draft, reason=" ")
    with refused(RefusedError, "Bara den som har skrivit"):
        recall_version(organisation.deed("cleo"), draft, reason="Nej.")
    with refused(ForbiddenError, "Skriva och ändra utkast"):
        recall_version(organisation.deed("asta"), draft, reason="Nej.")
    approve(organisation, draft)
    with refused(RefusedError, "Bara en version som granskas"):
        recall_version(organisation.deed("bo"), draft, reason="Nej.")


def test_the_documents_that_a_text_names_are_known_as_far_as_the_writer_may(organisation: Organisation) -> None:
    today, people = organisation.today, organisation.people
    make_valid(organisation, "SOC-RUT-0002", title="Öppen")
    make_valid(organisation, "SOC-RUT-0003", title="Stängd", audience=["unit:SBF"])
    make_draft(organisation, make_document(organisation, "SOC-RUT-0004"), title="Eget utkast")
    old = make_valid(organisation, "SOC-RUT-0005", title="Upphävd")
    withdraw_document(organisation.deed("cleo"), old.document, on=today, reason="Ersatt.", replaced_by="SOC-RUT-0002")
    later = approve(
        organisation,
        make_draft_in_review(organisation, "SOC-RUT-0006"),
        valid_from=today + timedelta(9),
    )
    Alias.create(number="SOC-RUT-0007", document=Document.get(Document.number == "SOC-RUT-0002"))
    asked = [f"SOC-RUT-{number:04d}" for number in range(2, 10)]
    found = find_targets(asked, organisation.reader("bo").tokens, today)
    assert set(found) == {f"SOC-RUT-{number:04d}" for number in range(2, 8)}
    assert (found["SOC-RUT-0002"].title, found["SOC-RUT-0002"].grants) == ("Öppen", {"internal"})
    assert (found["SOC-RUT-0003"].title, found["SOC-RUT-0003"].grants) == ("", {"unit:SBF"})
    assert (found["SOC-RUT-0004"].title, found["SOC-RUT-0004"].grants) == ("", frozenset())
    assert (found["SOC-RUT-0005"].ends_on, found["SOC-RUT-0005"].replaced_by) == (today, "SOC-RUT-0002")
    assert found["SOC-RUT-0006"].grants == frozenset()
    assert found["SOC-RUT-0007"] == found["SOC-RUT-0002"]
    assert later.number == 1
    assert "SOC-RUT-0003" not in find_targets(asked, organisation.reader("disa").tokens, today)
    assert find_targets(asked, frozenset({"public", f"person:{people['ylva'].key}"}), today) == {}


def make_draft_in_review(organisation: Organisation, number: str) -> Version:
    """Return a version that Cleo may decide."""
    version = make_draft(organisation, make_document(organisation, number))
    hand_in(organisation, version)
    return version


def test_managers_are_named_from_the_unit_up_with_who_stands_in(organisation: Organisation) -> None:
    people, units, now = organisation.people, organisation.units, organisation.now
    place_person(MACHINE, people["disa"], units["SOC"], role="manager", now=now)
    place_person(MACHINE, people["egon"], units["EKV"], role="manager", now=now)
    appoint_deputy(MACHINE, people["cleo"], people["asta"], now=now)
    appoint_deputy(MACHINE, people["cleo"], people["bo"], now=now)
    found = managers_over("SOC-AO-HTN", unit_facts(), organisation.today)
    assert [(manager.key, manager.level) for manager in found] == [("cleo", 1), ("disa", 2), ("egon", 3)]
    assert found[0].deputies == ("Asta Lindqvist", "Bo Ekström")
    disable_person(MACHINE, people["disa"], now=now)
    assert [manager.key for manager in managers_over("SOC", unit_facts(), organisation.today)] == ["egon"]
