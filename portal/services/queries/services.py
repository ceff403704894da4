"""Reads of services: lists, one service, what rests on a document."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any

from peewee import JOIN

from portal.control.models.versions import Version
from portal.control.queries.listing import in_force, in_swedish_order, readable
from portal.lib.errors import NotFoundError
from portal.people.models import Unit
from portal.people.rules import shared_of
from portal.services.models import CommitmentRow, LifeSituation, Service, ServiceDocument, ServiceSituation
from portal.services.queries.terms import Decided, Term, joined
from portal.services.rules.changes import Change, change_of
from portal.services.rules.commitment import Commitment
from portal.store import database


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to reach the service."""

    kind: str
    text: str
    address: str


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A service in a list."""

    key: str
    name: str
    summary: str
    unit: str
    unit_code: str

    @property
    def url(self) -> str:
        """Where the service is told of."""
        return f"/tjanster/{self.key}"


@dataclass(frozen=True, slots=True)
class ServicePage:
    """A service with all that its own page says of it."""

    key: str
    name: str
    summary: str
    unit: Unit
    board: str
    channels: tuple[Channel, ...]
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Situation:
    """A life situation with the services in it."""

    key: str
    name: str
    services: tuple[ServiceLine, ...]


@dataclass(frozen=True, slots=True)
class ChangedVersion:
    """What a decided version changed in what was promised."""

    decided: Decided
    changes: tuple[Change, ...]


def service_lines() -> list[ServiceLine]:
    """Return every service, in alphabetical order: one query."""
    rows = Service.select(Service, Unit).join(Unit, on=Service.unit).order_by(in_swedish_order(Service.name))
    return [line_of(row) for row in rows]


def service_names() -> dict[str, str]:
    """Return the services' names by key, in the order of their names: one query."""
    rows = Service.select(Service.key, Service.name).order_by(in_swedish_order(Service.name))
    return dict(rows.tuples())


def line_of(row: Service) -> ServiceLine:
    """Return the service as it stands in a list."""
    return ServiceLine(row.key, row.name, row.summary, row.unit.name, row.unit.code)


def situations() -> list[Situation]:
    """Return the life situations in order, each with its services: one query."""
    rows = (
        LifeSituation.select(LifeSituation, ServiceSituation, Service, Unit)
        .join(ServiceSituation, JOIN.LEFT_OUTER, on=(ServiceSituation.situation == LifeSituation.id), attr="place")
        .join(Service, JOIN.LEFT_OUTER, on=(ServiceSituation.service == Service.id), attr="service")
        .join(Unit, JOIN.LEFT_OUTER, on=(Service.unit == Unit.id), attr="unit")
        .order_by(LifeSituation.position, in_swedish_order(Service.name))
    )
    found: dict[str, tuple[str, list[ServiceLine]]] = {}
    for row in rows:
        _, services = found.setdefault(row.key, (row.name, []))
        place = getattr(row, "place", None)
        if place is not None:
            services.append(line_of(place.service))
    return [Situation(key, name, tuple(services)) for key, (name, services) in found.items()]


def get_service(key: str) -> ServicePage:
    """Return the service with unit, board and the documents it rests on: one query. Raises NotFoundError."""
    board = Unit.alias()
    places = ServiceDocument.position.cast("text").concat(":").concat(ServiceDocument.number)
    gathered = ServiceDocument.select(joined(places)).where(ServiceDocument.service == Service.id)
    row = (
        Service.select(Service, Unit, board, gathered.alias("numbers"))
        .join(Unit, on=(Service.unit == Unit.id), attr="unit")
        .switch(Service)
        .join(board, on=(Service.board == board.id), attr="board")
        .where(Service.key == key)
        .first()
    )
    if row is None:
        message = f"Tjänsten {key} finns inte."
        raise NotFoundError(message)
    channels = tuple(Channel(**way) for way in json.loads(row.channels))
    places_of = (place.split(":", 1) for place in (row.numbers or "").split())
    numbers = tuple(number for _, number in sorted((int(position), number) for position, number in places_of))
    return ServicePage(row.key, row.name, row.summary, row.unit, row.board.name, channels, numbers)


def resting_on(number: str, tokens: frozenset[str], today: date, stamp: int) -> tuple[Mapping[str, Any], ...]:
    """Return what the reader may know of services that rest on a document, and of their promises in force: one query.

    Rows have service, name, and of a promise key and terms (None for a service that promises nothing yet). They are
    kept by the journal's last number for all readers of the same units and roles.
    """
    return resting_at(number, shared_of(tokens), today, stamp, database.binding)


@lru_cache(maxsize=1024)
def resting_at(
    number: str, tokens: frozenset[str], today: date, _stamp: int, _binding: int
) -> tuple[Mapping[str, Any], ...]:
    """Read what rests on a document."""
    promised = (
        CommitmentRow.select(CommitmentRow.service, CommitmentRow.key, CommitmentRow.terms, CommitmentRow.position)
        .join(Version)
        .where(in_force(today), readable(tokens))
        .alias("promised")
    )
    rows = (
        ServiceDocument.select(Service.key.alias("service"), Service.name, promised.c.key, promised.c.terms)
        .join(Service)
        .join(promised, JOIN.LEFT_OUTER, on=(promised.c.service == Service.key))
        .where(ServiceDocument.number == number)
        .order_by(in_swedish_order(Service.name), promised.c.position)
    )
    return tuple(rows.dicts())


def changes_in(found: Iterable[Term]) -> list[ChangedVersion]:
    """Return what each decided version changed in what was promised before it, newest first.

    The first version of a declaration changed nothing, and neither did one in which only the text is different.
    """
    by_document: dict[str, dict[int, tuple[Decided, dict[str, Commitment]]]] = {}
    for term in found:
        versions = by_document.setdefault(term.decided.number, {})
        _, commitments = versions.setdefault(term.decided.id, (term.decided, {}))
        commitments[term.commitment.key] = term.commitment
    changed = []
    for versions in by_document.values():
        ordered = sorted(versions.values(), key=lambda item: item[0].valid_from)
        for (_, before), (decided, after) in pairwise(ordered):
            changes = changes_between(before, after)
            if changes:
                changed.append(ChangedVersion(decided, changes))
    return sorted(changed, key=lambda item: item.decided.valid_from, reverse=True)


def changes_between(before: Mapping[str, Commitment], after: Mapping[str, Commitment]) -> tuple[Change, ...]:
    """Return what changed from one set of commitments to the next, in the new order, what was removed last."""
    keys = dict.fromkeys([*after, *before])
    found = (change_of(before.get(key), after.get(key)) for key in keys)
    return tuple(change for change in found if change)
