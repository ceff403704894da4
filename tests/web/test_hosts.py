"""The way in: what proxies tell is believed as far as it is trusted, and other hosts' names are refused."""

import logging
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import Client, EnvironBuilder
from werkzeug.wrappers import Response

from portal.app import create_app
from portal.config import Config, from_environment
from portal.lib.hosts import comes_straight, name_of
from portal.store import database, schema
from portal.web import hosts
from portal.web.assets import static_url
from portal.web.security import HEADERS

TOLD = {
    "X-Forwarded-For": "203.0.113.9, 198.51.100.7",
    "X-Forwarded-Proto": "http, https",
    "X-Forwarded-Host": "evil.example, handbok.ekvik.example",
}


def asked_through(config: Config, told: dict[str, str]) -> tuple[str, str, str]:
    """Return who asks, how and for what host, as an application with these settings is told of a request."""
    seen: dict[str, Any] = {}
    app = Flask("asked")

    def answer(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        seen.update(environ)
        return Response("")(environ, start_response)

    app.wsgi_app = answer  # type: ignore[method-assign]
    hosts.register(app, config)
    Client(app.wsgi_app).open(EnvironBuilder(headers=told, environ_base={"REMOTE_ADDR": "192.0.2.1"}))
    return seen["REMOTE_ADDR"], seen["wsgi.url_scheme"], seen["HTTP_HOST"]


@pytest.mark.parametrize(
    ("steps", "told", "seen"),
    [
        (0, TOLD, ("192.0.2.1", "http", "localhost")),
        (1, TOLD, ("198.51.100.7", "https", "handbok.ekvik.example")),
        (2, TOLD, ("203.0.113.9", "http", "evil.example")),
        (3, TOLD, ("192.0.2.1", "http", "localhost")),
        (1, {}, ("192.0.2.1", "http", "localhost")),
    ],
)
def test_just_as_many_proxies_are_believed_as_are_set(
    steps: int, told: dict[str, str], seen: tuple[str, str, str]
) -> None:
    assert asked_through(Config(trusted_proxies=steps, bind="0.0.0.0:8000"), told) == seen


@pytest.mark.parametrize("steps", ["-1", "en"])
def test_a_number_of_proxies_that_is_none_is_refused_by_name(tmp_path: object, steps: str) -> None:
    with pytest.raises(ValueError, match="PORTAL_TRUSTED_PROXIES"):
        from_environment({"PORTAL_DATA_DIR": str(tmp_path), "PORTAL_TRUSTED_PROXIES": steps})


def test_a_portal_behind_proxies_is_not_for_this_machine_alone() -> None:
    assert Config().is_loopback
    assert not Config(trusted_proxies=1).is_loopback


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("Handbok.Ekvik.example:8443", "handbok.ekvik.example"),
        ("localhost.", "localhost"),
        ("[::1]:8000", "[::1]"),
        ("", ""),
        ("evil.example/x", ""),
        ("a@evil.example", ""),
        ("localhost:port", ""),
        ("åre.example", ""),
        ("localhost\n", ""),
    ],
)
def test_a_hosts_name_is_read_without_its_port(host: str, name: str) -> None:
    assert name_of(host) == name


OWN = {"localhost", "127.0.0.1", "[::1]"}


@pytest.mark.parametrize(
    ("settings", "names"),
    [
        ({}, OWN),
        ({"PORTAL_BIND": "unix:/run/portal.sock"}, OWN),
        ({"PORTAL_BIND": "127.0.0.2:8000"}, {*OWN, "127.0.0.2"}),
        ({"PORTAL_BASE_URL": "https://Handbok.Åre.example/"}, {"handbok.xn--re-xia.example"}),
        ({"PORTAL_BASE_URL": "http://localhost:8000", "PORTAL_BIND": "0.0.0.0:8000"}, OWN),
        ({"PORTAL_BIND": "0.0.0.0:8000"}, set()),
        ({"PORTAL_BIND": "127.0.0.1:8000,0.0.0.0:8000"}, set()),
        (
            {"PORTAL_ALLOWED_HOSTS": "A.example, b.example:80", "PORTAL_BASE_URL": "https://c.example"},
            {"a.example", "b.example"},
        ),
    ],
)
def test_the_names_follow_from_the_settings(tmp_path: object, settings: dict[str, str], names: set[str]) -> None:
    assert from_environment({"PORTAL_DATA_DIR": str(tmp_path), **settings}).hosts == names


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORTAL_ALLOWED_HOSTS", "a.example,,b.example"),
        ("PORTAL_ALLOWED_HOSTS", "https://a.example"),
        ("PORTAL_ALLOWED_HOSTS", "*"),
        ("PORTAL_BASE_URL", "handbok.example"),
        ("PORTAL_BASE_URL", "https://bo@handbok.example"),
    ],
)
def test_names_that_are_none_are_refused_by_name(tmp_path: object, name: str, value: str) -> None:
    with pytest.raises(ValueError, match=name):
        from_environment({"PORTAL_DATA_DIR": str(tmp_path), name: value})


@pytest.mark.parametrize("address", ["/", "/logga-in", "/handbok", "app.css"])
def test_another_host_is_refused_before_anything_is_asked(
    bare_app: Flask, caplog: pytest.LogCaptureFixture, address: str
) -> None:
    path = static_url(address) if address == "app.css" else address
    answer = bare_app.test_client().get(path, headers={"Host": "evil.example\x1b[31m"})
    assert answer.status_code == 400
    assert "har inte det namn" in answer.text
    assert not answer.text.count("href")
    assert "evil" not in answer.text
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert answer.headers["Cache-Control"] == "no-store"
    told = ("portal.web.hosts", logging.WARNING, r"host refused: 'evil.example\x1b[31m' is not in PORTAL_ALLOWED_HOSTS")
    assert caplog.record_tuples == [told]


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:8000", "[::1]:8000"])
def test_its_own_names_are_answered(bare_app: Flask, host: str) -> None:
    assert bare_app.test_client().get("/logga-in", headers={"Host": host}).status_code == 200


def test_a_page_kept_for_one_name_is_not_answered_under_another(bare_app: Flask) -> None:
    client = bare_app.test_client()
    assert client.get("/handbok/").status_code == 200
    assert client.get("/handbok/", headers={"Host": "evil.example"}).status_code == 400


def test_a_request_without_a_host_is_refused(bare_app: Flask) -> None:
    def drop_host(environ: dict[str, Any], start_response: Any) -> Any:
        return bare_app.wsgi_app({key: value for key, value in environ.items() if key != "HTTP_HOST"}, start_response)

    assert Client(drop_host).get("/").status_code == 400


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_who_watches_the_server_may_ask_by_any_name(bare_app: Flask, address: str) -> None:
    answer = bare_app.test_client().get(address, headers={"Host": "10.0.0.7"})
    assert answer.json["status"] == "ok"
    assert bare_app.test_client().get(f"{address}/x", headers={"Host": "10.0.0.7"}).status_code == 400


def test_what_the_proxy_says_is_asked_for_is_what_counts(config: Config) -> None:
    app = create_app(replace(config, trusted_proxies=1, base_url="https://handbok.ekvik.example"))
    schema.migrate()
    client = app.test_client()
    assert client.get("/logga-in", headers={"X-Forwarded-Host": "handbok.ekvik.example"}).status_code == 200
    told = {"Host": "handbok.ekvik.example", "X-Forwarded-Host": "evil.example"}
    assert client.get("/logga-in", headers=told).status_code == 400
    database.database.close()


def test_a_portal_that_cannot_know_its_names_answers_all_that_are_names(config: Config) -> None:
    app = create_app(replace(config, bind="0.0.0.0:8000"))
    schema.migrate()
    client = app.test_client()
    assert client.get("/logga-in", headers={"Host": "portal.intern"}).status_code == 200
    assert client.get("/logga-in", headers={"Host": "evil.example/x"}).status_code == 400
    database.database.close()


BROWSERS = ("Host", "User-Agent", "Accept", "Cookie", "X-Requested-With")


@pytest.mark.parametrize(
    ("host", "more", "protocol", "is_straight"),
    [
        ("127.0.0.1:8000", (), "HTTP/1.1", True),
        ("localhost:8000", (), "HTTP/1.1", True),
        ("[::1]:8000", (), "HTTP/1.1", True),
        ("127.8.8.8", (), "HTTP/1.1", True),
        ("handbok.ekvik.example", (), "HTTP/1.1", False),
        ("localhost.ekvik.example", (), "HTTP/1.1", False),
        ("127.0.0.1.ekvik.example", (), "HTTP/1.1", False),
        ("192.0.2.1", (), "HTTP/1.1", False),
        ("", (), "HTTP/1.1", False),
        ("localhost", ("X-Forwarded-For",), "HTTP/1.1", False),
        ("localhost", ("x-forwarded-proto",), "HTTP/1.1", False),
        ("localhost", ("Forwarded",), "HTTP/1.1", False),
        ("localhost", ("Via",), "HTTP/1.1", False),
        ("localhost", ("X-Real-Ip",), "HTTP/1.1", False),
        ("localhost", (), "HTTP/1.0", False),
    ],
)
def test_a_request_tells_whether_it_came_straight(
    host: str, more: tuple[str, ...], protocol: str, *, is_straight: bool
) -> None:
    assert comes_straight(host, (*BROWSERS, *more), protocol) is is_straight
