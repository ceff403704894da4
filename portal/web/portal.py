"""The running portal: its settings, features and time, and what of these a request sees."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from flask import current_app, g, request

from portal.config import Config
from portal.journal.record import head
from portal.lib import clock
from portal.web.access import current_reader
from portal.web.feature import Feature, Panel

# Where the shelf of kept pages leaves the day and the number of the journal's last entry for the request.
STAMP = "portal.stamp"


@dataclass(frozen=True)
class Portal:
    """What the running portal knows of itself.

    `find_reader` returns the reader of a request, `citizen` is the one of whom nothing is known.
    """

    config: Config
    features: tuple[Feature, ...]
    find_reader: Callable[[], Any]
    citizen: Any

    def now(self) -> datetime:
        """Return this moment."""
        return self.config.clock()

    def today(self) -> date:
        """Return the local day."""
        return clock.day_of(self.now(), self.config.timezone)

    def panels(self, slot: str) -> list[Panel]:
        """Return what the features add to a slot of a page, in order."""
        found = (panel for feature in self.features for panel in feature.panels if panel.slot == slot)
        return sorted(found, key=lambda panel: panel.position)


def running() -> Portal:
    """Return the running portal."""
    return cast("Portal", current_app.extensions["portal"])


def now() -> datetime:
    """Return the moment of this request, the same throughout it."""
    if "now" not in g:
        g.now = running().now()
    return cast("datetime", g.now)


def today() -> date:
    """Return the local day of this request, computed once."""
    if "today" not in g:
        g.today = running().today()
    return cast("date", g.today)


def journal_head() -> int:
    """Return the number of the journal's last entry, read once for this request: what pages are made of is kept by it.

    The shelf of kept pages has read it already for those whom it answers, and it comes along with who is signed in. A
    request that changes something must not build on what is kept from before.
    """
    current_reader()
    if "journal_head" not in g:
        _day, number = request.environ.get(STAMP) or (None, None)
        g.journal_head = head() if number is None else number
    return cast("int", g.journal_head)


def fill_panels(slot: str, subject: Any, reader: Any) -> list[tuple[str, Any]]:
    """Return (template, values) of each panel that has something to say of the subject in this slot."""
    filled = ((panel.template, panel.vars(subject, reader, today())) for panel in running().panels(slot))
    return [(template, values) for template, values in filled if values is not None]
