"""Notices are made of what the journal tells, and deleted where the right to know has gone."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from peewee import chunked

from portal.lib.refs import Ref
from portal.notices.models import Mail, Notice
from portal.notices.queries.following import followers_of
from portal.notices.queries.persons import Recipient, ids_by_key, recipients
from portal.notices.queries.things import documents_known
from portal.notices.rules.paces import Pace, read_pace, soonest
from portal.notices.rules.rights import DocumentKnown, may_be_told
from portal.people.rules import UnitFact, ancestors_of
from portal.store.work import unit_of_work
from portal.web.telling import Event, Telling

DOCUMENT, UNIT, AREA = "document", "unit", "area"
AT_A_TIME = 200
# What is older than this when the follower comes to it is no news: a portal that is new to notices tells no history.
NEWS = timedelta(days=14)
Key = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known when an entry is told: when, the organisation, and whether there is mail."""

    now: datetime
    today: date
    units: Mapping[str, UnitFact]
    is_mailing: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """A notice that may be made: of which telling, and at which pace mail is wanted of it; None is their own choice."""

    telling: Telling
    ref: Ref
    paces: tuple[str, ...] | None


def is_news(event: Event, now: datetime) -> bool:
    """Whether the entry is to be told at all: not what was brought in, done before and elsewhere, nor what is old."""
    return not event.facts.get("imported") and now - event.at <= NEWS


def tell(event: Event, tellings: Sequence[Telling], scene: Scene) -> int:
    """Make the notices of an entry, and the mail of those that want it at once; return how many there were to make.

    Done again it makes no more. Nothing is made for who did it, or for who may not know of it.
    """
    if not is_news(event, scene.now):
        return 0
    wanted: dict[Key, Wanted] = {}
    documents: dict[str, DocumentKnown] = {}
    for telling in tellings:
        for ref in telling.refs(event):
            if ref.kind == DOCUMENT and ref.key not in documents:
                documents |= documents_known([ref.key], scene.today)
            for person, one in concerned(event, telling, ref, path_of(ref, documents, scene)).items():
                wanted.setdefault((person, str(ref)), one)
    known = recipients({person for person, _ in wanted}, scene.today, scene.units)
    done_by = {event.actor, event.facts.get("by")}
    rows = [
        row_of(event, known[person], one)
        for (person, _ref), one in sorted(wanted.items(), key=lambda pair: pair[0])
        if person in known and known[person].key not in done_by and may_know(event, one, documents, known[person])
    ]
    for some in chunked(rows, AT_A_TIME):
        write(list(some), scene)
    return len(rows)


def path_of(ref: Ref, documents: Mapping[str, DocumentKnown], scene: Scene) -> tuple[Ref, ...]:
    """Return by what the thing is followed: itself, and for a document its process areas, its unit and all above."""
    if ref.kind != DOCUMENT or ref.key not in documents:
        return (ref,)
    document = documents[ref.key]
    units = (Ref(UNIT, code) for code in ancestors_of(document.unit, scene.units))
    return (ref, *(Ref(AREA, key) for key in document.areas), *units)


def concerned(event: Event, telling: Telling, ref: Ref, path: Iterable[Ref]) -> dict[int, Wanted]:
    """Return whom an entry concerns, by id: those it is about, and those who follow the thing."""
    found: dict[int, Wanted] = {}
    if telling.is_followed:
        followers = followers_of(path, event.at)
        found |= {person: Wanted(telling, ref, tuple(paces)) for person, paces in followers.items()}
    own = ids_by_key(telling.persons(event)).values()
    return found | {person: Wanted(telling, ref, None) for person in own}


def may_know(event: Event, one: Wanted, documents: Mapping[str, DocumentKnown], who: Recipient) -> bool:
    """Whether the person may be told. What is no document is told of only where it is public."""
    if one.ref.kind != DOCUMENT:
        return True
    document = documents.get(one.ref.key)
    version = event.facts.get("version")
    return document is not None and may_be_told(document, version, who.tokens, at_work=one.telling.at_work)


def row_of(event: Event, who: Recipient, one: Wanted) -> dict[str, Any]:
    """Return the row of a notice."""
    pace = who.own
    if one.paces is not None:
        paces = [read_pace(text, who.followed) for text in one.paces]
        pace = paces[0]
        for other in paces[1:]:
            pace = soonest(pace, other)
    return {
        "person": who.id, "entry": event.number, "ref": str(one.ref), "kind": one.telling.kind,
        "at": event.at, "pace": pace.value,
    }  # fmt: skip


def write(rows: list[dict[str, Any]], scene: Scene) -> None:
    """Write the notices, and a message for each that is wanted at once, in one unit of work; what is there stays."""
    with unit_of_work():
        mails = make_mails(rows, scene) if scene.is_mailing else {}
        complete = [{**row, "mail": mails.get(key_of(row))} for row in rows]
        Notice.insert_many(complete).on_conflict_ignore().execute()


def make_mails(rows: list[dict[str, Any]], scene: Scene) -> dict[str, int]:
    """Make the messages that these notices want at once, where there are none yet; return the rows by key."""
    keys = {key_of(row): row["person"] for row in rows if row["pace"] == Pace.AT_ONCE}
    add_mails(keys, scene.now, scene.now)
    found = Mail.select(Mail.key, Mail.id).where(Mail.key.in_(sorted(keys))).tuples() if keys else ()
    return dict(found)


def add_mails(persons: Mapping[str, int], now: datetime, send_at: datetime) -> None:
    """Put a message into the outbox for each key and person, where there is none of the key yet."""
    if persons:
        rows = [
            {"person": person, "key": key, "message": secrets.token_hex(16), "made_at": now, "next_at": send_at}
            for key, person in sorted(persons.items())
        ]
        Mail.insert_many(rows).on_conflict_ignore().execute()


def key_of(row: Mapping[str, Any]) -> str:
    """Return by what the message of a notice is told from all others."""
    return f"notice:{row['entry']}:{row['ref']}:{row['person']}"
