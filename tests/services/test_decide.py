import pytest

from portal.services.rules.commitment import Clock, Kind, Remedy, RemedyLevel
from portal.services.rules.decide import HEADINGS, why_not_decide
from tests.services.commitments import commitment, law, level

TEXT = "\n\n".join(f"## {heading}\n\nText." for heading in HEADINGS)


@pytest.mark.parametrize(
    ("commitments", "text", "reason"),
    [
        ([], TEXT, "saknar ett löfte som går att mäta"),
        ([commitment(indicator="")], TEXT, "saknar ett löfte som går att mäta"),
        ([commitment(), commitment(key="annat", indicator="")], TEXT, "Löftet annat saknar nyckeltal"),
        ([commitment(), commitment()], TEXT, "Nyckeln kc-epost finns på flera löften"),
        ([commitment(start="")], TEXT, "saknar start eller stopp"),
        ([commitment(stop="")], TEXT, "saknar start eller stopp"),
        ([commitment(kind=Kind.GUARANTEE)], TEXT, "saknar beslutet"),
        ([commitment(statutory=law(1, Clock.WORKING_DAYS))], TEXT, "kan bli svagare än lagens gräns"),
        ([commitment(statutory=law(3, Clock.CALENDAR_DAYS))], TEXT, "kan bli svagare än lagens gräns"),
        ([commitment(statutory=law(90, Clock.SHARE))], TEXT, "går inte att jämföra"),
        ([commitment()], TEXT.replace("## Så når du oss", "Så når du oss"), "Rubriken ”Så når du oss” saknas"),
        ([commitment()], "", "Rubriken ”Det här gör vi” saknas"),
    ],
)
def test_a_declaration_that_promises_too_little_is_not_decided(commitments, text, reason):
    assert reason in (why_not_decide(commitments, text) or "")


@pytest.mark.parametrize(
    "promised",
    [
        commitment(),
        commitment(kind=Kind.GUARANTEE, remedy=Remedy(RemedyLevel.FEE, "Ingen avgift.", "KF 2026 beslut 8")),
        commitment(statutory=law(2, Clock.WORKING_DAYS)),
        commitment(statutory=law(4, Clock.WEEKS)),
        level(Clock.SHARE, commitment().operator.AT_LEAST, 70),
    ],
)
def test_a_declaration_that_can_be_held_against_us_is_decided(promised):
    assert why_not_decide([promised], TEXT) is None
