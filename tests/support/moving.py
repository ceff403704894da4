"""A portal that serves from within the test, so that its clock can be moved."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from werkzeug.serving import make_server

from portal.app import create_app
from portal.config import Config
from portal.journal.follow import catch_up
from portal.ops.daily import do_rounds
from portal.store import database
from tests.support.clock import Clock
from tests.support.site import Site


@dataclass(frozen=True)
class MovingSite(Site):
    """A running portal whose time is the test's."""

    app: Flask
    clock: Clock

    def let_pass(self, **time: int) -> None:
        """Let time pass, and do what the worker does then: the rounds of the day, and what follows the journal."""
        self.clock.go(**time)
        portal = self.app.extensions["portal"]
        with self.app.app_context():
            do_rounds(portal)
            followers = [follower for feature in portal.features for follower in feature.followers]
            while sum(catch_up(follower) for follower in followers):
                pass


@contextmanager
def serving_from_here(home: Path, clock: Clock, **settings: str) -> Iterator[MovingSite]:
    """Serve the portal in a directory, one request after another, until the block ends."""
    app = create_app(Config(data_dir=home, secret_key="only for tests", clock=clock, **settings))
    server = make_server("127.0.0.1", 0, app)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield MovingSite(f"http://127.0.0.1:{server.server_port}", home, app, clock)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        database.database.close()
