"""The addresses of printing."""

from pathlib import Path

from flask import Blueprint, Response
from werkzeug.http import dump_options_header

from portal.printing.rules.books import MEDIA_TYPES, Format

blueprint = Blueprint("printing", __name__)


def file_of(content: bytes, format_: Format, filename: str) -> Response:
    """Answer a file to be saved."""
    response = Response(content, mimetype=MEDIA_TYPES[format_])
    response.headers["Content-Disposition"] = dump_options_header("attachment", {"filename": filename})
    return response


def format_in(path: str) -> Format:
    """Return the format that an address ends with."""
    return Format(Path(path).name)
