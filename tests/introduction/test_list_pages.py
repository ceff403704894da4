"""Lists are written on their pages: begun, filled, moved about, looked at, ended."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.introduction.models import IntroductionList, ListItem, ListSection
from tests.introduction.lists import course_of, hire, renew, titles_of
from tests.support.browser import client_for
from tests.support.documents import make_valid
from tests.support.organisation import Organisation
from tests.support.queries import counted_queries, forget_everything

Lists = dict[str, IntroductionList]
NORR = "/introduktion/listor/soc-ao-htn"


@pytest.fixture
def cleo(bare_app: Flask, organisation: Organisation, site_lists: Lists) -> FlaskClient:
    """Return the browser of the manager, among the two lists."""
    return client_for(bare_app, organisation.people["cleo"])


def section(title: str) -> ListSection:
    """Return the section of Hemtjänst Norr's list."""
    return (
        ListSection.select()
        .join(IntroductionList)
        .where(ListSection.title == title, IntroductionList.key == "soc-ao-htn")
        .get()
    )


def order() -> list[str]:
    """Return the keys of the list's items, in order."""
    rows = ListItem.select(ListItem.key).join(ListSection).join(IntroductionList)
    rows = rows.where(IntroductionList.key == "soc-ao-htn").order_by(ListSection.position, ListItem.position)
    return [key for (key,) in rows.tuples()]


def test_one_sees_the_lists_one_may_write(cleo: FlaskClient) -> None:
    page = cleo.get("/introduktion/listor/").text
    assert "Ny i Hemtjänst Norr" in page
    assert "Ny i Ekvik kommun" not in page
    assert (cleo.get("/introduktion/listor/ekv").status_code, cleo.get("/introduktion/listor/x").status_code) == (
        403,
        404,
    )


@pytest.mark.parametrize("who", ["asta", "bo", "egon", "ylva"])
def test_others_write_nothing(bare_app: Flask, organisation: Organisation, site_lists: Lists, who: str) -> None:
    client = client_for(bare_app, organisation.people[who])
    item = ListItem.get(ListItem.key == "ga-bredvid-en-kollega").id
    assert client.get(NORR).status_code == 403
    for path in (f"{NORR}/andra", f"{NORR}/avslut", f"{NORR}/avsnitt", f"{NORR}/punkter/{item}/borttagning"):
        assert client.post(path, data={"title": "X", "within": "3"}).status_code == 403, path
    assert len(order()) == 2


def test_a_list_is_begun_and_reaches_who_comes(cleo: FlaskClient, organisation: Organisation) -> None:
    data = {"unit": "SOC-AO", "role": "", "title": "Ny i äldreomsorgen", "welcome": "Hej."}
    made = cleo.post("/introduktion/listor/ny", data=data)
    assert made.location == "/introduktion/listor/soc-ao"
    first = ListSection.get(ListSection.list == IntroductionList.get(IntroductionList.key == "soc-ao"))
    place = f"/introduktion/listor/soc-ao/avsnitt/{first.id}/punkter?slag=task"
    added = cleo.post(place, data={"title": "Träffa din chef", "why": "Ni ska känna varandra.", "ask": "manager"})
    assert added.status_code == 303
    hire(organisation)
    renew(organisation, "saga")
    assert "Träffa din chef" in titles_of(course_of(organisation, "saga"))


@pytest.mark.parametrize(
    ("change", "status", "said"),
    [
        ({"title": ""}, 422, "Skriv vad listan heter."),
        ({"unit": ""}, 422, "Välj"),
        ({"unit": "SBF"}, 422, "Välj något som finns i listan."),
        ({"role": "kung"}, 422, "Välj något som finns i listan."),
        ({"title": "x" * 201}, 422, "Högst 200 tecken."),
        ({"unit": "SOC-AO-HTN"}, 409, "har redan en sådan lista"),
    ],
)
def test_a_list_that_cannot_be_keeps_what_was_typed(
    cleo: FlaskClient, change: dict[str, str], status: int, said: str
) -> None:
    data = {"unit": "SOC-AO", "role": "", "title": "Ny i äldreomsorgen", "welcome": "Hej på dig."} | change
    answer = cleo.post("/introduktion/listor/ny", data=data)
    assert (answer.status_code, said in answer.text, "Hej på dig." in answer.text) == (status, True, True)
    assert IntroductionList.select().count() == 2


def test_the_list_shows_what_is_in_it_and_as_the_new_one_sees_it(cleo: FlaskClient) -> None:
    page = cleo.get(NORR).text
    assert page.index("Rutin för nycklar") < page.index("Gå bredvid en kollega")
    shown = cleo.get(f"{NORR}/visning").text
    assert "Så här ser listan ut för den som börjar i dag" in shown
    assert "Cleo Åkerlund, din närmaste chef" in shown
    assert "Jag har läst och förstått" not in shown


def test_title_and_welcome_are_changed(cleo: FlaskClient) -> None:
    assert 'value="Ny i Hemtjänst Norr"' in cleo.get(f"{NORR}/andra").text
    assert cleo.post(f"{NORR}/andra", data={"title": "", "welcome": "Y"}).status_code == 422
    changed = cleo.post(
        f"{NORR}/andra", data={"title": "Välkommen", "welcome": "Rad 1\n<b>Rad 2"}, follow_redirects=True
    )
    assert "&lt;b&gt;Rad 2" in changed.text
    assert "Välkommen" in changed.text


def test_sections_are_added_changed_moved_and_taken_away(cleo: FlaskClient) -> None:
    cleo.post(f"{NORR}/avsnitt", data={"title": "Första månaden", "within": "30"})
    month = section("Första månaden")
    cleo.post(f"{NORR}/avsnitt/{month.id}/flytt", data={"till": "upp"})
    rows = ListSection.select().where(ListSection.list == month.list).order_by(ListSection.position)
    assert [row.title for row in rows] == ["Första dagen", "Första månaden", "Första veckan"]
    assert 'value="30"' in cleo.get(f"{NORR}/avsnitt/{month.id}/andra").text
    cleo.post(f"{NORR}/avsnitt/{month.id}/andra", data={"title": "Tre veckor", "within": "21"})
    assert (section("Tre veckor").within, cleo.get(NORR).text.count("Klart inom 21 dagar")) == (21, 1)
    gone = cleo.post(f"{NORR}/avsnitt/{section('Första veckan').id}/borttagning", follow_redirects=True)
    assert "”Första veckan” är borttaget." in gone.text
    assert order() == ["SOC-RUT-0002"]


@pytest.mark.parametrize("within", ["", "0", "366", "tre", "-1", "9999"])
def test_a_section_needs_days(cleo: FlaskClient, within: str) -> None:
    answer = cleo.post(f"{NORR}/avsnitt", data={"title": "Sist", "within": within})
    assert (answer.status_code, 'value="Sist"' in answer.text) == (422, True)
    edited = cleo.post(f"{NORR}/avsnitt/{section('Första dagen').id}/andra", data={"title": "Först", "within": within})
    assert (edited.status_code, section("Första dagen").within) == (422, 1)


@pytest.mark.parametrize("typed", ["SOC-RUT-0007", "soc rut 7", "basal hygien", "Rutin för basal hygien"])
def test_a_document_is_added_by_number_or_words(cleo: FlaskClient, organisation: Organisation, typed: str) -> None:
    make_valid(organisation, "SOC-RUT-0007", title="Rutin för basal hygien")
    place = f"{NORR}/avsnitt/{section('Första dagen').id}/punkter?slag=document"
    answer = cleo.post(place, data={"document": typed, "why": "Rena händer.", "ask_person": "asta", "ask": ""})
    item = ListItem.get(ListItem.key == "SOC-RUT-0007")
    assert answer.location == f"{NORR}#punkt-{item.id}"
    assert (item.why, item.ask_person) == ("Rena händer.", organisation.people["asta"])
    edit = cleo.get(f"{NORR}/punkter/{item.id}/andra").text
    assert 'value="SOC-RUT-0007"' in edit
    assert 'value="asta@ekvik.example"' in edit
    cleo.post(
        f"{NORR}/punkter/{item.id}/andra", data={"document": "SOC-RUT-0007", "why": "Nytt skäl.", "ask": "mentor"}
    )
    changed = ListItem.get_by_id(item.id)
    assert (changed.why, changed.ask, changed.ask_person) == ("Nytt skäl.", "mentor", None)


def test_of_several_documents_one_is_chosen(cleo: FlaskClient, organisation: Organisation) -> None:
    place = f"{NORR}/avsnitt/{section('Första veckan').id}/punkter?slag=document"
    answer = cleo.post(place, data={"document": "rutin", "why": "Därför.", "ask": ""})
    assert answer.status_code == 422
    assert "Flera dokument kan vara menade" in answer.text
    assert "Därför." in answer.text
    assert 'name="chosen" id="chosen-SOC-RUT-0001"' in answer.text
    cleo.post(place, data={"document": "rutin", "chosen": "SOC-RUT-0001", "why": "Därför.", "ask": ""})
    assert order()[-1] == "SOC-RUT-0001"


@pytest.mark.parametrize(
    ("data", "status", "said"),
    [
        ({"document": ""}, 422, "Skriv dokumentets nummer"),
        ({"document": "SOC-RUT-0999"}, 422, "Inget dokument som gäller"),
        ({"document": "SOC-RUT-0002"}, 409, "finns redan i listan"),
        ({"document": "SOC-RUT-0008"}, 409, "får inte läsa dokumentet"),
        ({"document": "SOC-RUT-0001", "ask_person": "Ingen Alls"}, 422, "Ingen som kan logga in"),
        ({"document": "SOC-RUT-0001", "ask": "kung"}, 422, "Välj något som finns i listan."),
        ({"document": "SOC-RUT-0001", "why": "x" * 2001}, 422, "Högst 2000 tecken."),
    ],
)
def test_a_document_that_cannot_be_added(
    cleo: FlaskClient, organisation: Organisation, data: dict[str, str], status: int, said: str
) -> None:
    make_valid(organisation, "SOC-RUT-0008", title="Bara för chefer", audience=("role:manager@SOC-AO",))
    place = f"{NORR}/avsnitt/{section('Första dagen').id}/punkter?slag=document"
    answer = cleo.post(place, data={"ask": "", "why": "Skäl."} | data)
    assert (answer.status_code, said in answer.text) == (status, True)
    assert len(order()) == 2


def test_items_are_moved_and_taken_away(cleo: FlaskClient) -> None:
    first, second = order()
    ids = {key: ListItem.get(ListItem.key == key).id for key in (first, second)}
    cleo.post(f"{NORR}/punkter/{ids[first]}/flytt", data={"till": "ned"})
    assert ListItem.get_by_id(ids[first]).section == section("Första veckan")
    assert order() == [first, second]
    cleo.post(f"{NORR}/punkter/{ids[first]}/flytt", data={"till": "ned"})
    assert order() == [second, first]
    cleo.post(f"{NORR}/punkter/{ids[first]}/flytt", data={"till": "ned"})
    assert order() == [second, first]
    gone = cleo.post(f"{NORR}/punkter/{ids[second]}/borttagning", follow_redirects=True)
    assert "Punkten är borttagen." in gone.text
    assert order() == [first]
    assert cleo.post(f"{NORR}/punkter/{ids[second]}/borttagning").status_code == 404


def test_anothers_items_are_not_reached_through_ones_own_list(cleo: FlaskClient) -> None:
    other = ListItem.get(ListItem.key == "hamta-passerkort")
    for deed in ("flytt", "borttagning"):
        assert cleo.post(f"{NORR}/punkter/{other.id}/{deed}").status_code == 404
    assert cleo.post(f"{NORR}/avsnitt/{other.section_id}/borttagning").status_code == 404
    assert ListItem.get_or_none(ListItem.id == other.id)


def test_a_list_is_ended(cleo: FlaskClient, organisation: Organisation) -> None:
    ended = cleo.post(f"{NORR}/avslut", follow_redirects=True)
    assert "Listan är avslutad. Ingen får den längre." in ended.text
    assert "Avslutad 20 november 2026" in ended.text
    again = cleo.post(f"{NORR}/avslut")
    assert (again.status_code, "redan avslutad" in again.text) == (409, True)
    hire(organisation)
    renew(organisation, "saga")
    assert "Gå bredvid en kollega" not in titles_of(course_of(organisation, "saga"))


@pytest.mark.parametrize("path", ["/introduktion/listor/", NORR, f"{NORR}/visning"])
def test_it_asks_little(cleo: FlaskClient, path: str) -> None:
    forget_everything()
    with counted_queries() as statements:
        cleo.get(path)
    assert len(statements) <= 8, "\n".join(statements)
