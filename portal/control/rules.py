"""The one lifecycle of everything that is decided: status is derived, never stored."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum

NUMBER = re.compile(r"([A-ZÅÄÖ]{2,6})-([A-ZÅÄÖ]{2,4})-(\d{4,6})")


class Type(StrEnum):
    """What sort of document it is."""

    POLICY = "policy"
    PLAN = "plan"
    GUIDELINE = "guideline"
    ROUTINE = "routine"
    INSTRUCTION = "instruction"
    TEMPLATE = "template"
    FORM = "form"
    DECLARATION = "declaration"


TYPE_LABELS = {
    Type.POLICY: "Policy",
    Type.PLAN: "Plan",
    Type.GUIDELINE: "Riktlinje",
    Type.ROUTINE: "Rutin",
    Type.INSTRUCTION: "Instruktion",
    Type.TEMPLATE: "Mall",
    Type.FORM: "Blankett",
    Type.DECLARATION: "Servicedeklaration",
}
TYPE_CODES = {
    Type.POLICY: "POL",
    Type.PLAN: "PLA",
    Type.GUIDELINE: "RIK",
    Type.ROUTINE: "RUT",
    Type.INSTRUCTION: "INS",
    Type.TEMPLATE: "MAL",
    Type.FORM: "BLA",
    Type.DECLARATION: "SDK",
}


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


def why_not_number(number: str) -> str | None:
    """Return why a text is not a document number, or None."""
    if NUMBER.fullmatch(number):
        return None
    return f"”{number}” är inget dokumentnummer. Skriv som SOC-RUT-0042."


def normal_number(text: str) -> str:
    """Return a number as typed by hand (`soc rut 42`) in its full form, or the text in capitals."""
    kinds = "|".join(TYPE_CODES.values())
    match = re.fullmatch(rf"\s*([A-ZÅÄÖ]{{2,6}})[-\s]*({kinds})[-\s]*(\d{{1,6}})\s*", text.upper())
    if not match:
        return text.strip().upper()
    unit, kind, number = match.groups()
    return f"{unit}-{kind}-{int(number):04d}"


def why_not_draft(versions: Iterable[VersionFact], today: date, withdrawn_on: date | None = None) -> str | None:
    """Return why no new draft may be begun, or None: at most one version is open at a time, and none once withdrawn."""
    if withdrawn_on is not None:
        return "Dokumentet är upphävt och får inga nya versioner."
    for version in versions:
        if status_of(version, today).is_open:
            return f"Version {version.number} är redan under arbete. Gör klart den först."
    return None


def why_not_edit(version: VersionFact, today: date) -> str | None:
    """Return why the version may not be edited, or None. What has been approved never changes."""
    status = status_of(version, today)
    if status in {Status.DRAFT, Status.RETURNED}:
        return None
    if status is Status.IN_REVIEW:
        return "Versionen granskas och kan inte ändras medan den gör det."
    return "En beslutad version ändras aldrig. Börja en ny version."


def why_not_submit(version: VersionFact, change_note: str, today: date) -> str | None:
    """Return why the version may not be handed in for review, or None."""
    if not status_of(version, today).is_open or (version.submitted and not version.returned):
        return "Bara ett utkast kan lämnas till granskning."
    if version.number > 1 and not change_note.strip():
        return "Skriv vad som har ändrats innan versionen lämnas till granskning."
    return None


def why_not_return(version: VersionFact, reason: str, today: date) -> str | None:
    """Return why the version may not be sent back, or None."""
    if status_of(version, today) is not Status.IN_REVIEW:
        return "Bara en version som granskas kan återsändas."
    return None if reason.strip() else "Skriv varför versionen återsänds."


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as someone is about to make it. `decided_on` None leaves the dates unchecked: imported history.

    `hands` are all others who have written or submitted the version, `withdrawn_on` is when the document ends.
    """

    approver: str
    author: str
    submitter: str
    valid_from: date
    review_by: date
    decided_on: date | None
    hands: frozenset[str] = frozenset()
    withdrawn_on: date | None = None


def why_not_approve(version: VersionFact, decision: Decision, others: Iterable[VersionFact]) -> str | None:
    """Return why the decision may not be made, or None.

    Four eyes: who wrote or submitted a version does not approve it. At most one decision is scheduled, and versions
    follow each other in time.
    """
    if not version.submitted or version.returned or version.valid_from is not None:
        return "Bara en version som granskas kan beslutas."
    if decision.approver in {decision.author, decision.submitter, *decision.hands}:
        return "Den som har skrivit eller lämnat in versionen får inte besluta om den."
    if decision.decided_on and decision.valid_from < decision.decided_on:
        return "En version kan inte börja gälla före beslutet."
    if decision.review_by <= decision.valid_from:
        return "Översynen måste ligga efter den dag då versionen börjar gälla."
    if decision.decided_on and decision.withdrawn_on and decision.valid_from >= decision.withdrawn_on:
        return f"Dokumentet är upphävt från {decision.withdrawn_on}: ingen version kan börja gälla då."
    return why_not_follow(decision, others)


def why_not_follow(decision: Decision, others: Iterable[VersionFact]) -> str | None:
    """Return why the version may not apply after the others, or None."""
    for other in others:
        if not other.is_decided or other.valid_from is None:
            continue
        if decision.decided_on and other.valid_from > decision.decided_on:
            reason = f"Version {other.number} är redan beslutad och börjar gälla {other.valid_from}."
            return f"{reason} Vänta till dess, eller återkalla det beslutet först."
        if other.valid_from >= decision.valid_from:
            return f"Version {other.number} börjar gälla {other.valid_from}: den nya måste börja senare."
    return None


def why_not_revoke(version: VersionFact, reason: str, today: date) -> str | None:
    """Return why the decision may not be called off, or None."""
    if status_of(version, today) is not Status.SCHEDULED:
        return "Bara ett beslut som ännu inte har börjat gälla kan återkallas."
    return None if reason.strip() else "Skriv varför beslutet återkallas."


def why_not_withdraw(versions: Iterable[VersionFact], withdrawn_on: date | None, reason: str) -> str | None:
    """Return why the document may not be withdrawn, or None."""
    if withdrawn_on is not None:
        return "Dokumentet är redan upphävt."
    if not any(version.is_decided for version in versions):
        return "Dokumentet har aldrig gällt och kan inte upphävas."
    return None if reason.strip() else "Skriv varför dokumentet upphävs."


def why_not_end(on: date, today: date) -> str | None:
    """Return why the document may not cease to apply on the day, or None: what has applied is never changed."""
    return "Ett dokument kan inte upphävas bakåt i tiden." if on < today else None


def why_not_confirm(version: VersionFact | None, review_by: date, today: date) -> str | None:
    """Return why a version may not be confirmed as still valid, or None."""
    if version is None or not status_of(version, today).in_force:
        return "Bara det som gäller kan bekräftas som fortfarande aktuellt."
    return None if review_by > today else "Nästa översyn måste ligga framåt i tiden."
