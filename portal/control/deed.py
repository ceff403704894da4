"""A deed: who does something, and when."""

from dataclasses import dataclass
from datetime import date, datetime

from portal.journal.record import record
from portal.lib import clock
from portal.lib.refs import Ref
from portal.people.models import Person
from portal.people.reader import Reader


@dataclass(frozen=True, slots=True)
class Deed:
    """Who does something, and when.

    `person` did it at `at`, on the local day `today`. An imported deed was done before and elsewhere: `importer` is who
    brings it in at `recorded_at`, and answers for the permission.
    """

    person: Person
    reader: Reader
    at: datetime
    today: date
    recorded_at: datetime | None = None

    @property
    def is_imported(self) -> bool:
        """Whether this tells of something done before, elsewhere."""
        return self.recorded_at is not None

    def require(self, permission: str, unit: str) -> None:
        """Raise ForbiddenError unless the one who does it, or brings it in, may.

        To bring in what somebody wrote takes `exchange.import`, to bring in what somebody decided
        `exchange.import_decisions`.
        """
        if self.is_imported:
            permission = "exchange.import" if permission == "control.write" else "exchange.import_decisions"
        self.reader.require(permission, unit)

    def record(self, verb: str, subject: Ref, **facts: object) -> None:
        """Write the journal entry; an imported one says so, and whose deed it was."""
        if self.recorded_at is None:
            record(self.person.key, verb, subject, self.at, **facts)
            return
        record(
            self.reader.key or "",
            verb,
            subject,
            self.recorded_at,
            **facts,
            imported=True,
            by=self.person.key,
            done=clock.to_text(self.at),
        )


def document_ref(number: str) -> Ref:
    """Return the reference to a document."""
    return Ref("document", number)
