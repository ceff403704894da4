"""A document as it applies, and each of its versions."""

from typing import Any

from portal.control.kinds import kind_of
from portal.control.views.blueprint import VERSION, blueprint, history_of
from portal.web.access import public
from portal.web.pages import kept


@blueprint.get("/<number>")
@public
@kept
def document_show(number: str) -> Any:
    """Show the version in force, or what comes nearest to it."""
    history = history_of(number)
    return kind_of(history.document.kind).page(history, history.current)


@blueprint.get(f"/<number>/v/{VERSION}")
@public
@kept
def version_show(number: str, version: int) -> Any:
    """Show a version, with what it is today."""
    history = history_of(number)
    return kind_of(history.document.kind).page(history, history.get(version))
