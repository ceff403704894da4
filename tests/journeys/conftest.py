"""The whole portal over the example, asked without a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.people.models import Person
from portal.store import database
from tests.support.browser import client_for
from tests.support.example import copy_of
from tests.support.landmarks import Landmarks, application, landmarks_of
from tests.support.personas import PERSONAS
from tests.support.pleased import PleasedClient


@pytest.fixture(scope="module")
def portal(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """Return the application over a copy of the example; its test client is hard to please."""
    app = application(copy_of(example, tmp_path_factory.mktemp("portal") / "var"))
    app.test_client_class = PleasedClient
    yield app
    database.database.close()


@pytest.fixture(scope="module")
def marks(portal: Flask) -> Landmarks:
    """Return what there is to be seen."""
    return landmarks_of(portal)


@pytest.fixture(scope="module")
def clients(portal: Flask) -> dict[str, FlaskClient]:
    """Return a browser for each persona, signed in."""
    with portal.app_context():
        return {key: client_for(portal, Person.get(key=key) if key else None) for key in PERSONAS}
