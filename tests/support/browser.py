"""Test browsers: signed in as a person, or a citizen's."""

from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

from portal.people.models import Person, Session
from portal.people.session import COOKIE, digest_of


def client_for(app: Flask, person: Person | None = None) -> FlaskClient:
    """Return a client signed in as the person; None is a citizen."""
    client = app.test_client()
    if person is None:
        return client
    now = app.extensions["portal"].now()
    token = f"token of {person.key}"
    Session.get_or_create(
        digest=digest_of(token),
        defaults={"person": person, "started_at": now, "seen_at": now, "expires_at": now + timedelta(days=400)},
    )
    client.set_cookie(COOKIE, token)
    return client
