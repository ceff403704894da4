"""The organisation changes: units, and who belongs where with what role."""

from datetime import date, datetime

from portal.journal.record import record
from portal.lib.errors import InvalidError, RefusedError
from portal.lib.refs import Ref
from portal.people.actions.persons import require_manage
from portal.people.models import Deputy, Membership, Person, Unit
from portal.people.queries.units import unit_facts
from portal.people.reader import Reader
from portal.people.rules import Role, why_not_place, why_not_succeed
from portal.store.work import unit_of_work


def save_unit(  # noqa: PLR0913 - a unit's own facts, all by keyword
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
    """Create the unit or change it; return it and `created`, `changed` or `unchanged`.

    Raises RefusedError when the tree would not hold, ForbiddenError.
    """
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
    with unit_of_work():
        unit = Unit.get_or_none(Unit.code == code)
        require_manage_unit(actor, unit, parent)
        facts = unit_facts()
        reason = why_not_place(code, parent.code if parent else None, facts) or why_not_succeed(
            code, successor.code if successor else None, facts
        )
        if reason:
            raise RefusedError(reason)
        changed = [field for field, value in wanted.items() if unit is None or getattr(unit, field) != value]
        if unit is not None and not changed:
            return unit, "unchanged"
        outcome = "changed" if unit else "created"
        unit = unit or Unit(code=code)
        for field in changed:
            setattr(unit, field, wanted[field])
        unit.save()
        record(actor.key or "", f"unit-{outcome}", Ref("unit", code), now, changed=sorted(changed))
    return unit, outcome


def require_manage_unit(actor: Reader, unit: Unit | None, parent: Unit | None) -> None:
    """Raise ForbiddenError unless the actor may have the unit stand under the parent.

    To move a unit takes the permission where it stands and where it goes: those above gain and lose by it.
    """
    if actor.is_machine:
        return
    if unit is None and parent is None:
        message = "Bara en enhet kan stå överst. Välj vilken enhet som ligger över."
        raise RefusedError(message)
    concerned = {unit.code} if unit else set()
    if unit is None or unit.parent != parent:
        concerned |= {above.code for above in (parent, unit and unit.parent) if above}
    actor.require_manage(concerned)


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
    """Let the person belong to the unit (role empty), or have a role in it and below, from and to a day.

    Raises InvalidError with the field, ForbiddenError.
    """
    actor.require_manage({unit.code})
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
    """End a membership or role; it has effect through its last day. One that never came to begin is taken away.

    Raises RefusedError for one's own administration: so there is always an administrator left.
    """
    actor.require_manage({place.unit.code})
    if place.role == Role.ADMINISTRATOR and place.person.key == actor.key:
        message = "Du kan inte avsluta din egen administratörsroll. Be en annan administratör."
        raise RefusedError(message)
    subject = Ref("person", place.person.key)
    facts = {"unit": place.unit.code, "role": place.role, "last_day": last_day}
    with unit_of_work():
        if place.valid_from and last_day < place.valid_from:
            place.delete_instance()
        else:
            place.valid_to = last_day
            place.save(only=[Membership.valid_to])
        record(actor.key or "", "place-ended", subject, now, **facts)


def appoint_deputy(
    actor: Reader,
    person: Person,
    deputy: Person,
    *,
    now: datetime,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Deputy:
    """Let the deputy act in the person's place. Raises RefusedError when they are the same, InvalidError."""
    require_manage(actor, person, now)
    if person == deputy:
        message = "Ingen kan vara ersättare för sig själv."
        raise RefusedError(message)
    if valid_from and valid_to and valid_to < valid_from:
        message = "Sista dagen ligger före den första."
        raise InvalidError(message, "valid_to")
    with unit_of_work():
        row = Deputy.create(person=person, deputy=deputy, valid_from=valid_from, valid_to=valid_to)
        record(actor.key or "", "deputy-appointed", Ref("person", person.key), now, deputy=deputy.key)
    return row


def end_deputy(actor: Reader, row: Deputy, *, last_day: date, now: datetime) -> None:
    """End a deputy's time; it has effect through its last day. One that never came to begin is taken away."""
    require_manage(actor, row.person, now)
    with unit_of_work():
        if row.valid_from and last_day < row.valid_from:
            row.delete_instance()
        else:
            row.valid_to = last_day
            row.save(only=[Deputy.valid_to])
        record(actor.key or "", "deputy-ended", Ref("person", row.person.key), now, deputy=row.deputy.key)
