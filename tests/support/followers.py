"""Many who have something to be told."""

from datetime import datetime

from portal.journal.models import Entry
from portal.notices.models import Notice
from portal.people.models import Membership, Person

AT_A_TIME = 100


def many_followers(unit: int, count: int, now: datetime) -> None:
    """Make many persons of a unit (its row), each with a notice to be told daily of every decision there is."""
    decided = list(Entry.select(Entry.number, Entry.subject).where(Entry.verb == "version-approved").tuples())
    told = {"kind": "decided", "at": now, "pace": "daily"}
    for first in range(0, count, AT_A_TIME):
        keys = [f"p{number}" for number in range(first, min(first + AT_A_TIME, count))]
        Person.insert_many(
            [{"key": key, "name": f"Person {key}", "email": f"{key}@ekvik.example"} for key in keys]
        ).execute()
        ids = [row for (row,) in Person.select(Person.id).where(Person.key.in_(keys)).tuples()]
        Membership.insert_many([{"person": row, "unit": unit} for row in ids]).execute()
        Notice.insert_many(
            [{"person": row, "entry": entry, "ref": ref, **told} for row in ids for entry, ref in decided]
        ).execute()
