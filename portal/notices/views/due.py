"""What controlled documents let fall due for a person."""

from collections.abc import Iterator
from datetime import date

from flask import url_for
from flask_babel import gettext as _

from portal.control.waiting import PAGES, TEXTS, waiting_here
from portal.notices.queries.due import reviews_owned
from portal.people.reader import Reader
from portal.web.telling import Due


def dues_of_control(reader: Reader, today: date) -> Iterator[Due]:
    """Yield the reviews of what the person owns, and the decisions and reviews of drafts that wait for them."""
    for row in reviews_owned(reader.key or "", reader.tokens, today):
        number = row["number"]
        path = url_for("control.confirmation_new", number=number)
        title = _("Översyn: %(title)s", title=row["title"])
        yield Due(f"review-{number}", title, row["review_by"], path, number)
    for line in waiting_here(reader.key or "", reader.tokens):
        if line.due:
            path = url_for(PAGES[line.errand], number=line.number, version=line.version)
            key = f"{line.errand.value}-{line.number}-{line.version}"
            yield Due(
                key, f"{TEXTS[line.errand]}: {line.title}", line.due, path, f"{line.number}, version {line.version}"
            )
