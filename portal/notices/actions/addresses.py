"""The secret addresses of a person's own feed and calendar: made anew, turned off."""

import hashlib
import secrets
from datetime import datetime

from portal.notices.models import Address
from portal.notices.rules.purposes import Purpose
from portal.people.models import Person
from portal.store.work import unit_of_work


def digest_of(token: str) -> str:
    """Return what is stored of a token; it is random and long, so a plain SHA-256 is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def make_address(person: Person, purpose: Purpose, *, now: datetime) -> str:
    """Make the secret part of the person's address anew and return it, the only time; the one before is dead."""
    token = secrets.token_urlsafe(32)
    with unit_of_work():
        Address.delete().where((Address.person == person.id) & (Address.purpose == purpose.value)).execute()
        Address.create(person=person.id, purpose=purpose.value, digest=digest_of(token), made_at=now)
    return token


def turn_off(person: Person, purpose: Purpose) -> None:
    """Let the person's address answer no more."""
    with unit_of_work():
        Address.delete().where((Address.person == person.id) & (Address.purpose == purpose.value)).execute()
