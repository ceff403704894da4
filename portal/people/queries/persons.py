"""Reads of persons, of how they sign in, and of where they are signed in."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from peewee import fn

from portal.journal.models import Entry
from portal.lib import clock
from portal.lib.errors import NotFoundError
from portal.people.models import Identity, Membership, Person, Session
from portal.people.queries.places import places_of
from portal.store import database
from portal.store.settings import find_setting

DEMO_ACCOUNTS = "demo_accounts"
SESSION_COLUMNS = ("id", "digest", "browser", "started_at", "seen_at", "expires_at")
# What is read along with a session, by name: every signed-in page needs it, and no page has a question to spare.
CARRIED: dict[str, Callable[[], Any]] = {}
PERSON_COLUMNS = ("id", "key", "name", "title", "email", "phone", "disabled", "is_demo")


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


def carry(name: str, subquery: Callable[[], Any]) -> None:
    """Let a value be read along with each session, as `Session.carried[name]`, and cost no question of its own.

    `subquery` answers a scalar one about `Session.person`. It has no values of its own in it: it is written out once.
    """
    CARRIED[name] = subquery
    session_sql.cache_clear()


def find_session(digest: str, now: datetime) -> tuple[Session | None, int]:
    """Return the session that is still good, with its person, and the number of the journal's last entry: one query.

    Without a session the number is not read, and 0.
    """
    row = next(iter(Session.raw(session_sql(database.binding), digest, clock.to_text(now)).dicts()), None)
    if row is None:
        return None, 0
    person = Person(**{name: row[f"who_{name}"] for name in PERSON_COLUMNS})
    session = Session(person=person, **{name: row[name] for name in SESSION_COLUMNS})
    session.carried = {name: row[name] for name in CARRIED}
    return session, row["journal"] or 0


@lru_cache(maxsize=4)
def session_sql(_binding: int) -> str:
    """Return the query for `find_session`, written out once for each database: every signed-in page asks it."""
    person = (getattr(Person, name).alias(f"who_{name}") for name in PERSON_COLUMNS)
    query = (
        Session.select(*(getattr(Session, name) for name in SESSION_COLUMNS), *person)
        .select_extend(Entry.select(fn.MAX(Entry.number)).alias("journal"))
        .select_extend(*(subquery().alias(name) for name, subquery in CARRIED.items()))
        .join(Person)
        .where((Session.digest == "") & (Session.expires_at > datetime.fromtimestamp(0, UTC)) & ~Person.disabled)
    )
    return str(query.sql()[0])


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
