"""A draft: begun, written, saved."""

from http import HTTPStatus
from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.control.actions.drafts import continue_document, save_draft
from portal.control.actions.writing import forget_typed
from portal.control.addresses import Way, document_url
from portal.control.drafting import Draft, text_of
from portal.control.models.documents import Document
from portal.control.queries.documents import History, find_record, get_history, get_version
from portal.control.queries.versions import VersionLine
from portal.control.rules.verbs import why_not_draft
from portal.control.views.blueprint import MOST_VERSIONS, VERSION, blueprint, deed_here, history_of, reader_here
from portal.control.views.desk import (
    conflict_page,
    edit_page,
    form_of,
    has_moved,
    is_anothers,
    open_draft,
    take_files,
    tell_field,
)
from portal.lib.errors import InvalidError, NotFoundError, RefusedError
from portal.web.access import requires
from portal.web.htmx import show
from portal.web.portal import now, today
from portal.web.templating import clock_text


@blueprint.get("/<number>/versioner")
@requires("control.write")
def draft_new(number: str) -> Any:
    """Ask whether to begin the next version, as a copy of what applies or of the version named in `fran`."""
    history = history_of(number)
    document = history.document
    reader_here().require("control.write", document.unit.code)
    source = source_of(history)
    return show(
        "control/drafts/new.html",
        document=document,
        source=source,
        is_restored=is_restored(history, source),
        document_way=Way(source.title, document_url(document.number)),
        refusal=why_not_begin(document),
    )


@blueprint.post("/<number>/versioner")
@requires("control.write")
def draft_create(number: str) -> Response:
    """Begin the next version and open it for writing."""
    history = get_history(number, reader_here().tokens, today())
    source = source_of(history)
    version = continue_document(
        deed_here(), history.document, get_version(source), is_restored=is_restored(history, source)
    )
    return redirect(url_for("control.draft_edit", number=history.document.number, version=version.number), 303)


def source_of(history: History) -> VersionLine:
    """Return the version that the next one begins as a copy of. Raises NotFoundError for one that is not there."""
    asked = request.values.get("fran", "")
    if not asked:
        return history.current or history.versions[0]
    if not (asked.isascii() and asked.isdigit() and len(asked) < 10 and 1 <= int(asked) <= MOST_VERSIONS):
        raise NotFoundError(f"”{asked[:20]}” är inget versionsnummer.")
    return history.get(int(asked))


def is_restored(history: History, source: VersionLine) -> bool:
    """Whether the version is an older one than the one that a new version would otherwise be a copy of."""
    return source != (history.current or history.versions[0])


def why_not_begin(document: Document) -> str | None:
    """Return why no new version can be begun, also where another's draft is the reason, or None."""
    record = find_record(document.number, today())
    facts = [line.fact for line in record.versions] if record else []
    withdrawal = record.withdrawal if record else None
    return why_not_draft(facts, today(), withdrawal.on if withdrawal else None)


@blueprint.get(f"/<number>/v/{VERSION}/andra")
@requires("control.write")
def draft_edit(number: str, version: int) -> Any:
    """Show the draft for writing, with what one had typed and not saved."""
    return edit_page(open_draft(history_of(number), version))


@blueprint.post(f"/<number>/v/{VERSION}/andra")
@requires("control.write")
def draft_update(number: str, version: int) -> Any:
    """Save the draft, or show how it would look; what was typed stays in either case."""
    draft = open_draft(get_history(number, reader_here().tokens, today()), version)
    form = form_of(draft)
    wish = request.form.get("do", "")
    if wish == "kasta":
        forget_typed(deed_here(), draft.version)
        flash(_("Det du inte hade sparat är borta. Här är utkastet som det är sparat."), "success")
        return redirect(draft.url("draft_edit"), 303)
    if is_anothers(form):
        return edit_page(draft, form, HTTPStatus.CONFLICT, notice="other-writer")
    if wish == "forhandsvisa":
        return edit_page(draft, form, notice="preview")
    if not form.validate():
        return edit_page(draft, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    return save(draft, form)


def save(draft: Draft, form: Any) -> Any:
    """Save what the form holds and show the draft anew; what cannot be saved stays in the form, with the reason."""
    written = form.written()
    try:
        text = text_of(draft, written)
    except InvalidError as error:
        tell_field(form, error)
        return edit_page(draft, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    if has_moved(draft, form.base.data):
        return conflict_page(draft, form)
    try:
        save_draft(deed_here(), draft.version, text)
    except RefusedError as error:
        return on_refused(draft, form, error)
    forget_typed(deed_here(), draft.version)
    if not take_files(draft, form):
        form.base.data = draft.version.sha256
        return edit_page(renewed(draft), form, HTTPStatus.UNPROCESSABLE_ENTITY, notice="saved")
    flash(_("Utkastet är sparat %(time)s. Det är inte inlämnat.", time=clock_text(now())), "success")
    is_done = request.form.get("do") == "kontrollera"
    return redirect(draft.gate_url if is_done else draft.url("draft_edit"), 303)


def on_refused(draft: Draft, form: Any, error: RefusedError) -> Any:
    """Show the form again with why it could not be saved: both texts, when somebody saved in the meantime."""
    again = renewed(draft)
    if has_moved(again, form.base.data):
        return conflict_page(again, form)
    return edit_page(again, form, HTTPStatus.CONFLICT, refusal=str(error))


def renewed(draft: Draft) -> Draft:
    """Return the draft as it is now."""
    number = draft.document.number
    return open_draft(get_history(number, reader_here().tokens, today()), draft.line.number)
