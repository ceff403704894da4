"""A document is withdrawn: why, from when, replaced by what, and what breaks."""

from http import HTTPStatus
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from portal.control.actions.documents import withdraw_document
from portal.control.addresses import Way, document_url, way_to
from portal.control.badges import badge_of
from portal.control.doors import why_not_end_now
from portal.control.forms.keeping import WithdrawalForm
from portal.control.page import panels_of
from portal.control.queries.documents import History
from portal.control.queries.linking import documents_like
from portal.control.queries.listing import DocumentLine
from portal.control.queries.thread import links_breaking
from portal.control.rules.types import NUMBER, normal_number
from portal.control.views.blueprint import blueprint, deed_here, history_of, reader_here
from portal.lib.calendar import long_date
from portal.lib.errors import NotFoundError, RefusedError
from portal.lib.refs import Ref
from portal.web.access import requires
from portal.web.htmx import changed, show
from portal.web.portal import today

FEWEST_LETTERS = 2


@blueprint.get("/<number>/upphavande")
@requires("control.withdraw")
def withdrawal_new(number: str) -> Any:
    """Show the form, and what links to the document."""
    return page(endable(number), WithdrawalForm(formdata=None, on=today()))


@blueprint.get("/<number>/upphavande/ersattare")
@requires("control.withdraw")
def replacement_index(number: str) -> Any:
    """Show the documents that may be meant by what is typed, to choose from."""
    history = endable(number)
    found = candidates(history, request.args.get("replaced_by", "")[:200])
    return show("control/withdrawals/_replacements.html", candidates=found, chosen="")


@blueprint.post("/<number>/upphavande")
@requires("control.withdraw")
def withdrawal_create(number: str) -> Any:
    """Withdraw the document."""
    history, form = endable(number), WithdrawalForm()
    breaks = links_breaking(history.document.number, reader_here().tokens, today())
    is_sound = form.validate_on_submit()
    if breaks.total and not form.understood.data:
        form.understood.errors = [*form.understood.errors, _("Se igenom vad som hänvisar hit och kryssa för.")]
        is_sound = False
    replaced_by = replacement_in(form, history)
    if not is_sound or form.errors:
        return page(history, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    facts = {"on": form.on.data, "reason": form.reason.data, "replaced_by": replaced_by}
    try:
        withdraw_document(deed_here(), history.document, **facts)
    except RefusedError as error:
        return page(history, form, HTTPStatus.CONFLICT, str(error))
    return changed(_("Dokumentet är upphävt från och med %(day)s.", day=long_date(form.on.data)), document_url(number))


def endable(number: str) -> History:
    """Return the document of a page, for who may withdraw what its unit owns. Raises NotFoundError, ForbiddenError."""
    history = history_of(number)
    reader_here().require("control.withdraw", history.document.unit.code)
    return history


def replacement_in(form: WithdrawalForm, history: History) -> str:
    """Return the number of what replaces the document, empty for nothing; what cannot be told apart becomes an error.

    A whole number that is typed counts before what was chosen among the documents that were offered.
    """
    typed = form.replaced_by.data or ""
    if not typed:
        return ""
    number = normal_number(typed)
    if NUMBER.fullmatch(number):
        return number
    found = candidates(history, typed)
    exact = [line.number for line in found if line.title.casefold() == typed.casefold()]
    if form.chosen.data in {line.number for line in found}:
        return str(form.chosen.data)
    if len(exact) == 1:
        return exact[0]
    message = _("Välj vilket dokument du menar.") if found else _("Inget dokument har det numret eller den titeln.")
    form.replaced_by.errors = [*form.replaced_by.errors, message]
    return ""


def candidates(history: History, typed: str) -> list[DocumentLine]:
    """Return the documents that may be meant by what was typed, never the document itself."""
    words = " ".join(typed.split())
    if len(words) < FEWEST_LETTERS:
        return []
    found = documents_like(words, reader_here().tokens, today())
    return [line for line in found if line.number != history.document.number]


def page(history: History, form: WithdrawalForm, status: int = HTTPStatus.OK, refused: str = "") -> Any:
    """Show the form, and beside it what links to the document; `refused` is why it could not be done just now."""
    document, line = history.document, history.current
    if line is None:
        raise NotFoundError(_("Dokumentet finns inte."))
    breaks = links_breaking(document.number, reader_here().tokens, today())
    return show(
        "control/withdrawals/new.html",
        status=status,
        document=document,
        line=line,
        form=form,
        badge=badge_of(line.status, line.fact.valid_from),
        document_way=Way(line.title, document_url(document.number)),
        url=url_for("control.withdrawal_create", number=document.number),
        search_url=url_for("control.replacement_index", number=document.number),
        linking=[way_to(other) for other in breaks.seen],
        hidden=breaks.total - len(breaks.seen),
        total=breaks.total,
        panels=panels_of("document.thread", Ref("document", history.document.number), reader_here()),
        open_line=history.open or history.scheduled,
        candidates=candidates(history, form.replaced_by.data or "") if form.replaced_by.errors else [],
        chosen=form.chosen.data or "",
        refusal=why_not_end_now(history, reader_here()),
        refused=refused,
    )
