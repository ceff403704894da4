"""Signing in and out: the passphrase, the throttle, the browsers that are signed in."""

import hashlib
from datetime import datetime, timedelta

from portal.lib.errors import InvalidError, NotFoundError, RefusedError
from portal.people.actions.persons import LOCAL, is_right, no_such_account, set_passphrase
from portal.people.models import Attempt, Person, Session
from portal.people.queries.persons import find_identity, find_person_by_email
from portal.people.reader import Reader
from portal.store.work import unit_of_work

WINDOW = timedelta(minutes=15)
# One who guesses tries one account from one place. The wider limits stop many places against one account and one place
# against many accounts, yet leave room for an office that shares an address and a person whom someone else locks out.
TRIES = 8
TRIES_FOR_ACCOUNT = 40
TRIES_FROM_ADDRESS = 80


class ThrottledError(RefusedError):
    """Too many tries; the text says how long to wait and what else to do."""


def check_passphrase(email: str, passphrase: str, *, address: str, now: datetime, with_demo: bool) -> Person:
    """Return the person who signs in.

    `with_demo` says whether demo accounts may: only where the server listens on its own machine alone. Raises
    InvalidError when it is wrong, never saying what, and ThrottledError.
    """
    attempt = begin_attempt(digest_of("account", email.strip().lower()), digest_of("address", address), now)
    person = find_person_by_email(email)
    identity = find_identity(LOCAL, person.key) if person else None
    # Made for everyone, so that the first in a process takes as long whoever it is.
    nobodys = no_such_account()
    right = is_right(identity.secret if identity else nobodys, passphrase)
    if not right or person is None or person.disabled:
        message = "E-postadressen eller lösenfrasen stämmer inte."
        raise InvalidError(message, "passphrase")
    forget_attempts(attempt)
    if person.is_demo and not with_demo:
        message = "Demokonton kan bara användas när portalen körs på den egna datorn."
        raise RefusedError(message)
    return person


def change_passphrase(person: Person, *, current: str, wanted: str, address: str, now: datetime) -> None:
    """Let the person change their own passphrase; guessing the one they have is a try like any other.

    Raises InvalidError when it is not `current` or the `wanted` one does not do, and ThrottledError.
    """
    attempt = begin_attempt(digest_of("account", person.email), digest_of("address", address), now)
    identity = find_identity(LOCAL, person.key)
    if identity is None or not is_right(identity.secret, current):
        message = "Det är inte din nuvarande lösenfras."
        raise InvalidError(message, "current")
    forget_attempts(attempt)
    set_passphrase(person, wanted, now=now, actor=person.key)


def begin_attempt(account: str, address: str, now: datetime) -> Attempt:
    """Count the try before it is judged, so that many at once are counted too. Raises ThrottledError."""
    with unit_of_work():
        Attempt.delete().where(Attempt.at <= now - WINDOW).execute()
        tries = list(Attempt.select().where((Attempt.account == account) | (Attempt.address == address)))
        for_account = [row for row in tries if row.account == account]
        from_address = [row for row in tries if row.address == address]
        both = [row for row in for_account if row.address == address]
        if len(both) >= TRIES or len(for_account) >= TRIES_FOR_ACCOUNT or len(from_address) >= TRIES_FROM_ADDRESS:
            message = (
                "För många försök. Vänta en kvart och försök igen. "
                "Har du glömt lösenfrasen kan en administratör ge dig en ny länk."
            )
            raise ThrottledError(message)
        return Attempt.create(account=account, address=address, at=now)


def forget_attempts(attempt: Attempt) -> None:
    """Forget the tries for this account from this address: one of them was right."""
    with unit_of_work():
        same = (Attempt.account == attempt.account) & (Attempt.address == attempt.address)
        Attempt.delete().where(same).execute()


def digest_of(kind: str, text: str) -> str:
    """Return what the throttle keeps of an account or an address."""
    return hashlib.sha256(f"attempt:{kind}:{text}".encode()).hexdigest()


def revoke_session(actor: Reader, session_id: int) -> None:
    """Sign one of the actor's own browsers out. Raises NotFoundError when it is another's or already out."""
    with unit_of_work():
        own = (Session.id == session_id) & Session.person.in_(Person.select().where(Person.key == actor.key))
        if not Session.delete().where(own).execute():
            message = "Webbläsaren är redan utloggad."
            raise NotFoundError(message)


def revoke_sessions(actor: Reader) -> int:
    """Sign all of the actor's own browsers out and return how many there were."""
    with unit_of_work():
        return Session.delete().where(Session.person.in_(Person.select().where(Person.key == actor.key))).execute()
