"""`explanations/KEY.yaml`: the public explanations to one commitment's missed periods."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from portal.exchange.errand import Errand
from portal.exchange.fields import Fields, fields_of
from portal.exchange.outcome import Did, Outcome
from portal.exchange.plan import UNDECIDED
from portal.exchange.source import Source
from portal.exchange.writing import Writer, day_text
from portal.people.models import Person
from portal.services.actions import publish_explanation
from portal.services.models import Explanation
from portal.services.rules.explaining import why_not_explain

KEYS = "period what_happened our_fault correction correct_by by published"


@dataclass(frozen=True, slots=True)
class Explained:
    """What was told of a period. `line` is where the file tells it."""

    period: str
    what_happened: str
    our_fault: bool
    correction: str
    correct_by: date | None
    by: str
    published: datetime
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class ExplanationFile:
    """What the file of a commitment's explanations says."""

    source: Source
    commitment: str
    explanations: tuple[Explained, ...]


def read(source: Source) -> ExplanationFile | None:
    """Return what the file says, or None after a problem; what is wrong is among the source's problems."""
    fields = fields_of(source, "commitment explanations")
    if fields is None:
        return None
    commitment = fields.key("commitment")
    if commitment:
        source.refer("commitment", commitment, fields.line_of("commitment"))
    explanations = [read_one(record) for record in fields.records("explanations", KEYS)]
    return ExplanationFile(source, commitment, tuple(filter(None, explanations)))


def read_one(record: Fields) -> Explained | None:
    """Return one explanation, or None after a problem."""
    period, published = record.period("period"), record.moment("published")
    what_happened, correction = record.prose("what_happened", required=True), record.prose("correction", required=True)
    our_fault = record.truth("our_fault", required=True)
    correct_by, by = record.day("correct_by"), record.ref("person", "by", required=True)
    reason = why_not_explain(what_happened, correction) if what_happened and correction else None
    if reason:
        record.fail("what_happened", reason)
    if period is None or published is None:
        return None
    return Explained(period.code, what_happened, our_fault, correction, correct_by, by, published, record.line)


def check(file: ExplanationFile, kept: list[Explained]) -> None:
    """Check that what has been published is not told otherwise."""
    for told in file.explanations:
        same = [one for one in kept if (one.period, one.published) == (told.period, told.published)]
        if same and told not in same:
            file.source.fail(told.line, "Förklaringen är redan publicerad med andra ord. Lägg till en ny, med ny dag.")


def kept_explanations() -> dict[str, list[Explained]]:
    """Return the portal's explanations by commitment, in the order in which they were published."""
    kept = defaultdict(list)
    for row in Explanation.select(Explanation, Person).join(Person).order_by(Explanation.id):
        kept[row.commitment].append(
            Explained(
                row.period,
                row.what_happened,
                row.our_fault,
                row.correction,
                row.correct_by,
                row.by.key,
                row.published_at,
            )
        )
    return kept


def take(errand: Errand, file: ExplanationFile, kept: list[Explained], *, may_decide: bool) -> Outcome:
    """Publish the explanations that are not there yet."""
    new = [told for told in file.explanations if told not in kept]
    if not may_decide:
        return Outcome(file.source.name, Did.LEFT, UNDECIDED if new else "")
    published = 0
    for told in new:
        _, outcome = publish_explanation(
            errand.deed(told.by, told.published),
            commitment=file.commitment,
            period=told.period,
            what_happened=told.what_happened,
            our_fault=told.our_fault,
            correction=told.correction,
            correct_by=told.correct_by,
        )
        published += outcome != "unchanged"
    did = Did.LEFT if not published else Did.CHANGED if kept else Did.MADE
    return Outcome(file.source.name, did)


def write(writer: Writer) -> None:
    """Write every explanation, also those that a later one of the same period has replaced."""
    for commitment, explanations in kept_explanations().items():
        lines = [
            {
                "period": told.period,
                "what_happened": told.what_happened,
                "our_fault": "true" if told.our_fault else "false",
                "correction": told.correction,
                "correct_by": day_text(told.correct_by),
                "by": told.by,
                "published": writer.moment(told.published),
            }
            for told in explanations
        ]
        writer.yaml(f"explanations/{commitment}.yaml", {"commitment": commitment, "explanations": lines})
