"""Several decide about a version: each says yes once, in order or not, for themselves or in another's place."""

from datetime import date, timedelta

import pytest

from portal.control.actions.decisions import approve_version, return_version
from portal.control.actions.submissions import submit_version
from portal.control.models.decisions import Approval, Consent, Submission
from portal.control.models.versions import Version
from portal.control.rules.types import Mode
from portal.journal.models import Entry
from portal.lib.calendar import add_months
from portal.lib.errors import ForbiddenError, RefusedError
from portal.people.actions.organisation import appoint_deputy, place_person
from portal.people.actions.persons import save_person
from portal.people.reader import MACHINE
from tests.support.documents import make_document, make_draft
from tests.support.organisation import Organisation
from tests.support.traces import journalled, refused

SUBJECT = "document:SOC-RUT-0001"


@pytest.fixture
def many(organisation: Organisation) -> Organisation:
    """Add Gun, a manager above Cleo, Kim above all, and Dag, who stands in for Cleo."""
    for key, name, unit in (("gun", "Gun Berg", "SOC"), ("kim", "Kim Dahl", "EKV"), ("dag", "Dag Ek", "")):
        organisation.people[key], _ = save_person(
            MACHINE, key=key, name=name, email=f"{key}@ekvik.example", now=organisation.now
        )
        if unit:
            place_person(
                MACHINE, organisation.people[key], organisation.units[unit], role="manager", now=organisation.now
            )
    appoint_deputy(MACHINE, organisation.people["cleo"], organisation.people["dag"], now=organisation.now)
    return organisation


def hand_in(organisation: Organisation, mode: Mode, *keys: str) -> Version:
    """Let Bo hand a new document's version in to these."""
    version = make_draft(organisation, make_document(organisation))
    submit_version(organisation.deed("bo"), version, approvers=[organisation.people[key] for key in keys])
    Submission.update(mode=mode, approvers=" ".join(keys)).where(Submission.version == version).execute()
    return version


def say_yes(organisation: Organisation, version: Version, key: str, start: date | None = None, **more: str) -> bool:
    return approve_version(organisation.deed(key), version, valid_from=start, **more)


def yeses() -> list[tuple[str, str]]:
    return [(row.approver.key, row.by.key) for row in Consent.select().order_by(Consent.id)]


@pytest.mark.parametrize("order", [("cleo", "gun"), ("gun", "cleo")])
def test_all_say_yes_in_any_order_and_the_last_decides(many: Organisation, order: tuple[str, str]) -> None:
    version = hand_in(many, Mode.ALL, "cleo", "gun")
    with journalled("version-consented", order[0], SUBJECT) as facts:
        assert say_yes(many, version, order[0], note="Bra.") is False
    assert facts == {"version": 1, "sha256": version.sha256}
    assert Approval.select().count() == 0
    with journalled("version-approved", order[1], SUBJECT):
        assert say_yes(many, version, order[1], many.today, reference="§ 7") is True
    approval = Approval.get()
    assert (approval.by.key, approval.reference) == (order[1], "§ 7")
    assert approval.review_by == add_months(many.today, 12)
    assert yeses() == [(order[0], order[0]), (order[1], order[1])]


def test_in_order_the_second_waits_for_the_first(many: Organisation) -> None:
    version = hand_in(many, Mode.IN_ORDER, "cleo", "gun")
    with refused(RefusedError, "Cleo Åkerlund ska säga ja före dig"):
        say_yes(many, version, "gun", many.today)
    assert say_yes(many, version, "cleo", many.today) is False
    with refused(RefusedError, "redan sagt ja"):
        say_yes(many, version, "cleo", many.today)
    assert say_yes(many, version, "gun", many.today) is True


def test_a_deputy_says_yes_for_an_absent_one(many: Organisation) -> None:
    version = hand_in(many, Mode.ONE, "cleo")
    with journalled("version-approved", "dag", SUBJECT) as facts:
        assert say_yes(many, version, "dag", many.today) is True
    assert (facts["approver"], facts["way"]) == ("cleo", "deputy")
    assert yeses() == [("cleo", "dag")]


def test_any_manager_above_steps_in_and_nobody_below(many: Organisation) -> None:
    version = hand_in(many, Mode.ONE, "gun")
    with refused(RefusedError, "varken utsedd"):
        say_yes(many, version, "cleo", many.today)
    assert say_yes(many, version, "kim", many.today) is True
    assert yeses() == [("gun", "kim")]


def test_a_manager_elsewhere_may_not(many: Organisation) -> None:
    version = hand_in(many, Mode.ONE, "cleo")
    with refused(ForbiddenError, "behörigheten"):
        say_yes(many, version, "ylva", many.today)


def test_one_person_says_one_yes(many: Organisation) -> None:
    version = hand_in(many, Mode.ALL, "cleo", "gun")
    say_yes(many, version, "kim")
    with refused(RefusedError, "redan sagt ja"):
        say_yes(many, version, "kim", many.today)
    with refused(RefusedError, "redan sagt ja"):
        say_yes(many, version, "cleo", many.today)
    assert say_yes(many, version, "gun", many.today) is True
    assert yeses() == [("cleo", "kim"), ("gun", "gun")]


def test_who_wrote_it_does_not_say_yes_though_asked_to(many: Organisation) -> None:
    version = hand_in(many, Mode.ALL, "cleo", "gun")
    place_person(MACHINE, many.people["bo"], many.units["EKV"], role="manager", now=many.now)
    with refused(RefusedError, "skrivit eller lämnat in"):
        say_yes(many, version, "bo", many.today)


def test_whoever_says_yes_last_chooses_the_day(many: Organisation) -> None:
    version = hand_in(many, Mode.ALL, "cleo", "gun")
    say_yes(many, version, "cleo")
    with refused(RefusedError, "välj vilken dag"):
        say_yes(many, version, "gun")


def test_a_return_takes_every_yes_away(many: Organisation) -> None:
    version = hand_in(many, Mode.ALL, "cleo", "gun")
    say_yes(many, version, "cleo")
    return_version(many.deed("gun"), version, reason="Nej.")
    with refused(RefusedError, "Bara en version som granskas"):
        say_yes(many, version, "gun", many.today)
    submit_version(many.deed("bo"), version, approvers=[many.people["cleo"]])
    assert say_yes(many, version, "cleo", many.today) is True


def test_who_decides_says_what_the_change_is(many: Organisation) -> None:
    version = hand_in(many, Mode.ONE, "cleo")
    before = version.sha256
    with journalled("version-approved", "cleo", SUBJECT) as facts:
        say_yes(many, version, "cleo", many.today, significance="minor")
    kept = Version.get_by_id(version.id)
    assert kept.significance == "minor"
    assert kept.sha256 == facts["sha256"] != before


def test_what_another_has_said_yes_to_is_not_called_something_else(many: Organisation) -> None:
    version = hand_in(many, Mode.ALL, "cleo", "gun")
    say_yes(many, version, "cleo")
    with refused(RefusedError, "Andra har redan sagt ja"):
        say_yes(many, version, "gun", many.today, significance="minor")


def test_a_yes_to_what_has_changed_is_refused(many: Organisation) -> None:
    version = hand_in(many, Mode.ALL, "cleo", "gun")
    version.sha256 = "0" * 64
    with refused(RefusedError, "har ändrats sedan du läste"):
        say_yes(many, version, "cleo")
    assert Entry.select().where(Entry.verb == "version-consented").count() == 0


def test_a_day_before_today_is_refused_and_no_yes_is_kept(many: Organisation) -> None:
    version = hand_in(many, Mode.ONE, "cleo")
    with refused(RefusedError, "före beslutet"):
        say_yes(many, version, "cleo", many.today - timedelta(days=1))
    assert yeses() == []
