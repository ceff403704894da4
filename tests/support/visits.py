"""Browsers that look at each page they get."""

from collections.abc import Callable

from flask import Flask
from werkzeug.test import TestResponse

from tests.support.browser import client_for
from tests.support.organisation import Organisation
from tests.support.pleased import PleasedClient

Visit = Callable[..., TestResponse]


def visits(app: Flask, organisation: Organisation) -> Visit:
    """Return what opens an address as a person, or as a citizen; headers are named with `_` for `-`."""
    app.test_client_class = PleasedClient

    def open_as(who: str | None, path: str, method: str = "GET", **headers: str) -> TestResponse:
        client = client_for(app, organisation.people[who] if who else None)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return client.open(path, method=method, headers=named)

    return open_as
