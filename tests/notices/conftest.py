"""A portal with a mail server, and those who follow."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from threading import Event

import pytest
from flask import Flask

from portal.config import Config
from portal.journal.follow import catch_up
from portal.notices.follower import FOLLOWER
from portal.notices.sending import send_outbox
from tests.support.mailserver import Post, mail_server

Told = Callable[[], None]
Sent = Callable[[], int]


@pytest.fixture
def server() -> Iterator[tuple[Post, str]]:
    """Run a mail server."""
    with mail_server() as running:
        yield running


@pytest.fixture
def post(server: tuple[Post, str]) -> Post:
    """Return what the mail server takes."""
    return server[0]


@pytest.fixture
def mailing(bare_app: Flask, config: Config, server: tuple[Post, str]) -> Flask:
    """Return the application with a mail server."""
    portal = bare_app.extensions["portal"]
    bare_app.extensions["portal"] = replace(portal, config=replace(config, smtp_url=server[1]))
    return bare_app


@pytest.fixture
def tell(bare_app: Flask) -> Told:
    """Return what lets the notices catch up with the journal."""

    def catch() -> None:
        with bare_app.app_context():
            catch_up(FOLLOWER)

    return catch


@pytest.fixture
def send(bare_app: Flask) -> Sent:
    """Return what sends what is due now, and answers how many were sent."""

    def sent() -> int:
        with bare_app.app_context():
            return send_outbox(Event())

    return sent
