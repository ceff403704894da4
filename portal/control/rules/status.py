"""The one lifecycle of everything that is decided: status is derived, never stored."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum


class Status(Enum):
    """What a version is today: code, words on the screen, tone and icon."""

    DRAFT = ("draft", "Utkast", "neutral", "pencil-line")
    IN_REVIEW = ("in-review", "Granskas", "info", "hourglass")
    RETURNED = ("returned", "Återsänd", "warning", "arrow-undo")
    SCHEDULED = ("scheduled", "Beslutad, gäller från", "info", "calendar")
    VALID = ("valid", "Gäller", "success", "checkmark-circle")
    OVERDUE = ("overdue", "Gäller, översyn försenad", "warning", "clock-dashed")
    SUPERSEDED = ("superseded", "Ersatt", "neutral", "layers")
    WITHDRAWN = ("withdrawn", "Upphävd", "danger", "circle-slash")
    REVOKED = ("revoked", "Beslutet återkallat", "neutral", "circle-slash")

    def __init__(self, code: str, label: str, tone: str, icon: str) -> None:
        """Give the parts their names."""
        self.code, self.label, self.tone, self.icon = code, label, tone, icon

    @property
    def in_force(self) -> bool:
        """Whether this is what applies."""
        return self in {Status.VALID, Status.OVERDUE}

    @property
    def is_open(self) -> bool:
        """Whether work on the version is still going on."""
        return self in {Status.DRAFT, Status.IN_REVIEW, Status.RETURNED}


@dataclass(frozen=True, slots=True)
class VersionFact:
    """What has happened to a version, as dates.

    `valid_until` is the first day on which it no longer applies: when a newer one does or the document is withdrawn.
    """

    number: int
    submitted: bool = False
    returned: bool = False
    valid_from: date | None = None
    valid_until: date | None = None
    review_by: date | None = None
    revoked: bool = False
    withdrawn: bool = False

    @property
    def is_decided(self) -> bool:
        """Whether it was approved and the decision stands."""
        return self.valid_from is not None and not self.revoked


def status_of(version: VersionFact, today: date) -> Status:  # noqa: PLR0911 - one way out for each status
    """Return what the version is on the day; `withdrawn` says that its end is the document's withdrawal.

    What was to begin after the withdrawal never applies, and is withdrawn before its day too.
    """
    if version.revoked:
        return Status.REVOKED
    if version.valid_from is None:
        if not version.submitted:
            return Status.DRAFT
        return Status.RETURNED if version.returned else Status.IN_REVIEW
    if version.valid_until is not None and version.valid_until <= max(today, version.valid_from):
        return Status.WITHDRAWN if version.withdrawn else Status.SUPERSEDED
    if version.valid_from > today:
        return Status.SCHEDULED
    if version.review_by is not None and version.review_by < today:
        return Status.OVERDUE
    return Status.VALID


@dataclass(frozen=True, slots=True)
class Window:
    """When a version applies: from a day until (not including) another, or on."""

    number: int
    valid_from: date
    valid_until: date | None
    withdrawn: bool


def windows_of(versions: Iterable[VersionFact], withdrawn_on: date | None) -> list[Window]:
    """Return when each decided version applies, so that at most one does on any date.

    Each applies until the next one's first day, or until the withdrawal. A version that was to begin after the
    withdrawal never applies: its window is empty.
    """
    decided = sorted((v for v in versions if v.is_decided), key=lambda v: (v.valid_from, v.number))
    windows = []
    for place, version in enumerate(decided):
        start = version.valid_from
        assert start is not None  # noqa: S101 - is_decided
        following = decided[place + 1].valid_from if place + 1 < len(decided) else None
        ends = [day for day in (following, withdrawn_on) if day is not None]
        until = max(min(ends), start) if ends else None
        by_withdrawal = until is not None and (following is None or (withdrawn_on or following) < following)
        windows.append(Window(version.number, start, until, by_withdrawal))
    return windows


def current_of(versions: Sequence[VersionFact], today: date) -> VersionFact | None:
    """Return the version that speaks for the document: the one in force, else what comes nearest to it."""
    rank = {
        Status.VALID: 0,
        Status.OVERDUE: 0,
        Status.WITHDRAWN: 1,
        Status.SCHEDULED: 2,
        Status.IN_REVIEW: 3,
        Status.RETURNED: 3,
        Status.DRAFT: 3,
        Status.SUPERSEDED: 4,
        Status.REVOKED: 5,
    }
    return min(versions, key=lambda v: (rank[status_of(v, today)], -v.number), default=None)


def version_on(versions: Iterable[VersionFact], day: date) -> VersionFact | None:
    """Return the version that applied on the day, or None."""
    for version in versions:
        begun = version.is_decided and version.valid_from is not None and version.valid_from <= day
        if begun and (version.valid_until is None or day < version.valid_until):
            return version
    return None
