"""My introduction: the page, the card on the start page, what waits, and saying that something is done."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.introduction.actions.walking import close_introduction, name_mentor
from portal.introduction.models import IntroductionList, ListItem, TaskDone
from portal.reading.models import Acknowledgement
from tests.introduction.lists import course_of, hire, renew
from tests.support.browser import client_for
from tests.support.organisation import Organisation
from tests.support.queries import counted_queries, forget_everything

Lists = dict[str, IntroductionList]


@pytest.fixture
def saga(bare_app: Flask, organisation: Organisation, site_lists: Lists) -> FlaskClient:
    """Return the browser of Saga, who began today."""
    person = hire(organisation)
    renew(organisation, "saga")
    return client_for(bare_app, person)


def task(title: str) -> int:
    """Return the id of a task."""
    return ListItem.get(ListItem.title == title).id


def test_it_says_what_why_whom_to_ask_and_how_far(saga: FlaskClient, organisation: Organisation) -> None:
    cleo = organisation.people["cleo"]
    cleo.phone = "0555-10 24 00"
    cleo.save()
    page = saga.get("/introduktion/").text
    assert "0 av 4 är klart." in page
    assert 'href="/d/SOC-RUT-0001"' in page
    assert "Den räddar liv." in page
    assert "Cleo Åkerlund, din närmaste chef" in page
    assert 'href="tel:0555102400"' in page
    assert page.index("Rutin för nycklar") < page.index("Hämta passerkort")
    assert page.count("Klart senast 20 november 2026") == 1


def test_a_mentor_is_told_of_and_asked(saga: FlaskClient, organisation: Organisation) -> None:
    ListItem.update(ask="mentor").where(ListItem.title == "Hämta passerkort").execute()
    assert "Cleo Åkerlund, din närmaste chef" in saga.get("/introduktion/").text
    course = course_of(organisation, "saga")
    assert course
    name_mentor(organisation.deed("cleo"), course, organisation.people["asta"])
    page = saga.get("/introduktion/").text
    assert "Asta Lindqvist, din fadder" in page
    assert "Din fadder är <strong>Asta Lindqvist</strong>" in page


def test_reading_and_doing_count(saga: FlaskClient, organisation: Organisation) -> None:
    read = saga.post("/introduktion/dokument/SOC-RUT-0001", data={"version": "1"}, follow_redirects=True)
    assert "”Rutin vid hot och våld” är läst och förstått." in read.text
    assert Acknowledgement.get().person == organisation.people["saga"]
    done = saga.post(f"/introduktion/uppgift/{task('Hämta passerkort')}", follow_redirects=True)
    assert "2 av 4 är klart." in done.text
    assert "”Hämta passerkort” är klart." in done.text
    undone = saga.post(f"/introduktion/uppgift/{task('Hämta passerkort')}/angra", follow_redirects=True)
    assert "1 av 4 är klart." in undone.text


def test_the_answer_leads_back_to_the_item(saga: FlaskClient) -> None:
    number = task("Hämta passerkort")
    assert saga.post(f"/introduktion/uppgift/{number}").location == f"/introduktion/#steg-{number}"
    document = ListItem.get(ListItem.key == "SOC-RUT-0001").id
    answer = saga.post("/introduktion/dokument/SOC-RUT-0001", data={"version": "1", "steg": str(document)})
    assert (answer.status_code, answer.location) == (303, f"/introduktion/#steg-{document}")


def test_htmx_gets_the_part(saga: FlaskClient) -> None:
    answer = saga.post(f"/introduktion/uppgift/{task('Hämta passerkort')}", headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<div class="course" id="course">')
    assert "1 av 4 är klart." in answer.text
    assert "<html" not in answer.text
    assert "”Hämta passerkort” är klart." in answer.text


@pytest.mark.parametrize("version", ["", "2", "99999999999", "ett", "-1"])
def test_only_a_version_that_is_there_is_acknowledged(saga: FlaskClient, version: str) -> None:
    answer = saga.post("/introduktion/dokument/SOC-RUT-0001", data={"version": version})
    assert (answer.status_code, "finns inte" in answer.text) == (404, True)
    assert not Acknowledgement.select().exists()


def test_what_one_may_not_read_is_not_acknowledged(
    bare_app: Flask, organisation: Organisation, site_lists: Lists
) -> None:
    answer = client_for(bare_app, organisation.people["ylva"]).post(
        "/introduktion/dokument/SOC-RUT-0002", data={"version": "1"}
    )
    assert answer.status_code == 404
    assert not Acknowledgement.select().exists()


def test_anothers_task_is_not_done(bare_app: Flask, organisation: Organisation, saga: FlaskClient) -> None:
    other = client_for(bare_app, organisation.people["asta"])
    answer = other.post(f"/introduktion/uppgift/{task('Hämta passerkort')}")
    assert (answer.status_code, "ingen introduktion" in answer.text) == (409, True)
    assert saga.post("/introduktion/uppgift/999999").status_code == 404
    assert not TaskDone.select().exists()


def test_who_has_none_is_told_what_to_do(bare_app: Flask, organisation: Organisation) -> None:
    page = client_for(bare_app, organisation.people["asta"]).get("/introduktion/").text
    assert "Du har ingen introduktion" in page
    assert "/introduktion/enhet/" not in page
    assert "/introduktion/enhet/" in client_for(bare_app, organisation.people["cleo"]).get("/introduktion/").text


@pytest.mark.parametrize("path", ["/introduktion/", "/introduktion/enhet/", "/introduktion/listor/"])
def test_signed_out_one_signs_in_first(bare_app: Flask, organisation: Organisation, path: str) -> None:
    answer = client_for(bare_app).get(path)
    assert (answer.status_code, answer.location) == (303, f"/logga-in?next={path}")


def test_a_closed_one_shows_the_note_and_no_buttons(saga: FlaskClient, organisation: Organisation) -> None:
    course = course_of(organisation, "saga")
    assert course
    close_introduction(organisation.deed("cleo"), course, note="Fint jobbat, Saga.")
    page = saga.get("/introduktion/").text
    assert "Introduktionen avslutades 20 november 2026" in page
    assert "Fint jobbat, Saga." in page
    assert "Jag har läst och förstått" not in page
    assert "Din introduktion" not in saga.get("/").text


def test_the_start_page_and_what_waits_tell_of_it(
    bare_app: Flask, organisation: Organisation, saga: FlaskClient
) -> None:
    for path in ("/", "/vantar"):
        page = saga.get(path).text
        assert "Din introduktion" in page, path
        assert "Rutin vid hot och våld" in page, path
        assert "0 av 4 är klart." in page, path
        assert "Din introduktion" not in client_for(bare_app, organisation.people["asta"]).get(path).text, path


def test_what_waits_is_empty_when_all_is_done(saga: FlaskClient) -> None:
    for number in ("SOC-RUT-0001", "SOC-RUT-0002"):
        saga.post(f"/introduktion/dokument/{number}", data={"version": "1"})
    for title in ("Hämta passerkort", "Gå bredvid en kollega"):
        saga.post(f"/introduktion/uppgift/{task(title)}")
    assert "Inget väntar på dig" in saga.get("/vantar").text
    assert "Allt är klart." in saga.get("/").text


@pytest.mark.parametrize(("path", "most"), [("/introduktion/", 8), ("/vantar", 8), ("/", 8)])
def test_it_asks_little(saga: FlaskClient, path: str, most: int) -> None:
    forget_everything()
    if path != "/introduktion/":
        saga.get(path)
    with counted_queries() as statements:
        saga.get(path)
    assert len(statements) <= most, "\n".join(statements)
