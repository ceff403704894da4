"""The signed-in browser: a cookie with a random token, a row that can be revoked."""

import hashlib
import secrets
from datetime import date, timedelta
from functools import lru_cache

from flask import g, request
from werkzeug.wrappers import Response

from portal.lib.errors import ForbiddenError
from portal.people.models import Person, Session
from portal.people.queries.persons import find_session
from portal.people.queries.readers import reader_of
from portal.people.queries.units import facts_of_units, units_at
from portal.people.reader import CITIZEN, Reader
from portal.people.rules import browser_of
from portal.store import database
from portal.store.work import unit_of_work
from portal.web.access import current_reader
from portal.web.hosts import comes_straight_here
from portal.web.portal import now, running, today

COOKIE = "portal"
SEEN_EVERY = timedelta(minutes=5)


def digest_of(token: str) -> str:
    """Return what is stored of a token; it is random and long, so a plain SHA-256 is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def find_reader() -> Reader:
    """Return the reader of this request: the session's person, or the citizen."""
    token = request.cookies.get(COOKIE, "")
    session, number = find_session(digest_of(token), now()) if token else (None, 0)
    g.session_row = session
    if session is None or (session.person.is_demo and not may_be_demo()):
        return CITIZEN
    g.journal_head = number
    if now() - session.seen_at > SEEN_EVERY:
        with unit_of_work():
            Session.update(seen_at=now()).where(Session.id == session.id).execute()
    return reader_at(session.person, today(), number, database.binding)


def may_be_demo() -> bool:
    """Whether demo accounts serve this request: only on the own machine, where nobody else can see them."""
    return running().config.is_loopback and comes_straight_here()


def person_here() -> Person:
    """Return the person who is signed in. Raises ForbiddenError when nobody is."""
    if current_reader().key is None:
        message = "Logga in först."
        raise ForbiddenError(message)
    person: Person = g.session_row.person
    return person


@lru_cache(maxsize=2048)
def reader_at(person: Person, day: date, number: int, binding: int) -> Reader:
    """Return the person as a reader; made anew when the journal has told of something or the day turns."""
    return reader_of(person, day, facts_of_units(units_at(number, binding)))


def start_session(person: Person, response: Response) -> Response:
    """Sign the browser in as the person; whoever it was signed in as before is signed out."""
    token = secrets.token_urlsafe(32)
    config = running().config
    lasts = timedelta(hours=config.session_hours)
    old = digest_of(request.cookies.get(COOKIE, ""))
    with unit_of_work():
        Session.delete().where((Session.expires_at < now()) | (Session.digest == old)).execute()
        Session.create(
            digest=digest_of(token),
            person=person,
            browser=browser_of(request.user_agent.string),
            started_at=now(),
            seen_at=now(),
            expires_at=now() + lasts,
        )
    is_secure = request.is_secure or config.own_url.startswith("https:")
    response.set_cookie(
        COOKIE, token, max_age=int(lasts.total_seconds()), httponly=True, samesite="Lax", secure=is_secure
    )
    return response


def end_session(response: Response) -> Response:
    """Sign this browser out; the token is worth nothing from now on."""
    token = request.cookies.get(COOKIE, "")
    with unit_of_work():
        Session.delete().where(Session.digest == digest_of(token)).execute()
    response.delete_cookie(COOKIE)
    return response
