"""The index follows the journal: what happened to a thing is why its rows are written anew."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from portal.journal.follow import Follower
from portal.journal.models import Entry
from portal.journal.record import head
from portal.lib.refs import Ref
from portal.search import index, places
from portal.search.index import UnreadableError
from portal.search.sources import AT_A_TIME, rows, sources
from portal.search.stand import find_position, standing
from portal.web.portal import running
from portal.web.searchable import SearchSource

log = logging.getLogger(__name__)

REBUILD_MEMORY_MB = 256
MANY_ENTRIES = 2000
REDACTED = "content-redacted"
Progress = Callable[[int], None]


def position() -> int:
    """Return how far the index has come; 0 when there is none that can be read: it is then made anew."""
    return find_position(running().config.index_dir) or 0


def take(entries: list[Entry]) -> None:
    """Write anew what the entries are about, in one commit with the number of the last.

    When there is no index, or more has happened than it holds, the whole is made anew: that is less work. So it is when
    something was taken out by law: what is deleted in an index lies on in its files until they are merged.
    """
    folder = places.find_live(running().config.index_dir)
    if folder is None or is_far_behind(entries) or any(entry.verb == REDACTED for entry in entries):
        rebuild()
        return
    changed = changed_by(entries)
    try:
        with index.writing(folder) as writing:
            for kind, keys in changed.items():
                write_anew(writing, sources()[kind], sorted(keys))
            writing.keep_position(entries[-1].number)
    except (UnreadableError, FileNotFoundError):
        log.exception("the search index is damaged and is made anew")
        places.mark_damaged(folder)
        rebuild()


def is_far_behind(entries: list[Entry]) -> bool:
    """Whether the index cannot be read, or more has happened since than there is in it."""
    try:
        stand = standing(running().config.index_dir)
    except UnreadableError:
        return True
    return head() - entries[0].number > max(MANY_ENTRIES, stand.count)


def changed_by(entries: Iterable[Entry]) -> dict[str, set[str]]:
    """Return the keys of what the entries are about, by kind. A unit's name stands in all that it owns."""
    known = sources()
    changed: dict[str, set[str]] = defaultdict(set)
    for subject in {entry.subject for entry in entries}:
        ref = Ref.parse(subject)
        if ref.kind in known:
            changed[ref.kind].add(ref.key)
        elif ref.kind == "unit":
            for owned in owned_by(ref.key):
                changed[owned.kind].add(owned.key)
    return changed


def owned_by(unit: str) -> Iterator[Ref]:
    """Yield the references of what the unit owns, as the index knows it."""
    for ref in {fact.ref for fact in standing(running().config.index_dir).facts() if fact.unit == unit}:
        yield Ref.parse(ref)


def write_anew(writing: index.Writing, source: SearchSource, keys: list[str]) -> None:
    """Replace all rows of these keys."""
    writing.delete(f"{source.kind}:{key}" for key in keys)
    for row in rows(source, iter(keys)):
        writing.add(row)


def rebuild(progress: Progress = lambda _count: None) -> int:
    """Make the whole index beside the old one, then let it take its place; return how many things it holds.

    `progress` is told how many more keys have been written. What happens meanwhile is taken from the journal later.
    """
    count = 0
    with places.made_anew(running().config.index_dir) as folder:
        number = head()
        index.create(folder)
        with index.writing(folder, memory_mb=REBUILD_MEMORY_MB) as writing:
            for source in sources().values():
                keys = source.keys()
                while batch := list(islice(keys, AT_A_TIME)):
                    for row in rows(source, iter(batch)):
                        writing.add(row)
                        count += 1
                    progress(len(batch))
            writing.keep_position(number)
    log.info("the search index was made anew: %d entries, journal %d", count, number)
    return count


FOLLOWER = Follower("search", take, position)
