"""A draft is handed in: to whom, and taken back."""

from http import HTTPStatus
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from portal.control.actions.holding import refuse
from portal.control.actions.submissions import recall_version, submit_version
from portal.control.addresses import Way, version_url
from portal.control.checking import Checked, values_of
from portal.control.forms.submissions import SEARCH, RecallForm, SubmissionForm
from portal.control.queries.documents import get_version
from portal.control.queries.facts import last_submission
from portal.control.queries.submitting import managers_over, persons_by_key
from portal.control.rules.gate import why_not_pass
from portal.control.rules.status import Status
from portal.control.rules.submission import Suggestion, in_order, mode_of, suggest_approvers, why_not_choose
from portal.control.rules.types import Mode
from portal.control.views.blueprint import VERSION, blueprint, deed_here, history_of, reader_here
from portal.control.views.gates import checked_here, head_of, why_not_begin
from portal.lib.errors import RefusedError
from portal.people.models import Person
from portal.people.queries.register import find_named
from portal.people.queries.units import facts_of_units, units_at
from portal.store import database
from portal.web.access import requires
from portal.web.htmx import changed, show
from portal.web.portal import journal_head, today

MOST_FOUND = 10
MODES = {
    Mode.ONE: "",
    Mode.ALL: "Alla som du väljer måste säga ja.",
    Mode.IN_ORDER: "De beslutar i den ordning som de står här, den ena efter den andra.",
}


@blueprint.get(f"/<number>/v/{VERSION}/inlamning")
@requires("control.write")
def submission_new(number: str, version: int) -> Any:
    """Show what the gate finds and, when nothing stops, who decides and who may review."""
    checked = checked_here(number, version)
    refuse(why_not_begin(checked))
    suggestion = suggestion_for(checked)
    form = SubmissionForm(suggestion, formdata=None)
    form.seen.data = checked.content.version.sha256
    form.reviewers.data = asked_before(checked)
    return page(checked, form, suggestion)


@blueprint.post(f"/<number>/v/{VERSION}/inlamning")
@requires("control.write")
def submission_create(number: str, version: int) -> Any:
    """Hand the version in, or look for somebody to review it; what was chosen stays."""
    checked = checked_here(number, version)
    suggestion = suggestion_for(checked)
    form = SubmissionForm(suggestion)
    if request.form.get("do") == SEARCH:
        return page(checked, form, suggestion, found=find_named(form.person.data or "", MOST_FOUND))
    if not is_sound(form, why_not_choose(form.keys, suggestion)):
        return page(checked, form, suggestion, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        hand_in(checked, form, suggestion)
    except RefusedError as error:
        return page(checked_here(number, version), form, suggestion, HTTPStatus.CONFLICT, refusal=str(error))
    names = [manager.name for manager in suggestion.possible if manager.key in form.keys]
    told = _("Version %(version)s är inlämnad. Nu väntar den på %(names)s.", version=version, names=" och ".join(names))
    return changed(told, version_url(checked.document.number, version))


def is_sound(form: SubmissionForm, reason: str | None) -> bool:
    """Whether the form can be taken; why those who are to decide cannot be asked to is told at their field."""
    is_valid = form.validate()
    form.deciders.errors = [reason] if reason else []
    return is_valid and reason is None


def hand_in(checked: Checked, form: SubmissionForm, suggestion: Suggestion) -> None:
    """Hand in what the person has seen. Raises RefusedError."""
    version = checked.content.version
    version.document, version.sha256 = checked.document, form.seen.data or ""
    keys = in_order(form.keys, suggestion.possible)
    people = persons_by_key([*keys, *(form.reviewers.data or ())])
    submit_version(
        deed_here(),
        version,
        approvers=[people[key] for key in keys],
        reviewers=[people[key] for key in form.reviewers.data or () if key in people],
    )


def asked_before(checked: Checked) -> list[str]:
    """Return the keys of those who were asked to review the version when it was last handed in."""
    submission = last_submission(checked.content.version) if checked.line.submission else None
    asked = persons_by_key(submission.reviewers.split()) if submission else {}
    return [key for key, person in asked.items() if not person.disabled]


def suggestion_for(checked: Checked) -> Suggestion:
    """Return who may be asked to decide about the version."""
    document = checked.document
    units = facts_of_units(units_at(journal_head(), database.binding))
    hands = checked.line.hands | {reader_here().key or ""}
    return suggest_approvers(
        managers_over(document.unit.code, units, today(), journal_head()), hands, mode_of(document.type)
    )


def page(
    checked: Checked,
    form: SubmissionForm,
    suggestion: Suggestion,
    status: int = HTTPStatus.OK,
    *,
    found: list[Person] | None = None,
    refusal: str = "",
) -> Any:
    """Show the form with what was chosen; under htmx the part in which reviewers are looked for."""
    if status == HTTPStatus.CONFLICT:
        form.seen.data = checked.content.version.sha256
    chosen = persons_by_key(form.reviewers.data or ())
    return show(
        "control/submissions/new.html",
        "control/submissions/_reviewers.html",
        status=status,
        **values_of(checked),
        **head_of(checked),
        form=form,
        url=url_for("control.submission_create", number=checked.document.number, version=checked.line.number),
        several=MODES[suggestion.mode],
        stopped=why_not_pass(checked.report),
        nobody=why_not_choose((), suggestion) if not suggestion.possible else None,
        chosen=list(chosen.values()),
        found=None if found is None else [person for person in found if person.key not in chosen],
        refusal=refusal,
    )


@blueprint.get(f"/<number>/v/{VERSION}/atertagning")
@requires("control.write")
def recall_new(number: str, version: int) -> Any:
    """Ask why the version is taken back."""
    history = history_of(number)
    line = history.get(version)
    reader_here().require("control.write", history.document.unit.code)
    form = RecallForm(formdata=None)
    form.seen.data = get_version(line).sha256
    return recall_page(history, line, form)


@blueprint.post(f"/<number>/v/{VERSION}/atertagning")
@requires("control.write")
def recall_create(number: str, version: int) -> Any:
    """Take the version back, to write in it again."""
    history = history_of(number)
    line = history.get(version)
    form = RecallForm()
    if not form.validate_on_submit():
        return recall_page(history, line, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    row = get_version(line)
    row.document, row.sha256 = history.document, form.seen.data or ""
    try:
        recall_version(deed_here(), row, reason=form.reason.data or "")
    except RefusedError as error:
        form.seen.data = get_version(line).sha256
        return recall_page(history, line, form, HTTPStatus.CONFLICT, str(error))
    told = _("Version %(version)s är tillbaka hos dig och kan ändras.", version=version)
    return changed(told, version_url(history.document.number, version))


def recall_page(history: Any, line: Any, form: RecallForm, status: int = HTTPStatus.OK, refusal: str = "") -> Any:
    """Show the form for taking back."""
    number = history.document.number
    return show(
        "control/recalls/new.html",
        status=status,
        document=history.document,
        line=line,
        form=form,
        version_way=Way(line.title, version_url(number, line.number)),
        url=url_for("control.recall_create", number=number, version=line.number),
        refusal=refusal,
        shut=None if line.status is Status.IN_REVIEW else _("Bara en version som granskas kan tas tillbaka."),
    )
