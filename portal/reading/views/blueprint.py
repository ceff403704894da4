"""The addresses of reading, and what a reader may follow of others'."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint

from portal.control.views.blueprint import reader_here, units_here
from portal.lib.errors import ForbiddenError, NotFoundError
from portal.people.models import Unit
from portal.people.queries.units import facts_of_units
from portal.people.rules import why_not_hold
from portal.reading.rules import units_below

FOLLOW = "reading.follow"
PAGE = 25

blueprint = Blueprint("reading", __name__)


@dataclass(frozen=True, slots=True)
class Followed:
    """A unit that the reader may follow, with all below it."""

    unit: Unit
    units: Mapping[str, Unit]
    below: Mapping[str, frozenset[str]]

    def ids_below(self, code: str) -> frozenset[int]:
        """Return the ids of a unit and all below it."""
        return frozenset(self.units[each].id for each in self.below[code])

    @property
    def whole(self) -> frozenset[int] | None:
        """The ids of the unit and all below it; None where there are no others."""
        ids = self.ids_below(self.unit.code)
        return None if len(ids) == len(self.units) else ids

    @property
    def children(self) -> list[Unit]:
        """The units right below, by name."""
        found = (unit for unit in self.units.values() if unit.parent_id == self.unit.id)
        return sorted(found, key=lambda unit: unit.name)


def followed(code: str) -> Followed:
    """Return the unit with all below it. Raises NotFoundError, or ForbiddenError where it is none of the reader's."""
    units = units_here()
    unit = units.get(code)
    if unit is None:
        raise NotFoundError(f"Enheten {code} finns inte.")
    reason = why_not_hold(FOLLOW, code, reader_here().tokens)
    if reason:
        raise ForbiddenError(reason)
    return Followed(unit, units, units_below(facts_of_units(units)))


def tops() -> list[Unit]:
    """Return the units that the reader may follow and whose parents they may not, by name."""
    units = units_here()
    may = {code for code in units if why_not_hold(FOLLOW, code, reader_here().tokens) is None}
    return sorted(
        (unit for code, unit in units.items() if code in may and (not unit.parent_id or unit.parent.code not in may)),
        key=lambda unit: unit.name,
    )
