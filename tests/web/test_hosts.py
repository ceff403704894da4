"""The way in: what proxies tell is believed as far as it is trusted, no further."""

from typing import Any

import pytest
from flask import Flask
from werkzeug.test import Client, EnvironBuilder
from werkzeug.wrappers import Response

from portal.config import Config, from_environment
from portal.web import hosts

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
