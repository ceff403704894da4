"""Panels: what the features add to each other's pages, filled."""

from typing import Any

from flask import render_template
from markupsafe import Markup

from portal.web.portal import fill_panels


def filled(slot: str, subject: object, reader: Any) -> list[Markup]:
    """Return what features add to a slot of a page about the subject, each a partial that is filled already."""
    told = fill_panels(slot, subject, reader)
    return [Markup(render_template(template, **values)) for template, values in told]  # noqa: S704 - our own templates
