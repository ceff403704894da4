"""The documents that a reorganisation is about, whatever their kind and status."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from peewee import JOIN, ModelSelect

from portal.control.models.documents import Document
from portal.control.models.versions import Version
from portal.control.queries.listing import readable
from portal.control.rules.moving import Placed
from portal.people.models import Person, Unit


@dataclass(frozen=True, slots=True)
class Selection:
    """Which documents: those of the units (codes), of the owner (key) and of the type; what is empty is all."""

    units: Collection[str] = ()
    owner: str = ""
    type: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been chosen."""
        return not (self.units or self.owner or self.type)


def selected(selection: Selection) -> ModelSelect:
    """Return the query for the documents that are chosen, with their unit and owner."""
    rows = Document.select(Document.id, Document.number, Unit.code, Person.key).join(Unit)
    rows = rows.switch(Document).join(Person, JOIN.LEFT_OUTER, on=(Document.owner == Person.id))
    if selection.units:
        rows = rows.where(Unit.code.in_(sorted(selection.units)))
    if selection.owner:
        rows = rows.where(Person.key == selection.owner)
    if selection.type:
        rows = rows.where(Document.type == selection.type)
    return rows.order_by(Document.number)


def placed_by(selection: Selection) -> list[Placed]:
    """Return the documents that are chosen: one query."""
    return [Placed(id_, number, unit, owner or "") for id_, number, unit, owner in selected(selection).tuples()]


def titles_for(rows: Iterable[Placed], tokens: frozenset[str]) -> dict[str, str]:
    """Return the titles, by number, of those of the documents that the reader may read: one query."""
    ids = [row.id for row in rows]
    found = Version.select(Document.number, Version.title).join(Document).where(Document.id.in_(ids))
    return dict(found.where(Version.decided, readable(tokens)).order_by(Version.number).tuples()) if ids else {}
