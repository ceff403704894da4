"""From draft to valid: submitted, returned, approved, called off."""

from collections.abc import Iterable
from datetime import date

from portal.control.actions.holding import hold_version, refuse
from portal.control.deed import Deed, document_ref
from portal.control.kinds import kind_of
from portal.control.models.decisions import Approval, Return, Revocation, Submission
from portal.control.models.versions import Version
from portal.control.queries.facts import hands_of, project_windows, withdrawn_on
from portal.control.rules.verbs import (
    Decision,
    why_not_approve,
    why_not_ask,
    why_not_return,
    why_not_revoke,
    why_not_submit,
)
from portal.people.models import Person
from portal.people.queries.readers import reader_of
from portal.store.work import unit_of_work


def submit_version(deed: Deed, version: Version, *, approvers: Iterable[Person]) -> None:
    """Hand the draft in for review, to be decided by one of the approvers. Raises RefusedError.

    They hold the mandate for the document's unit today; that is not asked of what was handed in before, elsewhere.
    """
    document = version.document
    deed.require("control.write", document.unit.code)
    named = list(approvers)
    keys = sorted(person.key for person in named)
    with unit_of_work():
        fact, _ = hold_version(version)
        refuse(why_not_submit(fact, version.change_note, deed.today))
        refuse(None if deed.is_imported else why_not_ask(tokens_by_name(named, deed.today), document.unit.code))
        Submission.create(version=version, by=deed.person, at=deed.at, approvers=" ".join(keys))
        deed.record("version-submitted", document_ref(document.number), version=version.number, approvers=keys)


def tokens_by_name(people: Iterable[Person], today: date) -> list[tuple[str, frozenset[str]]]:
    """Return each person's name and tokens on the day; one whose account is closed holds none."""
    return [(who.name, frozenset() if who.disabled else reader_of(who, today).tokens) for who in people]


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


def approve_version(deed: Deed, version: Version, *, valid_from: date, review_by: date, reference: str = "") -> None:
    """Decide that the version applies from a day and is reviewed by another. Raises RefusedError."""
    document = version.document
    deed.require("control.approve", document.unit.code)
    with unit_of_work():
        refuse(why_not_decide(deed, version, valid_from, review_by))
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


def why_not_decide(deed: Deed, version: Version, valid_from: date, review_by: date) -> str | None:
    """Hold the version and return why it may not be decided so, or None."""
    fact, others = hold_version(version)
    submission = last_submission(version)
    decision = Decision(
        approver=deed.person.key,
        author=version.author.key,
        submitter=submission.by.key if submission else "",
        valid_from=valid_from,
        review_by=review_by,
        decided_on=None if deed.is_imported else deed.today,
        hands=frozenset() if deed.is_imported else hands_of(version),
        withdrawn_on=withdrawn_on(version.document),
    )
    reason = why_not_approve(fact, decision, others)
    return reason or kind_of(version.document.kind).why_not_decide(bytes(version.body))


def last_submission(version: Version) -> Submission | None:
    """Return the last time that the version was handed in, with who did it."""
    rows = Submission.select(Submission, Person).join(Person).where(Submission.version == version)
    return rows.order_by(Submission.id.desc()).first()


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
