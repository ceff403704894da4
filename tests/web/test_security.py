"""What every answer carries, and what is refused before a view sees it."""

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

from portal.app import create_app
from portal.config import Config
from portal.store import database, schema
from portal.web.assets import static_url
from portal.web.security import HEADERS, LONGEST_FROM_STRANGERS
from tests.support.browser import client_for
from tests.support.organisation import make_organisation


def test_a_built_file_carries_the_headers_too(bare_app: Flask) -> None:
    with client_for(bare_app).get(static_url("app.css")) as answer:
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
        assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize(
    "address", ["/d/%00", "/sok?q=a%00", "/handbok/enhet/%00", "/sok?typ=a&typ=%00", "/handbok/?%00=a"]
)
def test_no_address_has_a_nul(bare_app: Flask, address: str) -> None:
    answer = client_for(bare_app).get(address)
    assert answer.status_code == 400
    assert "Förfrågan gick inte att förstå" in answer.text


def form_of(size: int) -> dict[str, Any]:
    """Return what sends a form of so many bytes."""
    return {"data": b"email=" + b"a" * (size - 6), "content_type": "application/x-www-form-urlencoded"}


def files_of(size: int) -> dict[str, Any]:
    """Return what sends a file of so many bytes."""
    return {"data": {"file": (io.BytesIO(b"a" * size), "a.csv")}}


@pytest.mark.parametrize("sent", [form_of, files_of])
@pytest.mark.parametrize("address", ["/logga-in", "/logga-ut", "/personer/import", "/lank/x"])
def test_strangers_send_no_more_than_a_form(bare_app: Flask, sent: Callable[[int], Any], address: str) -> None:
    bare_app.config["WTF_CSRF_ENABLED"] = True
    client = client_for(bare_app)
    assert client.post(address, **sent(1000)).status_code == 400
    answer = client.post(address, **sent(LONGEST_FROM_STRANGERS + 1))
    assert answer.status_code == 413
    assert "Det var för mycket på en gång" in answer.text


class Unending(io.RawIOBase):
    """A form without end, which counts what has been read of it."""

    taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        buffer[:] = b"a" * len(buffer)
        self.taken += len(buffer)
        return len(buffer)


def test_what_does_not_say_its_length_is_read_no_further(bare_app: Flask) -> None:
    bare_app.config["WTF_CSRF_ENABLED"] = True
    stream = Unending()
    asked = EnvironBuilder("/logga-in", method="POST", content_type="application/x-www-form-urlencoded")
    environ = {**asked.get_environ(), "wsgi.input": stream, "wsgi.input_terminated": True}
    environ.pop("CONTENT_LENGTH", None)
    _, status, _ = run_wsgi_app(bare_app.wsgi_app, environ)
    assert status == "400 BAD REQUEST"
    assert stream.taken == LONGEST_FROM_STRANGERS


def test_who_is_signed_in_sends_a_file(bare_app: Flask) -> None:
    bare_app.config["WTF_CSRF_ENABLED"] = True
    egon = make_organisation(bare_app.extensions["portal"].now()).people["egon"]
    assert (
        client_for(bare_app, egon).post("/personer/import", **files_of(LONGEST_FROM_STRANGERS + 1)).status_code == 400
    )


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
