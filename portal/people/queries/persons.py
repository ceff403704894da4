"""Reads of persons, of how they sign in, and of where they are signed in."""

import json
from datetime import date, datetime

from portal.lib.errors import NotFoundError
from portal.people.models import Identity, Membership, Person, Session
from portal.people.queries.places import places_of
from portal.store.settings import find_setting

DEMO_ACCOUNTS = "demo_accounts"


def get_person(key: str) -> Person:
    """Return the person. Raises NotFoundError."""
    person = Person.get_or_none(Person.key == key)
    if person is None:
        message = f"Personen {key} finns inte."
        raise NotFoundError(message)
    return person


def find_person_by_email(email: str) -> Person | None:
    """Return the person who signs in with the address, if any."""
    return Person.get_or_none((Person.email == email.strip().lower()) & (Person.email != ""))


def find_person(words: str) -> Person | None:
    """Return the person with the key or e-mail address, if any."""
    return find_person_by_email(words) or Person.get_or_none(Person.key == words.strip().lower())


def find_identity(provider: str, subject: str) -> Identity | None:
    """Return how a person is known to a way of signing in."""
    return Identity.get_or_none((Identity.provider == provider) & (Identity.subject == subject))


def find_session(digest: str, now: datetime) -> Session | None:
    """Return the session that is still good, with its person: one query."""
    return (
        Session.select(Session, Person)
        .join(Person)
        .where((Session.digest == digest) & (Session.expires_at > now) & ~Person.disabled)
        .first()
    )


def sessions_of(key: str, now: datetime) -> list[Session]:
    """Return the browsers in which the person is signed in, the latest seen first."""
    return list(
        Session.select(Session)
        .join(Person)
        .where((Person.key == key) & (Session.expires_at > now))
        .order_by(Session.seen_at.desc(), Session.id)
    )


def demo_accounts_kept() -> list[dict[str, str]]:
    """Return the demo accounts as they were opened: name, title, email, passphrase and story."""
    return json.loads(find_setting(DEMO_ACCOUNTS) or "[]")


def demo_accounts(today: date) -> list[tuple[dict[str, str], list[Membership]]]:
    """Return each demo account that can be used, with what its person has where on the day."""
    accounts = demo_accounts_kept()
    emails = [account["email"] for account in accounts]
    persons = list(Person.select().where(Person.email.in_(emails) & Person.is_demo & ~Person.disabled))
    places = places_of(persons, today)
    by_email = {person.email: places.get(person.id, []) for person in persons}
    return [(account, by_email[account["email"]]) for account in accounts if account["email"] in by_email]
