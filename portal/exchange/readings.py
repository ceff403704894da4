"""`readings/NUMBER.yaml`: who is to read a document, and who has."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from portal.control.models.documents import Document
from portal.control.models.versions import Version
from portal.control.rules.translations import LANGUAGES
from portal.exchange.declarations import has_decision
from portal.exchange.documents import DocumentFile
from portal.exchange.errand import Errand
from portal.exchange.fields import Fields, fields_of
from portal.exchange.outcome import Did, Outcome
from portal.exchange.plan import UNDECIDED
from portal.exchange.source import Source
from portal.exchange.writing import Writer, day_text
from portal.people.models import Person, Unit
from portal.people.rules import Role
from portal.reading.actions.importing import bring_acknowledgement, bring_demand
from portal.reading.models import Acknowledgement, ReadingDemand

EVERYBODY = "everybody"
ROLES = (EVERYBODY, *(str(role) for role in Role))
SWEDISH = "sv"


@dataclass(frozen=True, slots=True)
class Demanded:
    """Who is to read the document, how long they have, and who said so."""

    unit: str
    role: str
    days: int
    why: str
    since: date
    until: date | None
    by: str


@dataclass(frozen=True, slots=True)
class Read:
    """Who has read which version, and when."""

    person: str
    version: int
    language: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReadingFile:
    """What the file of a document's readings says."""

    source: Source
    number: str
    demands: tuple[Demanded, ...]
    read: tuple[Read, ...]


def read(source: Source) -> ReadingFile | None:
    """Return what the file says, or None after a problem; what is wrong is among the source's problems."""
    fields = fields_of(source, "number demands read")
    if fields is None:
        return None
    number = fields.key("number")
    if number:
        source.refer("number", number, fields.line_of("number"))
    demands = [read_demand(record) for record in fields.records("demands", "unit role days why since until by")]
    done = [read_reading(record) for record in fields.records("read", "person version language at")]
    return ReadingFile(source, number, tuple(filter(None, demands)), tuple(filter(None, done)))


def read_demand(record: Fields) -> Demanded | None:
    """Return one demand, or None after a problem."""
    unit, by = record.ref("unit", "unit", required=True), record.ref("person", "by", required=True)
    since = record.day("since", required=True)
    role, days = record.choice("role", ROLES, EVERYBODY), record.whole("days", least=1)
    why, until = record.prose("why"), record.day("until")
    if since is None:
        return None
    return Demanded(unit, "" if role == EVERYBODY else role, days, why, since, until, by)


def read_reading(record: Fields) -> Read | None:
    """Return one reading, or None after a problem."""
    person, at = record.ref("person", "person", required=True), record.moment("at")
    version, language = record.whole("version", least=1), record.choice("language", (SWEDISH, *LANGUAGES), SWEDISH)
    return Read(person, version, language, at) if at else None


def decided_numbers(documents: Iterable[DocumentFile], files: Iterable[ReadingFile]) -> dict[str, set[int]]:
    """Return the numbers of the decided versions of the documents that are read: the folder's and the portal's."""
    found: dict[str, set[int]] = {file.number: set() for file in files}
    for document in documents:
        if document.number in found:
            found[document.number].update(version.number for version in document.versions if has_decision(version))
    rows = Version.select(Document.number, Version.number).join(Document)
    for number, version in rows.where(Version.decided, Document.number.in_(list(found))).tuples():
        found[number].add(version)
    return found


def check(file: ReadingFile, decided: set[int]) -> None:
    """Check that what was read is among the document's decided versions."""
    for told in file.read:
        if told.version not in decided:
            file.source.fail(0, f"{told.person} sägs ha läst version {told.version}, som inte är beslutad.")


def take(errand: Errand, file: ReadingFile, *, may_decide: bool) -> Outcome:
    """Bring in what is not there yet."""
    if not may_decide:
        return Outcome(file.source.name, Did.LEFT, UNDECIDED if file.demands or file.read else "")
    document = Document.get(Document.number == file.number)
    had = ReadingDemand.select().where(ReadingDemand.document == document).exists()
    news = 0
    for told in file.demands:
        news += bring_demand(
            errand.deed(told.by, errand.now),
            document,
            unit=errand.unit(told.unit),
            role=told.role,
            days=told.days,
            why=told.why,
            since=told.since,
            until=told.until,
        )
    for one in file.read:
        deed = errand.deed(one.person, one.at)
        news += bring_acknowledgement(deed, document, version=one.version, language=one.language)
    return Outcome(file.source.name, Did.LEFT if not news else Did.CHANGED if had else Did.MADE)


def write(writer: Writer) -> None:
    """Write what is demanded and read of each document."""
    demanded = ReadingDemand.select(ReadingDemand, Unit, Person, Document).join(Unit).switch(ReadingDemand).join(Person)
    found: dict[str, dict[str, list[dict[str, object]]]] = {}
    for row in demanded.switch(ReadingDemand).join(Document).order_by(ReadingDemand.id):
        found.setdefault(row.document.number, {}).setdefault("demands", []).append(
            {
                "unit": row.unit.code,
                "role": row.role or EVERYBODY,
                "days": str(row.days),
                "why": row.why,
                "since": day_text(row.since),
                "until": day_text(row.until),
                "by": row.by.key,
            }
        )
    columns = (Document.number, Person.key, Version.number, Acknowledgement.language, Acknowledgement.at)
    done = Acknowledgement.select(*columns)
    done = done.join(Document).switch(Acknowledgement).join(Person).switch(Acknowledgement).join(Version)
    for number, person, version, language, at in done.order_by(Acknowledgement.id).tuples():
        found.setdefault(number, {}).setdefault("read", []).append(
            {"person": person, "version": str(version), "language": language, "at": writer.moment(at)}
        )
    for number, told in found.items():
        writer.yaml(f"readings/{number}.yaml", {"number": number, **told})
