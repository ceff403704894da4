"""The start pages: the citizen's, and mine."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from portal.control.actions.translations import Wording, hand_in_translation, write_translation
from portal.people.actions.organisation import place_person
from portal.people.actions.persons import disable_person
from portal.people.reader import MACHINE
from tests.support.browser import client_for
from tests.support.clock import Clock
from tests.support.documents import approve, make_document, make_draft, make_valid, send_back, submit
from tests.support.organisation import Organisation


def start_of(app: Flask, organisation: Organisation, key: str | None) -> str:
    """Return the start page as the person, or the citizen, reads it."""
    person = organisation.people[key] if key else None
    return client_for(app, person).get("/").get_data(as_text=True)


def test_the_citizen_is_met_by_services_and_no_cookie(bare_app: Flask, organisation: Organisation) -> None:
    response = client_for(bare_app).get("/")
    assert "Vad kan du förvänta dig av oss?" in response.get_data(as_text=True)
    assert "Set-Cookie" not in response.headers
    assert "Att göra" not in response.get_data(as_text=True)


def test_the_approver_sees_what_waits_for_a_decision(bare_app: Flask, organisation: Organisation) -> None:
    submit(organisation, make_draft(organisation, make_document(organisation)))
    assert re.search(
        r'href="/d/SOC-RUT-0001/v/1/beslut".*Väntar på ditt beslut', start_of(bare_app, organisation, "cleo"), re.DOTALL
    )
    assert "Väntar på ditt beslut" not in start_of(bare_app, organisation, "asta")


def test_the_author_sees_what_came_back(bare_app: Flask, organisation: Organisation) -> None:
    send_back(organisation, submit(organisation, make_draft(organisation, make_document(organisation))))
    assert "Återsänd till dig" in start_of(bare_app, organisation, "bo")
    assert "Väntar på ditt beslut" not in start_of(bare_app, organisation, "cleo")


def test_the_owner_sees_what_is_late_for_review(bare_app: Flask, organisation: Organisation, clock: Clock) -> None:
    make_valid(organisation)
    assert "Översynen är försenad" not in start_of(bare_app, organisation, "cleo")
    clock.go(days=365)
    assert "Översynen är försenad" in start_of(bare_app, organisation, "cleo")
    assert "Översynen är försenad" not in start_of(bare_app, organisation, "asta")


def test_the_manager_above_sees_what_is_very_late_or_nobodys(
    bare_app: Flask, organisation: Organisation, clock: Clock
) -> None:
    place_person(MACHINE, organisation.people["disa"], organisation.units["SOC"], role="manager", now=organisation.now)
    version = make_valid(organisation)
    clock.go(days=365)
    assert "Översynen är försenad" not in start_of(bare_app, organisation, "disa")
    clock.go(days=30)
    assert "Översynen är försenad" in start_of(bare_app, organisation, "disa")
    clock.go(days=-30)
    disable_person(MACHINE, organisation.people["cleo"], now=organisation.now)
    version.document.owner = None
    version.document.save()
    assert "/d/SOC-RUT-0001/oversyn" in start_of(bare_app, organisation, "disa")


def test_a_translation_to_decide_about_is_there(bare_app: Flask, organisation: Organisation) -> None:
    version = make_valid(organisation)
    row = write_translation(organisation.deed("bo"), version, "en", Wording("Medicine", "Give it.\n"))
    hand_in_translation(organisation.deed("bo"), row)
    assert 'href="/d/SOC-RUT-0001/v/1/sprak/en/beslut"' in start_of(bare_app, organisation, "cleo")
    assert "sprak/en" not in start_of(bare_app, organisation, "asta")


def test_the_quality_lead_sees_how_many_are_late(bare_app: Flask, organisation: Organisation, clock: Clock) -> None:
    make_valid(organisation)
    clock.go(days=365)
    page = start_of(bare_app, organisation, "disa")
    assert "Försenade översyner" in page
    assert "/handbok/enhet/SOC?status=forsenad" in page
    assert "Försenade översyner" not in start_of(bare_app, organisation, "bo")


def test_what_one_may_not_read_is_not_on_the_page(bare_app: Flask, organisation: Organisation) -> None:
    make_valid(organisation, title="Bara för samhällsbyggnad", audience=["unit:SBF"])
    assert "Bara för samhällsbyggnad" not in start_of(bare_app, organisation, "asta")
    assert "Bara för samhällsbyggnad" in start_of(bare_app, organisation, "ylva")


def test_what_changed_last_stands_first(bare_app: Flask, organisation: Organisation, clock: Clock) -> None:
    make_valid(organisation, "SOC-RUT-0001", title="Den äldre rutinen")
    document = make_document(organisation, "SOC-RUT-0002")
    later = organisation.today + timedelta(days=3)
    approve(
        organisation,
        submit(organisation, make_draft(organisation, document, title="Den nya rutinen")),
        valid_from=later,
    )
    assert "Den nya rutinen" not in start_of(bare_app, organisation, "asta")
    clock.go(days=3)
    page = start_of(bare_app, organisation, "asta")
    assert page.index("Den nya rutinen") < page.index("Den äldre rutinen")


@pytest.mark.parametrize(
    ("path", "words"), [("/tillganglighet", "Digg"), ("/personuppgifter", "personuppgiftsansvarig")]
)
def test_the_site_tells_of_itself(bare_app: Flask, path: str, words: str) -> None:
    assert words in client_for(bare_app).get(path).get_data(as_text=True)
