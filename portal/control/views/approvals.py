"""A version is decided, or sent back; a decision is called off."""

from dataclasses import dataclass
from datetime import date, timedelta
from http import HTTPStatus
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup

from portal.control.actions.decisions import approve_version, return_version, revoke_decision
from portal.control.addresses import Way, document_url, resolver_for, version_url
from portal.control.badges import badge_of
from portal.control.comparison import News, compared, news_since, signs_of
from portal.control.discussion import as_written
from portal.control.forms.approvals import ApprovalForm, ConsentForm, ReturnForm, RevocationForm
from portal.control.kinds import kind_of
from portal.control.models.versions import Version
from portal.control.queries.documents import Content, History, get_version
from portal.control.queries.mandates import Circle, circle_of
from portal.control.queries.reviews import contents_of
from portal.control.queries.versions import VersionLine
from portal.control.rules.mandates import Seat, rank_of, seat_of, why_not_sit
from portal.control.rules.verbs import why_not_judge, why_not_return, why_not_revoke
from portal.control.views.blueprint import VERSION, blueprint, deed_here, history_of, path_here, reader_here, units_here
from portal.lib.calendar import long_date
from portal.lib.errors import RefusedError
from portal.web.access import requires
from portal.web.htmx import changed, show
from portal.web.portal import today

PLACE = f"/<number>/v/{VERSION}"


@dataclass(frozen=True, slots=True)
class Case:
    """A version before the one who is to decide: with what it replaces, who was asked, and what this reader may do."""

    history: History
    line: VersionLine
    older: VersionLine | None
    contents: dict[int, Content]
    circle: Circle
    seat: Seat | None
    refusal: str | None

    @property
    def content(self) -> Content:
        """What the version holds."""
        return self.contents[self.line.number]

    @property
    def signs(self) -> dict[str, str]:
        """Everything that is decided, piece by piece."""
        return signs_of(self.history, self.line, self.content, units_here())

    def url(self, endpoint: str, **values: Any) -> str:
        """Return the address of something of the version's."""
        number = self.history.document.number
        return url_for(f"control.{endpoint}", number=number, version=self.line.number, **values)


def case_of(number: str, version: int) -> Case:
    """Return the version of an approval page. Raises ForbiddenError for who has no mandate for its unit."""
    history, reader = history_of(number), reader_here()
    line, document = history.get(version), history.document
    reader.require("control.approve", document.unit.code)
    before = [other for other in history.versions if other.fact.is_decided and other.number < line.number]
    older = history.in_force if history.in_force in before else next(iter(before), None)
    path = path_here(document)
    circle = circle_of(line.id, line.asked, path, today())
    rank, key = rank_of(path, reader.tokens), reader.key or ""
    refusal = why_not_judge(line.fact, key, line.hands) or why_not_sit(circle.asked, key, rank)
    seat = None if refusal else seat_of(circle.asked, key, rank)
    contents = contents_of([line, *([older] if older else [])])
    return Case(history, line, older, contents, circle, seat, refusal)


@blueprint.get(f"{PLACE}/beslut")
@requires("control.approve")
def approval_new(number: str, version: int) -> Any:
    """Show what changes by the decision, and the forms for deciding and for sending back."""
    case = case_of(number, version)
    return page(case, form_for(case))


@blueprint.post(f"{PLACE}/beslut")
@requires("control.approve")
def approval_create(number: str, version: int) -> Any:
    """Say yes; the last yes decides."""
    case = case_of(number, version)
    form = form_for(case)
    if not form.validate():
        return page(case, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        is_decided = approve_version(deed_here(), version_read(case, form.seen.data or ""), **values_of(form))
    except RefusedError as error:
        return page(case, form, status=HTTPStatus.CONFLICT, refused=str(error))
    if not is_decided:
        told = _("Du har sagt ja till version %(number)s. Nu väntar den på nästa.", number=case.line.number)
        return changed(told, url_for("control.waiting_index"))
    told = _(
        "Beslutat: version %(number)s gäller från och med %(day)s.",
        number=case.line.number,
        day=long_date(form.valid_from.data),
    )
    return changed(told, version_url(number, version))


@blueprint.post(f"{PLACE}/aterlamning")
@requires("control.approve")
def return_create(number: str, version: int) -> Any:
    """Send the version back to its author."""
    case, returning = case_of(number, version), ReturnForm()
    if not returning.validate():
        return page(case, form_for(case, sent=False), returning, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        return_version(deed_here(), version_read(case, returning.seen.data or ""), reason=returning.reason.data or "")
    except RefusedError as error:
        return page(case, form_for(case, sent=False), returning, status=HTTPStatus.CONFLICT, refused=str(error))
    told = _("Version %(number)s är återsänd till %(name)s.", number=case.line.number, name=case.line.author_name)
    return changed(told, version_url(number, version))


def form_for(case: Case, *, sent: bool = True) -> ConsentForm:
    """Return the form of who decides last, or of who says yes before that."""
    more = {} if sent else {"formdata": None}
    if case.seat is not None and not case.seat.is_last:
        return ConsentForm(**more)
    is_first = case.line.number == 1
    proposed = {"valid_from": first_day(case), "significance": case.line.significance}
    return ApprovalForm(today(), case.history.document.review_months, is_first=is_first, **proposed, **more)


def first_day(case: Case) -> date:
    """Return the first day from which the version may apply: today, or the day after what it replaces began."""
    before = case.older.fact.valid_from if case.older else None
    return max(today(), before + timedelta(1)) if before else today()


def values_of(form: ConsentForm) -> dict[str, Any]:
    """Return what was typed, as the verb takes it; who is not last says nothing of dates."""
    if not isinstance(form, ApprovalForm):
        return {"note": form.note.data or ""}
    return {
        "note": form.note.data or "",
        "valid_from": form.valid_from.data,
        "review_by": form.review_by.data,
        "reference": form.reference.data or "",
        "significance": (form.significance.data or "") if "significance" in form else "",
    }


def version_read(case: Case, seen: str) -> Version:
    """Return the version as the person read it: by a digest that the verb compares with what is kept."""
    version = get_version(case.line)
    version.document = case.history.document
    version.sha256 = seen
    return version


def page(
    case: Case,
    form: ConsentForm,
    returning: ReturnForm | None = None,
    *,
    status: int = HTTPStatus.OK,
    refused: str = "",
) -> Any:
    """Show the page; `refused` is why what was just tried could not be done."""
    line, document, signs = case.line, case.history.document, case.signs
    digest = case.content.version.sha256
    news = news_of(form, returning, digest, signs)
    returning = returning or ReturnForm(formdata=None)
    form.seen.data = returning.seen.data = digest
    form.passages.data = " ".join(signs)
    return show(
        "control/approvals/new.html",
        status=status,
        document=document,
        line=line,
        badge=badge_of(line.status, line.fact.valid_from),
        version_way=Way(line.title, version_url(document.number, line.number)),
        case=case,
        changes=changes_of(case),
        body=body_of(case),
        form=form,
        returning=returning,
        refused=refused,
        news=news,
        refusal_to_return=why_not_return(line.fact, "-", today()),
        open_count=case.circle.open_remarks,
        gate_url=case.url("gate_show"),
    )


def news_of(form: ConsentForm, returning: ReturnForm | None, digest: str, signs: dict[str, str]) -> News | None:
    """Return what has changed since the person opened the page, None when nothing has."""
    seen = (returning.seen.data if returning else form.seen.data) or digest
    if seen == digest:
        return None
    return news_since(signs, (form.passages.data or "").split() or signs)


def changes_of(case: Case) -> dict[str, Any] | None:
    """Return what the version changes in what it replaces, None for a first one."""
    if case.older is None:
        return None
    return compared(case.history, case.older, case.line, case.contents, units_here())


def body_of(case: Case) -> Markup:
    """Return the whole version as its page would show it."""
    document, body = case.history.document, bytes(case.content.version.body)
    kind = kind_of(document.kind)
    reading = kind.reading(body)
    if kind.preview is None:
        return as_written(reading.plain)
    resolve = resolver_for(document.number, reading.links, reader_here(), today(), case.history.stamp)
    return kind.preview(body, resolve, case.url("attachment_show", filename=""))


@blueprint.get(f"{PLACE}/aterkallelse")
@requires("control.approve")
def revocation_new(number: str, version: int) -> Any:
    """Show the form for calling a decision off."""
    history = history_of(number)
    return revocation_page(history, history.get(version), RevocationForm(formdata=None))


@blueprint.post(f"{PLACE}/aterkallelse")
@requires("control.approve")
def revocation_create(number: str, version: int) -> Any:
    """Call a scheduled decision off."""
    history, form = history_of(number), RevocationForm()
    line = history.get(version)
    if not form.validate():
        return revocation_page(history, line, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    found = get_version(line)
    found.document = history.document
    try:
        revoke_decision(deed_here(), found, reason=form.reason.data or "")
    except RefusedError as error:
        return revocation_page(history, line, form, HTTPStatus.CONFLICT, str(error))
    told = _("Beslutet är återkallat. Version %(number)s börjar aldrig gälla.", number=line.number)
    return changed(told, document_url(number))


def revocation_page(
    history: History, line: VersionLine, form: RevocationForm, status: int = HTTPStatus.OK, refused: str = ""
) -> Any:
    """Show the form; `refused` is why it could not be done just now."""
    document = history.document
    reader_here().require("control.approve", document.unit.code)
    return show(
        "control/revocations/new.html",
        status=status,
        document=document,
        line=line,
        form=form,
        badge=badge_of(line.status, line.fact.valid_from),
        version_way=Way(line.title, version_url(document.number, line.number)),
        in_force=history.in_force,
        refusal=why_not_revoke(line.fact, "-", today()),
        refused=refused,
    )
