"""What is typed in a draft, kept every few seconds; who else has it open; who is asked to write along."""

import hashlib
from http import HTTPStatus
from typing import Any

from flask import flash, redirect, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.control import drafting
from portal.control.actions.writing import invite_writer, keep_typed, note_presence
from portal.control.drafting import Draft, written_of
from portal.control.forms.drafts import DraftForm
from portal.control.queries.documents import get_history
from portal.control.views.blueprint import VERSION, blueprint, deed_here, history_of, reader_here
from portal.control.views.desk import audiences, edit_page, form_of, has_moved, is_anothers, open_draft
from portal.lib.errors import RefusedError
from portal.people.models import Person
from portal.people.queries.register import find_named
from portal.web.access import asked_by_script, requires
from portal.web.htmx import show, wants_partial
from portal.web.portal import now, today
from portal.web.templating import clock_text

# By this status htmx shows what is answered, and asks no more.
STOP_ASKING = 286


@blueprint.post(f"/<number>/v/{VERSION}/autosparning")
@requires("control.write")
@asked_by_script
def writing_update(number: str, version: int) -> Any:
    """Keep what is being typed, and answer when; 409 when somebody else has saved since, or nothing can be kept."""
    draft = draft_of(number, version)
    form = form_of(draft)
    desk = draft.desk
    if is_anothers(form):
        return {"error": "other-person"}, HTTPStatus.UNAUTHORIZED
    try:
        keep_typed(deed_here(), draft.version, form.written(), base=form.base.data or "")
    except RefusedError as error:
        return {"error": str(error)}, HTTPStatus.CONFLICT
    if has_moved(draft, form.base.data):
        at = clock_text(desk.saved_at) if desk.saved_at else ""
        return {"changed_by": desk.saved_by, "at": at, "base": draft.version.sha256}, HTTPStatus.CONFLICT
    return {"saved": clock_text(now()), "base": draft.version.sha256}


@blueprint.get(f"/<number>/v/{VERSION}/skribenter")
@requires("control.write")
@asked_by_script
def writing_show(number: str, version: int) -> Any:
    """Show who else has the draft open, and what somebody has saved since: asked for every few seconds.

    Nothing is answered where nothing is new, so that what is being read stays as it is.
    """
    try:
        draft = open_draft(history_of(number), version)
    except RefusedError as error:
        if not wants_partial():
            raise
        return show("control/writings/_shut.html", status=STOP_ASKING, reason=str(error))
    desk = draft.desk
    note_presence(deed_here(), draft.version)
    base = request.args.get("base") or desk.opened_base or draft.version.sha256
    changes, is_behind = [], has_moved(draft, base)
    state = hashlib.sha256(repr((desk.others, base, draft.version.sha256)).encode()).hexdigest()[:16]
    if request.args.get("shown") == state:
        return "", HTTPStatus.NO_CONTENT
    if is_behind and desk.opened is not None and desk.opened_base == base:
        changes = drafting.changes_between(desk.opened, written_of(draft), audiences(draft))
    return show(
        "control/writings/_show.html", desk=desk, draft=draft, is_behind=is_behind, changes=changes, state=state
    )


@blueprint.post(f"/<number>/v/{VERSION}/skribenter")
@requires("control.write")
def writer_create(number: str, version: int) -> Any:
    """Ask somebody to write along; what was typed in the form beside is kept."""
    draft = draft_of(number, version)
    if is_anothers(keep_form(draft)):
        return edit_page(draft, form_of(draft), HTTPStatus.CONFLICT, notice="other-writer")
    words = request.form.get("person", "")[:200]
    found = find_named(words)
    if len(found) != 1:
        return not_invited(draft, words, found)
    try:
        invite_writer(deed_here(), draft.version, found[0])
    except RefusedError as error:
        return edit_page(draft, form_of(draft), HTTPStatus.CONFLICT, refusal=str(error))
    flash(_("%(name)s kan nu läsa och skriva i utkastet.", name=found[0].name), "success")
    return redirect(draft.url("draft_edit"), 303)


def not_invited(draft: Draft, words: str, found: list[Person]) -> Any:
    """Show the form again, with why nobody was asked."""
    if found:
        named = ", ".join(f"{person.name} ({person.email})" for person in found[:5])
        reason = _("Flera passar in på ”%(words)s”: %(named)s. Skriv e-postadressen.", words=words, named=named)
    else:
        reason = _("Ingen heter ”%(words)s”. Skriv namnet eller e-postadressen som den står i registret.", words=words)
    return edit_page(draft, form_of(draft), HTTPStatus.UNPROCESSABLE_ENTITY, refusal=reason)


def draft_of(number: str, version: int) -> Draft:
    """Return the draft for a deed, read anew."""
    return open_draft(get_history(number, reader_here().tokens, today()), version)


def keep_form(draft: Draft) -> DraftForm:
    """Keep what stands in the form that a button beside the text was pressed in, if it is one's own; return it."""
    form = form_of(draft)
    if "text" in request.form and not is_anothers(form):
        keep_typed(deed_here(), draft.version, form.written(), base=form.base.data or draft.version.sha256)
    return form


def back_to(draft: Draft) -> Response:
    """Answer with the way back to the draft."""
    return redirect(draft.url("draft_edit"), 303)
