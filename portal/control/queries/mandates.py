"""Who was asked about a version, who has answered, and in whose place one may act."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from peewee import JOIN, fn

from portal.control.models.decisions import Consent, Review, Submission
from portal.control.queries.reviews import open_remarks
from portal.control.rules.mandates import Approver, Asked, rank_in
from portal.control.rules.types import Mode
from portal.people.models import Deputy, Membership, Person, Unit
from portal.people.queries.places import current_on
from portal.people.rules import Role


@dataclass(frozen=True, slots=True)
class Answer:
    """One who was asked, by name, and what they have answered: when, in what words, and who did in their place."""

    key: str
    name: str
    deputies: tuple[str, ...] = ()
    at: datetime | None = None
    by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Circle:
    """Those who were asked to decide about a version or to review it, each with the answer.

    `open_remarks` is how many comments nobody has resolved.
    """

    asked: Asked
    approvers: tuple[Answer, ...] = ()
    reviewers: tuple[Answer, ...] = ()
    open_remarks: int = 0


NOBODY = Circle(Asked(Mode.ONE, (), {}))


def circle_of(version: int, keys: Iterable[str], path: Sequence[str], today: date) -> Circle:
    """Return who was asked when the version was last handed in: one query.

    `keys` are those of all who were asked, `path` the units from the document's up.
    """
    wanted = sorted(keys)
    rows = list(asked_rows(version, wanted, today).dicts()) if wanted else []
    if not rows:
        return NOBODY
    by_key: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_key.setdefault(row["key"], []).append(row)
    first = rows[0]
    approvers = [key for key in first["approvers"].split() if key in by_key]
    reviewers = [key for key in first["reviewers"].split() if key in by_key]
    asked = Asked(
        Mode(first["mode"]),
        tuple(approver_of(by_key[key], path) for key in approvers),
        {key: by_key[key][0]["by_key"] for key in approvers if by_key[key][0]["by_key"]},
    )
    return Circle(
        asked,
        tuple(answer_of(by_key[key], "consented_at") for key in approvers),
        tuple(answer_of(by_key[key], "reviewed_at") for key in reviewers),
        first["open_remarks"],
    )


def asked_rows(version: int, keys: Sequence[str], today: date) -> Any:
    """Return the query for `circle_of`: a row for each person, deputy of theirs, and unit that they manage."""
    by, deputy = Person.alias(), Person.alias()
    last = Submission.select(fn.MAX(Submission.id)).where(Submission.version == version)
    of_consent = (Consent.submission == Submission.id) & (Consent.approver == Person.id)
    of_review = (Review.submission == Submission.id) & (Review.by == Person.id)
    manages = (Membership.person == Person.id) & (Membership.role == Role.MANAGER) & current_on(Membership, today)
    return (
        Person.select(Person.key, Person.name, Submission.mode, Submission.approvers, Submission.reviewers)
        .select_extend(Consent.at.alias("consented_at"), Consent.note, by.key.alias("by_key"), by.name.alias("by_name"))
        .select_extend(Review.at.alias("reviewed_at"), Unit.code.alias("manages"))
        .select_extend(deputy.key.alias("deputy_key"), deputy.name.alias("deputy_name"))
        .select_extend(open_remarks(version).alias("open_remarks"))
        .join(Submission, on=(Submission.id == last))
        .join(Consent, JOIN.LEFT_OUTER, on=of_consent)
        .join(by, JOIN.LEFT_OUTER, on=(Consent.by == by.id))
        .switch(Person)
        .join(Review, JOIN.LEFT_OUTER, on=of_review)
        .switch(Person)
        .join(Deputy, JOIN.LEFT_OUTER, on=((Deputy.person == Person.id) & current_on(Deputy, today)))
        .join(deputy, JOIN.LEFT_OUTER, on=((Deputy.deputy == deputy.id) & ~deputy.disabled))
        .switch(Person)
        .join(Membership, JOIN.LEFT_OUTER, on=manages)
        .join(Unit, JOIN.LEFT_OUTER, on=(Membership.unit == Unit.id))
        .where(Person.key.in_(keys))
        .order_by(Person.id)
    )


def approver_of(rows: Sequence[Mapping[str, Any]], path: Sequence[str]) -> Approver:
    """Return the approver whom the rows tell of."""
    first = rows[0]
    deputies = frozenset(row["deputy_key"] for row in rows if row["deputy_key"])
    return Approver(first["key"], first["name"], deputies, rank_in(path, [row["manages"] for row in rows]))


def answer_of(rows: Sequence[Mapping[str, Any]], moment: str) -> Answer:
    """Return what the person of the rows has answered; `moment` is the column that tells when."""
    first = rows[0]
    is_consent = moment == "consented_at"
    return Answer(
        first["key"],
        first["name"],
        tuple(sorted({row["deputy_name"] for row in rows if row["deputy_name"]})) if is_consent else (),
        first[moment],
        (first["by_name"] or "") if is_consent and first["by_key"] != first["key"] else "",
        (first["note"] or "") if is_consent else "",
    )
