"""Where persons and units have their pages."""

from dataclasses import dataclass
from datetime import date

from flask import url_for

from portal.people.models import Person
from portal.people.queries.units import units_by_code
from portal.people.reader import Reader


@dataclass(frozen=True, slots=True)
class Way:
    """A link as a page shows it; `note` stands beside it."""

    label: str
    url: str
    note: str = ""


def person_url(key: str) -> str:
    """Return the address of a person's page."""
    return url_for("people.person_show", key=key)


def unit_url(code: str) -> str:
    """Return the address of a unit's page."""
    return url_for("people.unit_show", code=code)


def find_person_way(key: str, reader: Reader, _today: date) -> Way | None:
    """Resolve a reference to a person: a link, or None when the reader may not see persons."""
    person = Person.get_or_none(Person.key == key) if reader.holds("people.read") else None
    return Way(person.name, person_url(key)) if person else None


def find_unit_way(code: str, reader: Reader, _today: date) -> Way | None:
    """Resolve a reference to a unit: a link, or None when the reader may not see the organisation."""
    unit = units_by_code().get(code) if reader.holds("people.read") else None
    return Way(unit.name, unit_url(code)) if unit else None
