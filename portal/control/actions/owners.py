"""Documents get another owner when theirs leaves: never nobody."""

from collections.abc import Iterable
from datetime import date, datetime

from portal.control.deed import document_ref
from portal.control.models.documents import Document
from portal.control.queries.keeping import left_behind
from portal.journal.record import record
from portal.people.models import Person
from portal.store.work import unit_of_work


def hand_over(actor: str, *, now: datetime, today: date, owners: Iterable[str] = (), heir: Person | None = None) -> int:
    """Give the documents of owners who have left, all or the named, to the heir or else to the nearest manager.

    Done again it changes nothing. `actor` is a person's key or a part of the portal; returns how many changed hands.
    """
    with unit_of_work():
        handed = left_behind(today, list(owners), heir.key if heir and not heir.disabled else "")
        people = {row.key: row for row in Person.select().where(Person.key.in_({row.heir for row in handed}))}
        done = 0
        for row in handed:
            still = Document.owner.in_(Person.select(Person.id).where(Person.key == row.owner))
            changed = Document.update(owner=people[row.heir]).where((Document.id == row.id) & still).execute()
            if changed:
                facts = {"owner_before": row.owner, "owner": row.heir, "cause": "left"}
                record(actor, "document-owner-changed", document_ref(row.number), now, **facts)
            done += changed
    return done
