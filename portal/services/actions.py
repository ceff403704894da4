"""Services are described, and what went wrong is explained in public."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from portal.control.deed import Deed
from portal.journal.record import record
from portal.lib.errors import InvalidError, NotFoundError, RefusedError
from portal.lib.period import Period
from portal.lib.refs import Ref
from portal.people.models import Unit
from portal.people.reader import Reader
from portal.services.models import (
    CommitmentRow,
    Explanation,
    LifeSituation,
    Service,
    ServiceDocument,
    ServiceSituation,
)
from portal.services.rules.explaining import CHANNEL_KINDS, why_not_explain
from portal.store.work import unit_of_work


def save_life_situations(actor: Reader, situations: Sequence[tuple[str, str]], *, now: datetime) -> str:
    """Let these (key, name) be the life situations, in this order; return `changed` or `unchanged`.

    Raises RefusedError when one that services are placed in would disappear.
    """
    actor.require("exchange.import", "")
    before = {row.key: row for row in LifeSituation.select().order_by(LifeSituation.position)}
    if [(key, row.name) for key, row in before.items()] == list(situations):
        return "unchanged"
    keys = [key for key, _ in situations]
    gone = [row for key, row in before.items() if key not in keys]
    for row in gone:
        if row.services.exists():
            message = f"Livssituationen {row.key} kan inte tas bort: det finns tjänster i den."
            raise RefusedError(message)
    with unit_of_work():
        for row in gone:
            row.delete_instance()
        for position, (key, name) in enumerate(situations):
            row = before.get(key) or LifeSituation(key=key)
            row.name, row.position = name, position
            row.save()
        record(actor.key or "", "life-situations-changed", Ref("life-situations", "all"), now, keys=keys)
    return "changed"


def save_service(  # noqa: PLR0913 - a service is described by all of these
    actor: Reader,
    *,
    key: str,
    name: str,
    summary: str,
    unit: Unit,
    board: Unit,
    now: datetime,
    life_situations: Iterable[str] = (),
    keywords: Iterable[str] = (),
    channels: Iterable[Mapping[str, str]] = (),
    documents: Iterable[str] = (),
) -> tuple[Service, str]:
    """Create the service or change it; return it and `created`, `changed` or `unchanged`.

    `channels` have kind, text and address, `documents` are numbers. Raises InvalidError for an unknown life situation
    or kind of channel.
    """
    actor.require("exchange.import", unit.code)
    service = Service.get_or_none(Service.key == key)
    wanted = {
        "name": name,
        "summary": summary,
        "unit": unit,
        "board": board,
        "keywords": ", ".join(keywords),
        "channels": channels_text(channels),
    }
    situations, numbers = situations_by(life_situations), list(documents)
    changed = [field for field, value in wanted.items() if service is None or getattr(service, field) != value]
    changed += placed_differently(service, situations, numbers) if service else ["life_situations", "documents"]
    if service is not None and not changed:
        return service, "unchanged"
    outcome = "changed" if service else "created"
    with unit_of_work():
        service = service or Service(key=key)
        for field, value in wanted.items():
            setattr(service, field, value)
        service.save()
        place(service, situations, numbers)
        record(actor.key or "", f"service-{outcome}", Ref("service", key), now, changed=sorted(changed))
    return service, outcome


def channels_text(channels: Iterable[Mapping[str, str]]) -> str:
    """Return the ways to reach the service as they are kept. Raises InvalidError for an unknown kind."""
    kept = [{"kind": way["kind"], "text": way.get("text", ""), "address": way.get("address", "")} for way in channels]
    for way in kept:
        if way["kind"] not in CHANNEL_KINDS:
            message = f"”{way['kind']}” är inget sätt att nå oss. Välj bland {', '.join(CHANNEL_KINDS)}."
            raise InvalidError(message, "channels")
    return json.dumps(kept, ensure_ascii=False)


def situations_by(keys: Iterable[str]) -> list[LifeSituation]:
    """Return the life situations with these keys. Raises InvalidError for one that does not exist."""
    wanted = list(keys)
    found = {row.key: row for row in LifeSituation.select().where(LifeSituation.key.in_(wanted))} if wanted else {}
    for key in wanted:
        if key not in found:
            message = f"Livssituationen {key} finns inte."
            raise InvalidError(message, "life_situations")
    return [found[key] for key in wanted]


def placed_differently(service: Service, situations: list[LifeSituation], numbers: list[str]) -> list[str]:
    """Return which of the service's places change: its life situations, the documents it rests on."""
    rows = ServiceDocument.select().where(ServiceDocument.service == service).order_by(ServiceDocument.position)
    places = ServiceSituation.select().where(ServiceSituation.service == service).order_by(ServiceSituation.id)
    changed = []
    if [row.situation_id for row in places] != [situation.id for situation in situations]:
        changed.append("life_situations")
    if [row.number for row in rows] != numbers:
        changed.append("documents")
    return changed


def place(service: Service, situations: list[LifeSituation], numbers: list[str]) -> None:
    """Put the service in these life situations and let it rest on these documents."""
    ServiceSituation.delete().where(ServiceSituation.service == service).execute()
    ServiceDocument.delete().where(ServiceDocument.service == service).execute()
    for situation in situations:
        ServiceSituation.create(service=service, situation=situation)
    for position, number in enumerate(numbers):
        ServiceDocument.create(service=service, position=position, number=number)


def publish_explanation(
    deed: Deed,
    *,
    commitment: str,
    period: str,
    what_happened: str,
    our_fault: bool,
    correction: str,
    correct_by: date | None = None,
) -> tuple[Explanation, str]:
    """Explain in public why a commitment was not kept in a period; return it and `created`, `changed` or `unchanged`.

    A later explanation of the same period takes the place of the earlier, which is kept. Raises RefusedError when it
    says too little, NotFoundError for a commitment that no decided declaration has made.
    """
    row = CommitmentRow.select().where(CommitmentRow.key == commitment).order_by(CommitmentRow.id.desc()).first()
    if row is None:
        message = f"Löftet {commitment} finns inte i någon beslutad servicedeklaration."
        raise NotFoundError(message)
    deed.require("services.explain", row.owner_unit)
    try:
        code = Period.parse(period).code
    except ValueError as error:
        raise InvalidError(str(error), "period") from error
    refusal = why_not_explain(what_happened, correction)
    if refusal:
        raise RefusedError(refusal)
    wanted = {
        "what_happened": what_happened,
        "our_fault": our_fault,
        "correction": correction,
        "correct_by": correct_by,
    }
    earlier = find_explanation(commitment, code)
    if earlier and all(getattr(earlier, field) == value for field, value in wanted.items()):
        return earlier, "unchanged"
    outcome = "changed" if earlier else "created"
    with unit_of_work():
        explanation = Explanation.create(
            commitment=commitment, period=code, by=deed.person, published_at=deed.at, **wanted
        )
        deed.record("explanation-published", Ref("commitment", commitment), period=code, our_fault=our_fault)
    return explanation, outcome


def find_explanation(commitment: str, period: str) -> Explanation | None:
    """Return the explanation that counts for the period, if there is one."""
    rows = Explanation.select().where((Explanation.commitment == commitment) & (Explanation.period == period))
    return rows.order_by(Explanation.id.desc()).first()
