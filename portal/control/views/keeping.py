"""Still valid: what applies is confirmed until the next review, without a new version."""

from datetime import date
from http import HTTPStatus
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from portal.control.actions.documents import confirm_document
from portal.control.addresses import Way, document_url
from portal.control.badges import badge_of
from portal.control.doors import why_not_renew
from portal.control.forms.keeping import ConfirmationForm
from portal.control.queries.documents import History, confirmations_of
from portal.control.queries.keeping import find_answering
from portal.control.views.blueprint import blueprint, deed_here, history_of, reader_here
from portal.lib.calendar import add_months, long_date
from portal.lib.errors import NotFoundError, RefusedError
from portal.people.rules import local_path
from portal.web.access import signed_in
from portal.web.htmx import changed, show
from portal.web.portal import today


@blueprint.get("/<number>/oversyn")
@signed_in
def confirmation_new(number: str) -> Any:
    """Show what one vouches for, and the next review that the document's interval gives."""
    history = history_of(number)
    shown = history.in_force or history.current
    form = ConfirmationForm(
        formdata=None,
        version=shown.number if shown else 0,
        back=local_path(request.args.get("tillbaka", "")),
        review_by=next_review(history),
    )
    return page(history, form)


@blueprint.post("/<number>/oversyn")
@signed_in
def confirmation_create(number: str) -> Any:
    """Confirm that what applies still holds; without a date, as from a list, as long as the interval says."""
    history = history_of(number)
    sent = request.form.copy()
    sent.setdefault("review_by", next_review(history).isoformat())
    form = ConfirmationForm(formdata=sent)
    if not form.validate():
        return page(history, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    facts = {"review_by": form.review_by.data, "note": form.note.data, "seen": form.seen}
    try:
        confirm_document(deed_here(), history.document, **facts)
    except RefusedError as error:
        return page(history, form, HTTPStatus.CONFLICT, str(error))
    told = _("Bekräftat: %(title)s är fortfarande aktuell.", title=title_of(history))
    told += " " + _("Nästa översyn senast %(day)s.", day=long_date(form.review_by.data))
    back = local_path(form.back.data or "")
    return changed(told, back if back != "/" else document_url(number))


def next_review(history: History) -> date:
    """Return when the document is to be reviewed next, by its interval, if it is confirmed today."""
    return add_months(today(), history.document.review_months)


def title_of(history: History) -> str:
    """Return what the document is called. Raises NotFoundError when the reader may not know."""
    line = history.in_force or history.current
    if line is None:
        raise NotFoundError(_("Dokumentet finns inte."))
    return line.title


def page(history: History, form: ConfirmationForm, status: int = HTTPStatus.OK, refused: str = "") -> Any:
    """Show the form, over it what the review is about; `refused` is why it could not be done just now."""
    document, line = history.document, history.in_force or history.current
    confirmed = confirmations_of(document)
    return show(
        "control/confirmations/new.html",
        status=status,
        document=document,
        line=line,
        form=form,
        badge=badge_of(line.status, line.fact.valid_from) if line else None,
        document_way=Way(title_of(history), document_url(document.number)),
        url=url_for("control.confirmation_create", number=document.number),
        owner=find_answering(document, today(), history.stamp),
        latest=confirmed[0] if confirmed else None,
        refusal=why_not_renew(history, reader_here(), today()),
        refused=refused,
    )
