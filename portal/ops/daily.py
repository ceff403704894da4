"""What is done once a local day: each feature's rounds. A round that is done twice does nothing more."""

import logging
import time
from dataclasses import dataclass
from datetime import date

from portal.store import database
from portal.web.portal import Portal

log = logging.getLogger(__name__)

REST = 60.0


def do_rounds(portal: Portal) -> None:
    """Do every feature's rounds for today, in the order of the features; then let the database know its own size."""
    now, today = portal.now(), portal.today()
    for feature in portal.features:
        for do_round in feature.daily:
            do_round(now, today)
    database.learn()


@dataclass
class DailyRounds:
    """Does the rounds when the local day is a new one; what fails is logged and tried again after a rest."""

    portal: Portal
    done: date | None = None
    rests_until: float = 0.0

    def __call__(self) -> None:
        """Do the rounds unless they have been done today."""
        today = self.portal.today()
        if today == self.done or time.monotonic() < self.rests_until:
            return
        try:
            do_rounds(self.portal)
            self.done = today
        except Exception:
            self.rests_until = time.monotonic() + REST
            log.exception("the daily rounds failed and are tried again")
            database.database.close()
