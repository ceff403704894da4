"""What has happened to a version and to a document: the same whether a file or the portal tells it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from itertools import zip_longest
from typing import TypeVar

from portal.control.rules.types import Mode
from portal.exchange.fields import Fields

T = TypeVar("T")
SUBMISSION_KEYS = "by on approvers reviewers mode"


class What(Enum):
    """What happened to a version; the value is the key in its front matter."""

    SUBMITTED = "submission"
    RETURNED = "return"
    APPROVED = "approval"
    REVOKED = "revocation"

    @property
    def is_decision(self) -> bool:
        """Whether it takes a decision to do, and so the right to bring decisions in."""
        return self is not What.SUBMITTED


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a version. `line` is where a file tells it.

    `approvers` stand in the order in which they decide where `mode` says that they do, else by key.
    """

    what: What
    by: str
    at: datetime
    reason: str = ""
    approvers: tuple[str, ...] = ()
    valid_from: date | None = None
    review_by: date | None = None
    reference: str = ""
    reviewers: tuple[str, ...] = field(default=(), compare=False)
    mode: str = field(default=Mode.ONE.value, compare=False)
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Confirming:
    """The document was found to be right still."""

    at: datetime
    by: str
    review_by: date
    note: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Withdrawing:
    """The document applies no longer from the day `on`, as was decided `at`, which a file need not tell."""

    on: date
    by: str
    at: datetime = field(compare=False)
    reason: str
    replaced_by: str = ""
    line: int = field(default=0, compare=False)


def read_events(fields: Fields) -> tuple[Event, ...]:
    """Return what a version's front matter says has happened, in order.

    A version may have been handed in and sent back several times: then these are lists, and take turns.
    """
    submitted = [event_of(What.SUBMITTED, record) for record in fields.records_or_one("submission", SUBMISSION_KEYS)]
    returned = [event_of(What.RETURNED, record) for record in fields.records_or_one("return", "by on reason")]
    events = in_turn(submitted, returned)
    for what, keys in (
        (What.APPROVED, "by on valid_from review_by reference"),
        (What.REVOKED, "by on reason"),
    ):
        record = fields.record(what.value, keys)
        events += [event_of(what, record)] if record else []
    return tuple(event for event in events if event)


def in_turn(submitted: Iterable[T], returned: Iterable[T]) -> list[T]:
    """Return what was handed in and sent back in turn."""
    return [event for pair in zip_longest(submitted, returned) for event in pair if event]


def event_of(what: What, record: Fields) -> Event | None:
    """Return what a record tells, or None after a problem."""
    by, at = record.ref("person", "by", required=True), record.moment("on")
    is_approval = what is What.APPROVED
    reasoned = what in {What.RETURNED, What.REVOKED}
    approvers = record.refs("person", "approvers", required=True) if what is What.SUBMITTED else ()
    valid_from, review_by = (
        (record.day("valid_from", required=True), record.day("review_by", required=True))
        if is_approval
        else (None, None)
    )
    reason = record.prose("reason", required=True) if reasoned else ""
    reference = record.text("reference") if is_approval else ""
    if at is None or (is_approval and not (valid_from and review_by)):
        return None
    reviewers = record.refs("person", "reviewers") if what is What.SUBMITTED else ()
    mode = record.choice("mode", Mode, Mode.ONE) if what is What.SUBMITTED else ""
    return Event(
        what,
        by,
        at,
        reason,
        approvers if mode == Mode.IN_ORDER else tuple(sorted(approvers)),
        valid_from,
        review_by,
        reference,
        tuple(sorted(reviewers)),
        mode,
        record.line,
    )


def read_confirming(record: Fields) -> Confirming | None:
    """Return the confirmation that a record tells, or None after a problem."""
    at, by = record.moment("on"), record.ref("person", "by", required=True)
    review_by, note = record.day("review_by", required=True), record.prose("note")
    return Confirming(at, by, review_by, note, record.line) if at and review_by else None


def read_withdrawing(record: Fields) -> Withdrawing | None:
    """Return the withdrawal that a record tells, or None after a problem; unless it says when, decided on its day."""
    on, by = record.day("on", required=True), record.ref("person", "by", required=True)
    reason, replaced_by = record.prose("reason", required=True), record.ref("number", "replaced_by")
    if on is None:
        return None
    frame = record.source.frame
    decided = record.moment("decided", required=False) or record.noon(min(on, frame.today))
    return Withdrawing(on, by, decided, reason, replaced_by, record.line)
