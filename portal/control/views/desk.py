"""What the pages of a draft have in common: finding it, filling its form, showing it."""

from http import HTTPStatus
from typing import Any

from flask import request

from portal.control import drafting
from portal.control.actions.files import attach_file
from portal.control.actions.holding import refuse
from portal.control.actions.writing import note_presence, open_writing
from portal.control.addresses import Way, version_url
from portal.control.drafting import Draft, written_of
from portal.control.forms.drafts import DraftForm, values_of
from portal.control.queries.documents import History
from portal.control.queries.writing import read_desk
from portal.control.rules.files import Limits
from portal.control.rules.verbs import why_not_edit
from portal.control.rules.writing import Written
from portal.control.views.blueprint import deed_here, reader_here
from portal.lib.errors import InvalidError, PortalError
from portal.people.queries.units import units_at
from portal.store import database
from portal.web.htmx import show
from portal.web.portal import journal_head, now, running, today


def open_draft(history: History, version: int) -> Draft:
    """Return a version to write in. Raises NotFoundError, ForbiddenError, or RefusedError for what is not a draft."""
    line = history.get(version)
    reader_here().require("control.write", history.document.unit.code)
    refuse(why_not_edit(line.fact, today()))
    content, desk = read_desk(line.id, history.document.number, reader_here().key or "", now())
    content.version.document = history.document
    return Draft(history, line, content.version, content.attachments, desk)


def audiences(draft: Draft) -> dict[str, str]:
    """Return the audiences that the draft may be given, in words."""
    units = units_at(journal_head(), database.binding)
    return drafting.audiences_of(draft.document.unit.code, draft.line.grants, units, today())


def form_of(draft: Draft, written: Written | None = None) -> DraftForm:
    """Return the draft's form: as it was sent, or filled with what is written."""
    filled = {} if written is None else {"formdata": None, **values_of(written)}
    return DraftForm(audiences(draft), is_first=draft.is_first, **filled)


def has_moved(draft: Draft, base: str | None) -> bool:
    """Whether somebody has saved since the text with the digest `base`."""
    return draft.version.sha256 != base


def is_anothers(form: DraftForm) -> bool:
    """Whether the form was filled in by somebody else, who was signed in in this browser before."""
    return bool(form.writer.data) and form.writer.data != reader_here().key


def tell_field(form: DraftForm, error: InvalidError) -> None:
    """Put an action's complaint at the form's field."""
    field = form[error.place if error.place in form else "text"]
    field.errors = [*field.errors, str(error)]


def take_files(draft: Draft, form: DraftForm) -> bool:
    """Attach the files that were sent; return whether all could be taken. What stopped one stands at the field."""
    sent = [file for file in request.files.getlist("files") if file.filename]
    problems = [problem for file in sent if (problem := attach(draft, file))]
    form.files.errors = [*form.files.errors, *problems]
    return not problems


def attach(draft: Draft, file: Any) -> str | None:
    """Attach a file that was sent; return why it could not be taken, or None."""
    config = running().config
    try:
        attach_file(
            deed_here(),
            draft.version,
            stream=file.stream,
            filename=file.filename,
            title=request.form.get("new_title", ""),
            seen=draft.version.sha256,
            limits=Limits(config.max_file_mb, config.max_files),
        )
    except PortalError as error:
        return f"{file.filename}: {error}"
    return None


def edit_page(
    draft: Draft,
    form: DraftForm | None = None,
    status: int = HTTPStatus.OK,
    *,
    notice: str = "",
    refusal: str = "",
    changes: Any = (),
) -> Any:
    """Show the draft for writing: the form as sent, else what one had typed, else what is saved.

    Who opens it is noted, so that others see it.
    """
    desk, saved = draft.desk, written_of(draft)
    unsaved = None
    if form is None:
        unsaved = desk.typed if desk.typed and not desk.typed.written.is_like(saved) else None
        form = form_of(draft, unsaved.written if unsaved else saved)
        form.base.data = unsaved.base if unsaved else draft.version.sha256
        if unsaved is None:
            open_writing(deed_here(), draft.version, saved)
        else:
            note_presence(deed_here(), draft.version)
    written = form.written() if form.is_submitted() else (unsaved.written if unsaved else saved)
    preview, problem = drafting.preview_of(draft, written, reader_here(), today())
    return show(
        "control/drafts/edit.html",
        status=status,
        draft=draft,
        document=draft.document,
        line=draft.line,
        form=form,
        near=near(draft, form),
        desk=desk,
        unsaved=unsaved,
        has_moved=bool(unsaved) and has_moved(draft, unsaved.base if unsaved else ""),
        notice=notice,
        refusal=refusal,
        changes=changes,
        preview=preview,
        problem=problem,
        titles=dict(written.titles),
        version_way=Way(draft.version.title, version_url(draft.document.number, draft.line.number)),
    )


def near(draft: Draft, form: DraftForm) -> frozenset[str]:
    """Return the audiences to show as check boxes."""
    units = units_at(journal_head(), database.binding)
    chosen = frozenset(form.audience.data or ())
    return drafting.near_audiences(draft.document.unit.code, chosen, units)


def conflict_page(draft: Draft, form: DraftForm) -> Any:
    """Show both texts: mine in the form, what differs from the saved one beside; saving again puts mine on top."""
    changes = drafting.changes_between(written_of(draft), form.written(), audiences(draft))
    form.base.data = draft.version.sha256
    return edit_page(draft, form, HTTPStatus.CONFLICT, notice="conflict", changes=changes)
