"""Reads of what has been committed: every term of every commitment, its version, what was explained."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from peewee import JOIN, ModelSelect, fn

from portal.control.models.decisions import Approval
from portal.control.models.documents import Document
from portal.control.models.versions import Grant, Version
from portal.people.models import Person, Unit
from portal.people.rules import may_read
from portal.services.models import CommitmentRow, Explanation, Service
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
    withdrawn: bool
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


@dataclass(frozen=True, slots=True)
class Explained:
    """A public explanation of why a commitment was not kept in a period."""

    period: str
    what_happened: str
    our_fault: bool
    correction: str
    correct_by: date | None
    by: str
    published_at: datetime


@dataclass(frozen=True, slots=True)
class Committed:
    """What has been committed, oldest version first, and what was explained, by commitment and period."""

    terms: tuple[Term, ...]
    explained: Mapping[str, Mapping[str, Explained]]


def committed(tokens: frozenset[str], *, service: str = "", key: str = "", stamp: int | None = None) -> Committed:
    """Return what has been committed in versions that the reader may read, and what was explained: one query.

    Of one service, of one commitment, or all. A page gives the journal's last number as `stamp`: what was read then is
    kept.
    """
    found = read_committed(service, key) if stamp is None else committed_at(service, key, stamp, database.binding)
    return Committed(tuple(term for term in found.terms if may_read(tokens, term.decided.grants)), found.explained)


@lru_cache(maxsize=64)
def committed_at(service: str, key: str, _stamp: int, _binding: int) -> Committed:
    """Return what has been committed as it is at a number of the journal."""
    return read_committed(service, key)


def terms_in_documents(numbers: Iterable[str]) -> tuple[Term, ...]:
    """Return what these documents have committed to in all their decided versions, whoever may read it: one query."""
    return committed_from(committed_rows().where(Document.number.in_(list(numbers))).dicts()).terms


def read_committed(service: str, key: str) -> Committed:
    """Read what has been committed, whoever may read it."""
    rows = committed_rows()
    if service:
        rows = rows.where(CommitmentRow.service == service)
    if key:
        rows = rows.where(CommitmentRow.key == key)
    return committed_from(rows.dicts())


def committed_rows() -> ModelSelect:
    """Return the query for what has been committed, oldest version first. Versions that never applied are left out."""
    grants = Grant.select(joined(Grant.token)).where(Grant.version == Version.id)
    teller = Person.alias()
    return (
        CommitmentRow.select(CommitmentRow.id, CommitmentRow.key, CommitmentRow.terms, CommitmentRow.position)
        .select_extend(CommitmentRow.service, Unit.name.alias("owner"), Service.name.alias("service_name"))
        .select_extend(Version.id.alias("version_id"), Version.number.alias("version"), Version.title)
        .select_extend(Version.valid_from, Version.valid_until, Version.review_by, Version.change_note)
        .select_extend(Version.withdrawn)
        .select_extend(Document.number, Approval.at, Approval.reference, Person.name.alias("by"))
        .select_extend(grants.alias("grants"), Explanation.id.alias("told"), teller.name.alias("told_by"))
        .select_extend(Explanation.period, Explanation.what_happened, Explanation.our_fault)
        .select_extend(Explanation.correction, Explanation.correct_by, Explanation.published_at)
        .join(Version)
        .join(Document)
        .switch(Version)
        .join(Approval)
        .join(Person)
        .join(Unit, JOIN.LEFT_OUTER, on=(Unit.code == CommitmentRow.owner_unit))
        .join(Service, JOIN.LEFT_OUTER, on=(Service.key == CommitmentRow.service))
        .join(Explanation, JOIN.LEFT_OUTER, on=(Explanation.commitment == CommitmentRow.key))
        .join(teller, JOIN.LEFT_OUTER, on=(Explanation.by == teller.id))
        .where(Version.decided, Version.valid_until.is_null() | (Version.valid_until > Version.valid_from))
        .order_by(Document.number, Version.valid_from, Version.number, CommitmentRow.position, Explanation.id)
    )


def committed_from(rows: Iterable[dict[str, Any]]) -> Committed:
    """Return what the rows tell; a commitment has a row for each of its explanations, a version's rows share it."""
    versions: dict[int, Decided] = {}
    terms: dict[int, Term] = {}
    explained: dict[str, dict[str, Explained]] = {}
    for row in rows:
        if row["version_id"] not in versions:
            versions[row["version_id"]] = decided_from(row)
        if row["id"] not in terms:
            terms[row["id"]] = term_from(row, versions[row["version_id"]])
        if row["told"] is not None:
            explained.setdefault(row["key"], {})[row["period"]] = explained_from(row)
    return Committed(tuple(terms.values()), explained)


def joined(column: Any) -> Any:
    """Return the expression that gathers a column's values in one text, with a space between."""
    return fn.GROUP_CONCAT(column, " ") if database.is_sqlite() else fn.STRING_AGG(column, " ")


def term_from(row: dict[str, Any], decided: Decided) -> Term:
    """Return the term that a row tells."""
    commitment = commitment_from(json.loads(row["terms"]), row["position"])
    return Term(commitment, decided, row["position"], row["owner"] or "", row["service_name"] or row["service"])


def explained_from(row: dict[str, Any]) -> Explained:
    """Return the explanation that a row tells."""
    names = ("period", "what_happened", "our_fault", "correction", "correct_by", "published_at")
    return Explained(by=row["told_by"], **{name: row[name] for name in names})


def decided_from(row: dict[str, Any]) -> Decided:
    """Return the version that a row tells of."""
    names = ("number", "version", "title", "valid_from", "valid_until", "review_by", "reference", "change_note")
    return Decided(
        id=row["version_id"],
        decided_by=row["by"],
        decided_at=row["at"],
        service=row["service"],
        withdrawn=bool(row["withdrawn"]),
        grants=frozenset((row["grants"] or "").split()),
        **{name: row[name] for name in names},
    )
