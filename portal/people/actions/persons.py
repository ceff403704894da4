"""Persons come and go, and choose their passphrases."""

import hashlib
import secrets
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from portal.journal.record import record
from portal.lib.errors import InvalidError, RefusedError
from portal.lib.refs import Ref
from portal.people.models import Attempt, Identity, OneTimeLink, Person, Session
from portal.people.queries import find_identity, find_person_by_email
from portal.people.reader import Reader
from portal.store.work import unit_of_work

LOCAL = "local"
SHORTEST_PASSPHRASE = 12
LINK_LASTS = timedelta(hours=24)
ATTEMPTS = 8
ATTEMPT_WINDOW = timedelta(minutes=15)
hasher = PasswordHasher()
# Checked when no such account exists, so that an unknown address takes as long as a wrong passphrase.
NO_SUCH_ACCOUNT = hasher.hash(secrets.token_hex(16))


def save_person(
    actor: Reader,
    *,
    key: str,
    name: str,
    now: datetime,
    title: str = "",
    email: str = "",
    phone: str = "",
    disabled: bool = False,
) -> tuple[Person, str]:
    """Create the person or change them; return them and `created`, `changed` or `unchanged`."""
    actor.require("people.manage", "")
    email = email.strip().lower()
    other = find_person_by_email(email)
    if other and other.key != key:
        message = f"E-postadressen {email} hör redan till {other.name}."
        raise InvalidError(message, "email")
    person = Person.get_or_none(Person.key == key)
    wanted = {"name": name, "title": title, "email": email, "phone": phone, "disabled": disabled}
    changed = [field for field, value in wanted.items() if person is None or getattr(person, field) != value]
    if person is not None and not changed:
        return person, "unchanged"
    outcome = "changed" if person else "created"
    with unit_of_work():
        person = person or Person(key=key)
        for field in changed:
            setattr(person, field, wanted[field])
        person.save()
        if disabled:
            Session.delete().where(Session.person == person).execute()
        record(actor.key or "", f"person-{outcome}", Ref("person", key), now, changed=sorted(changed))
    return person, outcome


def set_passphrase(person: Person, passphrase: str, *, now: datetime, actor: str) -> None:
    """Give the person's local account a passphrase; every session of theirs ends. Raises InvalidError if too short."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        message = f"Lösenfrasen behöver ha minst {SHORTEST_PASSPHRASE} tecken."
        raise InvalidError(message, "passphrase")
    secret = hasher.hash(passphrase)
    with unit_of_work():
        Identity.insert(provider=LOCAL, subject=person.key, person=person, secret=secret).on_conflict(
            conflict_target=[Identity.provider, Identity.subject], update={Identity.secret: secret}
        ).execute()
        Session.delete().where(Session.person == person).execute()
        record(actor, "passphrase-set", Ref("person", person.key), now)


def check_passphrase(email: str, passphrase: str, *, address: str, now: datetime) -> Person:
    """Return the person who signs in. Raises RefusedError: wrong (never saying what), or too many tries."""
    whos = [who_digest(email.strip().lower()), who_digest(address)]
    tries = Attempt.select().where(Attempt.who.in_(whos) & (Attempt.at > now - ATTEMPT_WINDOW)).count()
    if tries >= ATTEMPTS:
        message = "För många försök. Vänta en kvart och försök igen."
        raise RefusedError(message)
    person = find_person_by_email(email)
    identity = find_identity(LOCAL, person.key) if person else None
    if not is_right(identity.secret if identity else NO_SUCH_ACCOUNT, passphrase) or not person or person.disabled:
        with unit_of_work():
            Attempt.delete().where(Attempt.at < now - ATTEMPT_WINDOW).execute()
            Attempt.insert_many([{"who": who, "at": now} for who in whos]).execute()
        message = "E-postadressen eller lösenfrasen stämmer inte."
        raise RefusedError(message)
    return person


def who_digest(text: str) -> str:
    """Return what the throttle keeps of an account or an address."""
    return hashlib.sha256(f"attempt:{text}".encode()).hexdigest()


def is_right(secret: str, passphrase: str) -> bool:
    """Whether the passphrase fits the kept hash."""
    try:
        return hasher.verify(secret, passphrase)
    except (VerifyMismatchError, InvalidHashError):
        return False


def make_link(actor: Reader, person: Person, *, now: datetime) -> str:
    """Return the token of a new one-time link by which the person chooses a passphrase; earlier links end."""
    actor.require("people.manage", "")
    token = secrets.token_urlsafe(24)
    with unit_of_work():
        OneTimeLink.delete().where(OneTimeLink.person == person).execute()
        OneTimeLink.create(digest=link_digest(token), person=person, expires_at=now + LINK_LASTS)
        record(actor.key or "", "link-made", Ref("person", person.key), now)
    return token


def link_digest(token: str) -> str:
    """Return what is kept of a link's token."""
    return hashlib.sha256(f"link:{token}".encode()).hexdigest()


def get_link(token: str, *, now: datetime) -> OneTimeLink:
    """Return the link behind a token. Raises RefusedError when it is used, too old or unknown."""
    link = OneTimeLink.get_or_none(OneTimeLink.digest == link_digest(token))
    if link is None or link.used_at or link.expires_at <= now or link.person.disabled:
        message = "Länken gäller inte längre. Be administratören om en ny."
        raise RefusedError(message)
    return link


def use_link(token: str, passphrase: str, *, now: datetime) -> Person:
    """Choose a passphrase by a one-time link and return the person."""
    link = get_link(token, now=now)
    with unit_of_work():
        set_passphrase(link.person, passphrase, now=now, actor=link.person.key)
        link.used_at = now
        link.save(only=[OneTimeLink.used_at])
    return link.person
