"""Reads of secret addresses."""

from portal.notices.models import Address
from portal.notices.rules.purposes import Purpose
from portal.people.models import Person


def find_person_at(digest: str, purpose: Purpose) -> Person | None:
    """Return whose address it is; None where it was turned off, or the person cannot sign in any more: one query."""
    rows = Person.select(Person).join(Address, on=(Address.person == Person.id))
    here = (Address.digest == digest) & (Address.purpose == purpose.value) & ~Person.disabled
    return rows.where(here).first()


def addresses_of(person: int) -> dict[str, Address]:
    """Return the person's addresses by purpose: one query."""
    return {row.purpose: row for row in Address.select().where(Address.person == person)}
