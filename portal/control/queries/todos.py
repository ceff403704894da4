"""What waits for a person, and what is late, unit by unit."""

from datetime import date, timedelta

from peewee import fn

from portal.control.models.documents import Document
from portal.control.models.versions import Version
from portal.control.queries.listing import DocumentLine, lines, lines_from
from portal.people.models import Person, Unit

SOON = timedelta(days=60)


def due_for_review(person_key: str, tokens: frozenset[str], today: date) -> list[DocumentLine]:
    """Return the person's own documents whose review is late or near, the latest first."""
    rows = (
        lines(tokens, today)
        .join_from(Document, Person, on=(Document.owner == Person.id))
        .where((Person.key == person_key) & (Version.review_by <= today + SOON))
        .order_by(Version.review_by)
        .limit(20)
    )
    return lines_from(rows, today)


def overdue_by_unit(tokens: frozenset[str], today: date) -> dict[str, tuple[int, int]]:
    """Return, by the owner unit's code, how many documents are in force and how many of them are late for review."""
    late = fn.SUM((Version.review_by < today).cast("integer"))
    rows = lines(tokens, today).select(Unit.code, fn.COUNT(Version.id), late).group_by(Unit.code).tuples()
    return {code: (total, int(overdue or 0)) for code, total, overdue in rows}
