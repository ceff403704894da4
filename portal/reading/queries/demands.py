"""What is demanded of a document."""

from portal.control.models.documents import Document
from portal.lib.errors import NotFoundError
from portal.people.models import Person, Unit
from portal.reading.models import ReadingDemand


def demands_of(document: Document) -> list[ReadingDemand]:
    """Return what is demanded of the document now, each with its unit and who demanded it: one query."""
    rows = ReadingDemand.select(ReadingDemand, Unit, Person).join(Unit).switch(ReadingDemand).join(Person)
    return list(
        rows.where(ReadingDemand.document == document, ReadingDemand.until.is_null()).order_by(
            Unit.code, ReadingDemand.id
        )
    )


def get_demand(document: Document, number: int) -> ReadingDemand:
    """Return one of the document's demands, ended or not. Raises NotFoundError."""
    rows = ReadingDemand.select(ReadingDemand, Unit).join(Unit)
    row: ReadingDemand | None = rows.where(ReadingDemand.document == document, ReadingDemand.id == number).first()
    if row is None:
        raise NotFoundError("Läskravet finns inte.")
    return row
