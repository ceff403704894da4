"""What colleagues opened for the same words: ranking may learn of it."""

from datetime import date
from functools import lru_cache

from peewee import fn

from portal.search.log_rules import decayed
from portal.search.models import Opened
from portal.store import database
from portal.web.portal import running

KEPT_WORDS = 1024
MINUTE = 60


def opened_for(words: str, today: date) -> dict[str, float]:
    """Return what openings by anyone after these words still weigh, by ref: nothing where the setting is off.

    The words are those that are counted (`log_rules.loggable`). Kept in memory for a minute.
    """
    portal = running()
    if not portal.config.search_learns:
        return {}
    return dict(opened_at(words, today, int(portal.now().timestamp()) // MINUTE, database.binding))


@lru_cache(maxsize=KEPT_WORDS)
def opened_at(words: str, today: date, _minute: int, _binding: int) -> dict[str, float]:
    """Return the same, read once a minute from each database: one query."""
    rows = (
        Opened.select(Opened.ref, Opened.day, fn.SUM(Opened.count))
        .where(Opened.words == words)
        .group_by(Opened.ref, Opened.day)
        .order_by(Opened.day, Opened.ref)
    )
    weights: dict[str, float] = {}
    for ref, day, count in rows.tuples():
        weights[ref] = weights.get(ref, 0.0) + decayed(day, count, today)
    return weights
