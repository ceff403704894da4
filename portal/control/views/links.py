"""Documents to link to, found by the words of their titles or by number."""

from typing import Any

from flask import request

from portal.control.queries.linking import documents_like
from portal.control.views.blueprint import blueprint, reader_here
from portal.web.access import requires
from portal.web.htmx import show
from portal.web.portal import today

LONGEST = 100


@blueprint.get("/lankar")
@requires("control.write")
def link_index() -> Any:
    """List the documents in force whose title has all the words, or whose number is like what was typed."""
    words = " ".join(request.args.get("q", "")[:LONGEST].split())
    lines = documents_like(words, reader_here().tokens, today()) if words else []
    return show("control/links/_index.html", lines=lines, words=words)
