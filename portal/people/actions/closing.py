"""A unit ends, perhaps merged into another, and may be opened again."""

from datetime import date, datetime, timedelta

from portal.journal.record import record
from portal.lib.errors import RefusedError
from portal.lib.refs import Ref
from portal.people.models import Membership, Unit
from portal.people.queries.units import unit_facts
from portal.people.reader import Reader
from portal.people.rules import why_not_close, why_not_succeed
from portal.store.work import unit_of_work


def close_unit(actor: Reader, unit: Unit, *, last_day: date, successor: Unit | None, now: datetime) -> int:
    """End the unit; return how many places ended with it.

    Memberships and roles end on the unit's last day. With a successor they go on there from the day after, and what the
    unit may read its successor may read too. Raises RefusedError, ForbiddenError.
    """
    actor.require_manage({unit.code} | ({successor.code} if successor else set()))
    with unit_of_work():
        facts = unit_facts()
        reason = why_not_close(unit.code, last_day, facts) or why_not_succeed(
            unit.code, successor.code if successor else None, facts
        )
        if successor and successor.valid_to and successor.valid_to <= last_day:
            reason = reason or f"{successor.code} finns inte heller kvar efter den dagen. Välj en annan efterträdare."
        if reason:
            raise RefusedError(reason)
        unit.valid_to, unit.successor = last_day, successor
        unit.save(only=[Unit.valid_to, Unit.successor])
        ended = end_places(unit, last_day, successor)
        facts_told = {"last_day": last_day, "successor": successor.code if successor else "", "places": ended}
        record(actor.key or "", "unit-closed", Ref("unit", unit.code), now, **facts_told)
    return ended


def end_places(unit: Unit, last_day: date, successor: Unit | None) -> int:
    """End every place in the unit that would outlive it, and begin it anew in the successor; return how many."""
    outlives = Membership.valid_to.is_null() | (Membership.valid_to > last_day)
    places = list(Membership.select().where((Membership.unit == unit) & outlives))
    first_day = last_day + timedelta(days=1)
    for place in places:
        if successor:
            begins = max(first_day, place.valid_from or first_day)
            Membership.get_or_create(
                person=place.person_id,
                unit=successor,
                role=place.role,
                valid_from=begins,
                defaults={"valid_to": place.valid_to},
            )
        if place.valid_from and place.valid_from > last_day:
            place.delete_instance()
        else:
            place.valid_to = last_day
            place.save(only=[Membership.valid_to])
    return len(places)


def reopen_unit(actor: Reader, unit: Unit, *, now: datetime) -> None:
    """Let a closed unit go on. The places that ended with it stay ended. Raises RefusedError under a closed unit."""
    actor.require_manage({unit.code})
    if unit.parent and unit.parent.valid_to:
        message = f"{unit.parent.name} är avslutad. Öppna eller byt överordnad enhet först."
        raise RefusedError(message)
    with unit_of_work():
        unit.valid_to, unit.successor = None, None
        unit.save(only=[Unit.valid_to, Unit.successor])
        record(actor.key or "", "unit-reopened", Ref("unit", unit.code), now)
