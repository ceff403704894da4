"""A worker that is killed in the middle of sending: whoever starts it again sends the rest, and nothing twice."""

import shutil
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from flask import Flask

from portal.app import create_app
from portal.config import Config
from portal.journal.follow import catch_up
from portal.lib import clock
from portal.lib.refs import Ref
from portal.notices.actions.following import choose_paces, follow
from portal.notices.follower import FOLLOWER
from portal.notices.models import Mail
from portal.notices.rules.paces import Pace
from portal.ops.serve import FOLLOWER as WORKER
from portal.people.actions.organisation import place_person
from portal.people.actions.persons import save_person
from portal.people.reader import MACHINE
from portal.store import database
from tests.support.documents import make_valid
from tests.support.example import settings
from tests.support.mailserver import Post, mail_server
from tests.support.organisation import make_organisation

MANY = 60
PATIENCE = 90


@dataclass
class Worker:
    """The worker's process, which can be killed from the mail server."""

    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it."""
        self.process = subprocess.Popen(
            WORKER, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def kill(self) -> None:
        """Kill it, as a power cut would."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)

    def wait(self) -> int:
        """Wait for its end."""
        assert self.process is not None
        return self.process.wait(PATIENCE)


@pytest.fixture
def outbox(tmp_path: Path, migrated: Path) -> Iterator[Path]:
    """Return a portal's directory whose outbox has a message for each of many."""
    home, now = tmp_path / "var", clock.now()
    home.mkdir()
    shutil.copyfile(migrated, home / "portal.db")
    app: Flask = create_app(Config(data_dir=home, secret_key="only for tests", smtp_url="smtp://127.0.0.1:9"))
    organisation = make_organisation(now)
    for number in range(MANY):
        person, _ = save_person(
            MACHINE, key=f"p{number}", name=f"Person {number}", email=f"p{number}@ekvik.example", now=now
        )
        place_person(MACHINE, person, organisation.units["SOC"], role="", now=now)
        follow(person, Ref("unit", "EKV"), now=now)
        choose_paces(person, own=Pace.AT_ONCE, followed=Pace.AT_ONCE)
    organisation = replace(organisation, today=now.date())
    make_valid(organisation)
    with app.app_context():
        catch_up(FOLLOWER)
    assert Mail.select().count() == MANY + 1
    yield home
    database.database.close()


def worker_of(home: Path, address: str) -> Worker:
    """Return a worker over the portal's directory that sends to the mail server."""
    return Worker(settings(home, secret_key="only for tests", smtp_url=address))


def until(is_so: Callable[[], bool]) -> None:
    """Return when it is so. Raises AssertionError when it never is."""
    pause = threading.Event()
    for _ in range(PATIENCE * 10):
        if is_so():
            return
        pause.wait(0.1)
    message = "it never was so"
    raise AssertionError(message)


def states() -> dict[str, int]:
    """Return how many messages are in each state."""
    found: dict[str, int] = {}
    for row in Mail.select():
        found[row.state] = found.get(row.state, 0) + 1
    return found


def finish(worker: Worker) -> None:
    """Start the worker again, let it send the rest, and stop it."""
    worker.start()
    until(lambda: not set(states()) & {"waiting", "handed"})
    assert worker.process is not None
    worker.process.terminate()
    assert worker.wait() == 0


def assert_each_arrived_once(post: Post) -> None:
    """Each has got theirs, and no message came twice."""
    assert len(set(post.recipients)) == len(post.recipients) == MANY + 1
    assert set(post.by_id().values()) == {1}


def test_killed_before_the_message_was_ended(outbox: Path) -> None:
    with mail_server() as (post, address):
        worker = worker_of(outbox, address)

        def at_recipient(time: int) -> str:
            if time in {7, 30}:
                worker.kill()
            return "250 OK"

        post.at_recipient = at_recipient
        for _ in range(2):
            worker.start()
            worker.wait()
        finish(worker)
        assert_each_arrived_once(post)
    assert states() == {"sent": MANY + 1}


def test_killed_while_the_server_had_it_and_had_not_answered(outbox: Path) -> None:
    with mail_server() as (post, address):
        worker = worker_of(outbox, address)
        post.before_answer = lambda: worker.kill() if len(post.taken) in {5, 20} else None
        for _ in range(2):
            worker.start()
            worker.wait()
        # Nobody can know of these two, so they are not sent again; they had arrived.
        assert states()["handed"] == 1
        finish(worker)
        assert_each_arrived_once(post)
    assert states() == {"sent": MANY - 1, "unknown": 2}
    assert all("Processen dog" in row.reason for row in Mail.select().where(Mail.state == "unknown"))


def test_killed_at_any_moment(outbox: Path) -> None:
    with mail_server() as (post, address):
        worker = worker_of(outbox, address)
        for goal in (3, 17, 31, 45):
            worker.start()
            until(lambda goal=goal: len(post.taken) >= goal)
            worker.kill()
            worker.wait()
        finish(worker)
        assert_each_arrived_once(post)
