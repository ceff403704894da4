"""Who is to read a document and who has: in, again, ended, and out."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest

from portal.exchange.export import run_export
from portal.exchange.outcome import Report
from portal.journal.models import Entry
from portal.reading.models import Acknowledgement, ReadingDemand
from tests.exchange.conftest import Content

Import = Callable[..., Report]
Refused = Callable[..., list[str]]
NAME = "readings/SOC-RUT-0001.yaml"
READINGS = """\
number: SOC-RUT-0001
demands:
- {unit: SOC, days: 14, why: Alla ska kunna larma., since: T-60d, by: cleo}
- {unit: SOC-AO, role: manager, days: 7, since: T-50d, until: T-9d, by: cleo}
read:
- {person: bo, version: 1, at: T-40d}
- {person: cleo, version: 1, language: en, at: "2026-10-01T07:30:00Z"}
"""


@pytest.fixture
def readings(content: Content) -> Content:
    return content.write(NAME, READINGS)


def test_readings_come_in_once(readings: Content, bring_in: Import) -> None:
    assert f"ny: {NAME}" in bring_in(readings).lines()
    rows = ReadingDemand.select().order_by(ReadingDemand.id)
    assert [(row.unit.code, row.role, row.days, row.why, row.until is None) for row in rows] == [
        ("SOC", "", 14, "Alla ska kunna larma.", True),
        ("SOC-AO", "manager", 7, "", False),
    ]
    read = Acknowledgement.select().order_by(Acknowledgement.id)
    assert [(row.person.key, row.version.number, row.language) for row in read] == [("bo", 1, "sv"), ("cleo", 1, "en")]
    entry = Entry.get(Entry.verb == "version-acknowledged")
    assert '"by":"bo"' in entry.facts
    assert bring_in(readings).lines()[-1].startswith("Inget ändrades")


def test_a_demand_ends(readings: Content, bring_in: Import) -> None:
    bring_in(readings)
    readings.change(NAME, "since: T-60d, by", "since: T-60d, until: T+5d, by")
    assert bring_in(readings).lines()[0] == f"ändrad: {NAME}"
    assert ReadingDemand.select().where(ReadingDemand.until.is_null()).count() == 0
    assert bring_in(readings).lines()[-1].startswith("Inget ändrades")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("number: SOC-RUT-0001", "number: SOC-RUT-0009", ":1: number: ”SOC-RUT-0009” ska vara detsamma"),
        ("unit: SOC,", "unit: FEL,", ":3: Enheten FEL finns varken"),
        ("days: 14", "days: 0", ":3: days: ”0” är inget heltal från 1"),
        ("role: manager", "role: kung", ":4: role: ”kung” finns inte"),
        ("since: T-60d, ", "", ":3: Nyckeln ”since” saknar värde"),
        ("person: bo", "person: nils", ":6: Personen nils finns varken"),
        ("version: 1, at", "version: 2, at", ": bo sägs ha läst version 2, som inte är beslutad."),
        ("language: en", "language: klingon", ":7: language: ”klingon” finns inte"),
        ("at: T-40d", "at: T+40d", ":6: at: ”T+40d” ligger i framtiden"),
    ],
)
def test_each_fault_is_told_with_its_line(readings: Content, refused: Refused, old: str, new: str, told: str) -> None:
    lines = refused(readings.change(NAME, old, new))
    assert any(line.startswith(f"{NAME}{told}") for line in lines), lines
    assert ReadingDemand.select().count() == 0


def test_readings_go_out_as_they_came_in(
    readings: Content, bring_in: Import, tmp_path_factory: pytest.TempPathFactory
) -> None:
    bring_in(readings)
    first = tmp_path_factory.mktemp("out") / "first"
    run_export(first, ZoneInfo("Europe/Stockholm"))
    text = (first / NAME).read_text()
    assert "  why: Alla ska kunna larma." in text
    assert "2026-10-01T07:30:00" in text
    assert bring_in(first).lines()[-1].startswith("Inget ändrades")
