"""Why a deed may not be done: the sentence that a person reads, or None."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.control.rules.status import Status, VersionFact, status_of
from portal.people.rules import why_not_hold


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


def why_not_ask(approvers: Iterable[tuple[str, frozenset[str]]], unit: str) -> str | None:
    """Return why those named may not be asked to decide about what the unit owns, or None.

    Each is a name and the tokens held today: a manager's of the unit or one above, or those of who stands in for one.
    """
    lacking = [name for name, tokens in approvers if why_not_hold("control.approve", unit, tokens)]
    if not lacking:
        return None
    return (
        f"{' och '.join(lacking)} får inte besluta för {unit}. Välj en chef där eller ovanför, eller chefens ersättare."
    )


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


def why_not_judge(version: VersionFact, approver: str, hands: frozenset[str]) -> str | None:
    """Return why the approver may not say yes to the version, or None.

    Four eyes: who wrote or submitted a version does not approve it.
    """
    if not version.submitted or version.returned or version.valid_from is not None:
        return "Bara en version som granskas kan beslutas."
    if approver in hands:
        return "Den som har skrivit eller lämnat in versionen får inte besluta om den."
    return None


def why_not_approve(version: VersionFact, decision: Decision, others: Iterable[VersionFact]) -> str | None:
    """Return why the decision may not be made, or None.

    At most one decision is scheduled, and versions follow each other in time.
    """
    reason = why_not_judge(version, decision.approver, decision.hands | {decision.author, decision.submitter})
    if reason:
        return reason
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


def why_not_replace(number: str, by: str, *, exists: bool) -> str | None:
    """Return why a document may not be said to be replaced by the one with the number `by`, or None."""
    if not exists:
        return f"Dokumentet {by} finns inte. Skriv numret på det som ersätter {number}."
    return f"{number} kan inte ersättas av sig självt." if by == number else None


def why_not_end(on: date, today: date) -> str | None:
    """Return why the document may not cease to apply on the day, or None: what has applied is never changed."""
    return "Ett dokument kan inte upphävas bakåt i tiden." if on < today else None


def why_not_confirm(version: VersionFact | None, review_by: date, today: date) -> str | None:
    """Return why a version may not be confirmed as still valid, or None."""
    if version is None or not status_of(version, today).in_force:
        return "Bara det som gäller kan bekräftas som fortfarande aktuellt."
    return None if review_by > today else "Nästa översyn måste ligga framåt i tiden."
