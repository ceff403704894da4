"""Persons come and go, and choose their passphrases."""

import hashlib
import secrets
from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from portal.journal.record import record
from portal.lib.errors import GoneError, InvalidError, NotFoundError, RefusedError
from portal.lib.refs import Ref
from portal.lib.text import fold
from portal.people.models import Identity, OneTimeLink, Person, Session
from portal.people.queries.persons import find_person_by_email
from portal.people.queries.readers import units_behind
from portal.people.reader import Reader
from portal.store.work import unit_of_work

LOCAL = "local"
SHORTEST_PASSPHRASE = 12
LONGEST_PASSPHRASE = 200
LINK_LASTS = timedelta(hours=24)
USED = "Länken har redan använts."
WITHOUT_LINK = (
    "Har du redan valt en lösenfras? Logga in med den. "
    "Annars ber du en administratör i kommunen om en ny länk; den gäller i 24 timmar."
)
hasher = PasswordHasher()


@cache
def no_such_account() -> str:
    """Return what is checked when no such account exists: an unknown address takes as long as a wrong passphrase."""
    return hasher.hash(secrets.token_hex(16))


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
    """Create the person or change them; return them and `created`, `changed` or `unchanged`.

    Raises InvalidError when the e-mail is another's, ForbiddenError.
    """
    email = email.strip().lower()
    wanted = {"name": name, "title": title, "email": email, "phone": phone, "disabled": disabled}
    with unit_of_work():
        person = Person.get_or_none(Person.key == key)
        require_manage(actor, person, now)
        other = find_person_by_email(email)
        if other and other.key != key:
            message = f"E-postadressen {email} hör redan till {other.name}."
            raise InvalidError(message, "email")
        changed = [field for field, value in wanted.items() if person is None or getattr(person, field) != value]
        if person is not None and not changed:
            return person, "unchanged"
        outcome = "changed" if person else "created"
        person = person or Person(key=key)
        for field in changed:
            setattr(person, field, wanted[field])
        person.describe()
        person.save()
        if disabled:
            sign_out(person)
        record(actor.key or "", f"person-{outcome}", Ref("person", key), now, changed=sorted(changed))
    return person, outcome


def require_manage(actor: Reader, person: Person | None, now: datetime) -> None:
    """Raise ForbiddenError unless the actor may change the person; None is one who is not there yet."""
    if not actor.is_machine:
        actor.require_manage(units_behind(person, now.date()) if person else ())


def disable_person(actor: Reader, person: Person, *, now: datetime, successor: Person | None = None) -> None:
    """Let the person sign in no more; what is signed in is signed out. Raises RefusedError for oneself.

    The journal tells who takes over, for the features in which the person answers for something.
    """
    require_manage(actor, person, now)
    if person.key == actor.key:
        message = "Du kan inte stänga av dig själv. Be en annan administratör."
        raise RefusedError(message)
    if successor is not None and (successor.disabled or successor == person):
        message = f"{successor.name} kan inte ta över. Välj någon annan som kan logga in."
        raise InvalidError(message, "successor")
    with unit_of_work():
        Person.update(disabled=True).where(Person.id == person.id).execute()
        sign_out(person)
        told = {"successor": successor.key} if successor else {}
        record(actor.key or "", "person-disabled", Ref("person", person.key), now, **told)


def enable_person(actor: Reader, person: Person, *, now: datetime) -> None:
    """Let the person sign in again, with the passphrase they had."""
    require_manage(actor, person, now)
    with unit_of_work():
        Person.update(disabled=False).where(Person.id == person.id).execute()
        record(actor.key or "", "person-enabled", Ref("person", person.key), now)


def sign_out(person: Person) -> None:
    """End every session of the person's, and the links by which they could choose a passphrase."""
    Session.delete().where(Session.person == person).execute()
    OneTimeLink.delete().where((OneTimeLink.person == person) & OneTimeLink.used_at.is_null()).execute()


def set_passphrase(person: Person, passphrase: str, *, now: datetime, actor: str) -> None:
    """Give the person's local account a passphrase; every session of theirs ends. Raises InvalidError, see below."""
    reason = why_not_passphrase(passphrase, person)
    if reason:
        raise InvalidError(reason, "passphrase")
    secret = hasher.hash(passphrase)
    with unit_of_work():
        Identity.insert(provider=LOCAL, subject=person.key, person=person, secret=secret).on_conflict(
            conflict_target=[Identity.provider, Identity.subject], update={Identity.secret: secret}
        ).execute()
        sign_out(person)
        record(actor, "passphrase-set", Ref("person", person.key), now)


def why_not_passphrase(passphrase: str, person: Person) -> str | None:
    """Return why the person may not choose the passphrase, or None."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        return f"Lösenfrasen behöver ha minst {SHORTEST_PASSPHRASE} tecken."
    if len(passphrase) > LONGEST_PASSPHRASE:
        return f"Lösenfrasen får ha högst {LONGEST_PASSPHRASE} tecken."
    if fold(passphrase) in {fold(person.name), fold(person.email)} or len(set(passphrase)) < 5:
        return "Lösenfrasen är för lätt att gissa. Välj gärna tre eller fyra ord som inte hör ihop."
    return None


def is_right(secret: str, passphrase: str) -> bool:
    """Whether the passphrase fits the kept hash."""
    try:
        return hasher.verify(secret, passphrase)
    except (VerifyMismatchError, InvalidHashError):
        return False


def make_link(actor: Reader, person: Person, *, now: datetime) -> str:
    """Return the token of a new one-time link by which the person chooses a passphrase; earlier links end."""
    require_manage(actor, person, now)
    if person.disabled:
        message = f"{person.name} är avstängd. Släpp in personen igen först."
        raise RefusedError(message)
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
    """Return the link behind a token. Raises NotFoundError when there is none, GoneError when it is used or too old."""
    link = OneTimeLink.get_or_none(OneTimeLink.digest == link_digest(token))
    if link is None:
        message = "Länken finns inte, eller så har den ersatts av en nyare."
        raise NotFoundError(message, advice=f"Se efter att hela adressen kom med. {WITHOUT_LINK}")
    if link.used_at:
        raise GoneError(USED, WITHOUT_LINK)
    if link.expires_at <= now or link.person.disabled:
        message = "Länken gäller inte längre."
        raise GoneError(message, WITHOUT_LINK)
    return link


def use_link(token: str, passphrase: str, *, now: datetime) -> Person:
    """Choose a passphrase by a one-time link and return the person. A link that is used by two at once serves one."""
    link = get_link(token, now=now)
    with unit_of_work():
        unused = (OneTimeLink.id == link.id) & OneTimeLink.used_at.is_null()
        if not OneTimeLink.update(used_at=now).where(unused).execute():
            raise GoneError(USED, WITHOUT_LINK)
        set_passphrase(link.person, passphrase, now=now, actor=link.person.key)
    return link.person
