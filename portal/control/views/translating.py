"""A translation is written, handed in, taken back, decided or given back."""

from http import HTTPStatus
from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from portal.control.actions.translations import (
    Wording,
    approve_translation,
    hand_in_translation,
    recall_translation,
    return_translation,
    write_translation,
)
from portal.control.addresses import Way, version_url
from portal.control.forms.translations import TranslationForm, VerdictForm
from portal.control.models.versions import Translation, Version
from portal.control.queries.documents import History, get_history, read_content
from portal.control.queries.translations import approved_of, find_open, rendering_of, translated_versions
from portal.control.queries.versions import VersionLine
from portal.control.rules.translations import Language, version_in, why_not_pass, why_not_translate, why_not_write_in
from portal.control.translated import body_shown, language_called, resolver_of, swedish_of, text_of, translation_url
from portal.control.views.blueprint import VERSION, blueprint, deed_here, reader_here
from portal.control.views.translations import CODE
from portal.lib.errors import InvalidError, NotFoundError, RefusedError
from portal.web.access import requires
from portal.web.htmx import changed, show
from portal.web.portal import today

WRITE, APPROVE = "control.write", "control.approve"
PLACE = f"/<number>/v/{VERSION}/sprak/{CODE}"


class Table:
    """A version on the translator's table: the Swedish text, and the translation that is open, if any."""

    def __init__(self, number: str, version: int, language: str, permission: str) -> None:
        """Read it anew, for who holds the permission for the document's unit.

        Raises ForbiddenError, and NotFoundError for a language or a version that is not there.
        """
        self.language: Language = language_called(language)
        self.history: History = get_history(number, reader_here().tokens, today())
        self.line: VersionLine = self.history.get(version)
        reader_here().require(permission, self.history.document.unit.code)
        self.version: Version = read_content(self.line.id).version
        self.version.document = self.history.document
        self.work: Translation | None = find_open(self.version, language)

    def url(self, endpoint: str) -> str:
        """Return the address of something of this translation's."""
        place = {"number": self.history.document.number, "version": self.line.number, "language": self.language.code}
        return url_for(f"control.{endpoint}", **place)

    @property
    def index_url(self) -> str:
        """The address of the list of the version's languages."""
        return url_for("control.translation_index", number=self.history.document.number, version=self.line.number)

    def open_work(self, base: str | None) -> Translation:
        """Return the open translation as it was read. Raises NotFoundError without one."""
        if self.work is None:
            raise NotFoundError(_("Det finns ingen översättning att besluta om. Kanske är den redan beslutad."))
        self.work.sha256 = base or ""
        return self.work

    def values(self) -> dict[str, Any]:
        """Return what the pages for writing and deciding have in common: both texts as they are shown."""
        number, swedish = self.history.document.number, swedish_of(self.version)
        text = text_of(self.work) if self.work else ""
        resolve = resolver_of(number, (swedish, text), reader_here(), today())
        return {
            "document": self.history.document,
            "line": self.line,
            "spoken": self.language,
            "work": self.work,
            "swedish": body_shown(self.version, swedish, resolve, self.line),
            "translated": body_shown(self.version, text, resolve, self.line) if text.strip() else "",
            "version_way": Way(self.line.title, version_url(number, self.line.number)),
            "index_way": Way(_("Språk"), self.index_url),
            "edit_url": self.url("translation_update"),
            "approval_url": self.url("translation_approval_create"),
            "return_url": self.url("translation_return_create"),
            "recall_url": self.url("translation_recall_create"),
        }


@blueprint.get(f"{PLACE}/andra")
@requires(WRITE)
def translation_edit(number: str, version: int, language: str) -> Any:
    """Show a translation for writing beside the Swedish text; a new one begins with an older one's words or these."""
    table = Table(number, version, language, WRITE)
    title, text = beginning(table)
    return edit_page(table, TranslationForm(formdata=None, base=digest(table), title=title, text=text))


def digest(table: Table) -> str:
    """Return the digest of the open translation, empty for none."""
    return table.work.sha256 if table.work else ""


def beginning(table: Table) -> tuple[str, str]:
    """Return the title and text to write on: what is open, else the nearest earlier translation, else the Swedish."""
    if table.work:
        return table.work.title, text_of(table.work)
    found = version_in(table.language.code, table.line.number, translated_versions(table.history))
    row = approved_of(table.history.get(found).id, table.language.code) if found else None
    return (row.title, text_of(row)) if row else (table.line.title, swedish_of(table.version))


def edit_page(table: Table, form: TranslationForm, status: int = HTTPStatus.OK, refused: str = "") -> Any:
    """Show the form beside the Swedish text, or why nothing can be written; `refused` is why it was not saved."""
    stopped = why_not_write_in(rendering_of(table.work)) if table.work else why_not_translate(table.line.fact, today())
    page = "control/translations/edit.html"
    return show(page, status=status, form=form, refused=refused, stopped=stopped, **table.values())


@blueprint.post(f"{PLACE}/andra")
@requires(WRITE)
def translation_update(number: str, version: int, language: str) -> Any:
    """Save the translation; the other button puts it to a decision too."""
    table, form = Table(number, version, language, WRITE), TranslationForm()
    if not form.validate_on_submit():
        return edit_page(table, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    wording = Wording(form.title.data, form.text.data or "")
    try:
        row = write_translation(deed_here(), table.version, language, wording, seen=form.base.data or "")
        if request.form.get("next") == "decision":
            hand_in_translation(deed_here(), row)
    except InvalidError as error:
        form.text.errors = [*form.text.errors, str(error)]
        return edit_page(table, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    except RefusedError as error:
        table = Table(number, version, language, WRITE)
        return edit_page(table, form, HTTPStatus.CONFLICT, str(error))
    if request.form.get("next") == "decision":
        return changed(_("Översättningen väntar nu på beslut."), table.index_url)
    return changed(_("Översättningen är sparad."), table.url("translation_edit"))


@blueprint.post(f"{PLACE}/atertagning")
@requires(WRITE)
def translation_recall_create(number: str, version: int, language: str) -> Any:
    """Take the translation back from the decision, to write more in it."""
    table = Table(number, version, language, WRITE)
    recall_translation(deed_here(), table.open_work(digest(table)))
    return changed(_("Du kan skriva i översättningen igen."), table.url("translation_edit"))


@blueprint.get(f"{PLACE}/beslut")
@requires(APPROVE)
def translation_approval_new(number: str, version: int, language: str) -> Any:
    """Show the translation beside the Swedish text, to decide about it."""
    table = Table(number, version, language, APPROVE)
    if table.work is None or table.work.handed_in_at is None:
        flash(_("Ingen översättning till %(name)s väntar på beslut.", name=table.language.name), "info")
        return redirect(table.index_url, 303)
    return approval_page(table, VerdictForm(formdata=None, base=digest(table)))


def approval_page(table: Table, form: VerdictForm, status: int = HTTPStatus.OK, refused: str = "") -> Any:
    """Show both texts and the two answers; `refused` is why one could not be given."""
    refusal = why_not_pass(rendering_of(table.work), reader_here().key or "") if table.work else None
    page = "control/translation_approvals/new.html"
    return show(page, status=status, form=form, refused=refused, refusal=refusal, **table.values())


@blueprint.post(f"{PLACE}/beslut")
@requires(APPROVE)
def translation_approval_create(number: str, version: int, language: str) -> Any:
    """Decide that the translation, as it was read, is right."""
    table, form = Table(number, version, language, APPROVE), VerdictForm()
    try:
        approve_translation(deed_here(), table.open_work(form.base.data))
    except RefusedError as error:
        return refuse_verdict(number, version, language, form, str(error))
    place = translation_url(table.history.document.number, version, language)
    return changed(_("Översättningen är beslutad."), place)


@blueprint.post(f"{PLACE}/aterlamning")
@requires(APPROVE)
def translation_return_create(number: str, version: int, language: str) -> Any:
    """Give the translation back to who wrote it."""
    table, form = Table(number, version, language, APPROVE), VerdictForm()
    if not form.validate_on_submit():
        return approval_page(table, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        return_translation(deed_here(), table.open_work(form.base.data), remark=form.remark.data or "")
    except RefusedError as error:
        return refuse_verdict(number, version, language, form, str(error))
    return changed(_("Översättningen är lämnad tillbaka."), table.index_url)


def refuse_verdict(number: str, version: int, language: str, form: VerdictForm, reason: str) -> Any:
    """Show the page as it is now, with what was typed and why the answer was not taken."""
    table = Table(number, version, language, APPROVE)
    if table.work is None:
        raise RefusedError(reason)
    form.base.data = digest(table)
    return approval_page(table, form, HTTPStatus.CONFLICT, reason)
