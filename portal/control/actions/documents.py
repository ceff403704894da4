"""Documents come into being, are placed, withdrawn and confirmed."""

from collections.abc import Iterable
from datetime import date

from portal.control.deed import Deed, document_ref
from portal.control.kinds import kind_of
from portal.control.models import (
    Alias,
    Confirmation,
    Document,
    DocumentArea,
    ProcessArea,
    Withdrawal,
)
from portal.control.queries.facts import facts_of, project_windows, withdrawn_on
from portal.control.rules import current_of, why_not_confirm, why_not_number, why_not_withdraw
from portal.lib.errors import InvalidError, RefusedError
from portal.people.models import Person, Unit
from portal.store.work import unit_of_work


def create_document(
    deed: Deed,
    *,
    number: str,
    kind: str,
    type: str,  # noqa: A002 - the field's own word
    unit: Unit,
    owner_role: str,
    owner: Person | None = None,
    process_lead: Person | None = None,
    review_months: int = 12,
) -> Document:
    """Create a document under a number that has never been used. Raises InvalidError when it has."""
    deed.require("control.write", unit.code)
    kind_of(kind)
    reason = why_not_number(number) or why_not_new(number)
    if reason:
        raise InvalidError(reason, "number")
    with unit_of_work():
        document = Document.create(
            number=number,
            kind=kind,
            type=type,
            unit=unit,
            owner_role=owner_role,
            owner=owner,
            process_lead=process_lead,
            review_months=review_months,
            created_at=deed.at,
        )
        deed.record("document-created", document_ref(number), kind=kind, type=type, unit=unit.code)
    return document


def why_not_new(number: str) -> str | None:
    """Return why the number is taken, or None; former numbers are taken too."""
    taken = Document.select().where(Document.number == number).exists()
    former = Alias.select().where(Alias.number == number).exists()
    return f"Numret {number} är redan använt." if taken or former else None


def place_document(
    deed: Deed,
    document: Document,
    *,
    type: str,  # noqa: A002 - the field's own word
    unit: Unit,
    owner_role: str,
    owner: Person | None,
    process_lead: Person | None,
    review_months: int,
    areas: Iterable[ProcessArea],
    aliases: Iterable[str],
) -> bool:
    """Set what does not change with the versions; return whether anything changed."""
    deed.require("control.write", document.unit.code)
    wanted = {
        "type": type,
        "unit": unit,
        "owner_role": owner_role,
        "owner": owner,
        "process_lead": process_lead,
        "review_months": review_months,
    }
    with unit_of_work():
        changed = [name for name, value in wanted.items() if getattr(document, name) != value]
        for name in changed:
            setattr(document, name, wanted[name])
        if changed:
            document.save()
        changed += ["areas"] * set_areas(document, list(areas)) + ["aliases"] * set_aliases(document, list(aliases))
        if changed:
            deed.record("document-placed", document_ref(document.number), changed=changed)
    return bool(changed)


def set_areas(document: Document, areas: list[ProcessArea]) -> bool:
    """Put the document in these process areas; return whether that changed anything."""
    before = {row.area_id for row in DocumentArea.select().where(DocumentArea.document == document)}
    after = {area.id for area in areas}
    if before == after:
        return False
    DocumentArea.delete().where(DocumentArea.document == document).execute()
    DocumentArea.insert_many([{"document": document, "area": area} for area in areas]).execute() if areas else None
    return True


def set_aliases(document: Document, numbers: list[str]) -> bool:
    """Let former numbers lead here; a former number is never taken away. Return whether any was added."""
    before = {row.number for row in Alias.select().where(Alias.document == document)}
    added = [number for number in numbers if number not in before]
    for number in added:
        reason = why_not_number(number) or why_not_new(number)
        if reason:
            raise InvalidError(reason, "aliases")
        Alias.create(number=number, document=document)
    return bool(added)


def withdraw_document(deed: Deed, document: Document, *, on: date, reason: str, replaced_by: str = "") -> None:
    """Withdraw the document from the day `on`. Raises RefusedError."""
    deed.require("control.withdraw", document.unit.code)
    refusal = why_not_withdraw(facts_of(document), withdrawn_on(document), reason)
    if refusal:
        raise RefusedError(refusal)
    with unit_of_work():
        Withdrawal.create(
            document=document, by=deed.person, at=deed.at, on=on, reason=reason, replaced_by=replaced_by
        )
        project_windows(document)
        deed.record("document-withdrawn", document_ref(document.number), on=on, replaced_by=replaced_by)


def confirm_document(deed: Deed, document: Document, *, review_by: date, note: str = "") -> None:
    """Confirm that what applies is still right, until the next review. Raises RefusedError."""
    deed.require("control.approve", document.unit.code)
    refusal = why_not_confirm(current_of(facts_of(document), deed.today), review_by, deed.today)
    if refusal and not deed.is_imported:
        raise RefusedError(refusal)
    with unit_of_work():
        Confirmation.create(document=document, by=deed.person, at=deed.at, note=note, review_by=review_by)
        project_windows(document)
        deed.record("document-confirmed", document_ref(document.number), review_by=review_by)
