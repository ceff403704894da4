"""Writing the journal and checking it."""

from collections.abc import Iterator
from datetime import datetime

from peewee import chunked, fn

from portal.journal.models import Entry
from portal.journal.rules import START, digest_of, facts_text
from portal.lib import clock
from portal.lib.refs import Ref
from portal.store.database import database, wait_for_lock
from portal.store.work import at_the_end

LOCK = 7_410_001
BATCH = 100
COLUMNS = ("number", "at", "actor", "verb", "subject", "facts", "previous", "digest")
Line = tuple[str, str, str, str, str]


def record(actor: str, verb: str, subject: Ref, at: datetime, **facts: object) -> None:
    """Append an entry at the end of the open unit of work.

    `actor` is a person's key or a named part of the portal; `verb` is in the past tense (`version-approved`).
    Raises RuntimeError outside a unit of work.
    """
    at_the_end(append, (clock.to_text(at), actor, verb, str(subject), facts_text(facts)))


def append(lines: list[Line]) -> None:
    """Write the entries under the journal's lock, so that numbers are the order of commit."""
    wait_for_lock(LOCK)
    last = Entry.select(Entry.number, Entry.digest).order_by(Entry.number.desc()).first()
    number, previous = (last.number, last.digest) if last else (0, START)
    rows = []
    for at, actor, verb, subject, facts in lines:
        number += 1
        digest = digest_of(previous, number, at, actor, verb, subject, facts)
        rows.append((number, clock.from_text(at), actor, verb, subject, facts, previous, digest))
        previous = digest
    for some in chunked(rows, BATCH):
        Entry.insert_many(some, fields=COLUMNS).execute()


def head() -> int:
    """Return the number of the last entry, 0 when nothing has happened. One cheap query."""
    row = database.execute_sql("select max(number) from entry").fetchone()
    return row[0] or 0


def entries_after(number: int, limit: int = 500) -> list[Entry]:
    """Return the entries that follow `number`, in order."""
    return list(Entry.select().where(Entry.number > number).order_by(Entry.number).limit(limit))


def count() -> int:
    """Return how many entries there are."""
    return Entry.select(fn.count(Entry.id)).scalar()


def broken_entries() -> Iterator[tuple[int, str]]:
    """Yield number and fault of each entry that does not fit the chain."""
    previous, expected = START, 1
    for entry in Entry.select().order_by(Entry.number).iterator():
        at = clock.to_text(entry.at)
        right = digest_of(previous, entry.number, at, entry.actor, entry.verb, entry.subject, entry.facts)
        if entry.number != expected:
            yield entry.number, f"entry {expected} is missing"
        elif entry.previous != previous or entry.digest != right:
            yield entry.number, "its content does not match its digest"
        previous, expected = entry.digest, entry.number + 1
