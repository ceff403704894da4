"""Followers: parts of the portal that catch up from the journal, each with a cursor of its own."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from portal.journal.models import Cursor, Entry
from portal.journal.record import entries_after
from portal.store.work import unit_of_work

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Follower:
    """Something that follows the journal.

    `take` is given entries in order and may be given the same ones again after a crash. A follower that keeps
    its position with what it writes (the search index) names `position`; else the cursor in the database counts.
    """

    name: str
    take: Callable[[list[Entry]], None]
    position: Callable[[], int] | None = None


def position_of(follower: Follower) -> int:
    """Return the number of the last entry that the follower has taken."""
    if follower.position:
        return follower.position()
    row = Cursor.get_or_none(Cursor.name == follower.name)
    return row.number if row else 0


def catch_up(follower: Follower) -> int:
    """Hand the follower all that it has not taken, in batches; return how many entries it took."""
    taken = 0
    while batch := entries_after(position_of(follower)):
        follower.take(batch)
        if not follower.position:
            keep_position(follower.name, batch[-1].number)
        taken += len(batch)
    return taken


def keep_position(name: str, number: int) -> None:
    """Keep how far the follower has come."""
    with unit_of_work():
        Cursor.insert(name=name, number=number).on_conflict(
            conflict_target=[Cursor.name], update={Cursor.number: number}
        ).execute()
