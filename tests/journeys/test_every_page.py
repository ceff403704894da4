"""Every route is asked by everyone: it answers as its permission says, well made, in few queries, without a cookie."""

import re
from http import HTTPStatus

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.control.models.documents import Document
from portal.control.queries.documents import read_record
from portal.control.queries.versions import readers_of
from portal.control.views.prints import DECIDED
from portal.journal.record import head
from portal.people.models import Person
from portal.people.queries.readers import reader_of
from portal.people.reader import CITIZEN, Reader
from portal.people.rules import may_read, why_not_hold
from tests.journeys.samples import DEEDS, PAGES
from tests.support.landmarks import Landmarks
from tests.support.personas import FREJ, PERSONAS
from tests.support.pleased import is_whole_page
from tests.support.queries import counted_queries, forget_everything

MOST_QUERIES = 8
# What later ones share is read by the first in a process: the start page gathers from all features, a review reads the
# titles of what its text links to, a document what its reader is to read.
MOST_AT_FIRST = {
    "home.start_show": 11,
    "control.review_show": 9,
    "control.document_show": 9,
    "control.version_show": 9,
    "control.translation_show": 9,
    "control.waiting_index": 9,
}
# Asked by a script, which is answered in JSON.
FOR_SCRIPTS = {"control.writing_update", "control.writing_show", "intake.file_create"}
# Only counts, and knows nobody: it takes no token and answers everyone with nothing.
COUNTED = {"search.opening_create"}
# The address of a document or of one of its versions.
OF_A_DOCUMENT = re.compile(r"/d/(?P<number>[^/]+-[^/?]+)(?:/v/(?P<version>\d+))?")
# Whoever asks for these gets something else than a page: the link or picture is unknown, no logo is set.
SAID = {HTTPStatus.FORBIDDEN: "Du har inte behörighet till sidan", HTTPStatus.NOT_FOUND: "finns inte|känner inte igen"}
UNKNOWN = (
    "people.link_show",
    "theme.logo_show",
    "notices.notice_show",
    "notices.feed_show",
    "notices.calendar_show",
    "intake.picture_show",
)
ANSWERS = {
    **dict.fromkeys(UNKNOWN, HTTPStatus.NOT_FOUND),
    # They lead to the version, and nobody has asked for anything.
    "printing.document_show": HTTPStatus.FOUND,
    "printing.document_word": HTTPStatus.FOUND,
    "printing.takeout_show": HTTPStatus.NOT_FOUND,
    "printing.takeout_file": HTTPStatus.NOT_FOUND,
}


def reader_for(app: Flask, persona: str) -> Reader:
    """Return the persona as a reader today."""
    with app.app_context():
        return reader_of(Person.get(key=persona), app.extensions["portal"].today()) if persona else CITIZEN


def expected(app: Flask, endpoint: str, path: str, reader: Reader) -> int:
    """Return what a route answers a reader."""
    access = app.view_functions[endpoint].access
    if access is not None and reader.key is None:
        return HTTPStatus.UNAUTHORIZED if endpoint in FOR_SCRIPTS else HTTPStatus.SEE_OTHER
    if access and not reader.holds(access):
        return HTTPStatus.FORBIDDEN
    if endpoint == "people.session_new" and reader.key:
        return HTTPStatus.SEE_OTHER
    if OF_A_DOCUMENT.match(path) and not is_shown(app, endpoint, path, reader):
        return HTTPStatus.NOT_FOUND
    if access and OF_A_DOCUMENT.match(path) and why_not_hold(access, unit_of(app, path), reader.tokens):
        return HTTPStatus.FORBIDDEN
    return ANSWERS.get(endpoint, HTTPStatus.OK)


def unit_of(app: Flask, path: str) -> str:
    """Return the code of the unit that owns the document of a page."""
    match = OF_A_DOCUMENT.match(path)
    assert match, path
    with app.app_context():
        return str(Document.get(Document.number == match["number"]).unit.code)


def is_shown(app: Flask, endpoint: str, path: str, reader: Reader) -> bool:
    """Whether a document's page shows the reader anything; of what they may not know it says that it does not exist."""
    match = OF_A_DOCUMENT.match(path)
    assert match, path
    with app.app_context():
        record = read_record(match["number"], app.extensions["portal"].today())
    assert record, path
    lines = [line for line in record.versions if match["version"] in {None, str(line.number)}]
    if endpoint == "control.print_check":
        return lines[0].status in DECIDED
    return any(may_read(reader.tokens, readers_of(line, record.document)) for line in lines)


def test_every_route_has_a_sample(portal: Flask) -> None:
    rules = list(portal.url_map.iter_rules())
    assert {rule.endpoint for rule in rules if "GET" in rule.methods} == set(PAGES)
    assert {rule.endpoint for rule in rules if rule.methods & {"POST", "PUT", "PATCH", "DELETE"}} == set(DEEDS)


@pytest.mark.parametrize("persona", PERSONAS)
@pytest.mark.parametrize("endpoint", PAGES)
def test_it_answers(
    portal: Flask, marks: Landmarks, clients: dict[str, FlaskClient], endpoint: str, persona: str
) -> None:
    reader = reader_for(portal, persona)
    for path in PAGES[endpoint](marks):
        response = clients[persona].get(path)
        status = expected(portal, endpoint, path, reader)
        assert response.status_code == status, path
        shown = OF_A_DOCUMENT.match(path)
        if shown and status == HTTPStatus.OK and is_whole_page(response):
            assert shown["number"] in response.text, path
        if status in SAID:
            assert re.search(SAID[status], response.text), path
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
        most = MOST_AT_FIRST.get(endpoint, MOST_QUERIES)
        assert len(statements) <= most, "\n".join([path, *statements])
        portal.extensions["shelf"].pages.clear()
        with counted_queries() as statements:
            clients[persona].get(path)
        assert len(statements) <= MOST_QUERIES, "\n".join([path, *statements])


def forget_pages(app: Flask) -> None:
    """Let nothing be kept from pages that were shown before, neither of who reads nor of the organisation."""
    app.extensions["shelf"].pages.clear()
    forget_everything()


@pytest.mark.parametrize("endpoint", [name for name in DEEDS if name != "people.session_create"])
def test_a_citizen_changes_nothing(portal: Flask, clients: dict[str, FlaskClient], endpoint: str) -> None:
    with portal.app_context():
        before = head()
    response = clients[FREJ].post(DEEDS[endpoint])
    if endpoint == "people.link_update":
        assert response.status_code == HTTPStatus.NOT_FOUND
        assert "Länken finns inte" in response.text
    elif endpoint in COUNTED:
        assert (response.status_code, response.data) == (HTTPStatus.NO_CONTENT, b"")
    elif endpoint in FOR_SCRIPTS:
        assert (response.status_code, response.json) == (HTTPStatus.UNAUTHORIZED, {"error": "signed-out"})
    else:
        place = "/" if endpoint == "people.session_delete" else "/logga-in?next=/"
        assert (response.status_code, response.location) == (HTTPStatus.SEE_OTHER, place)
    with portal.app_context():
        assert head() == before


@pytest.mark.parametrize("endpoint", [name for name in DEEDS if name not in COUNTED])
def test_a_deed_needs_its_token(portal: Flask, clients: dict[str, FlaskClient], endpoint: str) -> None:
    portal.config["WTF_CSRF_ENABLED"] = True
    try:
        response = clients["egon"].post(DEEDS[endpoint])
    finally:
        portal.config["WTF_CSRF_ENABLED"] = False
    assert response.status_code == HTTPStatus.BAD_REQUEST
    if endpoint in FOR_SCRIPTS:
        assert set(response.json) == {"token"}
        return
    assert is_whole_page(response)
    assert "Försök igen" in response.get_data(as_text=True)
