"""The organisation changes: units, and who belongs where with what role."""

from datetime import date, datetime

from portal.journal.record import record
from portal.lib.errors import InvalidError, RefusedError
from portal.lib.refs import Ref
from portal.people.models import Deputy, Membership, Person, Unit
from portal.people.queries import unit_facts
from portal.people.reader import Reader
from portal.people.rules import Role, why_not_place
from portal.store.work import unit_of_work


def save_unit(
    actor: Reader,
    *,
    code: str,
    name: str,
    kind: str,
    parent: Unit | None,
    now: datetime,
    valid_from: date | None = None,
    valid_to: date | None = None,
    successor: Unit | None = None,
    email: str = "",
    phone: str = "",
) -> tuple[Unit, str]:
    """Create the unit or change it; return it and `created`, `changed` or `unchanged`. Raises RefusedError."""
    actor.require("people.manage", "")
    reason = why_not_place(code, parent.code if parent else None, unit_facts())
    if reason:
        raise RefusedError(reason)
    unit = Unit.get_or_none(Unit.code == code)
    wanted = {
        "name": name,
        "kind": kind,
        "parent": parent,
        "valid_from": valid_from,
        "valid_to": valid_to,
        "successor": successor,
        "email": email,
        "phone": phone,
    }
    changed = [field for field, value in wanted.items() if unit is None or getattr(unit, field) != value]
    if unit is not None and not changed:
        return unit, "unchanged"
    outcome = "changed" if unit else "created"
    with unit_of_work():
        unit = unit or Unit(code=code)
        for field in changed:
            setattr(unit, field, wanted[field])
        unit.save()
        record(actor.key or "", f"unit-{outcome}", Ref("unit", code), now, changed=sorted(changed))
    return unit, outcome


def place_person(
    actor: Reader,
    person: Person,
    unit: Unit,
    *,
    role: str,
    now: datetime,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Membership:
    """Let the person belong to the unit (role empty), or have a role in it and below, from and to a day."""
    actor.require("people.manage", "")
    if role and role not in set(Role):
        message = f"Rollen {role} finns inte."
        raise InvalidError(message, "role")
    if valid_from and valid_to and valid_to < valid_from:
        message = "Sista dagen ligger före den första."
        raise InvalidError(message, "valid_to")
    with unit_of_work():
        place = Membership.create(person=person, unit=unit, role=role, valid_from=valid_from, valid_to=valid_to)
        record(actor.key or "", "person-placed", Ref("person", person.key), now, unit=unit.code, role=role)
    return place


def end_place(actor: Reader, place: Membership, *, last_day: date, now: datetime) -> None:
    """End a membership or role; it has effect through its last day."""
    actor.require("people.manage", "")
    with unit_of_work():
        place.valid_to = last_day
        place.save(only=[Membership.valid_to])
        subject = Ref("person", place.person.key)
        record(actor.key or "", "place-ended", subject, now, unit=place.unit.code, role=place.role, last_day=last_day)


def appoint_deputy(
    actor: Reader,
    person: Person,
    deputy: Person,
    *,
    now: datetime,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Deputy:
    """Let the deputy act in the person's place. Raises RefusedError when they are the same."""
    actor.require("people.manage", "")
    if person == deputy:
        message = "Ingen kan vara ersättare för sig själv."
        raise RefusedError(message)
    with unit_of_work():
        row = Deputy.create(person=person, deputy=deputy, valid_from=valid_from, valid_to=valid_to)
        record(actor.key or "", "deputy-appointed", Ref("person", person.key), now, deputy=deputy.key)
    return row


def end_deputy(actor: Reader, row: Deputy, *, last_day: date, now: datetime) -> None:
    """End a deputy's time."""
    actor.require("people.manage", "")
    with unit_of_work():
        row.valid_to = last_day
        row.save(only=[Deputy.valid_to])
        record(actor.key or "", "deputy-ended", Ref("person", row.person.key), now, deputy=row.deputy.key)
