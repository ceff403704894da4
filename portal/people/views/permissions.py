"""The whole permission table on one page."""

from flask import render_template

from portal.people.rules import PERMISSION_LABELS, PERMISSIONS, ROLE_LABELS
from portal.people.views.blueprint import blueprint
from portal.web.access import requires


@blueprint.get("/behorigheter")
@requires("people.read")
def permission_index() -> str:
    """Show which role holds which permission."""
    return render_template(
        "people/permissions/index.html", roles=ROLE_LABELS, permissions=PERMISSIONS, labels=PERMISSION_LABELS
    )
