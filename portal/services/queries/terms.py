"""Reads of what has been committed: every term of every commitment, with the version that made it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from peewee import JOIN, fn

from portal.control.models import Approval, Document, Grant, Version
from portal.people.models import Person, Unit
from portal.people.rules import may_read
from portal.services.models import CommitmentRow, Service
from portal.services.rules.commitment import Commitment
from portal.services.rules.reading import commitment_from
from portal.store import database


@dataclass(frozen=True, slots=True)
class Decided:
    """A decided version of a declaration: when it applies, who decided it and by what decision."""

    id: int
    number: str
    version: int
    title: str
    valid_from: date
    valid_until: date | None
    review_by: date | None
    decided_by: str
    decided_at: datetime
    reference: str
    change_note: str
    service: str
    grants: frozenset[str]

    def applies_on(self, day: date) -> bool:
        """Whether this is what applied on the day."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


@dataclass(frozen=True, slots=True)
class Term:
    """A commitment as one decided version words it, where it stands in it, and which unit answers for it."""

    commitment: Commitment
    decided: Decided
    position: int
    owner: str
    service_name: str


def terms(tokens: frozenset[str], *, service: str = "", key: str = "", stamp: int | None = None) -> tuple[Term, ...]:
    """Return what has been committed in versions that the reader may read, oldest version first: one query.

    Of one service, of one commitment, or all. A page gives the journal's last number as `stamp`: what was read then is kept.
    """
    rows = read_terms(service, key) if stamp is None else terms_at(service, key, stamp, database.binding)
    return tuple(term for term in rows if may_read(tokens, term.decided.grants))


@lru_cache(maxsize=64)
def terms_at(service: str, key: str, _stamp: int, _binding: int) -> tuple[Term, ...]:
    """Return what has been committed as it is at a number of the journal."""
    return read_terms(service, key)


def read_terms(service: str, key: str) -> tuple[Term, ...]:
    """Read what has been committed, whoever may read it. Versions that never applied are left out."""
    grants = Grant.select(joined(Grant.token)).where(Grant.version == Version.id)
    rows = (
        CommitmentRow.select(
            CommitmentRow.terms, CommitmentRow.position, CommitmentRow.service, Unit.name.alias("owner")
        )
        .select_extend(Version.id.alias("version_id"), Version.number.alias("version"), Version.title)
        .select_extend(Version.valid_from, Version.valid_until, Version.review_by, Version.change_note)
        .select_extend(Document.number, Approval.at, Approval.reference, Person.name.alias("by"))
        .select_extend(Service.name.alias("service_name"), grants.alias("grants"))
        .join(Version)
        .join(Document)
        .switch(Version)
        .join(Approval)
        .join(Person)
        .join(Unit, JOIN.LEFT_OUTER, on=(Unit.code == CommitmentRow.owner_unit))
        .join(Service, JOIN.LEFT_OUTER, on=(Service.key == CommitmentRow.service))
        .where(Version.decided, Version.valid_until.is_null() | (Version.valid_until > Version.valid_from))
        .order_by(Document.number, Version.valid_from, Version.number, CommitmentRow.position)
    )
    if service:
        rows = rows.where(CommitmentRow.service == service)
    if key:
        rows = rows.where(CommitmentRow.key == key)
    return tuple(terms_from(rows.dicts()))


def joined(column: Any) -> Any:
    """Return the expression that gathers a column's values in one text, with a space between."""
    return fn.GROUP_CONCAT(column, " ") if database.is_sqlite() else fn.STRING_AGG(column, " ")


def terms_from(rows: Iterable[dict[str, Any]]) -> Iterable[Term]:
    """Yield the term that each row tells; rows of one version share its description."""
    versions: dict[int, Decided] = {}
    for row in rows:
        decided = versions.get(row["version_id"]) or decided_from(row)
        versions[decided.id] = decided
        commitment = commitment_from(json.loads(row["terms"]), row["position"])
        yield Term(commitment, decided, row["position"], row["owner"] or "", row["service_name"] or row["service"])


def decided_from(row: dict[str, Any]) -> Decided:
    """Return the version that a row tells of."""
    names = (
        "number",
        "version",
        "title",
        "valid_from",
        "valid_until",
        "review_by",
        "reference",
        "change_note",
        "service",
    )
    return Decided(
        id=row["version_id"],
        decided_by=row["by"],
        decided_at=row["at"],
        grants=frozenset((row["grants"] or "").split()),
        **{name: row[name] for name in names},
    )
