"""A version as a file to take home."""

import logging
from collections.abc import Callable
from contextlib import ExitStack
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.control.addresses import version_url
from portal.control.queries.documents import History
from portal.control.queries.versions import VersionLine
from portal.control.views.blueprint import VERSION, history_of, reader_here
from portal.lib.errors import NotFoundError
from portal.people.rules import shared_of
from portal.printing.composing import compose_one
from portal.printing.pressing import PressError, press
from portal.printing.rules.books import FORMAT_LABELS, Format
from portal.printing.rules.parts import document_filename
from portal.printing.views.blueprint import blueprint, file_of
from portal.store import database
from portal.web.access import public
from portal.web.portal import today

log = logging.getLogger(__name__)

SECONDS, PATIENCE = 25, 20
KEPT_FILES, LARGEST_KEPT = 24, 2_000_000
AT_ONCE, IN_QUEUE = BoundedSemaphore(1), BoundedSemaphore(3)


@blueprint.get("/d/<number>/pdf")
@blueprint.get("/d/<number>/docx", endpoint="document_word")
@public
def document_show(number: str) -> Any:
    """Lead to the file of what applies."""
    history = history_of(number)
    if history.current is None:
        raise NotFoundError(_("Dokumentet har ingen version som du får läsa."))
    name = f"printing.version_{'show' if request.path.endswith('/pdf') else 'word'}"
    return redirect(url_for(name, number=history.document.number, version=history.current.number), 302)


@blueprint.get(f"/d/<number>/v/{VERSION}/pdf")
@public
def version_show(number: str, version: int) -> Any:
    """Answer a version as PDF, or say why there is none."""
    return answer(number, version, Format.PDF)


@blueprint.get(f"/d/<number>/v/{VERSION}/docx")
@public
def version_word(number: str, version: int) -> Any:
    """Answer a version as a Word file, or say why there is none."""
    return answer(number, version, Format.DOCX)


def answer(number: str, version: int, format_: Format) -> Any:
    """Answer the file, or the page that says why it could not be made and what else there is."""
    history = history_of(number)
    line = history.get(version)
    try:
        content = content_for(history, line, format_)
    except PressError as error:
        log.warning("%s version %s as %s: %s (%s)", number, version, format_, error, error.__cause__)
        return render_template(
            "printing/documents/refused.html",
            document=history.document,
            line=line,
            format=FORMAT_LABELS[format_],
            why=str(error),
            version_url=version_url(history.document.number, line.number),
            other_url=url_for("printing.version_word", number=history.document.number, version=line.number)
            if format_ is Format.PDF
            else "",
        ), HTTPStatus.SERVICE_UNAVAILABLE
    return file_of(content, format_, document_filename(history.document.number, line.number, format_))


def content_for(history: History, line: VersionLine, format_: Format) -> bytes:
    """Return the file; of what is decided one that was made for a reader of the same units and roles, if it is kept.

    Raises PressError.
    """
    tokens = reader_here().tokens
    key = (line.id, format_, shared_of(tokens) if line.fact.is_decided else tokens, today(), history.stamp)
    return kept_for(key, database.binding, lambda: made(history, line, format_))


def kept_for(key: Any, binding: int, make: Callable[[], bytes]) -> bytes:
    """Return what is kept under the key, or make it and keep it unless it is large."""
    shelf = shelf_at(binding)
    content: bytes | None = shelf.get(key)
    if content is None:
        content = make()
        if len(content) <= LARGEST_KEPT:
            while len(shelf) >= KEPT_FILES:
                shelf.pop(next(iter(shelf)), None)
            shelf[key] = content
    return content


@lru_cache(maxsize=2)
def shelf_at(_binding: int) -> dict[Any, bytes]:
    """Return the shelf of files of a database."""
    return {}


def made(history: History, line: VersionLine, format_: Format) -> bytes:
    """Make the file; one at a time in each process, while few wait: others need its threads. Raises PressError."""
    with ExitStack() as stack:
        for places, patience in ((IN_QUEUE, 0), (AT_ONCE, PATIENCE)):
            if not places.acquire(timeout=patience):
                raise PressError(_("Många vill ha filer just nu. Vänta en stund och försök igen."))
            stack.callback(places.release)
        name = stack.enter_context(TemporaryDirectory(prefix="print-"))
        compose_one(history, line, Path(name))
        return press(Path(name), format_, seconds=SECONDS).read_bytes()
