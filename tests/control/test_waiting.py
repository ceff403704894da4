"""What waits for the one who is signed in, and why."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from portal.control.actions.translations import (
    Wording,
    hand_in_translation,
    return_translation,
    write_translation,
)
from portal.control.models.decisions import Submission
from portal.control.models.versions import Version
from portal.control.rules.types import Mode
from portal.people.actions.organisation import appoint_deputy, place_person
from portal.people.reader import MACHINE
from tests.support.browser import client_for
from tests.support.clock import Clock
from tests.support.documents import approve, make_document, make_draft, make_valid, send_back, submit
from tests.support.organisation import Organisation
from tests.support.queries import counted_queries
from tests.support.visits import Visit

DECISION = 'href="/d/SOC-RUT-0001/v/1/beslut"'
See = Callable[[str], str]


@pytest.fixture
def see(visit: Visit) -> See:
    """Return what a person reads on the page."""
    return lambda who: visit(who, "/vantar").text


@pytest.fixture
def handed_in(organisation: Organisation) -> Version:
    return submit(organisation, make_draft(organisation, make_document(organisation)))


def appoint(organisation: Organisation, key: str, unit: str) -> None:
    """Let somebody be a manager."""
    place_person(MACHINE, organisation.people[key], organisation.units[unit], role="manager", now=organisation.now)


def test_nothing_waits(see: See, organisation: Organisation) -> None:
    assert "Inget väntar på dig" in see("asta")


def test_it_is_for_those_who_are_signed_in(visit: Visit) -> None:
    page = visit(None, "/vantar")
    assert (page.status_code, page.location) == (303, "/logga-in?next=/vantar")
    assert "Väntar på mig" not in visit(None, "/").text
    assert 'href="/vantar"' in visit("asta", "/").text


def test_what_is_to_be_decided_says_since_when_and_by_when(see: See, handed_in: Version, clock: Clock) -> None:
    page = see("cleo")
    assert "Att besluta" in page
    assert DECISION in page
    assert "sedan i dag" in page
    assert "Senast 27 november 2026" in page
    clock.go(days=10)
    page = see("cleo")
    assert "har väntat 6 arbetsdagar" in page
    assert 'data-color="danger">Senast 27 november 2026' in page
    assert DECISION not in see("bo")


def test_a_translation_waits_for_who_may_decide_about_it(see: See, organisation: Organisation) -> None:
    version = make_valid(organisation)
    row = write_translation(organisation.deed("bo"), version, "en", Wording("Threats and violence", "Take cover."))
    assert "Threats and violence" not in see("cleo")
    hand_in_translation(organisation.deed("bo"), row)
    page = see("cleo")
    assert "Översättningar att besluta" in page
    assert 'href="/d/SOC-RUT-0001/v/1/sprak/en/beslut"' in page
    assert "Threats and violence" not in see("bo")
    return_translation(organisation.deed("cleo"), row, remark="Byt ordet cover.")
    page = see("bo")
    assert "Översättningar tillbaka hos dig" in page
    assert 'href="/d/SOC-RUT-0001/v/1/sprak/en/andra"' in page
    assert "Byt ordet cover." in page
    assert "Threats and violence" not in see("cleo")


def test_a_deputy_sees_it_apart(see: See, organisation: Organisation, handed_in: Version) -> None:
    cleo, asta = organisation.people["cleo"], organisation.people["asta"]
    appoint_deputy(MACHINE, cleo, asta, now=organisation.now)
    page = see("asta")
    assert "Att besluta som ersättare" in page
    assert DECISION in page


def test_the_manager_above_sees_what_has_waited_ten_working_days(
    see: See, organisation: Organisation, handed_in: Version, clock: Clock
) -> None:
    appoint(organisation, "ylva", "SOC")
    appoint(organisation, "egon", "EKV")
    clock.go(days=13)
    assert DECISION not in see("ylva")
    clock.go(days=1)
    page = see("ylva")
    assert "Har väntat länge på någon annan" in page
    assert "har väntat 10 arbetsdagar" in page
    assert DECISION in page
    assert DECISION not in see("egon")


def test_what_is_to_be_reviewed_waits_until_one_is_done(
    see: See, organisation: Organisation, handed_in: Version
) -> None:
    Submission.update(reviewers="asta").execute()
    assert 'href="/d/SOC-RUT-0001/v/1/granskning"' in see("asta")
    assert "Att granska" in see("asta")
    assert "Att granska" not in see("cleo")


def test_the_author_sees_drafts_and_what_came_back(see: See, organisation: Organisation) -> None:
    version = make_draft(organisation, make_document(organisation))
    assert "Dina utkast" in see("bo")
    assert "Dina utkast" not in see("disa")
    submit(organisation, version)
    assert "Inget väntar på dig" in see("bo")
    send_back(organisation, version)
    assert "Återsänt till dig" in see("bo")
    assert DECISION not in see("cleo")


def test_in_order_it_waits_for_one_at_a_time(see: See, organisation: Organisation, handed_in: Version) -> None:
    appoint(organisation, "ylva", "SOC")
    Submission.update(approvers="ylva cleo", mode=Mode.IN_ORDER).execute()
    assert DECISION in see("ylva")
    assert DECISION not in see("cleo")


def test_reviews_that_are_due_stand_last(see: See, organisation: Organisation, clock: Clock) -> None:
    make_valid(organisation)
    assert "Att se över" not in see("cleo")
    clock.go(days=360)
    page = see("cleo")
    assert "Att se över" in page
    assert 'href="/d/SOC-RUT-0001/oversyn?tillbaka=/vantar"' in page


def test_what_is_decided_waits_no_more(see: See, organisation: Organisation, handed_in: Version) -> None:
    approve(organisation, handed_in, valid_from=organisation.today + timedelta(days=3))
    assert "Inget väntar på dig" in see("cleo")


def test_it_asks_little_of_the_database(bare_app: Flask, organisation: Organisation, handed_in: Version) -> None:
    appoint(organisation, "ylva", "SOC")
    for number in range(2, 12):
        submit(organisation, make_draft(organisation, make_document(organisation, f"SOC-RUT-{number:04d}")))
    for key, path in (("ylva", "/vantar"), ("cleo", "/vantar"), ("cleo", "/")):
        client = client_for(bare_app, organisation.people[key])
        with counted_queries() as statements:
            assert client.get(path).status_code == 200
        # Units and places are read again, as something has just happened.
        assert len(statements) <= 9, "\n".join(statements)
