"""A small municipality, and browsers that look at each page they get."""

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.support.browser import client_for
from tests.support.organisation import Organisation, make_organisation
from tests.support.pleased import PleasedClient

Visit = Callable[..., TestResponse]


@pytest.fixture
def organisation(bare_app: Flask) -> Organisation:
    return make_organisation(bare_app.extensions["portal"].now())


@pytest.fixture
def visit(bare_app: Flask, organisation: Organisation) -> Visit:
    """Return what opens an address as a person, or as a citizen."""
    bare_app.test_client_class = PleasedClient

    def open_as(who: str | None, path: str, method: str = "GET", **headers: str) -> TestResponse:
        client = client_for(bare_app, organisation.people[who] if who else None)
        return client.open(
            path, method=method, headers={name.replace("_", "-"): value for name, value in headers.items()}
        )

    return open_as
