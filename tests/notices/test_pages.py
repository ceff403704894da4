"""The pages: what I was told, what I follow, what I chose; each is my own and nobody else's."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.control.models.documents import ProcessArea
from portal.lib.refs import Ref
from portal.notices.actions.following import follow
from portal.notices.models import Following, Notice, Preference
from tests.notices.conftest import Told
from tests.support.browser import client_for
from tests.support.clock import Clock
from tests.support.documents import make_valid
from tests.support.organisation import Organisation
from tests.support.queries import counted_queries, forget_everything
from tests.support.visits import Visit

HTMX = {"HX-Request": "true"}


@pytest.fixture
def asta(bare_app: Flask, organisation: Organisation) -> FlaskClient:
    return client_for(bare_app, organisation.people["asta"])


@pytest.fixture
def told(organisation: Organisation, tell: Told, clock: Clock) -> Organisation:
    """Let Asta and Disa be told of thirty documents."""
    for key in ("asta", "disa"):
        follow(organisation.people[key], Ref("unit", "EKV"), now=clock())
    for number in range(30):
        make_valid(organisation, f"SOC-RUT-{number + 1:04d}", title=f"Rutin nummer {number}")
    tell()
    return organisation


def notice_of(organisation: Organisation, key: str) -> Notice:
    """Return one of a person's notices."""
    return Notice.select().where(Notice.person == organisation.people[key]).order_by(Notice.id).first()


@pytest.mark.parametrize("path", ["/aviseringar/", "/aviseringar/foljer", "/aviseringar/installningar"])
def test_a_page_asks_little_however_much_there_is(told: Organisation, asta: FlaskClient, path: str) -> None:
    for number in range(30):
        follow(told.people["asta"], Ref("document", f"SOC-RUT-{number + 1:04d}"), now=told.now)
    forget_everything()
    with counted_queries() as queries:
        assert asta.get(path).status_code == 200
    assert 1 < len(queries) <= 8, "\n".join(queries)


def test_the_newest_stand_first_and_the_bell_counts(told: Organisation, asta: FlaskClient) -> None:
    page = asta.get("/aviseringar/").text
    titles = re.findall(r"Rutin nummer (\d+)</a>", page)
    assert titles == [str(number) for number in range(29, 9, -1)]
    assert "30 olästa" in page
    assert re.findall(r"Rutin nummer (\d+)</a>", asta.get("/aviseringar/?sida=2").text) == [
        str(number) for number in range(9, -1, -1)
    ]


def test_following_the_link_reads_one(told: Organisation, asta: FlaskClient) -> None:
    row = notice_of(told, "asta")
    answer = asta.get(f"/aviseringar/{row.id}")
    assert (answer.status_code, answer.location) == (303, "/d/SOC-RUT-0001/v/1")
    assert "29 olästa" in asta.get("/handbok/").text


def test_anothers_notice_is_not_there(told: Organisation, asta: FlaskClient) -> None:
    row = notice_of(told, "disa")
    assert asta.get(f"/aviseringar/{row.id}").status_code == 404
    assert notice_of(told, "disa").read_at is None


def test_all_are_read_at_once(told: Organisation, asta: FlaskClient) -> None:
    part = asta.post("/aviseringar/lasta", headers=HTMX)
    assert "30 aviseringar är nu lästa." in part.text
    assert "Oläst" not in part.text
    assert "<html" not in part.text
    assert notice_of(told, "disa").read_at is None
    assert asta.post("/aviseringar/lasta").location == "/aviseringar/"


@pytest.mark.parametrize(
    ("ref", "place", "label"),
    [
        ("document:SOC-RUT-0001", "/d/SOC-RUT-0001", "Rutin vid hot och våld"),
        ("unit:SOC-AO", "/handbok/enhet/SOC-AO", "Äldreomsorgen"),
        ("area:omsorg", "/handbok/omrade/omsorg", "Omsorg"),
    ],
)
def test_a_button_follows_and_stops(
    organisation: Organisation, asta: FlaskClient, ref: str, place: str, label: str
) -> None:
    ProcessArea.create(key="omsorg", name="Omsorg", band="operate")
    make_valid(organisation)
    assert "Sluta följa" not in asta.get(place).text
    answer = asta.post("/aviseringar/foljer", data={"ref": ref})
    assert (answer.status_code, answer.location) == (303, place)
    assert asta.get(place).text.count("Sluta följa") == 1
    assert f'href="{place}">{label}</a>' in asta.get("/aviseringar/foljer").text
    part = asta.post("/aviseringar/foljer/avslut", data={"ref": ref}, headers=HTMX)
    assert "Sluta följa" not in part.text
    assert Following.select().count() == 0


@pytest.mark.parametrize(
    "ref", ["document:SOC-RUT-0001", "document:SOC-RUT-9999", "unit:XXX", "area:x", "service:x", "person:bo", "x", ""]
)
def test_what_one_may_not_know_of_cannot_be_followed(organisation: Organisation, asta: FlaskClient, ref: str) -> None:
    make_valid(organisation, audience=["role:manager@SBF"])
    assert asta.post("/aviseringar/foljer", data={"ref": ref}).status_code == 404
    assert Following.select().count() == 0


def test_one_goes_back_to_this_portal_only(organisation: Organisation, asta: FlaskClient) -> None:
    answer = asta.post("/aviseringar/foljer", data={"ref": "unit:SOC", "tillbaka": "//evil.example/"})
    assert answer.location == "/"


def test_a_title_that_one_may_not_know_of_is_not_shown(told: Organisation, asta: FlaskClient, clock: Clock) -> None:
    make_valid(told, "SOC-RUT-0099", audience=["role:manager@SBF"], title="Hemlig rutin")
    follow(told.people["asta"], Ref("document", "SOC-RUT-0099"), now=clock())
    page = asta.get("/aviseringar/foljer").text
    assert "Hemlig rutin" not in page
    assert "Du får inte läsa det längre." in page


def test_choices_are_kept(organisation: Organisation, asta: FlaskClient, clock: Clock) -> None:
    asta.post("/aviseringar/installningar", data={"own": "daily", "followed": "never"})
    row = Preference.get(Preference.person == organisation.people["asta"])
    assert (row.own, row.followed) == ("daily", "never")
    wrong = asta.post("/aviseringar/installningar", data={"own": "ofta", "followed": "never"})
    assert wrong.status_code == 422
    assert "Välj något som finns i listan." in wrong.text
    follow(organisation.people["asta"], Ref("unit", "SOC"), now=clock())
    one = Following.get()
    asta.post(f"/aviseringar/foljer/{one.id}/mejl", data={"pace": "weekly"})
    assert Following.get().pace == "weekly"
    asta.post(f"/aviseringar/foljer/{one.id}/mejl", data={"pace": ""})
    assert Following.get().pace == ""


def test_anothers_choice_cannot_be_changed(
    bare_app: Flask, organisation: Organisation, asta: FlaskClient, clock: Clock
) -> None:
    follow(organisation.people["disa"], Ref("unit", "SOC"), now=clock())
    assert asta.post(f"/aviseringar/foljer/{Following.get().id}/mejl", data={"pace": "weekly"}).status_code == 404
    assert Following.get().pace == ""


def test_a_citizen_sees_neither_bell_nor_button(organisation: Organisation, visit: Visit) -> None:
    make_valid(organisation, audience=["public"])
    page = visit(None, "/d/SOC-RUT-0001").text
    assert "/aviseringar/" not in page
    assert visit(None, "/aviseringar/").status_code == 303
