"""What every answer carries, and what is refused before a view sees it."""

from dataclasses import replace

import pytest
from flask import Flask

from portal.app import create_app
from portal.config import Config
from portal.store import database, schema
from portal.web.assets import static_url
from portal.web.security import HEADERS
from tests.support.browser import client_for


def test_a_built_file_carries_the_headers_too(bare_app: Flask) -> None:
    with client_for(bare_app).get(static_url("app.css")) as answer:
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
        assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize("address", ["/d/%00", "/sok?q=a%00", "/handbok/enhet/%00"])
def test_no_address_has_a_nul(bare_app: Flask, address: str) -> None:
    answer = client_for(bare_app).get(address)
    assert answer.status_code == 400
    assert "Förfrågan gick inte att förstå" in answer.text


@pytest.mark.parametrize(("shown", "is_secure"), [("https://handbok.ekvik.example", True), ("", False)])
def test_the_forms_cookie_keeps_to_https_where_the_portal_does(config: Config, *, shown: str, is_secure: bool) -> None:
    app = create_app(replace(config, base_url=shown))
    schema.migrate()
    cookie = app.test_client().get("/logga-in", base_url=shown or None).headers["Set-Cookie"]
    assert ("; Secure" in cookie) is is_secure
    database.database.close()


def test_a_page_before_that_is_no_address_is_passed_over(bare_app: Flask) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://[bad"}
    assert client_for(bare_app).get("/personer/", headers=headers).headers["HX-Redirect"] == "/logga-in?next=/"


@pytest.mark.parametrize(
    ("bind", "shown", "is_alone"),
    [
        ("127.0.0.1:8000", "", True),
        ("127.0.0.1:8000", "http://localhost:8000", True),
        ("127.0.0.1:8000", "http://127.0.0.1", True),
        ("127.0.0.1:8000", "https://handbok.ekvik.example", False),
        ("unix:/run/portal.sock", "https://localhost.ekvik.example", False),
        ("127.0.0.1:8000", "https://127.ekvik.example", False),
        ("127.0.0.1:8000,0.0.0.0:8000", "", False),
        ("0.0.0.0:8000", "http://localhost:8000", False),
    ],
)
def test_a_portal_shown_to_others_is_not_for_this_machine_alone(bind: str, shown: str, *, is_alone: bool) -> None:
    assert Config(bind=bind, base_url=shown).is_loopback is is_alone
