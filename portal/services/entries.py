"""What is searched of services and promises."""

from collections.abc import Iterator

from portal.control.models.documents import Document
from portal.people.models import Unit
from portal.people.rules import PUBLIC
from portal.services.body import NAME
from portal.services.models import Service
from portal.services.queries.terms import Term, terms_in_documents
from portal.services.rules.commitment import KIND_LABELS
from portal.services.rules.wording import target_text, threshold_text
from portal.web.searchable import Searchable, SearchSource


def service_keys() -> Iterator[str]:
    """Yield every service's key."""
    for row in Service.select(Service.key).order_by(Service.id).tuples().iterator():
        yield row[0]


def read_services(keys: list[str]) -> Iterator[Searchable]:
    """Yield what is to be found of these services: one query."""
    rows = Service.select(Service, Unit).join(Unit, on=Service.unit).where(Service.key.in_(keys))
    for service in rows.order_by(Service.id):
        yield Searchable(
            ref=f"service:{service.key}",
            kind="service",
            number=service.key,
            title=service.name,
            url=f"/tjanster/{service.key}",
            text=service.summary,
            tokens=frozenset({PUBLIC}),
            unit=service.unit.code,
            unit_name=service.unit.name,
            keywords=service.keywords,
        )


def declaration_numbers() -> Iterator[str]:
    """Yield every declaration's number: promises are part of the document that makes them."""
    rows = Document.select(Document.number).where(Document.kind == NAME).order_by(Document.id)
    for row in rows.tuples().iterator():
        yield row[0]


def read_promises(numbers: list[str]) -> Iterator[Searchable]:
    """Yield what is to be found of the promises that these documents make, each version's by itself: one query."""
    for term in terms_in_documents(numbers):
        yield promise_entry(term)


def promise_entry(term: Term) -> Searchable:
    """Return a promise of a version as the index takes it."""
    commitment, decided = term.commitment, term.decided
    goal = f", {target_text(commitment)}" if commitment.clock.is_duration else ""
    return Searchable(
        ref=f"document:{decided.number}",
        kind="promise",
        number=commitment.key,
        title=commitment.text,
        url=f"/loften/{commitment.key}",
        text=f"{KIND_LABELS[commitment.kind]}: {threshold_text(commitment)}{goal}. {commitment.remedy.text}",
        tokens=decided.grants,
        unit=commitment.owner_unit,
        unit_name=term.owner,
        version=decided.version,
        keywords=term.service_name,
        withdrawn=decided.withdrawn,
        valid_from=decided.valid_from,
        valid_until=decided.valid_until,
        review_by=decided.review_by,
    )


SERVICES = SearchSource("service", service_keys, read_services)
PROMISES = SearchSource("document", declaration_numbers, read_promises)
