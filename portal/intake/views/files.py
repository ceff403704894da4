"""A file of a moving in: what it has become, what was lost, and the original to compare with."""

from flask import Response, render_template
from flask_babel import gettext as _
from markupsafe import Markup

from portal.control.kinds import kind_of
from portal.control.views.attachments import disposition
from portal.intake.actions.gathering import PERMISSION
from portal.intake.actions.guessing import KIND
from portal.intake.models import MovedFile
from portal.intake.queries import get_file
from portal.intake.rules.guesses import SOURCE_LABELS, SURE_LABELS, Source, Sure
from portal.intake.views.blueprint import FILE, MOVE, blueprint, move_here
from portal.intake.views.rows import COLUMNS
from portal.lib.errors import InvalidError, NotFoundError
from portal.lib.filetype import MEDIA_TYPES, extension_of
from portal.store import blobs
from portal.web.access import requires
from portal.web.security import ATTACHMENT_POLICY


@blueprint.get(f"/{MOVE}/filer/{FILE}")
@requires(PERMISSION)
def file_show(move_id: int, file_id: int) -> str:
    """Show a file's text as its page would show it, with what could not be carried over and how it was guessed."""
    move = move_here(move_id)
    row = get_file(move, file_id)
    guesses = [
        {
            "label": COLUMNS[field],
            "value": value,
            "sure": SURE_LABELS[Sure(sure)],
            "source": SOURCE_LABELS[Source(source)],
        }
        for field, (value, sure, source) in row.told.items()
        if field in COLUMNS and value
    ]
    return render_template("intake/files/show.html", move=move, row=row, preview=preview_of(row), guesses=guesses)


def preview_of(row: MovedFile) -> Markup:
    """Return the text as its page would show it; links that lead into the portal stand as words."""
    preview = kind_of(KIND).preview
    if not row.markdown or preview is None:
        return Markup()
    place = f"/flytta-in/{row.move_id}/filer/{row.id}/bilder/"
    try:
        return preview(
            kind_of(KIND).read({}, row.markdown), lambda link: Markup.escape(link.text or link.number), place
        )
    except InvalidError as error:
        return Markup("<p>{}</p>").format(_("Texten kan inte visas: %(why)s", why=str(error)))


@blueprint.get(f"/{MOVE}/filer/{FILE}/bilder/<path:name>")
@requires(PERMISSION)
def picture_show(move_id: int, file_id: int, name: str) -> Response:
    """Answer a picture of a file's text. Raises NotFoundError."""
    row = get_file(move_here(move_id), file_id)
    found = next((sha256 for known, sha256, _alt in row.drawn if known == name), None)
    if found is None:
        message = "Bilden finns inte i filen."
        raise NotFoundError(message)
    return sent(found, name)


@blueprint.get(f"/{MOVE}/filer/{FILE}/original")
@requires(PERMISSION)
def original_show(move_id: int, file_id: int) -> Response:
    """Answer the file as it was, to be saved. Raises NotFoundError for one that was never kept."""
    row = get_file(move_here(move_id), file_id)
    if not row.sha256:
        message = "Filen är inte sparad i portalen."
        raise NotFoundError(message)
    return sent(row.sha256, row.path.rpartition("/")[2])


def sent(sha256: str, name: str) -> Response:
    """Return the bytes with headers that say that they are only to be saved."""
    headers = {
        "Content-Type": MEDIA_TYPES.get(extension_of(name), "application/octet-stream"),
        "Content-Disposition": disposition(name),
        "Content-Security-Policy": ATTACHMENT_POLICY,
        "Cache-Control": "private, no-cache",
    }
    return Response(blobs.read(sha256), headers=headers)
