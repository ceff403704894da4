"""A draft is handed in for review, and taken back."""

from collections.abc import Iterable, Sequence
from datetime import date

from portal.control.actions.holding import hold_version, refuse
from portal.control.deed import Deed, document_ref
from portal.control.models.decisions import Return, Submission
from portal.control.models.versions import Grant, Version
from portal.control.queries.documents import read_content
from portal.control.queries.facts import hands_of, last_submission
from portal.control.queries.gate import report_on
from portal.control.rules.gate import why_not_pass
from portal.control.rules.submission import (
    mode_of,
    why_not_ask_hands,
    why_not_recall,
    why_not_review,
    why_not_say_why,
)
from portal.control.rules.types import Mode
from portal.control.rules.verbs import why_not_ask, why_not_submit
from portal.people.models import Person
from portal.people.queries.readers import reader_of
from portal.store.work import unit_of_work


def submit_version(
    deed: Deed,
    version: Version,
    *,
    approvers: Iterable[Person],
    reviewers: Iterable[Person] = (),
    mode: Mode | None = None,
) -> None:
    """Hand the draft in for review. Raises RefusedError, also for what the gate finds in it.

    The approvers decide as the document's type says unless a `mode` is given: in the order in which they are named,
    where that matters. They hold the mandate for the document's unit today and have not written in the version; that,
    and what the gate finds, is not asked of what was handed in before, elsewhere.
    """
    document = version.document
    deed.require("control.write", document.unit.code)
    named, readers = unique(approvers), unique(reviewers)
    mode = mode or (Mode.ONE if deed.is_imported or len(named) < 2 else mode_of(document.type))
    keys = [person.key for person in named]
    keys = keys if mode is Mode.IN_ORDER else sorted(keys)
    asked = sorted(person.key for person in readers)
    with unit_of_work():
        fact, _ = hold_version(version)
        refuse(why_not_submit(fact, version.change_note, deed.today))
        refuse(None if deed.is_imported else why_not_hand_in(deed, version, named, readers))
        Submission.create(
            version=version,
            by=deed.person,
            at=deed.at,
            approvers=" ".join(keys),
            reviewers=" ".join(asked),
            mode=mode.value,
        )
        facts: dict[str, object] = {"version": version.number, "approvers": keys}
        facts |= {"reviewers": asked} if asked else {}
        facts |= {} if mode is Mode.ONE else {"mode": mode.value}
        deed.record("version-submitted", document_ref(document.number), **facts)


def unique(people: Iterable[Person]) -> list[Person]:
    """Return each of the persons once, in the order in which they are named."""
    return list({person.key: person for person in people}.values())


def why_not_hand_in(
    deed: Deed, version: Version, approvers: Sequence[Person], reviewers: Sequence[Person]
) -> str | None:
    """Return why the held version may not be handed in to these, or None."""
    document, content = version.document, read_content(version.id)
    hands = hands_of(version) | {deed.person.key}
    grants = [row.token for row in Grant.select().where(Grant.version == version.id)]
    return (
        why_not_ask_hands([(person.key, person.name) for person in approvers], hands)
        or why_not_ask(tokens_by_name(approvers, deed.today), document.unit.code)
        or why_not_review([(person.name, person.disabled) for person in reviewers])
        or why_not_pass(report_on(document, content, grants, deed.reader, deed.today))
    )


def tokens_by_name(people: Iterable[Person], today: date) -> list[tuple[str, frozenset[str]]]:
    """Return each person's name and tokens on the day; one whose account is closed holds none."""
    return [(who.name, frozenset() if who.disabled else reader_of(who, today).tokens) for who in people]


def recall_version(deed: Deed, version: Version, *, reason: str) -> None:
    """Let who wrote the version or handed it in take it back, to be written in again. Raises RefusedError."""
    document = version.document
    deed.require("control.write", document.unit.code)
    with unit_of_work():
        fact, _ = hold_version(version)
        refuse(why_not_recall(fact, deed.person.key, hands_of(version), deed.today) or why_not_say_why(reason))
        Return.create(version=version, submission=last_submission(version), by=deed.person, at=deed.at, reason=reason)
        deed.record("submission-recalled", document_ref(document.number), version=version.number)
