"""What I have been told of, newest first."""

from math import ceil
from typing import Any

from flask import redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as AnyResponse

from portal.handbook.rules import page_number
from portal.notices.actions.reading import mark_read
from portal.notices.queries.notices import PAGE, get_notice, page_of
from portal.notices.queries.things import known_of
from portal.notices.shown import readable
from portal.notices.views.blueprint import blueprint, reader_here, unit_names
from portal.people.session import person_here
from portal.web.access import signed_in
from portal.web.htmx import changed, show
from portal.web.portal import now, today

MOST_ID = 2**31 - 1
LIST = "notices/notices/_list.html"


@blueprint.get("/aviseringar/")
@signed_in
def notice_index() -> Any:
    """Show what I have been told of."""
    return show("notices/notices/index.html", LIST, **list_asked())


def list_asked() -> dict[str, Any]:
    """Return the page of notices that is asked for: those that I may still know of."""
    page = page_number(request.args.get("sida", "1"))
    rows, total = page_of(person_here().id, page)
    shown = readable(rows, known_of(rows, today(), unit_names()), reader_here().tokens)
    return {
        "shown": shown,
        "page": page,
        "pages": max(ceil(total / PAGE), 1),
        "url": f"{url_for('notices.notice_index')}?sida=",
        "has_unread": any(row.read_at is None for row in rows),
    }


@blueprint.get(f"/aviseringar/<int(min=1, max={MOST_ID}):notice_id>")
@signed_in
def notice_show(notice_id: int) -> AnyResponse:
    """Lead to what the notice is about, which is read by that. Raises NotFoundError for what I may not know of."""
    row = get_notice(person_here().id, notice_id)
    shown = readable([row], known_of([row], today(), unit_names()), reader_here().tokens)
    mark_read(person_here(), now=now(), notice_id=notice_id)
    return redirect(shown[0].path if shown else url_for("notices.notice_index"), 303)


@blueprint.post("/aviseringar/lasta")
@signed_in
def reading_create() -> AnyResponse:
    """Mark all as read."""
    count = mark_read(person_here(), now=now())
    told = ngettext("%(num)s avisering är nu läst.", "%(num)s aviseringar är nu lästa.", count)
    message = told if count else _("Alla aviseringar var redan lästa.")
    return changed(message, url_for("notices.notice_index"), LIST, **list_asked())
