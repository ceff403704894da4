"""A draft is looked through before it is handed in."""

from typing import Any

from flask import url_for

from portal.control.addresses import Way, version_url
from portal.control.checking import Checked, check, values_of
from portal.control.rules.verbs import why_not_submit
from portal.control.views.blueprint import VERSION, blueprint, history_of, reader_here
from portal.web.access import requires
from portal.web.htmx import show
from portal.web.portal import today


@blueprint.get(f"/<number>/v/{VERSION}/kontroll")
@requires("control.write")
def gate_show(number: str, version: int) -> Any:
    """Show what is wrong with a version, and what could be better; the part alone under htmx."""
    checked = checked_here(number, version)
    values = {
        **values_of(checked),
        **head_of(checked),
        "submission_url": url_for("control.submission_new", number=checked.document.number, version=version),
        "refusal": why_not_begin(checked),
    }
    return show("control/gates/show.html", "control/gates/_report.html", **values)


def checked_here(number: str, version: int) -> Checked:
    """Return a version that its writers may hand in, looked through. Raises NotFoundError or ForbiddenError."""
    history = history_of(number)
    line = history.get(version)
    reader_here().require("control.write", history.document.unit.code)
    return check(history, line, reader_here())


def why_not_begin(checked: Checked) -> str | None:
    """Return why the version is in no state to be handed in, or None; what its text lacks is the gate's."""
    return why_not_submit(checked.line.fact, "-", today())


def head_of(checked: Checked) -> dict[str, Any]:
    """Return what stands over the pages of handing in."""
    document, line = checked.document, checked.line
    return {
        "document": document,
        "line": line,
        "version_way": Way(line.title or document.number, version_url(document.number, line.number)),
        "edit_url": url_for("control.draft_edit", number=document.number, version=line.number),
        "gate_url": url_for("control.gate_show", number=document.number, version=line.number),
    }
