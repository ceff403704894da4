"""`redactions` in document.yaml: what was taken out by law; the versions' files have what stands in its place."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from portal.control.actions.redactions import keep_redaction
from portal.control.models.documents import Document, Redaction
from portal.control.models.versions import Version
from portal.control.queries.redactions import redactions_of
from portal.control.rules.redactions import DIGEST, SUBJECT
from portal.exchange.errand import Errand
from portal.exchange.fields import Fields
from portal.exchange.writing import Writer

KEYS = "subject sha256 by on ground reason"


@dataclass(frozen=True, slots=True)
class Redacting:
    """That something was taken out: what, its digest before, who, when, on which ground and why."""

    subject: str
    sha256: str
    by: str
    at: datetime
    ground: str
    reason: str
    line: int = field(default=0, compare=False)

    @property
    def version(self) -> int:
        """The number of the version that it was taken out of."""
        match = SUBJECT.fullmatch(self.subject)
        return int(match["version"]) if match else 0


def read(fields: Fields) -> tuple[Redacting, ...]:
    """Return what a document's file tells of; what is wrong is among the source's problems."""
    found = (read_one(record, fields.text("number")) for record in fields.records("redactions", KEYS))
    return tuple(redacting for redacting in found if redacting)


def read_one(record: Fields, number: str) -> Redacting | None:
    """Return what a record tells, or None after a problem."""
    subject, sha256 = record.text("subject", required=True), record.text("sha256")
    match = SUBJECT.fullmatch(subject)
    if subject and (match is None or match["number"] != number):
        record.fail("subject", f"”{subject}” går inte att läsa. Skriv som {number}/v1/text.")
    if sha256 and not DIGEST.fullmatch(sha256):
        record.fail("sha256", "en kontrollsumma har 64 tecken, 0–9 och a–f.")
    by, at = record.ref("person", "by", required=True), record.moment("on")
    ground, reason = record.text("ground", required=True), record.prose("reason", required=True)
    return Redacting(subject, sha256, by, at, ground, reason, record.line) if match and at else None


def missing(told: Iterable[Redacting], number: str, versions: set[int], fields: Fields) -> list[Redacting]:
    """Return those that the portal does not have; `versions` are those of the document that there are or will be."""
    told = list(told)
    subjects = {row[0] for row in Redaction.select(Redaction.subject).tuples()} if told else set()
    new = [redacting for redacting in told if redacting.subject not in subjects]
    for redacting in new:
        if redacting.version not in versions:
            fields.source.fail(redacting.line, f"Version {redacting.version} av {number} finns inte.")
    return new


def take(errand: Errand, document: Document, told: Iterable[Redacting]) -> bool:
    """Write down what was taken out before, elsewhere; return whether there was any."""
    done = False
    for redacting in told:
        version = Version.get((Version.document == document) & (Version.number == redacting.version))
        version.document = document
        deed = errand.deed(redacting.by, redacting.at)
        words = (redacting.ground, redacting.reason)
        keep_redaction(deed, version, redacting.subject, redacting.sha256, *words)
        done = True
    return done


def write(writer: Writer, document: Document) -> list[dict[str, str]]:
    """Return a document's redactions for a file, oldest first."""
    return [
        {
            "subject": row.subject,
            "sha256": row.sha256,
            "by": row.by.key,
            "on": writer.moment(row.at),
            "ground": row.ground,
            "reason": row.reason,
        }
        for row in redactions_of(document)
    ]
