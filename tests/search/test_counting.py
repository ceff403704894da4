"""Which searches are counted, and what is opened after them, as browsers ask for it."""

from datetime import date, timedelta

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal.config import from_environment
from portal.people.models import Session
from portal.search.log import SearchLog
from portal.search.models import Opened, Searched
from portal.search.queries.openings import opened_at, opened_for
from tests.search.conftest import Visit
from tests.support.browser import client_for
from tests.support.clock import Clock
from tests.support.documents import make_valid
from tests.support.markup import Markup
from tests.support.organisation import Organisation
from tests.support.queries import counted_queries

REF = "document:SOC-RUT-0001"
OPENED = {"q": " Hot  rutin", "ref": REF, "rank": "2"}
HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def pages(organisation: Organisation) -> None:
    make_valid(organisation, title="Rutin vid hot och våld", audience=["public"])
    make_valid(organisation, "SOC-RUT-0002", title="Rutin för hot på tåg")


@pytest.fixture
def log(bare_app: Flask) -> SearchLog:
    return bare_app.extensions["search_log"]


def counted(log: SearchLog) -> dict[str, tuple[int, int]]:
    """Return the words that have been counted, with count and hits."""
    return {words: numbers for (_day, words), numbers in log.batch.searched.items()}


@pytest.fixture
def look(visit: Visit) -> Visit:
    """Return what opens an address and lets the answer be sent to its end."""

    def look_at(who: str | None, path: str, **headers: str) -> TestResponse:
        with visit(who, path, **headers) as response:
            assert response.text
        return response

    return look_at


@pytest.mark.usefixtures("pages")
def test_a_search_is_counted_once_it_is_answered(visit: Visit, log: SearchLog) -> None:
    response = visit("asta", "/sok?q=+Hot++rutin")
    assert counted(log) == {}
    response.close()
    assert counted(log) == {"hot rutin": (1, 2)}


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize(
    ("path", "headers", "words"),
    [
        ("/sok?q=hot", {}, {"hot": (1, 1)}),
        ("/sok?q=hot&typ=routine", {}, {"hot": (1, 1)}),
        ("/sok?q=xqzwxq", {}, {"xqzwxq": (1, 0)}),
        ("/sok?q=hot", {"HX_Request": "true", "HX_Current_URL": "http://localhost/sok?q=tåg"}, {"hot": (1, 1)}),
        ("/sok?q=hot", {"Referer": "http://localhost/sok?q=tåg"}, {"hot": (1, 1)}),
        ("/sok?q=hot", {"Referer": "http://localhost/handbok/?q=hot"}, {"hot": (1, 1)}),
        ("/sok?q=hot", {"Referer": "http://[x/sok?q=hot"}, {"hot": (1, 1)}),
        ("/sok?q=hot", {"Referer": "http://localhost//[x?q=hot"}, {"hot": (1, 1)}),
        ("/sok", {}, {}),
        ("/sok?typ=routine", {}, {}),
        ("/sok?q=850312-1234", {}, {}),
        ("/sok?q=hot&typ=plan", {}, {}),
        ("/sok?q=hot&sida=2", {}, {}),
        ("/sok?q=hot&typ=routine", {"Referer": "http://localhost/sok?q=Hot"}, {}),
        ("/sok?q=hot", {"HX_Request": "true", "HX_Current_URL": "http://localhost/sok?q=hot&typ=plan"}, {}),
        ("/sok?q=hot", {"Referer": "http://localhost/sok/statistik?dagar=7"}, {}),
        ("/sok/forslag?q=hot", {"HX_Request": "true"}, {}),
    ],
)
def test_which_searches_are_counted(
    look: Visit, log: SearchLog, path: str, headers: dict[str, str], words: dict[str, tuple[int, int]]
) -> None:
    look(None, path, **headers)
    assert counted(log) == words


@pytest.mark.usefixtures("pages")
def test_words_half_typed_are_not_counted(look: Visit, log: SearchLog) -> None:
    before = ""
    for typed in ("h", "hot", "hot o", "hot och v", "hot och våld"):
        look(None, f"/sok?q={typed}", HX_Request="true", HX_Current_URL=f"http://localhost/sok?q={before}")
        before = typed
    assert set(counted(log)) == {"hot", "hot och våld"}


@pytest.mark.usefixtures("pages")
def test_a_head_is_not_counted(visit: Visit, log: SearchLog) -> None:
    visit(None, "/sok?q=hot", method="HEAD").close()
    assert counted(log) == {}


@pytest.mark.usefixtures("pages")
def test_a_search_answered_without_its_index_is_not_counted(
    bare_app: Flask, organisation: Organisation, log: SearchLog
) -> None:
    with client_for(bare_app).get("/sok?q=hot") as response:
        assert "Sökregistret görs i ordning" in response.text
    assert counted(log) == {}


def test_what_has_waited_is_written_after_any_page(bare_app: Flask, log: SearchLog, clock: Clock) -> None:
    seconds = [0.0]
    log.clock = lambda: seconds[0]
    log.note_search(clock().date(), "hot", 1)
    client_for(bare_app).get("/tillganglighet").close()
    assert Searched.select().count() == 0
    seconds[0] = 10.0
    client_for(bare_app).get("/personuppgifter").close()
    assert Searched.get().words == "hot"


@pytest.mark.usefixtures("pages")
def test_hits_and_suggestions_tell_what_they_are(visit: Visit, organisation: Organisation) -> None:
    assert f'data-ref="{REF}" data-rank="1" data-words="våld &amp; hot"' in visit(None, "/sok?q=våld+%26+hot").text
    assert f'data-ref="{REF}" data-rank="1" data-words="våld"' in visit(None, "/sok/forslag?q=våld").text
    for number in range(100, 125):
        make_valid(organisation, f"SOC-RUT-0{number}", title=f"Instruktion {number}", body="Ekollon.")
    page = visit("asta", "/sok?q=ekollon&sida=2").text
    assert 'data-rank="21"' in page
    assert 'data-rank="25"' in page
    assert 'data-rank="20"' not in page


@pytest.mark.usefixtures("pages")
def test_every_way_into_a_hit_tells_the_same(visit: Visit) -> None:
    links = [link for link in Markup(visit(None, "/sok?q=undantag").text).all("a") if link.get("data-ref")]
    assert [link.get("class") for link in links] == ["", "hit__place"]
    assert {(link.get("data-ref"), link.get("data-rank"), link.get("data-words")) for link in links} == {
        (REF, "1", "undantag")
    }


def test_an_opening_is_counted_without_anybody(bare_app: Flask, organisation: Organisation, log: SearchLog) -> None:
    bare_app.config["WTF_CSRF_ENABLED"] = True
    for who in (None, organisation.people["asta"]):
        client = client_for(bare_app, who)
        before = Session.select().dicts().get() if who else None
        with client.post("/sok/oppnad", data=OPENED, headers=HERE) as response:
            assert (response.status_code, response.data) == (204, b"")
            assert "Set-Cookie" not in response.headers
        assert before is None or Session.select().dicts().get() == before
    assert dict(log.batch.opened) == {(organisation.today, "hot rutin", REF, 2): 2}
    assert (Opened.select().count(), Searched.select().count(), counted(log)) == (0, 0, {})


@pytest.mark.parametrize(
    ("change", "headers"),
    [
        ({}, {}),
        ({}, {"Sec-Fetch-Site": "cross-site"}),
        ({}, {"Sec-Fetch-Site": "same-site"}),
        ({}, {"Origin": "https://elsewhere.example"}),
        ({}, {"Origin": "http://[x"}),
        ({"q": ""}, HERE),
        ({"q": "850312-1234"}, HERE),
        ({"q": "x" * 201}, HERE),
        ({"q": "x" * 200_000}, HERE),
        ({"ref": "person:asta"}, HERE),
        ({"ref": "document:" + "X" * 500}, HERE),
        ({"rank": "0"}, HERE),
        ({"rank": "99999999999999999999"}, HERE),
        ({"rank": "x"}, HERE),
    ],
)
def test_what_is_no_opening_changes_nothing(
    bare_app: Flask, log: SearchLog, change: dict[str, str], headers: dict[str, str]
) -> None:
    with client_for(bare_app).post("/sok/oppnad", data={**OPENED, **change}, headers=headers) as response:
        assert (response.status_code, response.data) == (204, b"")
    assert not log.batch.opened


@pytest.mark.usefixtures("organisation")
def test_an_opening_without_its_fields_or_as_json_changes_nothing(bare_app: Flask, log: SearchLog) -> None:
    for sent in ({}, {"json": OPENED}, {"data": {"q": "hot"}}, {"data": b"\xff\xfe\x00"}):
        assert client_for(bare_app).post("/sok/oppnad", headers=HERE, **sent).status_code == 204
    assert not log.batch.opened


def test_an_origin_of_ones_own_is_enough(bare_app: Flask, log: SearchLog) -> None:
    client_for(bare_app).post("/sok/oppnad", data=OPENED, headers={"Origin": "http://localhost"}).close()
    assert len(log.batch.opened) == 1


def test_an_opening_is_sent_and_not_read(visit: Visit) -> None:
    assert visit(None, "/sok/oppnad").status_code == 405


@pytest.mark.usefixtures("both")
def test_openings_are_weighed_by_age() -> None:
    today = date(2026, 11, 20)
    for days, rank, count in ((0, 1, 2), (0, 5, 1), (30, 1, 4)):
        Opened.create(day=today - timedelta(days), words="hot", ref=REF, rank=rank, count=count)
    Opened.create(day=today, words="hot", ref="service:park", rank=1, count=1)
    Opened.create(day=today, words="hota", ref=REF, rank=1, count=50)
    opened_at.cache_clear()
    with counted_queries() as queries:
        assert opened_at("hot", today, 0, 0) == {REF: 5.0, "service:park": 1.0}
        assert opened_at("hot", today, 0, 0) == {REF: 5.0, "service:park": 1.0}
    assert len(queries) == 1, queries


def test_openings_are_read_once_a_minute(bare_app: Flask, clock: Clock) -> None:
    today = clock().date()
    with bare_app.app_context():
        assert opened_for("hot", today) == {}
        Opened.create(day=today, words="hot", ref=REF, rank=1, count=2)
        opened_for("hot", today)["spoilt"] = 1.0
        assert opened_for("hot", today) == {}
        clock.go(minutes=1)
        assert opened_for("hot", today) == {REF: 2.0}


def test_nothing_is_learnt_where_it_is_turned_off(bare_app: Flask, clock: Clock) -> None:
    Opened.create(day=clock().date(), words="hot", ref=REF, rank=1, count=2)
    with bare_app.app_context():
        object.__setattr__(bare_app.extensions["portal"].config, "search_learns", False)
        assert opened_for("hot", clock().date()) == {}


@pytest.mark.parametrize(("value", "learns"), [("1", True), ("Ja", True), ("0", False), ("off", False), ("", True)])
def test_the_setting_is_on_or_off(value: str, learns: bool) -> None:
    assert from_environment({"PORTAL_SECRET_KEY": "x", "PORTAL_SEARCH_LEARNS": value}).search_learns is learns


def test_a_setting_that_is_neither_is_refused() -> None:
    with pytest.raises(ValueError, match="PORTAL_SEARCH_LEARNS='kanske'"):
        from_environment({"PORTAL_SECRET_KEY": "x", "PORTAL_SEARCH_LEARNS": "kanske"})
