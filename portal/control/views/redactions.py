"""Something is taken out of a document for a legal reason."""

from http import HTTPStatus
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from portal.control.actions.redactions import Cause, redact_part, redact_words
from portal.control.addresses import Way, version_url
from portal.control.forms.redactions import WORDS, RedactionForm
from portal.control.models.versions import Version
from portal.control.queries.documents import Content, Record, find_record, read_content
from portal.control.queries.redactions import things_of
from portal.control.queries.versions import VersionLine, readers_of
from portal.control.views.blueprint import VERSION, blueprint, deed_here, reader_here
from portal.lib.errors import NotFoundError, RefusedError
from portal.people.rules import may_read
from portal.web.access import requires
from portal.web.htmx import changed, show
from portal.web.portal import today


@blueprint.get(f"/<number>/v/{VERSION}/borttagning")
@requires("control.redact")
def redaction_new(number: str, version: int) -> Any:
    """Show what can be taken out of a version."""
    record, line, content = held(number, version)
    return page(record, line, RedactionForm(parts_of(record, line, content), formdata=None))


@blueprint.post(f"/<number>/v/{VERSION}/borttagning")
@requires("control.redact")
def redaction_create(number: str, version: int) -> Any:
    """Take it out; it cannot be undone."""
    record, line, content = held(number, version)
    form = RedactionForm(parts_of(record, line, content))
    if not form.validate_on_submit():
        return page(record, line, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        redact(record, content.version, form)
    except RefusedError as error:
        return page(record, line, form, HTTPStatus.CONFLICT, str(error))
    history_url = url_for("control.history_index", number=number)
    place = history_url if is_readable(record, line) else redaction_url(number, version)
    return changed(_("Uppgifterna är borttagna."), place)


def redact(record: Record, version: Version, form: RedactionForm) -> None:
    """Take out what the form says."""
    cause = Cause(form.ground.data, form.section.data, form.reason.data or "")
    if form.part.data == WORDS:
        redact_words(deed_here(), record.document, form.passage.data or "", cause)
    else:
        redact_part(deed_here(), version, form.part.data, cause)


def held(number: str, version: int) -> tuple[Record, VersionLine, Content]:
    """Return the document and the version, whoever may read them: who must take something out need not have been told.

    Raises NotFoundError, and ForbiddenError for a document of another administrator's.
    """
    record = find_record(number, today())
    line = next((line for line in record.versions if line.number == version), None) if record else None
    if record is None or line is None:
        raise NotFoundError(_("Versionen finns inte."))
    reader_here().require("control.redact", record.document.unit.code)
    content = read_content(line.id)
    content.version.document = record.document
    return record, line, content


def is_readable(record: Record, line: VersionLine) -> bool:
    """Whether the reader may read the version."""
    return may_read(reader_here().tokens, readers_of(line, record.document))


def parts_of(record: Record, line: VersionLine, content: Content) -> dict[str, str]:
    """Return what can be taken out, in words; how it begins only for who may read it."""
    found = {WORDS: _("Vissa ord, överallt i dokumentet")}
    for thing in things_of(content.version, content.attachments):
        is_told = thing.excerpt and is_readable(record, line)
        found[thing.part] = f"{thing.label}: ”{thing.excerpt}”" if is_told else thing.label
    return found


def page(record: Record, line: VersionLine, form: RedactionForm, status: int = HTTPStatus.OK, refused: str = "") -> Any:
    """Show the form; `refused` is why it could not be done just now."""
    document = record.document
    title = line.title if is_readable(record, line) else document.number
    return show(
        "control/redactions/new.html",
        status=status,
        document=document,
        line=line,
        form=form,
        refused=refused,
        version_way=Way(title, version_url(document.number, line.number)),
        others=[
            Way(_("Version %(n)s", n=other.number), redaction_url(document.number, other.number))
            for other in record.versions[:20]
            if other.number != line.number
        ],
        url=redaction_url(document.number, line.number),
    )


def redaction_url(number: str, version: int) -> str:
    """Return the address of taking something out of a version."""
    return url_for("control.redaction_new", number=number, version=version)
