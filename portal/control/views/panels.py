"""What control adds to other pages."""

from datetime import date
from typing import Any

from portal.control.addresses import document_url
from portal.control.queries.keeping import owned_by
from portal.lib.refs import Ref
from portal.people.reader import Reader

FEW = 10


def leaving_panel(ref: Ref, reader: Reader, today: date) -> dict[str, Any] | None:
    """Return the documents that a person owns, and so leaves behind; None when there are none."""
    rows, total = owned_by(ref.key, reader.tokens, today, FEW)
    if not total:
        return None
    owned = [{**row, "url": document_url(row["number"])} for row in rows]
    return {"owned": owned, "total": total, "owner": ref.key, "may_move": reader.holds("control.write")}
