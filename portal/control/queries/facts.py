"""What the rules need to know of a document."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from peewee import JOIN

from portal.control.models.decisions import Approval, Return, Revocation, Submission
from portal.control.models.documents import Confirmation, Document, Withdrawal
from portal.control.models.versions import Contribution, Version
from portal.control.rules.status import VersionFact, Window, windows_of
from portal.people.models import Person
from portal.store import database


def facts_of(document: Document) -> list[VersionFact]:
    """Return the facts of all the document's versions in order, read from what has happened: one query."""
    rows = Version.raw(facts_sql(database.binding), document.id).dicts()
    latest = {row["number"]: row for row in rows}
    return [fact_of(row) for row in latest.values()]


@lru_cache(maxsize=4)
def facts_sql(_binding: int) -> str:
    """Return the query for `facts_of`, written out once for each database: that takes longer than to run it."""
    query = (
        Version.select(Version.number, Version.id, Version.decided, Version.withdrawn)
        .select_extend(Version.valid_from, Version.valid_until, Version.review_by, Revocation.id.alias("revoked"))
        .select_extend(Submission.id.alias("submitted"), Return.id.alias("returned"))
        .join(Submission, JOIN.LEFT_OUTER, on=(Submission.version == Version.id))
        .join(Return, JOIN.LEFT_OUTER, on=(Return.submission == Submission.id))
        .join(Revocation, JOIN.LEFT_OUTER, on=(Revocation.version == Version.id))
        .where(Version.document == 0)
        .order_by(Version.number, Submission.id)
    )
    return str(query.sql()[0])


def fact_of(row: dict[str, object]) -> VersionFact:
    """Return the fact that a row of `facts_of` tells."""
    return VersionFact(
        number=row["number"],  # type: ignore[arg-type]
        submitted=row["submitted"] is not None,
        returned=row["returned"] is not None,
        valid_from=row["valid_from"],  # type: ignore[arg-type]
        valid_until=row["valid_until"],  # type: ignore[arg-type]
        review_by=row["review_by"],  # type: ignore[arg-type]
        revoked=row["revoked"] is not None,
        withdrawn=bool(row["withdrawn"]),
    )


def hands_of(version: Version) -> frozenset[str]:
    """Return the keys of all who have written in the version or handed it in: they do not decide about it."""
    written = Contribution.select(Contribution.by).where(Contribution.version == version)
    submitted = Submission.select(Submission.by).where(Submission.version == version)
    people = Person.select(Person.key).where(Person.id.in_(written) | Person.id.in_(submitted))
    return frozenset(person.key for person in people) | {version.author.key}


def last_submission(version: Version) -> Submission | None:
    """Return the last time that the version was handed in, with who did it."""
    rows = Submission.select(Submission, Person).join(Person).where(Submission.version == version)
    return rows.order_by(Submission.id.desc()).first()


def withdrawn_on(document: Document) -> date | None:
    """Return the first day on which the withdrawn document does not apply, or None."""
    found: date | None = Withdrawal.select(Withdrawal.on).where(Withdrawal.document == document).scalar()
    return found


def project_windows(document: Document) -> None:
    """Write when each version applies and is to be reviewed into its row: a projection of the decisions."""
    for row, projected in projections_of(document):
        if any(row[name] != value for name, value in projected.items()):
            Version.update(**projected).where(Version.id == row["id"]).execute()


def projections_of(document: Document) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield each version's columns as they stand, and as they follow from the decisions."""
    windows = {window.number: window for window in windows_of(facts_of(document), withdrawn_on(document))}
    confirmed = list(
        Confirmation.select(Confirmation.on, Confirmation.review_by)
        .where(Confirmation.document == document)
        .order_by(Confirmation.at, Confirmation.id)
    )
    columns = (Version.decided, Version.valid_until, Version.withdrawn, Version.review_by)
    rows = (
        Version.select(Version.id, Version.number, *columns, Approval.review_by.alias("decided_review"))
        .join(Approval, JOIN.LEFT_OUTER, on=(Approval.version == Version.id))
        .where(Version.document == document)
    )
    for row in rows.dicts():
        window = windows.get(row["number"])
        projected = {
            "decided": window is not None,
            "valid_until": window.valid_until if window else None,
            "withdrawn": bool(window and window.withdrawn),
            "review_by": review_by_of(row["decided_review"], window, confirmed) if window else row["review_by"],
        }
        yield row, projected


def review_by_of(decided: date, window: Window, confirmed: Iterable[Confirmation]) -> date:
    """Return a version's review date: the approval's, or that of the last confirmation made while it applied."""
    review_by = decided
    for confirmation in confirmed:
        day = confirmation.on
        if window.valid_from <= day and (window.valid_until is None or day < window.valid_until):
            review_by = confirmation.review_by
    return review_by
