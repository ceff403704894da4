"""What the views of this feature hang on."""

from typing import cast

from flask import Blueprint

from portal.people.reader import Reader
from portal.web.access import current_reader

MEASURE = "indicators.measure"
blueprint = Blueprint("indicators", __name__)


def actor() -> Reader:
    """Return who acts: this request's reader."""
    return cast("Reader", current_reader())
