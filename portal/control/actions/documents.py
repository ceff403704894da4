"""Documents come into being, are placed, withdrawn and confirmed."""

from collections.abc import Iterable, Mapping
from datetime import date

from portal.control.actions.holding import hold_document, refuse
from portal.control.deed import Deed, document_ref
from portal.control.kinds import kind_of
from portal.control.models.documents import Alias, Confirmation, Document, DocumentArea, ProcessArea, Withdrawal
from portal.control.queries.documents import find_alias
from portal.control.queries.facts import project_windows, withdrawn_on
from portal.control.rules.keeping import why_not_keep, why_not_seen
from portal.control.rules.status import current_of
from portal.control.rules.types import why_not_number
from portal.control.rules.verbs import why_not_confirm, why_not_end, why_not_replace, why_not_withdraw
from portal.lib.errors import ForbiddenError, InvalidError
from portal.people.models import Person, Unit
from portal.store.database import hold, wait_for_lock
from portal.store.work import unit_of_work

# Numbers are given one at a time: a document's number and another's former one lie in two tables.
NUMBERS = 7_410_002


def create_document(  # noqa: PLR0913 - all that a document is from birth
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
    with unit_of_work():
        wait_for_lock(NUMBERS)
        reason = why_not_number(number) or why_not_new(number)
        if reason:
            raise InvalidError(reason, "number")
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


def place_document(  # noqa: PLR0913 - all that may change beside the versions
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
    """Set what does not change with the versions; return whether anything changed.

    Raises InvalidError for a former number that is taken; to move the document takes the permission at both ends.
    """
    deed.require("control.write", document.unit.code)
    deed.require("control.write", unit.code)
    wanted = {
        "type": type,
        "unit": unit,
        "owner_role": owner_role,
        "owner": owner,
        "process_lead": process_lead,
        "review_months": review_months,
    }
    numbers = list(aliases)
    with unit_of_work():
        if numbers:
            wait_for_lock(NUMBERS)
        hold(document)
        kept = Document.select().where(Document.id == document.id).dicts().get()
        changed = [name for name, value in wanted.items() if kept[name] != getattr(value, "id", value)]
        moved = moves_told(changed, kept, unit, owner)
        for name, value in wanted.items():
            setattr(document, name, value)
        if changed:
            document.save(only=changed)
        changed += ["areas"] * set_areas(document, list(areas)) + ["aliases"] * set_aliases(document, numbers)
        if changed:
            deed.record("document-placed", document_ref(document.number), changed=changed, **moved)
    return bool(changed)


def moves_told(
    changed: Iterable[str], kept: Mapping[str, int | None], unit: Unit, owner: Person | None
) -> dict[str, str]:
    """Return what the journal tells of a change of unit or owner: by code and key, before and after."""
    told: dict[str, str] = {}
    if "unit" in changed:
        told |= {"unit_before": Unit.get_by_id(kept["unit"]).code, "unit": unit.code}
    if "owner" in changed:
        before = Person.get_or_none(Person.id == kept["owner"])
        told |= {"owner_before": before.key if before else "", "owner": owner.key if owner else ""}
    return told


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
    """Withdraw the document from the day `on`. Raises RefusedError.

    `replaced_by` is the number of another document, or a former one of it. Only what is brought in may name what comes
    later.
    """
    deed.require("control.withdraw", document.unit.code)
    with unit_of_work():
        refuse(why_not_withdraw(hold_document(document), withdrawn_on(document), reason))
        refuse(None if deed.is_imported else why_not_end(on, deed.today))
        replaced_by = replaced_by if deed.is_imported else replacement_of(document, replaced_by)
        Withdrawal.create(document=document, by=deed.person, at=deed.at, on=on, reason=reason, replaced_by=replaced_by)
        project_windows(document)
        deed.record("document-withdrawn", document_ref(document.number), on=on, replaced_by=replaced_by)


def replacement_of(document: Document, number: str) -> str:
    """Return the present number of what replaces the document, empty for nothing. Raises RefusedError."""
    if not number:
        return ""
    present = find_alias(number) or number
    exists = Document.select().where(Document.number == present).exists()
    refuse(why_not_replace(document.number, present, exists=exists))
    return present


def confirm_document(
    deed: Deed, document: Document, *, review_by: date, note: str = "", seen: int | None = None
) -> None:
    """Confirm that what applies is still right, until the next review. Raises RefusedError, ForbiddenError.

    Its owner may, its process lead, and the managers of its unit. `seen` is the number of the version that they read.
    """
    require_keeper(deed, document)
    with unit_of_work():
        current = current_of(hold_document(document), deed.today)
        refusal = why_not_confirm(current, review_by, deed.today)
        refusal = refusal or why_not_seen(seen, current.number if current else 0)
        refuse(None if deed.is_imported else refusal)
        Confirmation.create(
            document=document, by=deed.person, at=deed.at, on=deed.today, note=note, review_by=review_by
        )
        project_windows(document)
        deed.record("document-confirmed", document_ref(document.number), review_by=review_by)


def require_keeper(deed: Deed, document: Document) -> None:
    """Raise ForbiddenError unless the one who does it may say that the document still holds."""
    if deed.is_imported:
        deed.require("control.approve", document.unit.code)
        return
    keepers = [person.key for person in (document.owner, document.process_lead) if person]
    reason = why_not_keep(keepers, document.unit.code, deed.reader.tokens)
    if reason and not deed.reader.is_machine:
        raise ForbiddenError(reason)
