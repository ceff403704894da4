"""The files of a draft: attached and taken away while it is written."""

from http import HTTPStatus
from typing import Any

from flask import flash, request
from flask_babel import gettext as _

from portal.control.actions.files import detach_file
from portal.control.actions.writing import follow_base
from portal.control.drafting import Draft, written_of
from portal.control.views.blueprint import VERSION, blueprint, deed_here
from portal.control.views.desk import conflict_page, edit_page, has_moved, is_anothers, take_files
from portal.control.views.writings import back_to, draft_of, keep_form
from portal.web.access import requires
from portal.web.htmx import htmx, show


@blueprint.post(f"/<number>/v/{VERSION}/filer")
@requires("control.write")
def file_create(number: str, version: int) -> Any:
    """Attach files; what was typed in the form beside is kept. A script gets the list of files, or why not."""
    draft, form, before = began(number, version)
    if is_anothers(form):
        return edit_page(draft, form, HTTPStatus.CONFLICT, notice="other-writer")
    if has_moved(draft, form.base.data or draft.version.sha256):
        return list_of(draft, 409) if wants_list() else conflict_page(draft, form)
    is_taken = take_files(draft, form)
    follow_base(deed_here(), draft.version, before=before)
    if wants_list():
        return list_of(draft_of(number, version), HTTPStatus.OK if is_taken else 422, form.files.errors)
    if not is_taken:
        form.base.data = draft.version.sha256
        return edit_page(draft_of(number, version), form, HTTPStatus.UNPROCESSABLE_ENTITY)
    flash(_("Filerna är bifogade."), "success")
    return back_to(draft)


@blueprint.post(f"/<number>/v/{VERSION}/filer/<path:filename>/borttagning")
@requires("control.write")
def file_delete(number: str, version: int, filename: str) -> Any:
    """Take a file away; what was typed in the form beside is kept."""
    draft, form, before = began(number, version)
    if is_anothers(form):
        return edit_page(draft, form, HTTPStatus.CONFLICT, notice="other-writer")
    if has_moved(draft, form.base.data or draft.version.sha256):
        return list_of(draft, 409) if wants_list() else conflict_page(draft, form)
    detach_file(deed_here(), draft.version, filename=filename, seen=draft.version.sha256)
    follow_base(deed_here(), draft.version, before=before)
    if wants_list():
        return list_of(draft_of(number, version))
    flash(_("%(name)s är borttagen.", name=filename), "success")
    return back_to(draft)


def began(number: str, version: int) -> tuple[Draft, Any, str]:
    """Return the draft, its form as sent and its digest before; what was typed is kept."""
    draft = draft_of(number, version)
    form = keep_form(draft)
    return draft, form, draft.version.sha256


def wants_list() -> bool:
    """Whether a script asks, for the list of files alone; a browser that follows a form wants the page."""
    return (
        bool(htmx)
        or request.headers.get("Sec-Fetch-Dest") == "empty"
        or "text/html" not in str(request.accept_mimetypes)
    )


def list_of(draft: Draft, status: int = HTTPStatus.OK, problems: Any = ()) -> Any:
    """Answer the list of files, with the digest that the text now builds on and what could not be taken."""
    titles = dict(written_of(draft).titles)
    return show("control/files/_index.html", status=status, draft=draft, titles=titles, problems=problems)
