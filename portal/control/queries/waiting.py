"""What waits for a person: to decide, to review, to mend, to finish."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from peewee import JOIN, fn

from portal.control.models.decisions import Consent, Return, Review, Submission
from portal.control.models.documents import Document
from portal.control.models.versions import Contribution, Version
from portal.control.rules.mandates import Approver, Asked, rank_in
from portal.control.rules.types import Mode
from portal.control.rules.waiting import Errand, Patience, Place, errand_of, told_of
from portal.lib import clock
from portal.people.models import Deputy, Person, Unit
from portal.people.queries.places import current_on
from portal.people.rules import Role, UnitFact, ancestors_of
from portal.store import database

Managers = Mapping[str, Iterable[str]]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A version that waits for somebody: why, since when, and the day by which it should be done.

    `instead_of` is the key of the one in whose place one may decide.
    """

    errand: Errand
    number: str
    title: str
    version: int
    unit: str
    author: str
    since: date
    due: date | None = None
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class OpenVersion:
    """A version that is not decided, with all that says for whom it waits."""

    document: int
    number: str
    unit: str
    unit_code: str
    version: int
    title: str
    author: str
    author_name: str
    created_at: datetime
    submitted_at: datetime | None
    returned_at: datetime | None
    consented_at: datetime | None
    asked: Asked
    reviewers: frozenset[str]
    has_reviewed: frozenset[str]
    hands: frozenset[str]
    absent: frozenset[str]

    @property
    def is_in_review(self) -> bool:
        """Whether it has been handed in and not sent back."""
        return self.submitted_at is not None and self.returned_at is None

    @property
    def waits_since(self) -> datetime:
        """The moment from which it waits for who has the next turn."""
        if not self.is_in_review or self.submitted_at is None:
            return self.returned_at or self.created_at
        if self.asked.mode is Mode.IN_ORDER and self.consented_at:
            return max(self.submitted_at, self.consented_at)
        return self.submitted_at


def open_versions(today: date, person: str = "") -> list[OpenVersion]:
    """Return every version that is not decided, the longest waited for first: one query.

    `absent` of each are those for whom the person stands in today.
    """
    return [open_version(row) for row in open_rows(today, person).dicts()]


def keys_of(rows: Any, column: Any) -> Any:
    """Return the keys that a query finds, as one text."""
    joined = fn.GROUP_CONCAT if database.is_sqlite() else fn.STRING_AGG
    return rows.select(joined(column, " "))


def open_rows(today: date, person: str) -> Any:
    """Return the query for `open_versions`."""
    author, writer, sender, approver, by, reviewer, away, deputy = (Person.alias() for _ in range(8))
    sent = Submission.alias()
    last = Submission.select(fn.MAX(Submission.id)).where(Submission.version == Version.id)
    consents = Consent.select().where(Consent.submission == Submission.id)
    given = consents.join(approver, on=(Consent.approver == approver.id)).switch(Consent)
    given = keys_of(given.join(by, on=(Consent.by == by.id)), approver.key.concat(":").concat(by.key))
    reviews = Review.select().join(reviewer).where(Review.submission == Submission.id)
    writers = Contribution.select().join(writer).where(Contribution.version == Version.id)
    senders = sent.select().join(sender, on=(sent.by == sender.id)).where(sent.version == Version.id)
    absent = Deputy.select().join(away, on=(Deputy.person == away.id)).switch(Deputy)
    absent = absent.join(deputy, on=(Deputy.deputy == deputy.id))
    absent = absent.where((deputy.key == person) & current_on(Deputy, today))
    return (
        Version.select(Document.id.alias("document_id"), Document.number, Unit.code.alias("unit_code"))
        .select_extend(Version.title, Version.number.alias("version"), Version.created_at, Unit.name.alias("unit"))
        .select_extend(Submission.at.alias("submitted_at"), Submission.approvers, Submission.reviewers, Submission.mode)
        .select_extend(author.key.alias("author"), author.name.alias("author_name"), Return.at.alias("returned_at"))
        .select_extend(given.alias("given"), consents.select(fn.MAX(Consent.at)).alias("consented_at"))
        .select_extend(keys_of(reviews, reviewer.key).alias("reviewed"), keys_of(writers, writer.key).alias("writers"))
        .select_extend(keys_of(senders, sender.key).alias("senders"), keys_of(absent, away.key).alias("absent"))
        .join(Document)
        .join(Unit)
        .switch(Version)
        .join(author, on=(Version.author == author.id))
        .switch(Version)
        .join(Submission, JOIN.LEFT_OUTER, on=(Submission.id == last))
        .join(Return, JOIN.LEFT_OUTER, on=(Return.submission == Submission.id))
        .where(Version.valid_from.is_null())
        .order_by(fn.COALESCE(Submission.at, Version.created_at), Version.id)
    )


def open_version(row: Mapping[str, Any]) -> OpenVersion:
    """Return the version that a row tells of."""
    absent = words(row["absent"])
    given = dict(pair.split(":") for pair in words(row["given"]))
    return OpenVersion(
        document=row["document_id"],
        number=row["number"],
        unit=row["unit"],
        unit_code=row["unit_code"],
        version=row["version"],
        title=row["title"],
        author=row["author"],
        author_name=row["author_name"],
        created_at=row["created_at"],
        submitted_at=row["submitted_at"],
        returned_at=row["returned_at"],
        consented_at=moment(row["consented_at"]),
        asked=Asked(
            Mode(row["mode"] or Mode.ONE), tuple(Approver(key) for key in (row["approvers"] or "").split()), given
        ),
        reviewers=words(row["reviewers"]),
        has_reviewed=words(row["reviewed"]),
        hands=words(row["writers"]) | words(row["senders"]) | {row["author"]},
        absent=absent,
    )


def words(text: str | None) -> frozenset[str]:
    """Return what a text of several words holds."""
    return frozenset((text or "").split())


def moment(value: datetime | str | None) -> datetime | None:
    """Return a moment that the database gives back as it keeps it."""
    return clock.from_text(value) if isinstance(value, str) else value


def standing_in(version: OpenVersion, person: str) -> Asked:
    """Return who was asked, the absent ones with the person as their deputy."""
    deputies = frozenset({person})
    asked = version.asked
    approvers = tuple(
        Approver(one.key, deputies=deputies) if one.key in version.absent else one for one in asked.approvers
    )
    return Asked(asked.mode, approvers, asked.given)


def ranked(version: OpenVersion, place: Place) -> Asked:
    """Return who was asked, each with how far up they are a manager."""
    asked = version.asked
    units = {one.key: [unit for unit, keys in place.managers.items() if one.key in keys] for one in asked.approvers}
    approvers = tuple(Approver(one.key, rank=rank_in(place.path, units[one.key])) for one in asked.approvers)
    return Asked(asked.mode, approvers, asked.given)


def waiting_for(
    person: str,
    tokens: frozenset[str],
    versions: Iterable[OpenVersion],
    *,
    patience: Patience,
    units: Mapping[str, UnitFact],
    managers: Callable[[], Managers],
    today: date,
    zone: ZoneInfo,
) -> list[Waiting]:
    """Return which of the open versions wait for the person, and why.

    `managers` answers the keys of every unit's managers; it is asked only for who may decide something.
    """
    found = []
    for version in versions:
        since = clock.day_of(version.waits_since, zone)
        errand, instead_of = None, ""
        if not version.is_in_review:
            errand = unfinished(version, person)
        elif decides := errand_of(standing_in(version, person), person, version.hands):
            errand, instead_of = decides
        elif person in version.reviewers - version.has_reviewed:
            errand = Errand.REVIEW
        elif f"role:{Role.MANAGER}@{version.unit_code}" in tokens and may_be_told(version, patience, since, today):
            place = Place(ancestors_of(version.unit_code, units), managers())
            told = told_of(ranked(version, place), place, version.hands)
            mine = next((key for key in told if key == person or key in version.absent), None)
            if mine is not None and person not in version.hands:
                approver = told[mine]
                errand, instead_of = (Errand.ABOVE, approver.key) if approver else (Errand.DECIDE, "")
        if errand:
            due = patience.reminded_on(since) if version.is_in_review else None
            own = "" if instead_of == person else instead_of
            found.append(line_of(version, errand, since, due, own))
    return found


def may_be_told(version: OpenVersion, patience: Patience, since: date, today: date) -> bool:
    """Whether a manager above may be told: it has waited long, or nobody was asked."""
    return not version.asked.approvers or patience.is_strained(since, today)


def unfinished(version: OpenVersion, person: str) -> Errand | None:
    """Return why a version that is not in review waits for the person."""
    if person not in version.hands:
        return None
    return Errand.RETURNED if version.returned_at else Errand.DRAFT


def line_of(version: OpenVersion, errand: Errand, since: date, due: date | None, instead_of: str) -> Waiting:
    """Return what is told of a version that waits."""
    return Waiting(
        errand,
        version.number,
        version.title,
        version.version,
        version.unit,
        version.author_name,
        since,
        due,
        instead_of,
    )
