"""From draft to valid: submitted, returned, approved, called off."""

from datetime import date

from portal.control.actions.holding import hold_version, refuse
from portal.control.actions.rewording import label
from portal.control.deed import Deed, document_ref
from portal.control.kinds import kind_of
from portal.control.models.decisions import Approval, Consent, Return, Revocation
from portal.control.models.documents import Document
from portal.control.models.versions import Version
from portal.control.queries.facts import hands_of, last_submission, project_windows, withdrawn_on
from portal.control.queries.mandates import circle_of
from portal.control.rules.mandates import Seat, Way, rank_of, seat_of, why_not_finish, why_not_label, why_not_sit
from portal.control.rules.status import VersionFact
from portal.control.rules.verbs import (
    Decision,
    why_not_approve,
    why_not_judge,
    why_not_return,
    why_not_revoke,
)
from portal.lib.calendar import add_months
from portal.people.models import Person
from portal.people.queries.units import unit_facts
from portal.people.rules import ancestors_of
from portal.store.work import unit_of_work

# What was decided before, elsewhere, was decided by one.
OWN_SEAT = Seat("", Way.OWN, is_last=True)


def return_version(deed: Deed, version: Version, *, reason: str) -> None:
    """Send the version back to its author. Raises RefusedError."""
    document = version.document
    deed.require("control.approve", document.unit.code)
    with unit_of_work():
        fact, _ = hold_version(version)
        refuse(why_not_return(fact, reason, deed.today))
        submission = last_submission(version)
        Return.create(version=version, submission=submission, by=deed.person, at=deed.at, reason=reason)
        deed.record("version-returned", document_ref(document.number), version=version.number)


def approve_version(
    deed: Deed,
    version: Version,
    *,
    valid_from: date | None = None,
    review_by: date | None = None,
    reference: str = "",
    note: str = "",
    significance: str = "",
) -> bool:
    """Say yes to the version; return whether it is decided by that. Raises RefusedError.

    The last yes that is missing decides: that the version applies from a day, is reviewed by another, and whether the
    change is `minor` or `significant`, when it is given. A yes before that is given without dates; those that come with
    it say nothing.
    """
    document = version.document
    deed.require("control.approve", document.unit.code)
    with unit_of_work():
        fact, others = hold_version(version)
        refuse(kind_of(document.kind).why_not_decide(bytes(version.body)))
        seat = OWN_SEAT if deed.is_imported else take_seat(deed, version, fact, note, with_dates=valid_from is not None)
        subject, facts = document_ref(document.number), facts_of_seat(seat)
        if not seat.is_last:
            deed.record("version-consented", subject, version=version.number, sha256=version.sha256, **facts)
            return False
        start, review = valid_from or deed.today, review_by or next_review(document, valid_from or deed.today)
        refuse(why_not_approve(fact, decision_of(deed, version, start, review), others))
        relabel(deed, version, significance)
        decide(deed, version, start, review, reference)
        dates = {"valid_from": start, "review_by": review}
        deed.record("version-approved", subject, version=version.number, sha256=version.sha256, **dates, **facts)
    return True


def facts_of_seat(seat: Seat) -> dict[str, object]:
    """Return in whose place a yes was given, for the journal; nothing when it was one's own."""
    return {} if seat.way is Way.OWN else {"approver": seat.approver, "way": seat.way.value}


def take_seat(deed: Deed, version: Version, fact: VersionFact, note: str, *, with_dates: bool) -> Seat:
    """Write down whose yes the person gives, once it may be given. Raises RefusedError."""
    refuse(why_not_judge(fact, deed.person.key, hands_of(version)))
    submission = last_submission(version)
    path = ancestors_of(version.document.unit.code, unit_facts())
    keys = submission.approvers.split() if submission else []
    asked = circle_of(version.id, keys, path, deed.today).asked
    rank = rank_of(path, deed.reader.tokens)
    refuse(why_not_sit(asked, deed.person.key, rank))
    seat = seat_of(asked, deed.person.key, rank)
    assert seat is not None  # noqa: S101 - nothing stood in the way
    refuse(why_not_finish(seat, with_dates=with_dates))
    approver = Person.get(Person.key == seat.approver)
    Consent.create(submission=submission, approver=approver, by=deed.person, at=deed.at, note=note)
    return seat


def relabel(deed: Deed, version: Version, significance: str) -> None:
    """Let whoever decides say what the change is, empty for what the author said. Raises RefusedError."""
    if significance in {"", version.significance}:
        return
    others = Consent.select().where((Consent.submission == last_submission(version)) & (Consent.by != deed.person))
    refuse(why_not_label(others_agreed=others.exists()))
    label(version, significance)


def decide(deed: Deed, version: Version, valid_from: date, review_by: date, reference: str) -> None:
    """Write the decision and what is projected from it."""
    document = version.document
    Approval.create(
        version=version, by=deed.person, at=deed.at, valid_from=valid_from, review_by=review_by, reference=reference
    )
    version.valid_from, version.review_by = valid_from, review_by
    version.save(only=[Version.valid_from, Version.review_by])
    project_windows(document)
    kind_of(document.kind).project(version)


def next_review(document: Document, valid_from: date) -> date:
    """Return when what applies from the day is to be reviewed, as often as the document is."""
    return add_months(valid_from, document.review_months)


def decision_of(deed: Deed, version: Version, valid_from: date, review_by: date) -> Decision:
    """Return the decision as it is about to be made."""
    submission = last_submission(version)
    return Decision(
        approver=deed.person.key,
        author=version.author.key,
        submitter=submission.by.key if submission else "",
        valid_from=valid_from,
        review_by=review_by,
        decided_on=None if deed.is_imported else deed.today,
        hands=frozenset() if deed.is_imported else hands_of(version),
        withdrawn_on=withdrawn_on(version.document),
    )


def revoke_decision(deed: Deed, version: Version, *, reason: str) -> None:
    """Call off a decision that has not begun to apply. Raises RefusedError."""
    document = version.document
    deed.require("control.approve", document.unit.code)
    with unit_of_work():
        fact, _ = hold_version(version)
        refuse(None if deed.is_imported else why_not_revoke(fact, reason, deed.today))
        Revocation.create(version=version, by=deed.person, at=deed.at, reason=reason)
        project_windows(document)
        deed.record("decision-revoked", document_ref(document.number), version=version.number)
