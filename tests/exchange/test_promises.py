"""Services, declarations, indicators with their measurements, explanations: in, again, and corrected."""

from collections.abc import Callable

import pytest

from portal.exchange.outcome import Report
from portal.indicators.models import Measurement
from portal.journal.models import Entry
from portal.journal.record import head
from portal.services.models import CommitmentRow, Explanation, LifeSituation, Service
from tests.exchange.conftest import APPROVAL, SUBMISSION, Content, version_text

Import = Callable[..., Report]
Refused = Callable[..., list[str]]
V1 = "documents/SOC-SDK-0001/v1.md"
SERVICE = """\
key: hemtjanst
name: Hemtjänst
summary: Hjälp hemma.
unit: SOC-AO
board: SOC
life_situations: [aldre]
keywords: [hemhjälp, städning]
channels: [{kind: phone, text: Växeln, address: 0555-10 10 00}]
documents: [SOC-RUT-0001, SOC-SDK-0001]
"""
INDICATOR = """\
key: htj-beslut-andel
name: Beslut i tid
unit: percent
numerator: Beslut inom 3 veckor
denominator: Alla beslut
source: manual
frequency: quarter
direction: higher
measurements:
- {period: Q-2, numerator: 80, denominator: 100, entered_by: bo}
- {period: Q-1, numerator: 90, denominator: 100, entered_by: bo, entered: T-3d}
"""
DECLARATION = """\
number: SOC-SDK-0001
kind: declaration
type: declaration
unit: SOC-AO
owner_role: manager
"""
COMMITMENTS = """\
service: hemtjanst
commitments:
- key: htj-beslut
  kind: promise
  text: Beslut inom 3 veckor.
  start: Ansökan är komplett
  stop: Beslutet skickas
  clock: weeks
  operator: <=
  threshold: 3
  target_share: 90
  owner_role: manager
  owner_unit: SOC-AO
  indicator: htj-beslut-andel
  remedy: {level: explanation, text: Vi ringer och förklarar.}
"""
TEXT = """\
## Det här gör vi

Vi hjälper dig enligt [[SOC-RUT-0001]].

## Det här gör vi inte

Vi skottar inte.

## Det här ber vi dig om

Ring före.

## Så når du oss

Ring växeln.

## Om vi inte håller vad vi lovat

Ring chefen.
"""
EXPLANATION = """\
commitment: htj-beslut
explanations:
- period: Q-2
  what_happened: Två handläggare var sjuka under hela sommaren.
  our_fault: true
  correction: Vi har anställt en vikarie som stannar.
  correct_by: T+30d
  by: cleo
  published: T-20d
"""


@pytest.fixture
def promises(content: Content) -> Content:
    """Return the folder with a service, its declaration, an indicator and an explanation."""
    content.write("life-situations.yaml", "- {key: aldre, name: Bli äldre}\n")
    content.write("services/hemtjanst.yaml", SERVICE)
    content.write("indicators/htj-beslut-andel.yaml", INDICATOR)
    content.write("documents/SOC-SDK-0001/document.yaml", DECLARATION)
    text = version_text(head=SUBMISSION + APPROVAL + COMMITMENTS, body=TEXT, audience="[public]")
    content.write(V1, text)
    return content.write("explanations/htj-beslut.yaml", EXPLANATION)


def test_everything_is_there(promises: Content, bring_in: Import) -> None:
    report = bring_in(promises)
    assert report.lines()[-1] == "Klart: 16 nya, 0 ändrade, 0 orörda."
    service = Service.get()
    assert (service.unit.code, service.board.code, service.keywords) == ("SOC-AO", "SOC", "hemhjälp, städning")
    assert [row.situation.name for row in service.situations] == ["Bli äldre"]
    assert [row.key for row in CommitmentRow.select()] == ["htj-beslut"]
    assert [(row.period, row.numerator, str(row.entered_at.date())) for row in Measurement.select()] == [
        ("2026-Q2", 80, "2026-07-01"),
        ("2026-Q3", 90, "2026-11-17"),
    ]
    assert (Explanation.get().by.key, Explanation.get().period) == ("cleo", "2026-Q2")
    assert Entry.get(Entry.verb == "explanation-published").actor == "system"


def test_a_second_import_changes_nothing(promises: Content, bring_in: Import) -> None:
    bring_in(promises)
    before = head()
    assert bring_in(promises).lines() == ["Inget ändrades: allt som står i mappen finns redan i portalen (16 filer)."]
    assert head() == before


BAD = [
    (V1, "indicator: htj-beslut-andel", "indicator: htj-andel", ":22: Nyckeltalet htj-andel finns varken"),
    (V1, "owner_unit: SOC-AO", "owner_unit: SOC-XX", ":21: Enheten SOC-XX finns varken"),
    (V1, "service: hemtjanst", "service: hemtjansten", ":9: Tjänsten hemtjansten finns varken"),
    (V1, "clock: weeks", "clock: veckor", ":16: "),
    (V1, "## Så når du oss", "## Hitta oss", ":8: Rubriken ”Så når du oss” saknas i texten"),
    (V1, "  remedy", "  statutory: {threshold: 2, clock: weeks, reference: lagen}\n  remedy", ":8: Löftet htj-beslut"),
    (V1, "[[SOC-RUT-0001]]", "[[SOC-RUT-0009]]", ":28: Dokumentet SOC-RUT-0009 finns varken"),
    ("services/hemtjanst.yaml", "[aldre]", "[unga]", ":6: Livssituationen unga finns varken"),
    ("services/hemtjanst.yaml", "kind: phone", "kind: fax", ":8: kind: ”fax” finns inte"),
    ("services/hemtjanst.yaml", "SOC-RUT-0001", "SOC-RUT-0009", ":9: Dokumentet SOC-RUT-0009 finns varken"),
    ("indicators/htj-beslut-andel.yaml", "numerator: 80", "numerator: 180", ":10: period: Täljaren 180 är större"),
    ("indicators/htj-beslut-andel.yaml", "Q-2", "M-2", ":10: period: Nyckeltalet mäts varje kvartal"),
    ("indicators/htj-beslut-andel.yaml", "Q-2", "Q-1", ":11: period: 2026-Q3 har redan ett mätvärde"),
    ("indicators/htj-beslut-andel.yaml", "Q-2", "2027-Q1", ":10: period: Perioden 2027-Q1 är inte slut än"),
    ("indicators/htj-beslut-andel.yaml", "numerator: 80", "numerator: 8.5", ":10: numerator: ”8.5” är inget heltal"),
    ("explanations/htj-beslut.yaml", "commitment: htj-beslut", "commitment: htj", ":1: commitment: ”htj” ska vara"),
    ("explanations/htj-beslut.yaml", "true", "ja", ":5: our_fault: skriv true eller false"),
    (
        "explanations/htj-beslut.yaml",
        "Två handläggare var sjuka under hela sommaren.",
        "Oj.",
        ":4: what_happened: Skriv",
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "told"), BAD, ids=[case[3] for case in BAD])
def test_each_fault_is_told_with_its_line(
    promises: Content, refused: Refused, name: str, old: str, new: str, told: str
) -> None:
    lines = refused(promises.change(name, old, new))
    assert any(line.startswith(f"{name}{told}") for line in lines), lines
    assert head() == 0


def test_a_commitment_stands_in_one_declaration(promises: Content, refused: Refused) -> None:
    promises.write("documents/SOC-SDK-0002/document.yaml", DECLARATION.replace("0001", "0002"))
    text = (promises.root / V1).read_text()
    [line] = refused(promises.write("documents/SOC-SDK-0002/v1.md", text))
    assert line.endswith("Löftet htj-beslut finns redan i SOC-SDK-0001. Ge det en egen nyckel.")


def test_an_explanation_is_of_a_decided_commitment(promises: Content, refused: Refused) -> None:
    text = version_text(head=SUBMISSION + COMMITMENTS, body=TEXT, audience="[public]")
    [line] = refused(promises.write(V1, text))
    assert line.startswith("explanations/htj-beslut.yaml:1: Löftet htj-beslut finns varken")


class TestAMeasuredPeriod:
    NAME = "indicators/htj-beslut-andel.yaml"

    def test_is_corrected_with_a_reason_and_both_are_kept(self, promises: Content, bring_in: Import) -> None:
        bring_in(promises)
        promises.change(self.NAME, "numerator: 80", "reason: Ett räknefel., numerator: 81")
        assert bring_in(promises).lines()[0] == f"ändrad: {self.NAME}"
        rows = Measurement.select().where(Measurement.period == "2026-Q2").order_by(Measurement.id)
        assert [(row.numerator, row.reason) for row in rows] == [(80, ""), (81, "Ett räknefel.")]
        assert bring_in(promises).lines()[-1].startswith("Inget ändrades")

    def test_is_not_changed_without_one(self, promises: Content, bring_in: Import, refused: Refused) -> None:
        bring_in(promises)
        [line] = refused(promises.change(self.NAME, "numerator: 80", "numerator: 81"))
        assert line.startswith(f"{self.NAME}:10: 2026-Q2 har ett annat mätvärde i portalen. Skriv varför det rättas")

    def test_keeps_the_portals_correction(self, promises: Content, bring_in: Import) -> None:
        both = "{period: Q-2, numerator: 81, denominator: 100, reason: Räknefel.}"
        bring_in(promises.change(self.NAME, "- {period: Q-1", f"- {both}\n- {{period: Q-1"))
        promises.change(self.NAME, f"- {both}\n", "")
        assert bring_in(promises).lines()[-1].startswith("Inget ändrades")
        assert Measurement.select().where(Measurement.period == "2026-Q2").count() == 2

    def test_does_not_lose_its_meaning(self, promises: Content, bring_in: Import, refused: Refused) -> None:
        bring_in(promises)
        [line] = refused(promises.change(self.NAME, "unit: percent", "unit: index"))
        assert line == f"{self.NAME}:3: Nyckeltalet har mätvärden: enhet och frekvens kan inte ändras."


def test_a_later_explanation_is_added_and_a_published_one_not_rewritten(
    promises: Content, bring_in: Import, refused: Refused
) -> None:
    bring_in(promises)
    name = "explanations/htj-beslut.yaml"
    [line] = refused(promises.change(name, "vikarie", "person"))
    assert line.startswith(f"{name}:3: Förklaringen är redan publicerad med andra ord")
    promises.change(name, "published: T-20d", "published: T-10d")
    assert bring_in(promises).lines()[0] == f"ändrad: {name}"
    assert Explanation.select().count() == 2


def test_situations_beside_the_file_stay(promises: Content, bring_in: Import) -> None:
    bring_in(promises)
    bring_in(promises.write("life-situations.yaml", "- {key: flytta, name: Flytta}\n"))
    situations = LifeSituation.select().order_by(LifeSituation.position)
    assert [row.key for row in situations] == ["flytta", "aldre"]
