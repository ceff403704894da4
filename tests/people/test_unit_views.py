"""The organisation's pages, and the permission table."""

import pytest

from portal.people.actions.closing import close_unit
from portal.people.actions.organisation import place_person
from portal.people.actions.persons import save_person
from portal.people.addresses import find_person_way, find_unit_way
from portal.people.models import Unit
from portal.people.queries.units import get_unit
from portal.people.reader import CITIZEN, MACHINE
from portal.people.rules import PERMISSION_LABELS, ROLE_LABELS
from tests.people.conftest import As
from tests.support.markup import Markup
from tests.support.organisation import Organisation

NEW = {"code": "SBF-GAT", "name": "Gatuenheten", "kind": "unit", "parent": "SBF", "email": "", "phone": ""}


def test_the_tree_counts_each_person_once_in_all_that_is_above(browse: As) -> None:
    text = Markup(browse("egon").get("/enheter/").text).one("main").text
    assert "Ekvik kommun 6" in text
    assert "Socialförvaltningen 4" in text
    assert "Hemtjänst Norr 1" in text


def test_a_unit_shows_where_it_stands_and_who_is_there(browse: As) -> None:
    page = browse("cleo").get("/enheter/SOC-AO").text
    for words in ("Socialförvaltningen", "Hemtjänst Norr", "Cleo Åkerlund", "Chef", "Bo Ekström", "Avdelning"):
        assert words in page
    assert "Asta" not in page
    assert "/personer/?enhet=SOC-AO" in page


def test_a_large_unit_leads_to_the_register(browse: As, town: Organisation) -> None:
    for number in range(101):
        person, _ = save_person(MACHINE, key=f"p{number}", name=f"Person {number}", now=town.now)
        place_person(MACHINE, person, town.units["SBF"], role="", now=town.now)
    assert "Visa alla, 2 till" in browse("egon").get("/enheter/SBF").text


def test_an_unknown_unit_is_not_found(browse: As) -> None:
    client = browse("egon")
    assert client.get("/enheter/MOON").status_code == 404
    for path in ("/enheter/MOON/andra", "/enheter/MOON/avslut", "/enheter/MOON/avslut/upphav"):
        assert client.post(path).status_code == 404


def test_a_unit_is_added_and_changed(browse: As) -> None:
    client = browse("egon")
    answer = client.post("/enheter/ny", data=NEW)
    assert (answer.status_code, answer.location) == (303, "/enheter/SBF-GAT")
    assert "Gatuenheten finns nu i organisationen." in client.get("/enheter/SBF-GAT").text
    form = client.get("/enheter/SBF-GAT/andra").text
    assert '<option selected value="SBF">' in form
    client.post("/enheter/SBF-GAT/andra", data={**NEW, "parent": "SOC", "phone": "0555"})
    assert get_unit("SBF-GAT").parent.code == "SOC"
    assert "0555" in client.get("/enheter/SBF-GAT").text


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("code", "", "Skriv en kod."),
        ("code", "gatan", "Skriv versaler"),
        ("code", "SOC", "Koden hör redan till Socialförvaltningen."),
        ("name", "", "Skriv enhetens namn."),
        ("parent", "", "Välj vilken enhet som ligger över."),
        ("parent", "MOON", "Välj något som finns i listan."),
        ("kind", "planet", "Välj något som finns i listan."),
        ("email", "x", "ingen e-postadress"),
        ("valid_from", "2026-02-30", "Det är inget datum."),
    ],
)
def test_a_faulty_unit_keeps_every_word(browse: As, field: str, value: str, words: str) -> None:
    answer = browse("egon").post("/enheter/ny", data={**NEW, "phone": "0555-12", field: value})
    assert answer.status_code == 422
    assert words in answer.text
    assert "0555-12" in answer.text
    assert Unit.get_or_none(Unit.code == "SBF-GAT") is None


def test_a_cycle_is_refused_in_words(browse: As) -> None:
    data = {"name": "Socialförvaltningen", "kind": "administration", "parent": "SOC-AO-HTN"}
    answer = browse("egon").post("/enheter/SOC/andra", data=data)
    assert answer.status_code == 409
    assert "SOC kan inte ligga under SOC-AO-HTN" in answer.text
    assert get_unit("SOC").parent.code == "EKV"


def test_the_top_unit_is_changed_without_a_parent(browse: As) -> None:
    client = browse("egon")
    assert "kommunen står överst" in client.get("/enheter/EKV/andra").text
    assert client.post("/enheter/EKV/andra", data={"name": "Ekvik", "kind": "municipality"}).status_code == 303
    assert "Avsluta enheten" not in client.get("/enheter/EKV").text


def test_a_unit_ends_with_a_successor_and_is_opened_again(browse: As) -> None:
    client = browse("egon")
    assert '<option value="SOC-AO-HTN">' not in client.get("/enheter/SOC-AO-HTN/avslut").text
    data = {"last_day": "2026-11-19", "successor": "SOC-AO"}
    assert client.post("/enheter/SOC-AO-HTN/avslut", data=data).location == "/enheter/SOC-AO-HTN"
    page = client.get("/enheter/SOC-AO-HTN").text
    assert "1 placeringar avslutas och flyttar till Äldreomsorgen." in page
    assert "Enheten har upphört" in page
    assert "Asta Lindqvist" in client.get("/enheter/SOC-AO").text
    assert "uppgick i Äldreomsorgen" in client.get("/enheter/").text
    client.post("/enheter/SOC-AO-HTN/avslut/upphav")
    assert get_unit("SOC-AO-HTN").valid_to is None


@pytest.mark.parametrize(
    ("code", "data", "status", "words"),
    [
        ("SOC", {"last_day": "2026-11-20"}, 409, "SOC-AO"),
        ("EKV", {"last_day": "2026-11-20"}, 409, "överst"),
        ("SBF", {"last_day": ""}, 422, "Skriv enhetens sista dag."),
        ("SBF", {"last_day": "2026-11-20", "successor": "SBF"}, 422, "Välj något som finns i listan."),
    ],
)
def test_what_cannot_end_is_told_why(browse: As, code: str, data: dict[str, str], status: int, words: str) -> None:
    answer = browse("egon").post(f"/enheter/{code}/avslut", data=data)
    assert answer.status_code == status
    assert words in answer.text
    assert get_unit(code).valid_to is None


def test_an_administrator_of_a_part_changes_only_it(browse: As) -> None:
    client = browse("sam")
    assert "Du är inte administratör för SBF." in client.get("/enheter/SBF").text
    assert client.post("/enheter/SBF/avslut", data={"last_day": "2026-11-20"}).status_code == 403
    assert client.post("/enheter/ny", data=NEW).status_code == 403
    assert client.post("/enheter/ny", data={**NEW, "code": "SOC-X", "parent": "SOC"}).status_code == 303


def test_a_closed_unit_is_no_choice(browse: As, town: Organisation) -> None:
    close_unit(MACHINE, get_unit("SBF"), last_day=town.today.replace(day=1), successor=None, now=town.now)
    client = browse("egon")
    assert 'value="SBF"' not in client.get("/personer/ny").text
    assert "Avslutade enheter (1)" in client.get("/enheter/").text


def test_the_table_shows_every_role_and_permission(browse: As) -> None:
    page = Markup(browse("cleo").get("/behorigheter").text)
    text = page.one("table").text
    assert all(label in text for label in [*PERMISSION_LABELS.values(), *ROLE_LABELS.values()])
    assert len(page.all("td")) == len(PERMISSION_LABELS) * len(ROLE_LABELS)


def test_refs_lead_to_pages_for_those_who_may_see_them(browse: As, town: Organisation) -> None:
    cleo = town.reader("cleo")
    with browse("").application.test_request_context():
        assert find_person_way("asta", cleo, town.today).url == "/personer/asta"
        assert find_unit_way("SOC", cleo, town.today).label == "Socialförvaltningen"
        assert find_person_way("nobody", cleo, town.today) is None
        assert find_unit_way("SOC", CITIZEN, town.today) is None
        assert find_person_way("asta", town.reader("asta"), town.today) is None


def test_the_organisation_stands_in_the_menu_of_those_who_may_read_it(browse: As) -> None:
    assert 'href="/enheter/" aria-current="true"' in browse("cleo").get("/personer/").text
    assert 'href="/enheter/"' not in browse("asta").get("/mina-sessioner").text
