import json

import pytest
from hypothesis import given

from portal.lib.errors import InvalidError
from portal.lib.yamlfile import split_front_matter
from portal.services import body
from portal.services.rules.commitment import Clock, Operator, Season
from portal.services.rules.reading import commitment_from, commitment_to
from tests.services.commitments import commitment, law
from tests.services.test_changes import commitments
from tests.support.services import TEXT

FILE = """---
service: bygglov
commitments:
- key: byg-svar
  kind: promise
  text: Svar inom 7 arbetsdagar.
  start: Ansökan kommer in
  stop: Svaret skickas
  clock: working_days
  operator: <=
  threshold: 7.0
  target_share: 95
  pauses:
  - Tid då vi väntar på dig
  season: {from: 08-01, to: 06-30}
  owner_role: manager
  owner_unit: SBF
  indicator: byg-svar-andel
  remedy:
    level: fee
    text: Ingen avgift.
    reference: KF 2026 beslut 8
  quality: time
---
"""


def read(source=FILE, text=TEXT):
    front, _, _ = split_front_matter(source)
    return body.read(front, text)


def test_what_is_written_is_what_was_read():
    kept = read()
    front, text = body.write(kept)
    assert body.read(front, text) == kept
    assert front["service"] == "bygglov"


def test_the_same_declaration_is_kept_as_the_same_bytes_however_it_was_written():
    otherwise = FILE.replace("threshold: 7.0", "threshold: '7'").replace(
        "\n  quality: time", "\n  quality: time\n  exclusions: []"
    )
    assert read(otherwise, "\r\n" + TEXT.replace("\n", "\r\n") + "\n\n\n") == read()


def test_a_commitment_is_read_with_all_that_it_says():
    promised = body.declaration_of(read()).commitments[0]
    assert (promised.clock, promised.operator, promised.threshold) == (Clock.WORKING_DAYS, Operator.AT_MOST, 7)
    assert (promised.target_share, promised.season) == (95, Season((8, 1), (6, 30)))
    assert promised.pauses == ("Tid då vi väntar på dig",)
    assert promised.remedy.reference == "KF 2026 beslut 8"


@pytest.mark.parametrize(
    ("before", "after", "line", "message"),
    [
        ("service: bygglov", "service: Bygg lov", "2", "ingen nyckel"),
        ("service: bygglov\n", "", "2", "”service” saknas"),
        ("- key: byg-svar", "- key: Byg svar", "4", "ingen nyckel"),
        ("kind: promise", "kind: vow", "5", "Välj bland guarantee, promise, ambition"),
        ("  text: Svar inom 7 arbetsdagar.\n", "", "4", "”text” saknas"),
        ("  start: Ansökan kommer in\n", "", "4", "”start” saknas"),
        ("clock: working_days", "clock: fortnights", "9", "går inte att välja för clock"),
        ("operator: <=", "operator: =", "10", "en tid lovas som högst"),
        ("threshold: 7.0", "threshold: sju", "11", "är inget tal"),
        ("threshold: 7.0", "threshold: -7", "11", "är inget tal"),
        ("target_share: 95", "target_share: 0", "12", "mer än 0 och högst 100"),
        ("target_share: 95", "target_share: 101", "12", "mer än 0 och högst 100"),
        ("pauses:\n  - Tid då vi väntar på dig", "pauses: Tid då vi väntar", "13", "ska vara en lista"),
        ("from: 08-01", "from: 02-31", "15", "ingen dag på året"),
        ("level: fee", "level: gold", "20", "går inte att välja för level"),
        ("indicator: byg-svar-andel", "indicator: Byg!", "18", "ingen nyckel"),
        ("quality: time", "colour: red", "23", "”colour” är ingen nyckel här"),
        (
            "  quality: time\n",
            "  quality: time\n  statutory: {clock: weeks, threshold: 10}\n",
            "24",
            "”reference” saknas",
        ),
    ],
)
def test_what_cannot_be_taken_is_told_with_its_line(before, after, line, message):
    assert before in FILE
    with pytest.raises(InvalidError) as error:
        read(FILE.replace(before, after, 1))
    assert (error.value.place, message in str(error.value)) == (line, True), str(error.value)


def test_the_same_key_twice_is_refused():
    entry = FILE.split("commitments:\n")[1].removesuffix("---\n")
    with pytest.raises(InvalidError, match="finns redan") as error:
        read(FILE.replace("---\n", "", 1).join(["---\n", ""]).removesuffix("---\n") + entry + "---\n")
    assert error.value.place == "24"


def test_a_text_that_cannot_be_rendered_is_refused():
    with pytest.raises(InvalidError, match="Rad 1 i texten"):
        read(text="[" * 10_000)


def test_a_share_is_at_most_a_hundred():
    share = {**commitment_to(commitment(clock=Clock.SHARE, threshold=101)), "operator": ">="}
    del share["target_share"]
    with pytest.raises(InvalidError, match="högst 100"):
        commitment_from(share, 1)


def test_a_reading_has_the_words_of_the_promises_and_the_links():
    reading = body.reading(read())
    assert "Löfte: Svar inom 7 arbetsdagar." in reading.plain
    assert "minst 95" in reading.plain
    assert "Det här ber vi dig om" in reading.plain
    assert reading.links == ("SBF-RUT-0001",)
    assert json.loads(reading.rendered)[0][0] == "Det här gör vi"


def test_hostile_text_is_rendered_harmless():
    hostile = TEXT + "\n\n<script>alert(1)</script> [x](javascript:alert(1))"
    shown = "".join(str(part) for section in body.sections_of(hostile) for part in section.rendered.segments)
    assert "&lt;script" in shown
    assert "<script" not in shown
    assert "javascript:" not in shown


def test_what_stops_a_decision_is_told():
    assert body.why_not_decide(read()) is None
    assert "Rubriken" in (body.why_not_decide(read(text="Hej.")) or "")


@given(commitments)
def test_every_commitment_is_read_back_as_it_was(promised):
    assert commitment_from(commitment_to(promised), 1) == promised


def test_a_limit_of_the_law_is_read_back_as_it_was():
    promised = commitment(statutory=law("10.5", Clock.WEEKS), season=Season((2, 29), (12, 31)), exclusions=("LSS",))
    assert commitment_from(commitment_to(promised), 1) == promised


def test_the_gate_finds_nothing_in_a_sound_declaration():
    assert body.gate(read()) == []


def test_the_gate_names_every_heading_that_lacks_and_every_promise_that_cannot_be_measured():
    text = TEXT.replace("## Det här gör vi inte", "## Annat").replace("## Så når du oss", "## Mer")
    source = FILE.replace("  indicator: byg-svar-andel\n", "")
    found = [(finding.place, finding.message) for finding in body.gate(read(source, text))]
    assert len(found) == 3
    assert found[0][0] == "front"
    assert "saknar nyckeltal" in found[0][1]
    assert [place for place, _ in found[1:]] == ["text", "text"]
    assert "Det här gör vi inte" in found[1][1]
    assert "Så når du oss" in found[2][1]


def test_the_gate_finds_a_gap_in_a_promise():
    [found] = body.gate(read(FILE.replace("Svar inom 7 arbetsdagar.", "Svar inom xx arbetsdagar.")))
    assert (found.code, found.place) == ("gap", "front")
