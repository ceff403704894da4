"""The gate: a sound draft passes, and each single thing that is wrong with it is found on its line."""

import time
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.control.rules.finding import Finding, Inspected, Level, Target, error
from portal.control.rules.gate import inspect, why_not_pass
from portal.control.rules.references import Reach, numbers_in, reach_between
from portal.lib.markup.survey import survey
from portal.people.rules import UnitFact

TODAY = date(2026, 11, 20)
TEXT = """\
Rutinen gäller alla.

## Ansvar

| Vem | Vad |
|---|---|
| Chef | Följer upp inom en vecka |

## Så gör du

1. Ta skydd.
2. Läs [[SOC-RUT-0002]] och [ansvaret](#ansvar).

![En karta](karta.png)

## Undantag

Inga.
"""
INTERNAL = frozenset({"internal"})
OTHER = Target("SOC-RUT-0002", "Annan rutin", INTERNAL)
UNITS = {
    code: UnitFact(code, parent) for code, parent in (("EKV", None), ("SOC", "EKV"), ("SOC-AO", "SOC"), ("SBF", "EKV"))
}
SOUND = Inspected(
    "SOC-RUT-0001",
    "routine",
    2,
    "Rutin vid hot och våld",
    TEXT,
    TODAY,
    change_note="Ny uppföljning.",
    grants=INTERNAL,
    answering="Cleo Åkerlund",
    files=("karta.png", "mall.docx"),
    targets={"SOC-RUT-0002": OTHER},
    units=UNITS,
)


def found_in(text: str, **facts: object) -> list[tuple[str, str, int | None]]:
    """Return what is found when the text stands last in a sound draft: level, code, how many lines after it."""
    draft = replace(SOUND, source=f"{TEXT}\n{text}", **facts)
    above = TEXT.count("\n") + 1
    return [(found.level.value, found.code, found.line and found.line - above) for found in inspect(draft).findings]


def test_a_sound_draft_passes() -> None:
    assert inspect(SOUND).findings == ()
    assert why_not_pass(inspect(SOUND)) is None


@pytest.mark.parametrize(
    ("facts", "code", "place"),
    [
        ({"answering": ""}, "owner", "document"),
        ({"review_months": 0}, "review", "document"),
        ({"change_note": " "}, "change-note", "change_note"),
        ({"title": " "}, "title", "title"),
        ({"title": "Rutin vid xx"}, "gap", "title"),
        ({"change_note": "TODO"}, "gap", "change_note"),
        ({"grants": frozenset()}, "audience", "audience"),
        ({"faults": {"mall.docx": ("saknar språk.",)}}, "file", "files"),
        ({"hints": {"mall.docx": ("saknar titel.",)}, "title": "xx"}, "gap", "title"),
        ({"beside": (error("own", "Eget.", place="front"),)}, "own", "front"),
        ({"files": ("mall.docx",)}, "picture", "text"),
        ({"targets": {}}, "link", "text"),
    ],
)
def test_each_fact_that_is_wrong_stops(facts: dict[str, object], code: str, place: str) -> None:
    [found] = inspect(replace(SOUND, **facts)).errors  # type: ignore[arg-type]
    assert (found.code, found.place) == (code, place)
    assert found.message[0] in "”ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    assert found.message.endswith(".")


def test_a_first_version_needs_no_note() -> None:
    assert inspect(replace(SOUND, version=1, change_note="")).findings == ()


@pytest.mark.parametrize(
    ("without", "code"),
    [
        ("## Ansvar", "part-who"),
        ("1. Ta skydd.\n2. ", "part-steps"),
        ("inom en vecka", "part-deadline"),
        ("## Undantag", "part-exception"),
    ],
)
def test_a_routine_tells_who_in_which_steps_when_and_with_which_exceptions(without: str, code: str) -> None:
    draft = replace(SOUND, source=TEXT.replace(without, "", 1))
    assert code in [found.code for found in inspect(draft).errors]
    assert not [found for found in inspect(replace(draft, type="guideline")).errors if found.code == code]


GAPS = [
    "Ring xx.",
    "Ring XXX",
    "Ansvarig: xx",
    "[…]",
    "[...]",
    "[ ]",
    "[___]",
    "[namn på chefen]",
    "[Ange datum]",
    "TODO",
    "TODO: kolla",
    "Texten måste göras tillgänglig.",
    "Bilagan MÅSTE GÖRAS TILLGÄNGLIG",
    "Lorem ipsum dolor.",
    "Vem???",
    "Fyll i",
    "Namn: fyll i",
    "Kontakt: fyll i telefonnummer",
    "Fyll i enhetens namn",
    "(fyll i datum)",
    "Fyll i namnet här.",
    "*Skriv här:* vem",
    "- *Skriv här:* vem",
    "| A | B |\n|---|---|\n| *Skriv här:* x | y |",
    "Namn ______",
    "Kompletteras senare.",
]


@pytest.mark.parametrize("text", GAPS)
def test_a_gap_is_found(text: str) -> None:
    [(level, code, line)] = found_in(text)
    assert (level, code) == ("error", "gap")
    assert line == text.count("\n") + 1


NO_GAPS = [
    "Lexxus och Foxxy.",
    "`xx`",
    "```\nxx\n```",
    "    TODO i kod",
    "Fyll i [[SOC-RUT-0002]] för hand.",
    "1. Fyll i blanketten.",
    "Öppna blanketten och fyll i\nalla fält.",
    "## Fyll i så här",
    "- [ ] kryssa\n- [x] klart",
    "Året är MMXX.",
    "[ansvaret](#ansvar)",
    "Ring anna.xx@ekvik.example.",
    "Skriv här och nu.",
    "***\n\n___",
    "Vad? Varför?!",
]


@pytest.mark.parametrize("text", NO_GAPS)
def test_what_only_looks_like_a_gap_is_none(text: str) -> None:
    assert found_in(text) == []


def test_a_form_shows_where_one_writes() -> None:
    assert found_in("Namn: ____ (fyll i)", type="form") == []
    assert [code for _, code, _ in found_in("Namn: ____")] == ["gap"]


@pytest.mark.parametrize(
    ("text", "level", "code"),
    [
        ("[[SOC-RUT-0099]]", "error", "link"),
        ("[[soc-rut-0099|x]]", "error", "link"),
        ("[x](/d/SOC-RUT-0099)", "error", "link"),
        ("[x](/d/SOC-RUT-0099/v/3)", "error", "link"),
        ("[x](/d/SOC-RUT-0001/v/2/filer/borta.pdf)", "error", "link"),
        ("[x](#finns-inte)", "error", "link"),
        ("[x](javascript:alert)", "error", "link"),
        ("[x](mall.docx)", "error", "link"),
        ("[[Rutin för nycklar]]", "error", "link"),
        ("![x](borta.png)", "error", "picture"),
        ("![x](https://ekvik.example/x.png)", "error", "picture"),
        ("![](karta.png)", "error", "picture"),
        ("![ ](karta.png)", "error", "picture"),
        ("# Rubrik", "error", "heading"),
        ("Rubrik\n===", "error", "heading"),
        ("#### Rubrik", "error", "heading"),
        ("| A | B |\n| 1 | 2 |", "error", "table"),
        ("| | |\n|---|---|\n| 1 | 2 |", "error", "table"),
        ("| A | |\n|---|---|\n| 1 | 2 |", "error", "table"),
        ("Rad<br>två.", "error", "html"),
        ("<!-- dolt -->", "error", "html"),
        ("[här](#ansvar)", "advice", "label"),
        ("[Läs mer](#ansvar).", "advice", "label"),
        ("[Ekvik](https://ekvik.example)", "advice", "external"),
        ("ord " * 31 + ".", "advice", "sentence"),
    ],
)
def test_each_thing_in_the_text_is_found_on_its_line(text: str, level: str, code: str) -> None:
    assert found_in(text) == [(level, code, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "[[SOC-RUT-0001]]",
        "[x](/d/soc-rut-0002)",
        "[x](/d/SOC-RUT-0001/v/2/filer/mall.docx)",
        "[x](mailto:a@ekvik.example)",
        "[x](tel:0555-100000)",
        "[x](/tjanster/)",
        "![Karta](filer/karta.png)",
        "### Under\n\n#### Längre ned\n\n## Upp igen",
        "| | B |\n|---|---|\n| 1 | 2 |",
        "`<br>` och [[SOC-RUT-0002|den andra]]",
        "a < b och c > d",
    ],
)
def test_what_is_right_is_not_told(text: str) -> None:
    assert found_in(text) == []


def told_of(target: Target, **facts: object) -> Finding:
    """Return the only thing that is found when the text refers to the target."""
    [found] = inspect(replace(SOUND, targets={"SOC-RUT-0002": target}, **facts)).findings  # type: ignore[arg-type]
    assert found.line == 12
    return found


def test_a_withdrawn_document_is_named_with_what_replaced_it() -> None:
    found = told_of(replace(OTHER, ends_on=TODAY, replaced_by="SOC-RUT-0003"))
    assert (found.level, found.code) == (Level.ERROR, "withdrawn")
    assert "Annan rutin" in found.message
    assert "[[SOC-RUT-0003]]" in found.message
    later = told_of(replace(OTHER, ends_on=TODAY + timedelta(1)))
    assert (later.level, later.code) == (Level.ADVICE, "withdrawn")


def test_a_former_number_leads_to_the_present_one() -> None:
    assert "[[SOC-RUT-0007]]" in told_of(replace(OTHER, number="SOC-RUT-0007")).message


def test_what_does_not_apply_yet_is_told() -> None:
    assert told_of(replace(OTHER, grants=frozenset())).level is Level.ADVICE


@pytest.mark.parametrize(
    ("grants", "others", "reach"),
    [
        ("internal", "public", Reach.ALL),
        ("public", "internal", Reach.SOME),
        ("unit:SOC-AO", "internal", Reach.ALL),
        ("unit:SOC-AO", "unit:SOC", Reach.ALL),
        ("unit:SOC", "unit:SOC-AO", Reach.SOME),
        ("unit:SOC", "unit:SBF", Reach.NONE),
        ("unit:SOC unit:SBF", "unit:SBF", Reach.SOME),
        ("role:manager@SOC", "role:manager@SOC-AO", Reach.ALL),
        ("role:manager@SOC-AO", "role:manager@SOC", Reach.SOME),
        ("role:manager@SOC", "role:author@SOC", Reach.SOME),
        ("unit:SOC", "role:manager@SOC", Reach.SOME),
        ("role:manager@SOC", "internal", Reach.ALL),
    ],
)
def test_who_may_follow_a_reference(grants: str, others: str, reach: Reach) -> None:
    assert reach_between(grants.split(), others.split(), UNITS) is reach


def test_readers_who_may_not_follow_are_told_of() -> None:
    assert told_of(replace(OTHER, grants=frozenset({"unit:SBF"})), grants=frozenset({"unit:SOC"})).level is Level.ERROR
    assert told_of(OTHER, grants=frozenset({"public"})).level is Level.ADVICE


def test_long_text_without_headings_and_hard_words_is_advised_against() -> None:
    words = "Verksamhetsövergripande kvalitetsledningssystem förutsätter organisationsanpassade ansvarsfördelningar. "
    report = inspect(replace(SOUND, type="guideline", source=words * 80))
    assert {found.code for found in report.hints} == {"lix", "length"}
    assert report.errors == ()
    assert report.lix is not None
    assert report.lix > 60
    assert report.meaning == "mycket svår att läsa"


def test_errors_stop_and_advice_does_not() -> None:
    assert why_not_pass(inspect(replace(SOUND, source=f"{TEXT}\n[här](#ansvar)"))) is None
    assert "(1 till)" in (why_not_pass(inspect(replace(SOUND, source=f"{TEXT}\nxx\n\nTODO"))) or "")


def test_the_documents_named_are_asked_for() -> None:
    text = "[[soc-rut-0002]] [x](/d/SOC-RUT-0003/v/1) [y](/d/SOC-RUT-0004?a=b) [z](/tjanster/) `[[SOC-RUT-0005]]`"
    assert numbers_in(survey(text)) == {"SOC-RUT-0002", "SOC-RUT-0003", "SOC-RUT-0004"}


@given(st.text(alphabet="[]()!`<>|#-* \n\\xX.^:_?…fyli här", max_size=200))
def test_anything_can_be_inspected(source: str) -> None:
    report = inspect(replace(SOUND, source=source))
    last = source.count("\n") + 1
    assert all(found.line is None or 1 <= found.line <= last for found in report.findings)
    assert len(set(report.findings)) == len(report.findings)


def test_a_text_of_the_largest_size_is_inspected_at_once() -> None:
    text = (
        TEXT + "\n" + "Du som arbetar hos oss följer rutinen och berättar för chefen när något händer. " * 30 + "\n\n"
    ) * 60
    draft = replace(SOUND, source=text[:200_000])
    begin = time.process_time()
    inspect(draft)
    assert time.process_time() - begin < 0.6


HOSTILE = [
    "xx ",
    "[x](y)\n",
    ". ",
    "… ",
    "fyll i ",
    "[-",
    "[namn ",
    "[[X ",
    "fyll i a ",
    "_",
    "?",
    "Skriv här",
    "[x](#",
    "(fyll i",
]


@pytest.mark.parametrize("part", HOSTILE)
def test_whatever_is_written_is_inspected_in_linear_time(part: str) -> None:
    def taken(times: int) -> float:
        begin = time.process_time()
        inspect(replace(SOUND, source=part * times))
        return time.process_time() - begin

    assert taken(16_000) < 16 * max(taken(4_000), 0.01)
