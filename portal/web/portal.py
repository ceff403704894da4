"""The running portal as a request sees it."""

from datetime import date, datetime
from typing import Any

from flask import current_app, g

from portal.journal.record import head


def running() -> Any:
    """Return the running portal: its settings, features and time."""
    return current_app.extensions["portal"]


def now() -> datetime:
    """Return the moment of this request, the same throughout it."""
    if "now" not in g:
        g.now = running().now()
    return g.now


def today() -> date:
    """Return the local day of this request, computed once."""
    if "today" not in g:
        g.today = running().today()
    return g.today


def journal_head() -> int:
    """Return the number of the journal's last entry, read once for this request: what pages are made of is kept by it.

    A request that changes something must not build on what is kept from before.
    """
    if "journal_head" not in g:
        g.journal_head = head()
    return g.journal_head


def fill_panels(slot: str, subject: Any, reader: Any) -> list[tuple[str, Any]]:
    """Return (template, values) of each panel that has something to say of the subject in this slot."""
    filled = ((panel.template, panel.vars(subject, reader, today())) for panel in running().panels(slot))
    return [(template, values) for template, values in filled if values is not None]
