"""`services/KEY.yaml`: one service."""

import json
from dataclasses import dataclass

from portal.exchange.errand import Errand
from portal.exchange.fields import fields_of
from portal.exchange.outcome import Did, Outcome
from portal.exchange.source import Source
from portal.exchange.writing import Writer
from portal.people.models import Unit
from portal.services.actions import save_service
from portal.services.models import LifeSituation, Service, ServiceDocument, ServiceSituation
from portal.services.rules.explaining import CHANNEL_KINDS

KEYS = "key name summary unit board life_situations keywords channels documents"


@dataclass(frozen=True, slots=True)
class ServiceFile:
    """What a service's file says."""

    source: Source
    key: str
    name: str
    summary: str
    unit: str
    board: str
    life_situations: tuple[str, ...]
    keywords: tuple[str, ...]
    channels: tuple[dict[str, str], ...]
    documents: tuple[str, ...]


def read(source: Source) -> ServiceFile | None:
    """Return what the file says, or None after a problem; what is wrong is among the source's problems."""
    fields = fields_of(source, KEYS)
    if fields is None:
        return None
    for keyword in (keywords := fields.texts("keywords")):
        if "," in keyword:
            fields.fail("keywords", f"”{keyword}” innehåller ett komma: skriv varje ord för sig.")
    return ServiceFile(
        source=source,
        key=fields.key("key"),
        name=fields.text("name", required=True),
        summary=fields.prose("summary", required=True),
        unit=fields.ref("unit", "unit", required=True),
        board=fields.ref("unit", "board", required=True),
        life_situations=fields.refs("situation", "life_situations"),
        keywords=keywords,
        channels=tuple(
            {
                "kind": record.choice("kind", CHANNEL_KINDS),
                "text": record.text("text", required=True),
                "address": record.text("address"),
            }
            for record in fields.records("channels", "kind text address")
        ),
        documents=fields.refs("number", "documents"),
    )


def take(errand: Errand, service: ServiceFile) -> Outcome:
    """Create or change the service."""
    _, outcome = save_service(
        errand.reader,
        key=service.key,
        name=service.name,
        summary=service.summary,
        unit=errand.unit(service.unit),
        board=errand.unit(service.board),
        now=errand.now,
        life_situations=service.life_situations,
        keywords=service.keywords,
        channels=service.channels,
        documents=service.documents,
    )
    return Outcome(service.source.name, Did.of(outcome))


def write(writer: Writer) -> None:
    """Write every service."""
    units = {unit.id: unit.code for unit in Unit.select()}
    for service in Service.select():
        situations = (
            ServiceSituation.select(ServiceSituation, LifeSituation)
            .join(LifeSituation)
            .where(ServiceSituation.service == service)
            .order_by(ServiceSituation.id)
        )
        documents = ServiceDocument.select().where(ServiceDocument.service == service)
        writer.yaml(
            f"services/{service.key}.yaml",
            {
                "key": service.key,
                "name": service.name,
                "summary": service.summary,
                "unit": units[service.unit_id],
                "board": units[service.board_id],
                "life_situations": [row.situation.key for row in situations],
                "keywords": [word for word in service.keywords.split(", ") if word],
                "channels": json.loads(service.channels),
                "documents": [row.number for row in documents.order_by(ServiceDocument.position)],
            },
        )
