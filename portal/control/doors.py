"""What a reader may do with a document: each deed a link to its own page, or the reason why it cannot be done now."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from flask import url_for
from flask_babel import gettext as _

from portal.control.queries.documents import History
from portal.control.queries.versions import VersionLine, workers_on
from portal.control.rules.keeping import why_not_keep
from portal.control.rules.status import Status
from portal.control.rules.submission import why_not_recall
from portal.control.rules.translations import why_not_translate
from portal.control.rules.verbs import why_not_confirm, why_not_draft, why_not_edit, why_not_judge, why_not_withdraw
from portal.people.reader import Reader
from portal.people.rules import may_read, why_not_hold


@dataclass(frozen=True, slots=True)
class Door:
    """The way to a deed, in a verb; with a `refusal` it is shown shut, and why."""

    label: str
    url: str
    icon: str = ""
    refusal: str | None = None


def why_not_renew(history: History, reader: Reader, today: date) -> str | None:
    """Return why the reader may not confirm that what applies still holds, or None."""
    document = history.document
    keepers = [person.key for person in (document.owner, document.process_lead) if person]
    fact = history.in_force.fact if history.in_force else None
    refusal = why_not_keep(keepers, document.unit.code, reader.tokens)
    return refusal or why_not_confirm(fact, today + timedelta(1), today)


def confirmation_door(history: History, _line: VersionLine, reader: Reader, today: date) -> Door | None:
    """Return the way to renew the review of what applies."""
    if why_not_renew(history, reader, today):
        return None
    url = url_for("control.confirmation_new", number=history.document.number)
    return Door(_("Fortfarande aktuell"), url, "checkmark-circle")


def why_not_end_now(history: History, reader: Reader) -> str | None:
    """Return why the reader may not withdraw the document, or None."""
    withdrawn_on = history.withdrawal.on if history.withdrawal else None
    facts = [line.fact for line in history.versions]
    refusal = why_not_hold("control.withdraw", history.document.unit.code, reader.tokens)
    return refusal or why_not_withdraw(facts, withdrawn_on, reason="-")


def withdrawal_door(history: History, _line: VersionLine, reader: Reader, _today: date) -> Door | None:
    """Return the way to withdraw the document."""
    if why_not_end_now(history, reader):
        return None
    return Door(_("Upphäv"), url_for("control.withdrawal_new", number=history.document.number), "circle-slash")


def door_to_writing(history: History, _line: VersionLine, reader: Reader, today: date) -> Door | None:
    """Return the door to the draft, or to a new one."""
    document, work = history.document, history.open
    if why_not_hold("control.write", document.unit.code, reader.tokens):
        return None
    if work and why_not_edit(work.fact, today) is None:
        url = url_for("control.draft_edit", number=document.number, version=work.number)
        return Door(_("Fortsätt skriva"), url, "pencil")
    withdrawn_on = history.withdrawal.on if history.withdrawal else None
    refusal = why_not_draft([other.fact for other in history.versions], today, withdrawn_on)
    return Door(_("Ändra"), url_for("control.draft_new", number=document.number), "pencil", refusal)


def door_to_review(history: History, _line: VersionLine, reader: Reader, _today: date) -> Door | None:
    """Return the way to what those who work on the open version, or the scheduled one, say of it.

    What was said of an older one is found by its history.
    """
    shown = history.open or history.scheduled
    if shown is None or shown.submission is None or not may_read(reader.tokens, workers_on(shown, history.document)):
        return None
    label = _("Granska") if shown.status is Status.IN_REVIEW else _("Läs granskningens kommentarer")
    return Door(label, version_page("review_show", history, shown), "tasklist")


def door_to_decision(history: History, _line: VersionLine, reader: Reader, _today: date) -> Door | None:
    """Return the way to decide about the version in review."""
    work = history.open
    mandate = why_not_hold("control.approve", history.document.unit.code, reader.tokens)
    if work is None or work.status is not Status.IN_REVIEW or mandate:
        return None
    refusal = why_not_judge(work.fact, reader.key or "", work.hands)
    return Door(_("Besluta"), version_page("approval_new", history, work), "seal-checkmark", refusal)


def door_to_revocation(history: History, _line: VersionLine, reader: Reader, _today: date) -> Door | None:
    """Return the way to call a scheduled decision off."""
    if history.scheduled is None or why_not_hold("control.approve", history.document.unit.code, reader.tokens):
        return None
    return Door(_("Återkalla beslutet"), version_page("revocation_new", history, history.scheduled), "arrow-undo")


def version_page(endpoint: str, history: History, line: VersionLine) -> str:
    """Return the address of a page of the version's."""
    return url_for(f"control.{endpoint}", number=history.document.number, version=line.number)


def door_to_submission(history: History, _line: VersionLine, reader: Reader, today: date) -> Door | None:
    """Return the door to handing in what is being written."""
    document, work = history.document, history.open
    mandate = why_not_hold("control.write", document.unit.code, reader.tokens)
    if work is None or mandate or why_not_edit(work.fact, today):
        return None
    return Door(_("Kontrollera och lämna in"), version_page("submission_new", history, work), "clipboard-checkmark")


def door_to_recall(history: History, _line: VersionLine, reader: Reader, today: date) -> Door | None:
    """Return the door to taking back what is in review, for its author and who handed it in."""
    document, work = history.document, history.open
    if work is None or work.submission is None or why_not_hold("control.write", document.unit.code, reader.tokens):
        return None
    if why_not_recall(work.fact, reader.key or "", work.hands, today):
        return None
    return Door(_("Ta tillbaka"), version_page("recall_new", history, work), "arrow-undo")


def door_to_languages(history: History, line: VersionLine, reader: Reader, today: date) -> Door | None:
    """Return the door to the version's translations, or to one that waits for a decision."""
    document = history.document
    if why_not_hold("control.write", document.unit.code, reader.tokens):
        return None
    if why_not_translate(line.fact, today) and not line.awaiting:
        return None
    url = url_for("control.translation_index", number=document.number, version=line.number)
    waits = line.awaiting and not why_not_hold("control.approve", document.unit.code, reader.tokens)
    return Door(_("Besluta om översättning") if waits else _("Översätt"), url, "language")


def door_to_redaction(history: History, line: VersionLine, reader: Reader, _today: date) -> Door | None:
    """Return the door to taking something out of the version for a legal reason."""
    document = history.document
    if why_not_hold("control.redact", document.unit.code, reader.tokens):
        return None
    url = url_for("control.redaction_new", number=document.number, version=line.number)
    return Door(_("Ta bort uppgifter"), url, "trash")


Knock = Callable[[History, VersionLine, Reader, date], Door | None]
# Each answers the door to one deed, or None for a reader whom it does not concern. No queries: all is read already.
KNOCKS: tuple[Knock, ...] = (
    door_to_decision,
    door_to_review,
    door_to_writing,
    door_to_submission,
    door_to_recall,
    confirmation_door,
    door_to_revocation,
    door_to_languages,
    withdrawal_door,
    door_to_redaction,
)


def doors_of(history: History, line: VersionLine, reader: Reader, today: date) -> list[Door]:
    """Return the doors from a version's page, for who is signed in."""
    if reader.key is None:
        return []
    return [door for knock in KNOCKS if (door := knock(history, line, reader, today))]
