"""The ways to printing from other pages."""

from datetime import date
from typing import Any

from flask import url_for

from portal.lib.refs import Ref
from portal.people.reader import Reader


def version_panel(ref: Ref, _reader: Reader, _today: date) -> dict[str, Any]:
    """Return the ways to a version's files; the key is the document's number and the version's."""
    number, _, version = ref.key.partition("/")
    return {
        "pdf_url": url_for("printing.version_show", number=number, version=int(version)),
        "word_url": url_for("printing.version_word", number=number, version=int(version)),
    }


def list_panel(ref: Ref, reader: Reader, _today: date) -> dict[str, Any] | None:
    """Return the way to taking out what a list shows, for who is signed in; the key is a unit's code, or `*`."""
    if reader.key is None:
        return None
    return {"url": url_for("printing.takeout_new", enhet=None if ref.key == "*" else ref.key)}
