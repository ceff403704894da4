"""Every route is asked by everyone: it answers as its permission says, well made, in few queries, without a cookie."""

from http import HTTPStatus

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.journal.record import head
from portal.people.models import Person
from portal.people.queries.readers import reader_of
from portal.people.reader import CITIZEN, Reader
from portal.store import database
from tests.journeys.samples import DEEDS, PAGES
from tests.support.landmarks import Landmarks
from tests.support.personas import FREJ, PERSONAS
from tests.support.pleased import is_whole_page
from tests.support.queries import counted_queries

MOST_QUERIES = 8
# These show only what the reader may know of, and say of the rest that it does not exist.
BY_AUDIENCE = {"control", "handbook", "services"}
# Whoever asks for these gets something else than a page: the link is unknown, no logo is set.
ANSWERS = {"people.link_show": HTTPStatus.NOT_FOUND, "theme.logo_show": HTTPStatus.NOT_FOUND}


def reader_for(app: Flask, persona: str) -> Reader:
    """Return the persona as a reader today."""
    with app.app_context():
        return reader_of(Person.get(key=persona), app.extensions["portal"].today()) if persona else CITIZEN


def expected(app: Flask, endpoint: str, reader: Reader) -> set[int]:
    """Return what a route may answer a reader."""
    access = app.view_functions[endpoint].access
    if access is not None and reader.key is None:
        return {HTTPStatus.SEE_OTHER}
    if access and not reader.holds(access):
        return {HTTPStatus.FORBIDDEN}
    if endpoint == "people.session_new" and reader.key:
        return {HTTPStatus.SEE_OTHER}
    answer = ANSWERS.get(endpoint, HTTPStatus.OK)
    return {answer, HTTPStatus.NOT_FOUND} if endpoint.partition(".")[0] in BY_AUDIENCE else {answer}


def test_every_route_has_a_sample(portal: Flask) -> None:
    rules = list(portal.url_map.iter_rules())
    assert {rule.endpoint for rule in rules if "GET" in rule.methods} == set(PAGES)
    assert {rule.endpoint for rule in rules if rule.methods & {"POST", "PUT", "PATCH", "DELETE"}} == set(DEEDS)


@pytest.mark.parametrize("persona", PERSONAS)
@pytest.mark.parametrize("endpoint", PAGES)
def test_it_answers(
    portal: Flask, marks: Landmarks, clients: dict[str, FlaskClient], endpoint: str, persona: str
) -> None:
    may = expected(portal, endpoint, reader_for(portal, persona))
    for path in PAGES[endpoint](marks):
        response = clients[persona].get(path)
        assert response.status_code in may, path
        if persona == FREJ and portal.view_functions[endpoint].access is None and endpoint != "people.session_new":
            assert "Set-Cookie" not in response.headers, path


@pytest.mark.parametrize("persona", PERSONAS)
def test_it_is_there_for_whom_it_is_meant(clients: dict[str, FlaskClient], marks: Landmarks, persona: str) -> None:
    spots = [spot for spots in marks.versions.values() for spot in spots if spot.persona == persona]
    for spot in spots:
        response = clients[persona].get(spot.path)
        assert response.status_code == HTTPStatus.OK, spot.path
        assert spot.number in response.get_data(as_text=True)


@pytest.mark.parametrize("persona", PERSONAS)
@pytest.mark.parametrize("endpoint", PAGES)
def test_it_asks_little_of_the_database(
    portal: Flask, marks: Landmarks, clients: dict[str, FlaskClient], endpoint: str, persona: str
) -> None:
    for path in PAGES[endpoint](marks):
        forget_pages(portal)
        with counted_queries() as statements:
            clients[persona].get(path)
        assert len(statements) <= MOST_QUERIES, "\n".join([path, *statements])


def forget_pages(app: Flask) -> None:
    """Let nothing be kept from pages that were shown before, neither of who reads nor of the organisation."""
    app.extensions["shelf"].pages.clear()
    database.binding += 1


@pytest.mark.parametrize("endpoint", [name for name in DEEDS if name != "people.session_create"])
def test_a_citizen_changes_nothing(portal: Flask, clients: dict[str, FlaskClient], endpoint: str) -> None:
    with portal.app_context():
        before = head()
    response = clients[FREJ].post(DEEDS[endpoint])
    if endpoint == "people.link_update":
        assert response.status_code == HTTPStatus.NOT_FOUND
        assert "Länken finns inte" in response.text
    else:
        place = "/" if endpoint == "people.session_delete" else "/logga-in?next=/"
        assert (response.status_code, response.location) == (HTTPStatus.SEE_OTHER, place)
    with portal.app_context():
        assert head() == before


@pytest.mark.parametrize("endpoint", DEEDS)
def test_a_deed_needs_its_token(portal: Flask, clients: dict[str, FlaskClient], endpoint: str) -> None:
    portal.config["WTF_CSRF_ENABLED"] = True
    try:
        response = clients["egon"].post(DEEDS[endpoint])
    finally:
        portal.config["WTF_CSRF_ENABLED"] = False
    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert is_whole_page(response)
    assert "Försök igen" in response.get_data(as_text=True)
