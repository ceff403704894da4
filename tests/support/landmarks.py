"""What there is in the example to be seen: a version of every status and who may read it, services, promises."""

from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from portal.app import create_app
from portal.config import Config
from portal.control.models.documents import Document, ProcessArea
from portal.control.models.versions import Attachment
from portal.control.queries.documents import Record, read_record
from portal.control.queries.versions import VersionLine, readers_of
from portal.control.rules.status import Status
from portal.people.models import Person
from portal.people.queries.readers import reader_of
from portal.people.reader import CITIZEN
from portal.people.rules import may_read
from portal.services.models import CommitmentRow, Service
from tests.support.personas import PERSONAS


@dataclass(frozen=True)
class Landmark:
    """A version of a document, and the first persona who may read it."""

    number: str
    version: int
    kind: str
    persona: str

    @property
    def path(self) -> str:
        """The permanent link to the version."""
        return f"/d/{self.number}/v/{self.version}"


@dataclass(frozen=True)
class Landmarks:
    """The sights of the example."""

    versions: dict[Status, list[Landmark]]
    attachment: str
    areas: list[str]
    services: list[str]
    promises: list[str]

    def find(self, status: Status, kind: str = "handbook", persona: str | None = None) -> Landmark:
        """Return a version of that status, for that persona where one is named. Raises LookupError without one."""
        for spot in self.versions[status]:
            if spot.kind == kind and persona in {None, spot.persona}:
                return spot
        raise LookupError(f"the example has no {kind} page that is {status.code} for {persona or 'anyone'}")


def application(home: Path) -> Flask:
    """Return the application over the example in a directory."""
    app = create_app(Config(data_dir=home, secret_key="only for tests"))
    app.config.update(WTF_CSRF_ENABLED=False)
    return app


def landmarks_of(app: Flask) -> Landmarks:
    """Look around in the example."""
    with app.app_context():
        today = app.extensions["portal"].today()
        tokens = {key: (reader_of(Person.get(key=key), today) if key else CITIZEN).tokens for key in PERSONAS}
        versions: dict[Status, list[Landmark]] = {status: [] for status in Status}
        for document in Document.select().order_by(Document.number):
            record = read_record(document.number, today)
            assert record is not None
            for line in record.versions:
                spot = landmark(record, line, tokens)
                if spot:
                    versions[line.status].append(spot)
        attachment = Attachment.select().order_by(Attachment.id).first()
        owner = attachment.version
        return Landmarks(
            versions=versions,
            attachment=f"/d/{owner.document.number}/v/{owner.number}/filer/{attachment.filename}",
            areas=[area.key for area in ProcessArea.select().order_by(ProcessArea.id)],
            services=[service.key for service in Service.select().order_by(Service.key)],
            promises=[
                row.key for row in CommitmentRow.select(CommitmentRow.key).distinct().order_by(CommitmentRow.key)
            ],
        )


def landmark(record: Record, line: VersionLine, tokens: dict[str, frozenset[str]]) -> Landmark | None:
    """Return where a version is seen from, or None when no persona may read it."""
    readers = readers_of(line, record.document)
    who = next((key for key in PERSONAS if may_read(tokens[key], readers)), None)
    return None if who is None else Landmark(record.document.number, line.number, record.document.kind, who)
