"""An import under way: who brings the content in, when, and how."""

from dataclasses import dataclass, field
from datetime import datetime

from portal.control.deed import Deed
from portal.control.models.documents import ProcessArea
from portal.exchange.source import Frame
from portal.lib import clock
from portal.people.models import Person, Unit
from portal.people.reader import Reader


@dataclass(frozen=True, slots=True)
class Errand:
    """Who imports, when, and by which dates; persons and units are looked up once each."""

    reader: Reader
    now: datetime
    frame: Frame
    with_demo: bool = False
    persons: dict[str, Person] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    areas: dict[str, ProcessArea] = field(default_factory=dict)

    def person(self, key: str) -> Person:
        """Return the person, who is known to exist."""
        if key not in self.persons:
            self.persons[key] = Person.get(Person.key == key)
        return self.persons[key]

    def unit(self, code: str) -> Unit:
        """Return the unit, which is known to exist."""
        if code not in self.units:
            self.units[code] = Unit.get(Unit.code == code)
        return self.units[code]

    def area(self, key: str) -> ProcessArea:
        """Return the process area, which is known to exist."""
        if key not in self.areas:
            self.areas[key] = ProcessArea.get(ProcessArea.key == key)
        return self.areas[key]

    def deed(self, person: str, at: datetime) -> Deed:
        """Return what the person did then, as brought in now."""
        today = clock.day_of(at, self.frame.zone)
        return Deed(self.person(person), self.reader, at, today, recorded_at=self.now)

    def own_deed(self) -> Deed:
        """Return what the importer does now; a part of the portal stands in no table of persons."""
        key = self.reader.key or ""
        person = Person(key=key, name=self.reader.name) if self.reader.is_machine else self.person(key)
        return Deed(person, self.reader, self.now, self.frame.today, recorded_at=self.now)
