"""Who searches in a request or a command: with the synonyms of now, and what was opened."""

from collections.abc import Mapping
from datetime import date

from portal.search.log_rules import loggable
from portal.search.queries.openings import opened_for
from portal.search.queries.synonyms import synonyms_at
from portal.search.searching import Searcher
from portal.store import database
from portal.web.portal import running


def searcher_for(tokens: frozenset[str], today: date, stamp: int) -> Searcher:
    """Return who searches with these tokens; `stamp` is the journal's last number."""

    def opened(words: str) -> Mapping[str, float]:
        """Return what colleagues opened for the words."""
        counted = loggable(words)
        return opened_for(counted, today) if counted else {}

    return Searcher(running().config.index_dir, tokens, today, synonyms_at(stamp, database.binding), opened)
