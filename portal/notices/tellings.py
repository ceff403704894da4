"""All that is told of, by the journal's verb, and by kind: what the features declare, put together once."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app

from portal.journal.models import Entry
from portal.lib.refs import Ref
from portal.web.telling import Event, Telling

EXTENSION = "tellings"


@dataclass(frozen=True, slots=True)
class Tellings:
    """What is told: the tellings of each verb, whichever feature declares them, and each by its kind."""

    by_verb: Mapping[str, tuple[Telling, ...]]
    by_kind: Mapping[str, Telling]


def register(app: Flask) -> None:
    """Put together what the application's features declare."""
    by_verb: dict[str, tuple[Telling, ...]] = {}
    for feature in app.extensions["portal"].features:
        for verb, tellings in feature.tellings.items():
            by_verb[verb] = by_verb.get(verb, ()) + tuple(tellings)
    by_kind = {telling.kind: telling for tellings in by_verb.values() for telling in tellings}
    app.extensions[EXTENSION] = Tellings(by_verb, by_kind)


def tellings_here() -> Tellings:
    """Return what the running portal tells of."""
    return cast("Tellings", current_app.extensions[EXTENSION])


def tellings_of(verb: str) -> tuple[Telling, ...]:
    """Return what the verb is told as; nothing for most."""
    return tellings_here().by_verb.get(verb, ())


def find_telling(kind: str) -> Telling | None:
    """Return the telling of a notice; None when the feature that declared it is gone."""
    return tellings_here().by_kind.get(kind)


def event_of(entry: Entry) -> Event:
    """Return the entry as tellings read it."""
    subject = Ref.parse(entry.subject)
    return Event(entry.number, entry.at, entry.actor, entry.verb, subject, json.loads(entry.facts))
