"""The small municipality, and browsers of those who live in it."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.people.actions.organisation import place_person
from portal.people.actions.persons import save_person, set_passphrase
from portal.people.reader import MACHINE
from tests.support.browser import client_for
from tests.support.clock import Clock
from tests.support.organisation import Organisation
from tests.support.pleased import PleasedClient

As = Callable[[str], FlaskClient]
PASSPHRASE = "vinter cykel lampa"


@pytest.fixture
def town(organisation: Organisation, clock: Clock) -> Organisation:
    """Return the municipality; Sam administers only social services."""
    town = organisation
    sam, _ = save_person(MACHINE, key="sam", name="Sam Öst", email="sam@ekvik.example", now=clock())
    place_person(MACHINE, sam, town.units["SOC"], role="administrator", now=clock())
    town.people["sam"] = sam
    return town


@pytest.fixture
def browse(bare_app: Flask, town: Organisation) -> As:
    """Return a browser signed in as someone, or a citizen's when the key is empty."""
    bare_app.test_client_class = PleasedClient
    return lambda key: client_for(bare_app, town.people[key] if key else None)


@pytest.fixture
def asta_can_sign_in(town: Organisation, clock: Clock) -> str:
    """Give Asta a passphrase and return it."""
    set_passphrase(town.people["asta"], PASSPHRASE, now=clock(), actor="asta")
    return PASSPHRASE
