"""Long work beside the following: each job in a thread of its own, so that the search index and the mail never wait."""

import logging
import threading
import time
from collections.abc import Callable, Iterable

from flask import Flask, current_app

from portal.store.database import database

log = logging.getLogger(__name__)

PAUSE = 1.0
PAUSE_AFTER_FAILURE = 30.0


def start(jobs: Iterable[Callable[[], bool]]) -> None:
    """Start the jobs; they end when the process does, and go on where they were when it is started again."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - Flask's own way
    for job in jobs:
        threading.Thread(target=work, args=(app, job), name=job.__name__, daemon=True).start()


def work(app: Flask, job: Callable[[], bool]) -> None:
    """Do the job again and again; rest when there was nothing to do, and longer when it failed."""
    while True:
        with app.app_context():
            try:
                pause = 0.0 if job() else PAUSE
            except Exception:
                pause = PAUSE_AFTER_FAILURE
                log.exception("the job %s failed and is tried again", job.__name__)
                database.close()
        time.sleep(pause)
