"""Services, promises and figures for tests, made by the real verbs."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from portal.control.actions.decisions import approve_version
from portal.control.actions.documents import create_document
from portal.control.actions.drafts import Text, create_draft
from portal.control.actions.submissions import submit_version
from portal.control.models.documents import Document
from portal.control.models.versions import Version
from portal.indicators.actions import add_measurement, save_indicator
from portal.indicators.models import Indicator
from portal.people.reader import MACHINE
from portal.services import body
from portal.services.actions import publish_explanation, save_life_situations, save_service
from portal.services.models import Explanation, Service
from portal.services.rules.commitment import Commitment
from portal.services.rules.decide import HEADINGS
from portal.services.rules.reading import commitment_to
from tests.support.organisation import Organisation

TEXT = "\n\n".join(f"## {heading}\n\nText om det, se [[SBF-RUT-0001]]." for heading in HEADINGS)
CHANNELS = ({"kind": "phone", "text": "Växeln", "address": "0555-10 10 00"},)


def make_service(organisation: Organisation, key: str = "bygglov", **values: Any) -> Service:
    """Create a service of Samhällsbyggnad's."""
    facts = {
        "name": key.capitalize(),
        "summary": "Lov att bygga.",
        "unit": organisation.units["SBF"],
        "board": organisation.units["EKV"],
        "channels": CHANNELS,
        **values,
    }
    service, _ = save_service(MACHINE, key=key, now=organisation.now, **facts)
    return service


def make_situation(organisation: Organisation, key: str = "bygga-och-bo", name: str = "Bygga och bo") -> None:
    """Create a life situation, the only one."""
    save_life_situations(MACHINE, [(key, name)], now=organisation.now)


def declare(
    organisation: Organisation,
    commitments: Sequence[Commitment],
    *,
    number: str = "SBF-SDK-0001",
    service: str = "bygglov",
    valid_from: date | None = None,
    audience: Sequence[str] = ("public",),
    text: str = TEXT,
) -> Version:
    """Decide the next version of a declaration, to apply from a day (400 days ago unless said); Cleo decides."""
    document = Document.get_or_none(Document.number == number) or create_document(
        organisation.deed("bo"),
        number=number,
        kind="declaration",
        type="declaration",
        unit=organisation.units["SOC"],
        owner_role="manager",
        owner=organisation.people["cleo"],
    )
    front = {"service": service, "commitments": [commitment_to(commitment) for commitment in commitments]}
    content = Text(f"Servicedeklaration för {service}", body.read(front, text), tuple(audience), change_note="Ändrat.")
    version = create_draft(organisation.deed("bo"), document, content)
    submit_version(
        replace(organisation.deed("bo"), reader=MACHINE, recorded_at=organisation.now), version, approvers=[]
    )
    start = valid_from or organisation.today - timedelta(days=400)
    decide(organisation, version, start)
    return version


def decide(organisation: Organisation, version: Version, start: date) -> None:
    """Let Cleo's decision of an earlier day be brought in."""
    deed = organisation.deed("cleo")
    imported = type(deed)(deed.person, MACHINE, deed.at, deed.today, recorded_at=deed.at)
    approve_version(imported, version, valid_from=start, review_by=start + timedelta(days=800), reference="Beslut 8")


def measure(
    organisation: Organisation,
    figures: dict[str, tuple[int, int]],
    *,
    key: str = "kc-epost-andel",
    unit: str = "percent",
    frequency: str = "quarter",
) -> Indicator:
    """Create an indicator with a figure (numerator, denominator) for each period."""
    indicator, _ = save_indicator(
        MACHINE,
        key=key,
        name="E-post besvarad i tid",
        unit=unit,
        numerator="Brev besvarade i tid",
        denominator="Alla brev",
        source="case_clock",
        frequency=frequency,
        direction="higher",
        now=organisation.now,
    )
    for period, (numerator, denominator) in figures.items():
        add_measurement(
            MACHINE,
            indicator,
            period=period,
            numerator=numerator,
            denominator=denominator,
            now=organisation.now,
            today=organisation.today,
            reason="rättat",
        )
    return indicator


def explain(
    organisation: Organisation, commitment: str = "kc-epost", period: str = "2026-Q3", **values: Any
) -> Explanation:
    """Let Ylva explain why a promise was not kept."""
    facts = {
        "what_happened": "Två handläggare var sjuka samtidigt.",
        "our_fault": True,
        "correction": "Vi har ordnat vikarier för sommaren.",
        **values,
    }
    explanation, _ = publish_explanation(organisation.deed("ylva"), commitment=commitment, period=period, **facts)
    return explanation
