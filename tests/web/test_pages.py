"""Kept pages: answered from memory, never stale, never another's."""

import gzip
import threading
from collections.abc import Iterator

import pytest
from flask import Flask

from portal.people.queries.persons import get_person
from portal.store.database import database
from portal.web.pages import KEPT_PAGES, Page, Shelf
from tests.support.browser import client_for
from tests.support.clock import Clock
from tests.support.documents import make_valid
from tests.support.organisation import Organisation

LIST = "/handbok/a-o"


@pytest.fixture
def asked() -> Iterator[list[str]]:
    """Return the SQL of every query made."""
    queries: list[str] = []
    hook = database.obj.execute_sql

    def listen(sql: str, *rest: object, **named: object) -> object:
        queries.append(sql)
        return hook(sql, *rest, **named)

    database.obj.execute_sql = listen
    yield queries
    database.obj.execute_sql = hook


def test_a_page_is_made_once_and_then_kept(bare_app: Flask, organisation: Organisation, asked: list[str]) -> None:
    make_valid(organisation, audience=["public"])
    client = client_for(bare_app)
    first = client.get(LIST)
    asked.clear()
    second = client.get(LIST)
    assert len(asked) == 1
    assert second.data == first.data
    for name in ("Content-Security-Policy", "ETag", "Vary", "Cache-Control", "Content-Type"):
        assert second.headers[name] == first.headers[name]


def test_an_unchanged_page_is_answered_304(bare_app: Flask, organisation: Organisation) -> None:
    client = client_for(bare_app)
    tag = client.get(LIST).headers["ETag"]
    answer = client.get(LIST, headers={"If-None-Match": tag})
    assert (answer.status_code, answer.data) == (304, b"")
    other = client_for(bare_app).get(LIST, headers={"If-None-Match": 'W/"another"'})
    assert (other.status_code, other.headers["ETag"]) == (200, tag)
    assert b"<h1" in other.data


def test_a_kept_page_is_sent_as_small_as_the_browser_takes_it(bare_app: Flask, organisation: Organisation) -> None:
    make_valid(organisation, audience=["public"])
    client = client_for(bare_app)
    packed = [client.get(LIST, headers={"Accept-Encoding": "br, gzip;q=1.0"}) for _ in range(2)]
    whole = [client.get(LIST, headers={"Accept-Encoding": offer}) for offer in ("", "gzip;q=0", "identity")]
    assert {answer.headers["Content-Encoding"] for answer in packed} == {"gzip"}
    assert not any("Content-Encoding" in answer.headers for answer in whole)
    assert {gzip.decompress(answer.data) for answer in packed} == {answer.data for answer in whole}
    for answer in (*packed, *whole):
        assert int(answer.headers["Content-Length"]) == len(answer.data)
        assert "Accept-Encoding" in answer.vary
    unchanged = client.get(LIST, headers={"Accept-Encoding": "gzip", "If-None-Match": packed[0].headers["ETag"]})
    assert (unchanged.status_code, unchanged.data) == (304, b"")


def test_a_page_with_secrets_is_never_compressed(bare_app: Flask, organisation: Organisation) -> None:
    answer = client_for(bare_app, get_person("asta")).get(LIST, headers={"Accept-Encoding": "gzip"})
    assert "csrf" in answer.text
    assert "Content-Encoding" not in answer.headers


def test_what_happens_is_seen_at_once(bare_app: Flask, organisation: Organisation) -> None:
    client = client_for(bare_app)
    tag = client.get(LIST).headers["ETag"]
    make_valid(organisation, audience=["public"], title="Rutin för snö")
    page = client.get(LIST, headers={"If-None-Match": tag})
    assert page.status_code == 200
    assert "Rutin för snö" in page.get_data(as_text=True)


def test_the_turn_of_the_day_is_seen_at_once(bare_app: Flask, organisation: Organisation, clock: Clock) -> None:
    make_valid(organisation, audience=["public"])
    client = client_for(bare_app)
    assert "Gäller, översyn försenad" not in client.get("/d/SOC-RUT-0001").get_data(as_text=True)
    clock.go(days=400)
    assert "Gäller, översyn försenad" in client.get("/d/SOC-RUT-0001").get_data(as_text=True)


def test_what_one_reader_sees_is_never_kept_for_another(bare_app: Flask, organisation: Organisation) -> None:
    make_valid(organisation, title="Bara för oss", audience=["internal"])
    asta = client_for(bare_app, get_person("asta"))
    assert "Bara för oss" in asta.get(LIST).get_data(as_text=True)
    assert "Bara för oss" not in client_for(bare_app).get(LIST).get_data(as_text=True)
    assert asta.get(LIST).headers["Cache-Control"] == "private, no-store"


def test_a_page_and_its_partial_are_kept_apart(bare_app: Flask, organisation: Organisation) -> None:
    client = client_for(bare_app)
    page = client.get(LIST).data
    assert client.get(LIST, headers={"HX-Request": "true"}).data != page
    assert client.get(LIST).data == page


def test_the_shelf_throws_out_the_least_used() -> None:
    shelf, stamp = Shelf(), (None, 1)
    for number in range(KEPT_PAGES + 1):
        shelf.keep((f"/{number}", "", ""), Page(stamp, "", (), b""))  # type: ignore[arg-type]
        shelf.find(("/0", "", ""), stamp)  # type: ignore[arg-type]
    assert shelf.find(("/0", "", ""), stamp)  # type: ignore[arg-type]
    assert not shelf.find(("/1", "", ""), stamp)  # type: ignore[arg-type]
    assert len(shelf.pages) == KEPT_PAGES


def test_many_threads_may_share_the_shelf() -> None:
    shelf, stamp = Shelf(), (None, 1)

    def keep(who: int) -> None:
        for number in range(500):
            shelf.keep((f"/{who}/{number}", "", ""), Page(stamp, "", (), b""))  # type: ignore[arg-type]
            shelf.find((f"/{who}/{number // 2}", "", ""), stamp)  # type: ignore[arg-type]

    threads = [threading.Thread(target=keep, args=(who,)) for who in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(shelf.pages) == KEPT_PAGES


@pytest.mark.parametrize("whole", ["HX-Boosted", "HX-History-Restore-Request"])
def test_a_whole_page_for_htmx_is_not_answered_where_a_part_is_asked_for(
    bare_app: Flask, organisation: Organisation, whole: str
) -> None:
    make_valid(organisation, audience=["public"])
    client = client_for(bare_app)
    page = client.get(LIST, headers={"HX-Request": "true", whole: "true"})
    part = client.get(LIST, headers={"HX-Request": "true"})
    assert "<html" in page.text
    assert "<html" not in part.text
    assert whole in page.vary
