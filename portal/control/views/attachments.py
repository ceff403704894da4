"""Attachments, to take home: never shown or run in the browser."""

from urllib.parse import quote

from flask import Response, request
from werkzeug.http import dump_options_header

from portal.control.models.versions import Attachment
from portal.control.queries.documents import get_attachment
from portal.control.views.blueprint import VERSION, blueprint, history_of
from portal.lib.filetype import MEDIA_TYPES, extension_of
from portal.lib.text import fold
from portal.store import blobs
from portal.web.access import public
from portal.web.security import ATTACHMENT_POLICY


@blueprint.get(f"/<number>/v/{VERSION}/filer/<path:filename>")
@public
def attachment_show(number: str, version: int, filename: str) -> Response:
    """Answer an attachment of a version to those who may read the version."""
    history = history_of(number)
    attachment = get_attachment(history.get(version), filename)
    response = Response(blobs.read(attachment.sha256), headers=headers_of(attachment))
    response.content_length = attachment.size
    response.set_etag(attachment.sha256)
    # Who asks for several pieces at once, or in another unit, gets the whole: anyone may be answered so.
    asked = request.range
    is_one_piece = asked is not None and asked.units == "bytes" and len(asked.ranges) == 1
    response.make_conditional(request, accept_ranges=is_one_piece, complete_length=attachment.size)
    response.headers["Accept-Ranges"] = "bytes"
    return response


def headers_of(attachment: Attachment) -> dict[str, str]:
    """Return the headers that say what it is, what it is called, and that it is only to be saved."""
    return {
        "Content-Type": MEDIA_TYPES.get(extension_of(attachment.filename), "application/octet-stream"),
        "Content-Disposition": disposition(attachment.filename),
        "Content-Security-Policy": ATTACHMENT_POLICY,
        "Cache-Control": "private, no-cache",
    }


def disposition(filename: str) -> str:
    """Return the disposition with the name as RFC 6266 has it: plain for the old, in UTF-8 (RFC 5987) for the rest."""
    names = {"filename": "".join(char if char.isascii() else fold(char)[:1] or "_" for char in filename)}
    names["filename"] = names["filename"].encode("ascii", "replace").decode().replace("?", "_")
    if names["filename"] != filename:
        names["filename*"] = f"UTF-8''{quote(filename, safe='')}"
    return dump_options_header("attachment", names)
