"""From draft to valid: every verb works, is refused in words, is forbidden for others, and four eyes see it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from portal.control.actions.decisions import approve_version, return_version, revoke_decision
from portal.control.actions.documents import withdraw_document
from portal.control.actions.drafts import Text, create_draft, save_draft
from portal.control.actions.submissions import submit_version
from portal.control.models.decisions import Approval, Return, Revocation, Submission
from portal.control.models.versions import Version
from portal.control.queries.documents import get_history
from portal.control.rules.status import Status
from portal.lib.errors import ForbiddenError, RefusedError
from portal.ops.checks import faults
from portal.people.actions.organisation import appoint_deputy, place_person
from portal.people.actions.persons import disable_person
from portal.people.models import Membership, Person
from portal.people.reader import MACHINE
from tests.support.documents import approve, make_document, make_draft, make_valid, send_back, submit
from tests.support.organisation import Organisation
from tests.support.traces import journalled, refused

SUBJECT = "document:SOC-RUT-0001"
YEAR = timedelta(365)


@pytest.fixture
def draft(organisation: Organisation) -> Version:
    """Version 1 of SOC-RUT-0001, by Bo."""
    return make_draft(organisation, make_document(organisation))


def decide(organisation: Organisation, who: str, version: Version, valid_from: date | None = None) -> None:
    """Let somebody decide that the version applies from today or the day."""
    start = valid_from or organisation.today
    approve_version(organisation.deed(who), version, valid_from=start, review_by=start + YEAR, reference="SN § 4")


def statuses(organisation: Organisation, day: date) -> list[Status]:
    """Return what each version of SOC-RUT-0001 is on the day, the first one first."""
    history = get_history("SOC-RUT-0001", organisation.reader("cleo").tokens, day)
    return [line.status for line in reversed(history.versions)]


def windows() -> list[tuple[bool, date | None, date | None, bool]]:
    """Return what is projected into the versions' rows."""
    rows = Version.select().order_by(Version.number)
    return [(row.decided, row.valid_from, row.valid_until, row.withdrawn) for row in rows]


def test_a_draft_is_handed_in(organisation: Organisation, draft: Version) -> None:
    people = organisation.people
    approvers = [people["disa"], people["cleo"]]
    appoint_deputy(MACHINE, people["cleo"], people["disa"], now=organisation.now)
    with journalled("version-submitted", "bo", SUBJECT) as facts:
        submit_version(organisation.deed("bo"), draft, approvers=approvers)
    assert facts == {"version": 1, "approvers": ["cleo", "disa"]}
    assert (Submission.get().by.key, Submission.get().approvers) == ("bo", "cleo disa")
    assert statuses(organisation, organisation.today) == [Status.IN_REVIEW]


def test_handing_in_is_refused_in_words(organisation: Organisation, draft: Version) -> None:
    submit(organisation, draft)
    with refused(RefusedError, "Bara ett utkast"):
        submit(organisation, draft)
    approve(organisation, draft)
    with refused(RefusedError, "Bara ett utkast"):
        submit(organisation, draft)
    second = make_draft(organisation, draft.document, change_note=" ")
    with refused(RefusedError, "Skriv vad som har ändrats"):
        submit(organisation, second)


@pytest.mark.parametrize("who", ["asta", "disa", "egon", "ylva"])
def test_only_who_may_decide_is_asked_to(organisation: Organisation, draft: Version, who: str) -> None:
    asked = [organisation.people["cleo"], organisation.people[who]]
    name = organisation.people[who].name
    with refused(RefusedError, f"{name} får inte besluta för SOC-AO. Välj en chef där eller ovanför"):
        submit_version(organisation.deed("bo"), draft, approvers=asked)
    assert statuses(organisation, organisation.today) == [Status.DRAFT]
    place_person(MACHINE, organisation.people[who], organisation.units["EKV"], role="manager", now=organisation.now)
    submit_version(organisation.deed("bo"), draft, approvers=asked)
    assert Submission.get().approvers.split() == sorted(("cleo", who))


def test_who_no_longer_may_decide_is_not_asked_to(organisation: Organisation, draft: Version) -> None:
    Membership.update(valid_to=organisation.today - timedelta(1)).where(Membership.role == "manager").execute()
    with refused(RefusedError, "Cleo Åkerlund får inte besluta"):
        submit_version(organisation.deed("bo"), draft, approvers=[organisation.people["cleo"]])


def test_who_stands_in_for_another_units_manager_is_not_asked_to(organisation: Organisation, draft: Version) -> None:
    people = organisation.people
    appoint_deputy(MACHINE, people["ylva"], people["asta"], now=organisation.now)
    with refused(RefusedError, "Asta Lindqvist får inte besluta"):
        submit_version(organisation.deed("bo"), draft, approvers=[people["asta"]])


def test_a_closed_account_is_not_asked_to_decide(organisation: Organisation, draft: Version) -> None:
    disable_person(MACHINE, organisation.people["cleo"], now=organisation.now)
    closed = Person.get(Person.key == "cleo")
    with refused(RefusedError, "Cleo Åkerlund får inte besluta"):
        submit_version(organisation.deed("bo"), draft, approvers=[closed])


def test_of_what_was_handed_in_before_the_mandate_is_not_asked(organisation: Organisation, draft: Version) -> None:
    told = replace(organisation.deed("bo"), reader=MACHINE, recorded_at=organisation.now)
    submit_version(told, draft, approvers=[organisation.people["asta"]])
    assert Submission.get().approvers == "asta"


def test_a_version_is_sent_back_and_comes_again(organisation: Organisation, draft: Version) -> None:
    submit(organisation, draft)
    with journalled("version-returned", "cleo", SUBJECT) as facts:
        return_version(organisation.deed("cleo"), draft, reason="För tunt.")
    assert facts == {"version": 1}
    assert (Return.get().by.key, Return.get().reason) == ("cleo", "För tunt.")
    assert statuses(organisation, organisation.today) == [Status.RETURNED]
    with refused(RefusedError, "Bara en version som granskas"):
        send_back(organisation, draft)
    with refused(RefusedError, "Bara en version som granskas"):
        approve(organisation, draft)
    submit(organisation, draft)
    assert statuses(organisation, organisation.today) == [Status.IN_REVIEW]
    send_back(organisation, draft, "Ännu tunt.")
    assert statuses(organisation, organisation.today) == [Status.RETURNED]
    approve(organisation, submit(organisation, draft))
    assert statuses(organisation, organisation.today) == [Status.VALID]


def test_sending_back_takes_a_reason(organisation: Organisation, draft: Version) -> None:
    with refused(RefusedError, "Bara en version som granskas"):
        send_back(organisation, draft)
    submit(organisation, draft)
    with refused(RefusedError, "Skriv varför versionen återsänds"):
        send_back(organisation, draft, " ")


def test_a_version_is_decided(organisation: Organisation, draft: Version) -> None:
    submit(organisation, draft)
    before = (bytes(draft.body), draft.sha256)
    with journalled("version-approved", "cleo", SUBJECT) as facts:
        decide(organisation, "cleo", draft)
    today = organisation.today
    assert facts == {
        "version": 1,
        "sha256": draft.sha256,
        "valid_from": str(today),
        "review_by": str(today + YEAR),
    }
    kept = Approval.get()
    assert (kept.by.key, kept.at, kept.valid_from, kept.reference) == ("cleo", organisation.now, today, "SN § 4")
    version = Version.get()
    assert (bytes(version.body), version.sha256) == before
    assert version.review_by == today + YEAR
    assert windows() == [(True, today, None, False)]
    assert list(faults()) == []


def test_the_next_version_follows_the_first(organisation: Organisation) -> None:
    first = make_valid(organisation)
    day = organisation.today + timedelta(10)
    approve(organisation, submit(organisation, make_draft(organisation, first.document)), valid_from=day)
    assert windows() == [(True, organisation.today, day, False), (True, day, None, False)]
    assert statuses(organisation, day - timedelta(1)) == [Status.VALID, Status.SCHEDULED]
    assert statuses(organisation, day) == [Status.SUPERSEDED, Status.VALID]


def test_deciding_is_refused_in_words(organisation: Organisation, draft: Version) -> None:
    today = organisation.today
    with refused(RefusedError, "Bara en version som granskas"):
        decide(organisation, "cleo", draft)
    submit(organisation, draft)
    with refused(RefusedError, "före beslutet"):
        decide(organisation, "cleo", draft, today - timedelta(1))
    with refused(RefusedError, "Översynen måste ligga efter"):
        approve_version(organisation.deed("cleo"), draft, valid_from=today, review_by=today)
    decide(organisation, "cleo", draft)
    with refused(RefusedError, "Bara en version som granskas"):
        decide(organisation, "cleo", draft)
    second = submit(organisation, make_draft(organisation, draft.document))
    with refused(RefusedError, "måste börja senare"):
        decide(organisation, "cleo", second, today)
    withdraw_document(organisation.deed("cleo"), draft.document, on=today + timedelta(5), reason="Slut.")
    with refused(RefusedError, "upphävt från"):
        decide(organisation, "cleo", second, today + timedelta(5))
    decide(organisation, "cleo", second, today + timedelta(4))


def test_one_decision_is_scheduled_at_a_time(organisation: Organisation) -> None:
    first, today = make_valid(organisation), organisation.today
    second = submit(organisation, make_draft(organisation, first.document))
    decide(organisation, "cleo", second, today + timedelta(10))
    third = submit(organisation, make_draft(organisation, first.document))
    with refused(RefusedError, "återkalla det beslutet först"):
        decide(organisation, "cleo", third, today + timedelta(20))
    revoke_decision(organisation.deed("cleo"), second, reason="Fel dag.")
    decide(organisation, "cleo", third, today + timedelta(5))
    assert statuses(organisation, today) == [Status.VALID, Status.REVOKED, Status.SCHEDULED]


def test_a_page_without_text_is_not_decided(organisation: Organisation) -> None:
    version = submit(organisation, make_draft(organisation, make_document(organisation), body="\n"))
    with refused(RefusedError, "utan text"):
        decide(organisation, "cleo", version)


@pytest.mark.parametrize("who", ["asta", "bo", "disa", "egon", "ylva"])
def test_decisions_are_forbidden_for_others(organisation: Organisation, draft: Version, who: str) -> None:
    submit(organisation, draft)
    deed = organisation.deed(who)
    with refused(ForbiddenError, "Besluta om dokument"):
        decide(organisation, who, draft)
    with refused(ForbiddenError, "Besluta om dokument"):
        return_version(deed, draft, reason="Nej.")
    approve(organisation, draft, valid_from=organisation.today + timedelta(1))
    with refused(ForbiddenError, "Besluta om dokument"):
        revoke_decision(deed, draft, reason="Nej.")


@pytest.mark.parametrize("who", ["asta", "egon", "ylva"])
def test_handing_in_is_forbidden_for_others(organisation: Organisation, draft: Version, who: str) -> None:
    with refused(ForbiddenError, "Skriva och ändra utkast"):
        submit_version(organisation.deed(who), draft, approvers=[organisation.people["cleo"]])


def test_nobody_decides_what_they_wrote(organisation: Organisation) -> None:
    document = make_document(organisation)
    own = create_draft(organisation.deed("cleo"), document, Text("Rutin", b"Text.\n", ("internal",)))
    submit(organisation, own)
    with refused(RefusedError, "får inte besluta om den"):
        decide(organisation, "cleo", own)


def test_nobody_decides_what_they_handed_in(organisation: Organisation, draft: Version) -> None:
    submit_version(organisation.deed("cleo"), draft, approvers=[])
    with refused(RefusedError, "får inte besluta om den"):
        decide(organisation, "cleo", draft)
    send_back(organisation, draft)
    submit(organisation, draft)
    with refused(RefusedError, "får inte besluta om den"):
        decide(organisation, "cleo", draft)


def test_nobody_decides_what_they_have_written_in(organisation: Organisation, draft: Version) -> None:
    save_draft(organisation.deed("cleo"), draft, Text("Rutin", b"Cleos text.\n", ("internal",)))
    save_draft(organisation.deed("bo"), draft, Text("Rutin", b"Bos text.\n", ("internal",)))
    submit(organisation, draft)
    with refused(RefusedError, "får inte besluta om den"):
        decide(organisation, "cleo", draft)


def test_the_manager_above_may_act(organisation: Organisation, draft: Version) -> None:
    people, units, now = organisation.people, organisation.units, organisation.now
    place_person(MACHINE, people["egon"], units["EKV"], role="manager", now=now)
    decide(organisation, "egon", submit(organisation, draft))
    assert Approval.get().by.key == "egon"


def test_the_deputy_may_act_while_it_lasts(organisation: Organisation, draft: Version) -> None:
    people, today = organisation.people, organisation.today
    appoint_deputy(MACHINE, people["cleo"], people["disa"], valid_from=today, valid_to=today, now=organisation.now)
    submit(organisation, draft)
    tomorrow = organisation.deed("disa", organisation.now + timedelta(1))
    with refused(ForbiddenError, "Besluta om dokument"):
        approve_version(tomorrow, draft, valid_from=tomorrow.today, review_by=tomorrow.today + YEAR)
    decide(organisation, "disa", draft)
    assert Approval.get().by.key == "disa"


def test_the_deputy_does_not_decide_what_they_wrote(organisation: Organisation, draft: Version) -> None:
    people = organisation.people
    appoint_deputy(MACHINE, people["cleo"], people["bo"], valid_from=None, valid_to=None, now=organisation.now)
    submit(organisation, draft)
    with refused(RefusedError, "får inte besluta om den"):
        decide(organisation, "bo", draft)


def test_nobody_decides_what_they_have_not_read(organisation: Organisation, draft: Version) -> None:
    submit(organisation, draft)
    read = Version.get()
    send_back(organisation, draft)
    save_draft(organisation.deed("bo"), draft, Text("Rutin", b"Annat.\n", ("internal",)))
    submit(organisation, draft)
    with refused(RefusedError, "har ändrats sedan du läste den"):
        decide(organisation, "cleo", read)


def test_a_scheduled_decision_is_called_off(organisation: Organisation) -> None:
    first, today = make_valid(organisation), organisation.today
    second = submit(organisation, make_draft(organisation, first.document))
    decide(organisation, "cleo", second, today + timedelta(10))
    with refused(RefusedError, "Skriv varför beslutet återkallas"):
        revoke_decision(organisation.deed("cleo"), second, reason="")
    with journalled("decision-revoked", "cleo", SUBJECT) as facts:
        revoke_decision(organisation.deed("cleo"), second, reason="Fel text.")
    assert facts == {"version": 2}
    assert (Revocation.get().by.key, Revocation.get().reason) == ("cleo", "Fel text.")
    assert windows()[0] == (True, today, None, False)
    assert statuses(organisation, today + timedelta(20)) == [Status.VALID, Status.REVOKED]
    for again in (submit, approve, send_back):
        with refused(RefusedError, "Bara e"):
            again(organisation, second)


def test_what_applies_is_not_called_off(organisation: Organisation) -> None:
    version = make_valid(organisation)
    with refused(RefusedError, "ännu inte har börjat gälla"):
        revoke_decision(organisation.deed("cleo"), version, reason="Fel.")
