"""The running portal as a request sees it."""

from datetime import date, datetime
from typing import Any

from flask import current_app, g


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


def fill_panels(slot: str, subject: Any, reader: Any) -> list[tuple[str, Any]]:
    """Return (template, values) of each panel that has something to say of the subject in this slot."""
    filled = ((panel.template, panel.vars(subject, reader, today())) for panel in running().panels(slot))
    return [(template, values) for template, values in filled if values is not None]
