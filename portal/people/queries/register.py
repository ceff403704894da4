"""The register of persons, narrowed and page by page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from portal.lib import text
from portal.people.models import Membership, Person, Unit
from portal.people.queries.persons import find_person
from portal.people.queries.places import current_on, places_of

PAGE = 50


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A page of the register: its persons with what they have where today, and how many there are in all."""

    persons: list[Person]
    places: Mapping[int, list[Membership]]
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // PAGE))


def find_persons(
    today: date, *, words: str = "", units: Iterable[str] = (), role: str = "", disabled: bool = False, page: int = 1
) -> PersonPage:
    """Return a page of the register: every word in name, title, e-mail or key; in one of the units; with the role."""
    chosen = [Person.disabled == disabled, *(Person.sought.contains(word) for word in text.fold(words).split())]
    codes = list(units)
    if codes or role:
        where = current_on(Membership, today)
        where &= (Membership.role == role) if role else True
        where &= Unit.code.in_(codes) if codes else True
        chosen.append(Person.id.in_(Membership.select(Membership.person).join(Unit).where(where)))
    found = Person.select().where(*chosen)
    persons = list(found.order_by(Person.place_in_order, Person.key).paginate(page, PAGE))
    return PersonPage(persons, places_of(persons, today), found.count())


def find_named(words: str, limit: int = 6) -> list[Person]:
    """Return who can sign in and has the e-mail address, the key or the whole name; else whose name has the words."""
    exact = find_person(words)
    if exact and not exact.disabled:
        return [exact]
    asked = text.fold(words).split()
    if not asked:
        return []
    rows = Person.select().where(~Person.disabled, *(Person.sought.contains(word) for word in asked))
    found = list(rows.order_by(Person.place_in_order, Person.key).limit(limit))
    whole = [person for person in found if text.fold(person.name) == text.fold(words)]
    return whole or found
