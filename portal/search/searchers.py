"""Who searches in a request or a command: with the synonyms of now."""

from datetime import date

from portal.people.reader import Reader
from portal.search.queries.synonyms import synonyms_at
from portal.search.searching import Searcher
from portal.store import database
from portal.web.portal import running


def searcher_for(reader: Reader, today: date, stamp: int) -> Searcher:
    """Return who searches as the reader; `stamp` is the journal's last number."""
    return Searcher(running().config.index_dir, reader.tokens, today, synonyms_at(stamp, database.binding))
