"""The addresses of services and promises, and the reader of a page."""

from flask import Blueprint

from portal.people.reader import Reader
from portal.web.access import current_reader

blueprint = Blueprint("services", __name__)


def reader_here() -> Reader:
    """Return this request's reader."""
    reader: Reader = current_reader()  # type: ignore[assignment]
    return reader
