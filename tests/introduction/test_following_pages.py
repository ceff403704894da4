"""Who leads those who are new: the unit's page, the person's, the mentor and the closing; and nobody else."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.introduction.models import Introduction, IntroductionList
from tests.introduction.lists import hire, renew
from tests.support.browser import client_for
from tests.support.organisation import Organisation
from tests.support.queries import counted_queries, forget_everything

Lists = dict[str, IntroductionList]


@pytest.fixture
def town(organisation: Organisation, site_lists: Lists) -> Organisation:
    """Return the small municipality in which Saga began today."""
    hire(organisation)
    renew(organisation, "saga")
    return organisation


@pytest.fixture
def cleo(bare_app: Flask, town: Organisation) -> FlaskClient:
    """Return the browser of the manager."""
    return client_for(bare_app, town.people["cleo"])


def test_those_who_are_late_come_first_then_those_who_have_stopped(town: Organisation, cleo: FlaskClient) -> None:
    for key, day in (("arne", -20), ("tage", -5)):
        hire(town, key, day=day)
    renew(town, "arne", "tage")
    page = cleo.get("/introduktion/enhet/SOC-AO").text
    assert page.index("Arne Ny") < page.index("Tage Ny") < page.index("Saga Ny")
    assert "2 avsnitt är försenade" in page
    assert "Inget har hänt sedan 31 oktober 2026" in page
    assert page.count("Inget har hänt") == 1
    assert "Började 15 november 2026, dag 6" in page


@pytest.mark.parametrize(
    ("who", "unit", "status"),
    [
        ("cleo", "SOC-AO", 200),
        ("cleo", "SOC-AO-HTN", 200),
        ("cleo", "SOC", 403),
        ("disa", "SOC-AO", 200),
        ("rakel", "EKV", 200),
        ("ylva", "SOC-AO", 403),
        ("asta", "SOC-AO-HTN", 403),
        ("bo", "SOC-AO", 403),
        ("egon", "EKV", 403),
        ("arne", "SOC-AO-HTN", 403),
        ("cleo", "FINNS-INTE", 404),
    ],
)
def test_who_sees_those_of_a_unit(bare_app: Flask, town: Organisation, who: str, unit: str, status: int) -> None:
    hire(town, "arne")
    answer = client_for(bare_app, town.people[who]).get(f"/introduktion/enhet/{unit}")
    assert answer.status_code == status
    assert ("Saga Ny" in answer.text) is (status == 200)


@pytest.mark.parametrize(
    ("who", "sees", "leads"),
    [
        ("cleo", True, True),
        ("disa", True, False),
        ("rakel", True, False),
        ("ylva", False, False),
        ("asta", False, False),
        ("bo", False, False),
        ("egon", False, False),
    ],
)
def test_who_sees_and_leads_one(bare_app: Flask, town: Organisation, who: str, sees: bool, leads: bool) -> None:
    client = client_for(bare_app, town.people[who])
    answer = client.get("/introduktion/person/saga")
    assert (answer.status_code == 200, "0 av 4" in answer.text) == (sees, sees)
    assert ("Spara fadder" in answer.text) is leads
    mentor = client.post("/introduktion/person/saga/fadder", data={"mentor": "asta"})
    closing = client.post("/introduktion/person/saga/avslut", data={"note": "Slutar."})
    assert {closing.status_code, mentor.status_code} == {303 if leads else 403}
    assert (Introduction.get().note == "Slutar.") is leads


def test_a_person_without_is_nowhere(cleo: FlaskClient) -> None:
    for key in ("asta", "finns-inte"):
        answer = cleo.get(f"/introduktion/person/{key}")
        assert (answer.status_code, "har ingen introduktion" in answer.text) == (404, True)


def test_the_top_of_what_one_follows_is_shown_first(bare_app: Flask, town: Organisation, cleo: FlaskClient) -> None:
    assert "Nya i Äldreomsorgen" in cleo.get("/introduktion/enhet/").text
    rakel = client_for(bare_app, town.people["rakel"]).get("/introduktion/enhet/").text
    assert "Nya i Ekvik kommun" in rakel
    assert "Börja introduktion" not in rakel


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        ("Asta Lindqvist", 303, ""),
        ("asta@ekvik.example", 303, ""),
        ("", 303, ""),
        ("Okänd", 422, "Ingen som kan logga in heter ”Okänd”"),
        ("lind", 422, "Flera kan vara menade"),
        ("saga", 409, "kan inte vara fadder"),
    ],
)
def test_a_mentor_is_named(town: Organisation, cleo: FlaskClient, typed: str, status: int, said: str) -> None:
    hire(town, "lindgren", "SBF")
    answer = cleo.post("/introduktion/person/saga/fadder", data={"mentor": typed})
    assert (answer.status_code, said in answer.text) == (status, True)
    if status == 422:
        assert f'value="{typed}"' in answer.text
    wanted = town.people["asta"] if status == 303 and typed else None
    assert Introduction.get().mentor == wanted


def test_closing_needs_a_note_and_keeps_what_was_typed(town: Organisation, cleo: FlaskClient) -> None:
    place = "/introduktion/person/saga/avslut"
    refused = cleo.post(place, data={"note": " "})
    assert (refused.status_code, "Allt är inte klart. Skriv varför" in refused.text) == (409, True)
    long = "x" * 2001
    faulty = cleo.post(place, data={"note": long})
    assert (faulty.status_code, "Högst 2000 tecken" in faulty.text, long in faulty.text) == (422, True, True)
    done = cleo.post(place, data={"note": "Byter enhet."}, follow_redirects=True)
    assert "Introduktionen för Saga Ny är avslutad." in done.text
    assert "Ingen har en introduktion på gång" in done.text
    page = cleo.get("/introduktion/person/saga").text
    assert "Byter enhet." in page
    assert "Spara fadder" not in page
    assert cleo.post(place, data={"note": "Igen."}).status_code == 409


def test_ones_own_is_not_closed(bare_app: Flask, town: Organisation) -> None:
    hire(town, "nils", "SOC-AO")
    hire(town, "nils", "SOC-AO", role="manager")
    renew(town, "nils")
    nils = client_for(bare_app, town.people["nils"])
    assert "Du kan inte avsluta din egen introduktion. Be din chef." in nils.get("/introduktion/person/nils").text
    answer = nils.post("/introduktion/person/nils/avslut", data={"note": "Klar."})
    assert (answer.status_code, "egen introduktion" in answer.text) == (409, True)


def test_one_is_begun_by_hand(town: Organisation, cleo: FlaskClient) -> None:
    place = "/introduktion/enhet/SOC-AO/borjan"
    begun = cleo.post(place, data={"person": "asta"}, follow_redirects=True)
    assert "Introduktionen för Asta Lindqvist har börjat." in begun.text
    for typed, status, said in (
        ("", 422, "Skriv vem det gäller."),
        ("okänd", 422, "Ingen som"),
        ("asta", 409, "redan"),
    ):
        answer = cleo.post(place, data={"person": typed})
        assert (answer.status_code, said in answer.text) == (status, True), typed
    outside = cleo.post(place, data={"person": "ylva"})
    assert outside.status_code == 403
    assert Introduction.select().count() == 2


def test_the_unit_page_asks_as_much_of_many_as_of_few(bare_app: Flask, town: Organisation, cleo: FlaskClient) -> None:
    for number in range(30):
        hire(town, f"ny{number}", day=-3)
    renew(town, *(f"ny{number}" for number in range(30)))
    for path in ("/introduktion/enhet/SOC-AO", "/introduktion/person/saga"):
        forget_everything()
        with counted_queries() as statements:
            page = cleo.get(path)
        assert len(statements) <= 8, "\n".join(statements)
    assert page.status_code == 200
