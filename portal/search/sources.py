"""What is searched: every feature's sources, found through the declaration that the portal collects."""

from collections.abc import Iterator, Mapping
from itertools import chain, islice

from portal.search.facts import row_of
from portal.search.index import Row
from portal.web.portal import running
from portal.web.searchable import Searchable, SearchSource

AT_A_TIME = 200


def sources() -> Mapping[str, SearchSource]:
    """Return each source by the kind of reference that it reads; several of a kind are read as one."""
    found: dict[str, SearchSource] = {}
    for source in (source for feature in running().features for source in feature.entries):
        found[source.kind] = joined(found[source.kind], source) if source.kind in found else source
    return found


def joined(one: SearchSource, other: SearchSource) -> SearchSource:
    """Return two sources of the same kind as one: the keys of both, each once, and what both say of them."""

    def keys() -> Iterator[str]:
        return iter(dict.fromkeys([*one.keys(), *other.keys()]))

    def read(keys: list[str]) -> Iterator[Searchable]:
        return chain(one.read(keys), other.read(keys))

    return SearchSource(one.kind, keys, read)


def rows(source: SearchSource, keys: Iterator[str]) -> Iterator[Row]:
    """Yield the rows of these keys, some hundred read at a time."""
    while batch := list(islice(keys, AT_A_TIME)):
        for entry in source.read(batch):
            yield row_of(entry)
