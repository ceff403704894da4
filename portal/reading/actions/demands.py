"""Reading is demanded, and no more; what was read is acknowledged."""

from portal.control.actions.holding import refuse
from portal.control.deed import Deed, document_ref
from portal.control.models.documents import Document
from portal.control.models.versions import Version
from portal.control.queries.versions import VersionLine
from portal.lib.errors import RefusedError
from portal.people.models import Unit
from portal.people.queries.units import unit_facts
from portal.reading.actions.renewing import LOCK, recount
from portal.reading.models import Acknowledgement, Duty, ReadingDemand
from portal.reading.queries.asking import wantings_of
from portal.reading.rules import is_readable, why_not_acknowledge, why_not_demand
from portal.store.database import wait_for_lock
from portal.store.work import unit_of_work


def demand_reading(
    deed: Deed, document: Document, *, unit: Unit, role: str, days: int | None, why: str = ""
) -> ReadingDemand:
    """Demand that those who belong to the unit and below, or hold the role there, read the document.

    `days` is how long each has. Raises ForbiddenError, or RefusedError.
    """
    deed.require("reading.demand", unit.code)
    with unit_of_work():
        (wanting,) = wantings_of(deed.today, [document.id])
        if wanting.grants is None:
            raise RefusedError("Bara ett dokument som gäller kan krävas läst. Vänta till det har börjat gälla.")
        readable = is_readable(wanting.grants, unit.code, role, unit_facts())
        refuse(why_not_demand(days, unit_name=unit.name, readable=readable))
        demanded = ReadingDemand.until.is_null() & (ReadingDemand.document == document)
        if ReadingDemand.select().where(demanded, ReadingDemand.unit == unit, ReadingDemand.role == role).exists():
            raise RefusedError("Läskravet finns redan. Avsluta det först om dagarna ska bli andra.")
        row = ReadingDemand.create(
            document=document, unit=unit, role=role, days=days, why=why, since=deed.today, by=deed.person, at=deed.at
        )
        deed.record("reading-demanded", document_ref(document.number), unit=unit.code, role=role, days=days)
    return row


def end_demand(deed: Deed, demand: ReadingDemand) -> None:
    """Demand the reading no more, from today; what was read is kept. Raises ForbiddenError, or RefusedError."""
    deed.require("reading.demand", demand.unit.code)
    with unit_of_work():
        ended = ReadingDemand.update(until=deed.today).where(
            ReadingDemand.id == demand.id, ReadingDemand.until.is_null()
        )
        if not ended.execute():
            raise RefusedError("Läskravet är redan avslutat.")
        subject = document_ref(demand.document.number)
        deed.record("reading-demand-ended", subject, unit=demand.unit.code, role=demand.role)


def acknowledge_version(deed: Deed, document: Document, line: VersionLine, *, language: str = "sv") -> bool:
    """Let the person say that they have read and understood the version; return whether it is news.

    Raises RefusedError for what neither applies nor will.
    """
    refuse(why_not_acknowledge(line.status))
    with unit_of_work():
        wait_for_lock(LOCK)
        version = Version.get((Version.document == document) & (Version.number == line.number))
        known = (Acknowledgement.person == deed.person) & (Acknowledgement.version == version)
        if Acknowledgement.select().where(known).exists():
            return False
        Acknowledgement.create(person=deed.person, document=document, version=version, language=language, at=deed.at)
        meet(deed, document, line.number)
        facts = {"version": line.number, "language": language}
        deed.record("version-acknowledged", document_ref(document.number), **facts)
    return True


def meet(deed: Deed, document: Document, number: int) -> None:
    """Let what was read count at once for what the person was asked."""
    duty = Duty.get_or_none((Duty.person == deed.person) & (Duty.document == document))
    if duty is None:
        return
    duty.read = max(duty.read, number)
    duty.done = int(duty.read >= duty.wanted)
    duty.save(only=[Duty.read, Duty.done])
    recount(document.id, [duty.unit_id])
