"""What is searched: every feature's sources, found through the declaration that the portal collects."""

from collections.abc import Iterator, Mapping
from itertools import islice

from portal.search.facts import row_of
from portal.search.index import Row
from portal.web.portal import running
from portal.web.searchable import SearchSource

AT_A_TIME = 200


def sources() -> Mapping[str, SearchSource]:
    """Return each source by the kind of reference that it reads."""
    return {source.kind: source for feature in running().features for source in feature.entries}


def rows(source: SearchSource, keys: Iterator[str]) -> Iterator[Row]:
    """Yield the rows of these keys, some hundred read at a time."""
    while batch := list(islice(keys, AT_A_TIME)):
        for entry in source.read(batch):
            yield row_of(entry)
