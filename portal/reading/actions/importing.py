"""What was demanded and read before, elsewhere, is brought in as it was."""

from datetime import date

from portal.control.deed import Deed, document_ref
from portal.control.models.documents import Document
from portal.control.models.versions import Version
from portal.people.models import Unit
from portal.reading.models import Acknowledgement, ReadingDemand
from portal.store.work import unit_of_work


def bring_demand(
    deed: Deed,
    document: Document,
    *,
    unit: Unit,
    role: str,
    days: int,
    why: str,
    since: date,
    until: date | None,
) -> bool:
    """Bring in a demand, or when one has ended; return whether it is news. Raises ForbiddenError."""
    deed.require("reading.demand", unit.code)
    subject, facts = document_ref(document.number), {"unit": unit.code, "role": role}
    with unit_of_work():
        known = ReadingDemand.get_or_none(
            (ReadingDemand.document == document)
            & (ReadingDemand.unit == unit)
            & (ReadingDemand.role == role)
            & (ReadingDemand.since == since)
        )
        if known is None:
            ReadingDemand.create(
                document=document,
                unit=unit,
                role=role,
                days=days,
                why=why,
                since=since,
                until=until,
                by=deed.person,
                at=deed.at,
            )
            deed.record("reading-demanded", subject, days=days, **facts)
            return True
        if known.until == until or until is None:
            return False
        ReadingDemand.update(until=until).where(ReadingDemand.id == known.id).execute()
        deed.record("reading-demand-ended", subject, **facts)
    return True


def bring_acknowledgement(deed: Deed, document: Document, *, version: int, language: str) -> bool:
    """Bring in that the person had read a version; return whether it is news. Raises ForbiddenError."""
    deed.require("reading.demand", document.unit.code)
    with unit_of_work():
        row = Version.get((Version.document == document) & (Version.number == version))
        known = (Acknowledgement.person == deed.person) & (Acknowledgement.version == row)
        if Acknowledgement.select().where(known).exists():
            return False
        Acknowledgement.create(person=deed.person, document=document, version=row, language=language, at=deed.at)
        deed.record("version-acknowledged", document_ref(document.number), version=version, language=language)
    return True
