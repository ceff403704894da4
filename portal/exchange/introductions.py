"""`introductions/PERSON.yaml`: a person's introductions, and the tasks they have done."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.exchange.errand import Errand
from portal.exchange.fields import Fields, fields_of
from portal.exchange.outcome import Did, Outcome
from portal.exchange.plan import UNDECIDED
from portal.exchange.readinglists import ReadingListFile
from portal.exchange.source import Source
from portal.exchange.writing import Writer, day_text
from portal.introduction.actions.importing import bring_walk
from portal.introduction.queries.telling import introduced_persons, told_walk
from portal.introduction.told import ClosingTold, IntroductionTold, WalkTold


@dataclass(frozen=True, slots=True)
class IntroductionFile:
    """What the file of a person's introductions says."""

    source: Source
    told: WalkTold


def read(source: Source) -> IntroductionFile | None:
    """Return what the file says, or None after a problem; what is wrong is among the source's problems."""
    fields = fields_of(source, "person introductions done")
    if fields is None:
        return None
    person = fields.key("person")
    if person:
        source.refer("person", person, fields.line_of("person"))
    introductions = [read_one(record) for record in fields.records("introductions", "begun unit mentor lists closed")]
    done = []
    for record in fields.records("done", "list item at"):
        one, item = record.ref("reading_list", "list", required=True), record.text("item", required=True)
        at = record.moment("at")
        if at is not None:
            done.append((one, item, at))
    return IntroductionFile(source, WalkTold(person, tuple(filter(None, introductions)), tuple(done)))


def read_one(record: Fields) -> IntroductionTold | None:
    """Return one introduction, or None after a problem."""
    begun, unit = record.day("begun", required=True), record.ref("unit", "unit", required=True)
    lists = []
    for given in record.records("lists", "list since"):
        one, since = given.ref("reading_list", "list", required=True), given.day("since") or begun
        if since is not None:
            lists.append((one, since))
    mentor, closed = record.ref("person", "mentor"), read_closing(record.record("closed", "at by note"))
    return IntroductionTold(unit, begun, mentor, tuple(lists), closed) if begun else None


def read_closing(record: Fields | None) -> ClosingTold | None:
    """Return how an introduction was closed, or None where it was not, or after a problem."""
    at = record.moment("at") if record else None
    return ClosingTold(at, record.ref("person", "by"), record.prose("note")) if record and at else None


def check(file: IntroductionFile, lists: Mapping[str, frozenset[str]]) -> None:
    """Check that what was done is among the list's items, where the folder has the list."""
    for one, item, _at in file.told.done:
        if item not in lists.get(one, {item}):
            file.source.fail(0, f"Uppgiften {item} finns inte i listan {one}.")


def items_of(files: list[ReadingListFile]) -> dict[str, frozenset[str]]:
    """Return the keys of the items of each list in the folder."""
    return {
        file.told.key: frozenset(item.key for section in file.told.sections for item in section.items) for file in files
    }


def take(errand: Errand, file: IntroductionFile, *, may_decide: bool) -> Outcome:
    """Bring in what is not there yet."""
    if not may_decide:
        return Outcome(file.source.name, Did.LEFT, UNDECIDED)
    return Outcome(file.source.name, Did.of(bring_walk(errand.own_deed(), file.told)))


def write(writer: Writer) -> None:
    """Write the introductions of everybody who has had one."""
    for person in introduced_persons():
        told = told_walk(person)
        writer.yaml(
            f"introductions/{person.key}.yaml",
            {
                "person": person.key,
                "introductions": [introduction_text(writer, one) for one in told.introductions],
                "done": [{"list": one, "item": item, "at": writer.moment(at)} for one, item, at in told.done],
            },
        )


def introduction_text(writer: Writer, told: IntroductionTold) -> dict[str, object]:
    """Return an introduction for a file."""
    closed = told.closed
    return {
        "begun": day_text(told.begun),
        "unit": told.unit,
        "mentor": told.mentor,
        "lists": [{"list": one, "since": day_text(since)} for one, since in told.lists],
        "closed": {"at": writer.moment(closed.at), "by": closed.by, "note": closed.note} if closed else None,
    }
