"""What a person owns that is to be reviewed."""

from datetime import date
from typing import Any

from portal.control.models.documents import Document
from portal.control.models.versions import Version
from portal.control.queries.listing import in_force, readable
from portal.people.models import Person

MOST = 500


def reviews_owned(key: str, tokens: frozenset[str], today: date) -> list[dict[str, Any]]:
    """Return the documents that the person owns and may read, with the day of their review: one query."""
    rows = (
        Version.select(Document.number, Version.title, Version.review_by)
        .join(Document)
        .join(Person, on=(Document.owner == Person.id))
        .where(Person.key == key, in_force(today), Version.review_by.is_null(is_null=False), readable(tokens))
        .order_by(Version.review_by, Document.number)
    )
    return list(rows.limit(MOST).dicts())
