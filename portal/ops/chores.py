"""Long work that is done a little at a time between the followers' turns, so that nobody waits for the end of it."""

import logging
import time
from dataclasses import dataclass, field

from portal.ops.daily import REST
from portal.store import database
from portal.web.portal import Portal

log = logging.getLogger(__name__)


@dataclass
class Chores:
    """Does a little of every feature's long work; one that fails is logged and tried again after a rest."""

    portal: Portal
    rests_until: dict[str, float] = field(default_factory=dict)

    def __call__(self) -> None:
        """Do a little of each."""
        for feature in self.portal.features:
            if not feature.chores or time.monotonic() < self.rests_until.get(feature.name, 0.0):
                continue
            try:
                for do_some in feature.chores:
                    do_some(self.portal.now(), self.portal.today())
            except Exception:
                self.rests_until[feature.name] = time.monotonic() + REST
                log.exception("the long work of %s failed and is tried again", feature.name)
                database.database.close()
