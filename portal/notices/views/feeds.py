"""Feeds and calendars: what is public for anyone, what is a person's own at a secret address."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from flask import Response, render_template, url_for
from flask_babel import gettext as _

from portal.control.addresses import document_url, version_url
from portal.control.queries.listing import DocumentLine, lines_from
from portal.handbook.queries import changed_since, tree_of
from portal.lib import clock
from portal.lib.errors import NotFoundError
from portal.notices.actions.addresses import digest_of
from portal.notices.composing import domain_of
from portal.notices.queries.addresses import find_person_at
from portal.notices.queries.notices import newest_of
from portal.notices.queries.things import known_of
from portal.notices.rules.icalendar import DayEvent, calendar_text
from portal.notices.rules.purposes import Purpose
from portal.notices.shown import readable
from portal.notices.views.blueprint import blueprint, unit_names
from portal.people.models import Person
from portal.people.queries.readers import reader_of
from portal.people.rules import PUBLIC
from portal.web.access import public
from portal.web.pages import kept
from portal.web.portal import journal_head, now, running, today

MOST_ENTRIES = 60
DAYS = 365
NOBODYS = "Adressen finns inte, eller är avstängd."
ATOM = "application/atom+xml; charset=utf-8"
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


def atom(entries: Iterable[dict[str, Any]], *, title: str, page: str, feed: str, key: str = "") -> Response:
    """Answer an Atom feed (RFC 4287) of the entries, newest first. `key` names it where its address is a secret."""
    own_url = running().config.own_url
    listed = list(entries)
    body = render_template(
        "notices/feeds/atom.xml",
        title=title,
        feed_id=own_url + (key or feed),
        self_url=own_url + feed,
        home_url=own_url + page,
        updated=listed[0]["updated"] if listed else clock.to_text(BEGINNING),
        entries=listed,
    )
    return Response(body, content_type=ATOM)


def version_entries(rows: Iterable[DocumentLine]) -> Iterable[dict[str, Any]]:
    """Yield the new versions as entries."""
    config = running().config
    for line in rows:
        yield {
            "id": config.own_url + version_url(line.number, line.version),
            "url": config.own_url + document_url(line.number),
            "title": line.title,
            "updated": clock.to_text(clock.noon_of(line.valid_from, config.timezone)),
            "text": f"{line.number}, version {line.version}, {line.unit}. {line.change_note}".strip(),
        }


@blueprint.get("/handbok/nytt.atom")
@public
@kept
def handbook_feed() -> Response:
    """Answer what is new in the handbook and open to all."""
    rows = changed_since(DAYS, frozenset({PUBLIC}), today(), tree_of(journal_head())).limit(MOST_ENTRIES)
    title = _("Nytt i handboken, %(name)s", name=running().config.municipality)
    page, feed = url_for("handbook.change_index"), url_for("notices.handbook_feed")
    return atom(version_entries(lines_from(rows, today())), title=title, page=page, feed=feed)


@blueprint.get("/handbok/enhet/<string(maxlength=100):code>/nytt.atom")
@public
@kept
def unit_feed(code: str) -> Response:
    """Answer what is new in a unit and all below it, and open to all. Raises NotFoundError."""
    name = unit_names().get(code)
    if name is None:
        message = f"Enheten {code} finns inte."
        raise NotFoundError(message)
    tree = tree_of(journal_head())
    rows = changed_since(DAYS, frozenset({PUBLIC}), today(), tree, unit=code).limit(MOST_ENTRIES)
    page, feed = url_for("handbook.unit_show", code=code), url_for("notices.unit_feed", code=code)
    return atom(
        version_entries(lines_from(rows, today())), title=_("Nytt från %(name)s", name=name), page=page, feed=feed
    )


def person_at(token: str, purpose: Purpose) -> Person:
    """Return whose secret address it is. Raises NotFoundError, also when the person can sign in no more."""
    person = find_person_at(digest_of(token), purpose)
    if person is None or (person.is_demo and not running().config.is_loopback):
        raise NotFoundError(NOBODYS)
    return person


@blueprint.get("/aviseringar/flode/<string(maxlength=100):token>.atom")
@public
def feed_show(token: str) -> Response:
    """Answer a person's own notices, those that they may know of now."""
    person = person_at(token, Purpose.FEED)
    own_url = running().config.own_url
    rows = newest_of(person.id, MOST_ENTRIES)
    tokens = reader_of(person, today()).tokens
    entries = [
        {
            "id": f"{own_url}{url_for('notices.notice_show', notice_id=shown.id)}",
            "url": own_url + shown.path,
            "title": shown.label,
            "updated": clock.to_text(shown.at),
            "text": f"{shown.text} {shown.code}".strip(),
        }
        for shown in readable(rows, known_of(rows, today(), unit_names()), tokens)
    ]
    page, feed = url_for("notices.notice_index"), url_for("notices.feed_show", token=token)
    return own(atom(entries, title=_("Mina aviseringar"), page=page, feed=feed, key=f"/aviseringar/{person.key}"))


@blueprint.get("/aviseringar/kalender/<string(maxlength=100):token>.ics")
@public
def calendar_show(token: str) -> Response:
    """Answer what a person is to have done, and by when, as a calendar."""
    person = person_at(token, Purpose.CALENDAR)
    portal, reader = running(), reader_of(person, today())
    dues = [due for feature in portal.features for dues in feature.dues for due in dues(reader, today())]
    domain = domain_of(portal.config)
    events = [
        DayEvent(f"{due.key}-{person.key}@{domain}", due.title, due.day, due.text, portal.config.own_url + due.path)
        for due in sorted(dues, key=lambda due: (due.day, due.key))
    ]
    text = calendar_text(_("Att göra, %(name)s", name=portal.config.municipality), events, now())
    return own(Response(text, content_type="text/calendar; charset=utf-8"))


def own(response: Response) -> Response:
    """Let what is a person's own be kept by nobody on the way."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
