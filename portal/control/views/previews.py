"""How a draft would look, as it is typed."""

from typing import Any

from portal.control import drafting
from portal.control.views.blueprint import VERSION, blueprint, reader_here
from portal.control.views.desk import form_of
from portal.control.views.writings import draft_of
from portal.web.access import requires
from portal.web.htmx import show
from portal.web.portal import today


@blueprint.post(f"/<number>/v/{VERSION}/forhandsvisning")
@requires("control.write")
def preview_show(number: str, version: int) -> Any:
    """Show what is typed as its page would show it, or why it cannot be shown."""
    draft = draft_of(number, version)
    preview, problem = drafting.preview_of(draft, form_of(draft).written(), reader_here(), today())
    return show("control/previews/_show.html", preview=preview, problem=problem)
