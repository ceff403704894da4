"""`persons/KEY.yaml`: one person with memberships, roles and deputies."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.exchange.errand import Errand
from portal.exchange.fields import KEY, Fields, fields_of
from portal.exchange.outcome import Did, Outcome
from portal.exchange.source import Source
from portal.exchange.writing import Writer, day_text, truth_text
from portal.people.actions.demo import open_demo_account
from portal.people.actions.organisation import appoint_deputy, end_deputy, end_place, place_person
from portal.people.actions.persons import SHORTEST_PASSPHRASE, save_person
from portal.people.models import Deputy, Membership, Person, Unit
from portal.people.rules import Role

KEYS = "key name title email phone memberships roles deputies disabled demo_passphrase"


@dataclass(frozen=True, slots=True)
class Place:
    """A membership (role empty) or role in a unit, or (`unit` being a person's key) a deputy, from and to a day."""

    unit: str
    role: str
    valid_from: date | None
    valid_to: date | None

    @property
    def start(self) -> tuple[str, str, date | None]:
        """What makes it the same place although its last day is another."""
        return self.unit, self.role, self.valid_from


@dataclass(frozen=True, slots=True)
class PersonFile:
    """What a person's file says."""

    source: Source
    email_line: int
    key: str
    name: str
    title: str
    email: str
    phone: str
    disabled: bool
    places: tuple[Place, ...]
    deputies: tuple[Place, ...]
    demo_passphrase: str


def read(source: Source) -> PersonFile | None:
    """Return what the file says; what is wrong is among the source's problems."""
    fields = fields_of(source, KEYS)
    if fields is None:
        return None
    roles = fields.records("roles", "role unit from to")
    person = PersonFile(
        source=source,
        email_line=fields.line_of("email"),
        key=fields.key("key"),
        name=fields.text("name", required=True),
        title=fields.text("title"),
        email=fields.text("email").lower(),
        phone=fields.text("phone"),
        disabled=fields.truth("disabled"),
        places=tuple(
            [place_of(record, "unit") for record in fields.records("memberships", "unit from to")]
            + [place_of(record, "unit", record.choice("role", Role)) for record in roles]
        ),
        deputies=tuple(place_of(record, "person") for record in fields.records("deputies", "person from to")),
        demo_passphrase=fields.text("demo_passphrase"),
    )
    if person.key and not KEY.fullmatch(person.key):
        fields.fail("key", "en nyckel skrivs med små bokstäver a–z, siffror och bindestreck.")
    if person.email and not all(person.email.rpartition("@")[::2]):
        fields.fail("email", f"”{person.email}” är ingen e-postadress.")
    if person.key in {deputy.unit for deputy in person.deputies}:
        fields.fail("deputies", "ingen kan vara ersättare för sig själv.")
    if person.demo_passphrase and len(person.demo_passphrase) < SHORTEST_PASSPHRASE:
        fields.fail("demo_passphrase", f"lösenfrasen behöver ha minst {SHORTEST_PASSPHRASE} tecken.")
    return person


def place_of(record: Fields, kind: str, role: str = "") -> Place:
    """Return where and when a record of the file says."""
    place = Place(record.ref(kind, kind, required=True), role, record.day("from"), record.day("to"))
    if place.valid_from and place.valid_to and place.valid_to < place.valid_from:
        record.fail("to", "sista dagen ligger före den första.")
    return place


def check(persons: Iterable[PersonFile]) -> None:
    """Check that no two persons have the same e-mail address."""
    owners = {person.email: person.key for person in Person.select().where(Person.email != "")}
    files = {person.key: person for person in persons}
    taken = {email: key for email, key in owners.items() if key not in files}
    for person in files.values():
        other = taken.setdefault(person.email, person.key) if person.email else person.key
        if other != person.key:
            person.source.fail(person.email_line, f"E-postadressen {person.email} hör redan till {other}.")


def take(errand: Errand, person: PersonFile) -> Outcome:
    """Create or change the person; deputies are left for `take_places`."""
    row, outcome = save_person(
        errand.reader,
        key=person.key,
        name=person.name,
        now=errand.now,
        title=person.title,
        email=person.email,
        phone=person.phone,
        disabled=person.disabled,
    )
    errand.persons[person.key] = row
    return Outcome(person.source.name, Did.of(outcome))


def take_places(errand: Errand, person: PersonFile, outcome: Outcome) -> Outcome:
    """Place the person, now that every unit and person is there; return the outcome, changed if this changed it."""
    row = errand.person(person.key)
    changes = [
        sync_places(errand, row, person.places),
        sync_deputies(errand, row, person.deputies),
        errand.with_demo and bool(person.demo_passphrase) and open_account(errand, row, person.demo_passphrase),
    ]
    if any(changes) and outcome.did is Did.LEFT:
        return Outcome(outcome.name, Did.CHANGED)
    return outcome


def sync_places(errand: Errand, person: Person, wanted: tuple[Place, ...]) -> bool:
    """Add the places that are not there, end those that have got a last day; return whether there were any."""
    rows = Membership.select(Membership, Unit).join(Unit).where(Membership.person == person)
    kept = {row.id: (place_in(row), row) for row in rows}
    changed = False
    for place, row in matched(wanted, kept):
        if row is None:
            days = {"valid_from": place.valid_from, "valid_to": place.valid_to}
            place_person(errand.reader, person, errand.unit(place.unit), role=place.role, now=errand.now, **days)
        elif place.valid_to and row.valid_to != place.valid_to:
            end_place(errand.reader, row, last_day=place.valid_to, now=errand.now)
        else:
            continue
        changed = True
    return changed


def sync_deputies(errand: Errand, person: Person, wanted: tuple[Place, ...]) -> bool:
    """Do the same with the person's deputies."""
    rows = Deputy.select(Deputy, Person).join(Person, on=Deputy.deputy).where(Deputy.person == person)
    kept = {row.id: (deputy_in(row), row) for row in rows}
    changed = False
    for place, row in matched(wanted, kept):
        if row is None:
            days = {"valid_from": place.valid_from, "valid_to": place.valid_to}
            appoint_deputy(errand.reader, person, errand.person(place.unit), now=errand.now, **days)
        elif place.valid_to and row.valid_to != place.valid_to:
            end_deputy(errand.reader, row, last_day=place.valid_to, now=errand.now)
        else:
            continue
        changed = True
    return changed


def matched(wanted: tuple[Place, ...], kept: dict[int, tuple[Place, Any]]) -> Iterable[tuple[Place, Any]]:
    """Yield each wanted place with the row that is the same, else one with the same start, else None."""
    free = dict(kept)
    rest = []
    for place in wanted:
        same = next((number for number, (found, _) in free.items() if found == place), None)
        if same is None:
            rest.append(place)
        else:
            yield place, free.pop(same)[1]
    for place in rest:
        same = next((number for number, (found, _) in free.items() if found.start == place.start), None)
        yield place, None if same is None else free.pop(same)[1]


def place_in(row: Membership) -> Place:
    """Return the place that a row tells."""
    return Place(row.unit.code, row.role, row.valid_from, row.valid_to)


def deputy_in(row: Deputy) -> Place:
    """Return the deputy that a row tells."""
    return Place(row.deputy.key, "", row.valid_from, row.valid_to)


def open_account(errand: Errand, person: Person, passphrase: str) -> bool:
    """Let anyone at this machine try the portal as the person; return whether that is new."""
    return open_demo_account(person, passphrase, now=errand.now, actor=errand.reader.key or "")


def write(writer: Writer) -> None:
    """Write every person; no account, no passphrase."""
    for person in Person.select():
        rows = Membership.select(Membership, Unit).join(Unit).where(Membership.person == person)
        places = ordered({place_in(row) for row in rows})
        rows = Deputy.select(Deputy, Person).join(Person, on=Deputy.deputy).where(Deputy.person == person)
        deputies = ordered({deputy_in(row) for row in rows})
        writer.yaml(
            f"persons/{person.key}.yaml",
            {
                "key": person.key,
                "name": person.name,
                "title": person.title,
                "email": person.email,
                "phone": person.phone,
                "memberships": [{"unit": place.unit, **days(place)} for place in places if not place.role],
                "roles": [{"role": place.role, "unit": place.unit, **days(place)} for place in places if place.role],
                "deputies": [{"person": place.unit, **days(place)} for place in deputies],
                "disabled": truth_text(person.disabled),
            },
        )


def ordered(places: Iterable[Place]) -> list[Place]:
    """Return the places by role, unit and days."""
    return sorted(places, key=lambda p: (p.role, p.unit, p.valid_from or date.min, p.valid_to or date.max))


def days(place: Place) -> dict[str, str | None]:
    """Return the place's first and last day for a file."""
    return {"from": day_text(place.valid_from), "to": day_text(place.valid_to)}
