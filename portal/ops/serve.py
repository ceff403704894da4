"""Serving: gunicorn's workers and the follower beside them, started and stopped together."""

import logging
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from types import FrameType

from portal.journal.follow import Follower, catch_up
from portal.store import database

log = logging.getLogger(__name__)

PAUSE = 0.25
LONGEST_PAUSE = 30.0
ERRAND_PAUSE = 1.0
LONGEST_END = 10.0
Errand = Callable[[threading.Event], object]


SERVER = (sys.executable, "-m", "gunicorn", "--config", "python:portal.ops.gunicorn", "portal.app:create_app()")
FOLLOWER = (sys.executable, "-m", "portal", "worker")


def run_both() -> int:
    """Serve until stopped; the end of either the server or the follower ends both. Return the exit code."""
    children = [subprocess.Popen(command) for command in (SERVER, FOLLOWER)]  # noqa: S603 - our own commands
    stopping = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopping.set()

    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, stop)
    while not stopping.wait(0.2) and all(child.poll() is None for child in children):
        pass
    asked = stopping.is_set()
    for child in children:
        if child.poll() is None:
            child.terminate()
    codes = [child.wait(30) for child in children]
    return 0 if asked else max(map(abs, codes)) or 1


def follow(
    followers: Sequence[Follower], stopping: threading.Event, each_time: Callable[[], None] = lambda: None
) -> None:
    """Let the followers catch up with the journal again and again until told to stop; do `each_time` between.

    A follower that fails is logged and tried again, waiting longer each time; the others go on.
    """
    failures = dict.fromkeys((follower.name for follower in followers), 0)
    resting: dict[str, float] = {}
    while not stopping.is_set():
        each_time()
        for follower in followers:
            if resting.get(follower.name, 0) > 0:
                resting[follower.name] -= PAUSE
                continue
            try:
                catch_up(follower)
                failures[follower.name] = 0
            except Exception:
                failures[follower.name] += 1
                resting[follower.name] = min(LONGEST_PAUSE, PAUSE * 2 ** failures[follower.name])
                log.exception("the follower %s failed and is tried again", follower.name)
                database.database.close()
        stopping.wait(PAUSE)


def follow_until_stopped(
    followers: Sequence[Follower], each_time: Callable[[], None], errands: Sequence[Errand] = ()
) -> None:
    """Follow until the process is asked to stop, and do `each_time` between; each errand has a thread of its own."""
    stopping = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stopping.set())
    log.info("following the journal: %s", ", ".join(follower.name for follower in followers) or "nobody")
    # A daemon: what waits for another server's answer must not hold up the end of the process.
    threads = [threading.Thread(target=run_errand, args=(errand, stopping), daemon=True) for errand in errands]
    for thread in threads:
        thread.start()
    follow(followers, stopping, each_time)
    for thread in threads:
        thread.join(LONGEST_END)


def run_errand(errand: Errand, stopping: threading.Event) -> None:
    """Do the errand again and again until told to stop; one that fails is logged and rests, longer each time."""
    failures = 0
    while not stopping.is_set():
        try:
            errand(stopping)
            failures = 0
        except Exception:
            failures += 1
            log.exception("an errand of the worker failed and is tried again")
            database.database.close()
        stopping.wait(min(LONGEST_PAUSE, ERRAND_PAUSE * 2**failures))
    database.database.close()
