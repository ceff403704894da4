"""What I am to read and have read, and that I have done so."""

from math import ceil
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from portal.control.addresses import document_url
from portal.control.rules.translations import LANGUAGES
from portal.control.views.blueprint import VERSION, deed_here, history_of, reader_here
from portal.handbook.rules import page_number
from portal.lib.errors import RefusedError
from portal.people.rules import local_path
from portal.reading.actions.demands import acknowledge_version
from portal.reading.queries.mine import count_of, reading_of
from portal.reading.shown import row_of
from portal.reading.views.blueprint import PAGE, blueprint
from portal.web.access import signed_in
from portal.web.htmx import changed, show
from portal.web.portal import today


@blueprint.get("/lasning/")
@signed_in
def mine_index() -> Any:
    """Show what I am to read, the earliest last day first, or with `visa=last` what I have read."""
    key, day = reader_here().key or "", today()
    done = request.args.get("visa", "") == "last"
    asked, unread = count_of(key)
    page = page_number(request.args.get("sida", ""))
    rows = reading_of(key, day, done=done, limit=PAGE, offset=PAGE * (page - 1))
    return show(
        "reading/mine/index.html",
        rows=[row_of(row, day) for row in rows],
        done=done,
        asked=asked,
        unread=unread,
        page=page,
        pages=ceil((asked - unread if done else unread) / PAGE),
        may_follow=reader_here().holds("reading.follow"),
    )


@blueprint.post(f"/d/<number>/v/{VERSION}/last")
@signed_in
def acknowledgement_create(number: str, version: int) -> Any:
    """Let the reader say that they have read and understood the version, and go back to where they said it."""
    history = history_of(number)
    language = request.form.get("language", "sv")
    if language not in {"sv", *LANGUAGES}:
        raise RefusedError(_("Språket finns inte."))
    back = local_path(request.form.get("back", ""))
    acknowledge_version(deed_here(), history.document, history.get(version), language=language)
    told = _("Tack. Du har läst och förstått %(number)s, version %(version)s.", number=number, version=version)
    return changed(told, back if back != "/" else document_url(number))


def all_url() -> str:
    """Return the way to all that one is to read."""
    return url_for("reading.mine_index")
