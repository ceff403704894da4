"""From draft to valid: submitted, returned, approved, called off."""

from collections.abc import Iterable
from datetime import date

from portal.control.deed import Deed, document_ref
from portal.control.kinds import kind_of
from portal.control.models import Approval, Return, Revocation, Submission, Version
from portal.control.queries.facts import fact_for, facts_of, project_windows
from portal.control.rules import (
    Decision,
    why_not_approve,
    why_not_return,
    why_not_revoke,
    why_not_submit,
)
from portal.lib.errors import RefusedError
from portal.people.models import Person
from portal.store.work import unit_of_work


def refuse(reason: str | None) -> None:
    """Raise RefusedError when there is a reason."""
    if reason:
        raise RefusedError(reason)


def submit_version(deed: Deed, version: Version, *, approvers: Iterable[Person]) -> None:
    """Hand the draft in for review, to be decided by one of the approvers. Raises RefusedError."""
    document = version.document
    deed.require("control.write", document.unit.code)
    refuse(why_not_submit(fact_for(document, version.number), version.change_note, deed.today))
    keys = sorted(person.key for person in approvers)
    with unit_of_work():
        Submission.create(version=version, by=deed.person, at=deed.at, approvers=" ".join(keys))
        deed.record("version-submitted", document_ref(document.number), version=version.number, approvers=keys)


def return_version(deed: Deed, version: Version, *, reason: str) -> None:
    """Send the version back to its author. Raises RefusedError."""
    document = version.document
    deed.require("control.approve", document.unit.code)
    refuse(why_not_return(fact_for(document, version.number), reason, deed.today))
    with unit_of_work():
        Return.create(version=version, by=deed.person, at=deed.at, reason=reason)
        deed.record("version-returned", document_ref(document.number), version=version.number)


def approve_version(deed: Deed, version: Version, *, valid_from: date, review_by: date, reference: str = "") -> None:
    """Decide that the version applies from a day and is reviewed by another. Raises RefusedError."""
    document = version.document
    deed.require("control.approve", document.unit.code)
    facts = facts_of(document)
    submission = version.submissions.order_by(Submission.id.desc()).first()
    decision = Decision(
        approver=deed.person.key,
        author=version.author.key,
        submitter=submission.by.key if submission else "",
        valid_from=valid_from,
        review_by=review_by,
        decided_on=None if deed.is_imported else deed.today,
    )
    others = [fact for fact in facts if fact.number != version.number]
    fact = next(fact for fact in facts if fact.number == version.number)
    refuse(why_not_approve(fact, decision, others))
    refuse(kind_of(document.kind).why_not_decide(bytes(version.body)))
    with unit_of_work():
        Approval.create(
            version=version,
            by=deed.person,
            at=deed.at,
            valid_from=valid_from,
            review_by=review_by,
            reference=reference,
        )
        version.valid_from, version.review_by = valid_from, review_by
        version.save(only=[Version.valid_from, Version.review_by])
        project_windows(document)
        kind_of(document.kind).project(version)
        deed.record(
            "version-approved",
            document_ref(document.number),
            version=version.number,
            sha256=version.sha256,
            valid_from=valid_from,
            review_by=review_by,
        )


def revoke_decision(deed: Deed, version: Version, *, reason: str) -> None:
    """Call off a decision that has not begun to apply. Raises RefusedError."""
    document = version.document
    deed.require("control.approve", document.unit.code)
    refuse(None if deed.is_imported else why_not_revoke(fact_for(document, version.number), reason, deed.today))
    with unit_of_work():
        Revocation.create(version=version, by=deed.person, at=deed.at, reason=reason)
        project_windows(document)
        deed.record("decision-revoked", document_ref(document.number), version=version.number)
