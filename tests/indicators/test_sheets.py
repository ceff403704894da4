"""A sheet of figures is taken in whole or not at all, on both databases."""

import pytest

from portal.indicators.figures import read
from portal.indicators.models import Measurement
from portal.indicators.queries import measured
from portal.indicators.sheets import Verdict, add_sheet, judge_sheet
from portal.lib.errors import ForbiddenError, InvalidError
from tests.support.organisation import Organisation
from tests.support.queries import counted_queries
from tests.support.services import measure
from tests.support.traces import unchanged

KEY, NAME = "kc-epost-andel", "E-post besvarad i tid"


@pytest.fixture
def town(small_town: Organisation) -> Organisation:
    """Return the municipality when one indicator has been measured twice."""
    measure(small_town, {"2026-Q1": (80, 100), "2026-Q2": (90, 100)})
    return small_town


def judged(town: Organisation, text: str) -> list[Verdict]:
    """Return what a sheet would do when Disa enters it."""
    return judge_sheet(town.reader("disa"), read(text), today=town.today)


def add(town: Organisation, text: str, who: str = "disa") -> list[Verdict]:
    """Enter a sheet."""
    return add_sheet(town.reader(who), read(text), entered_by=town.people[who], now=town.now, today=town.today)


def test_each_line_says_what_it_would_do(town: Organisation) -> None:
    text = f"{KEY};2026-Q3;70;100\n{NAME.upper()};2026-Q2;90;100\n{KEY};2026-Q1;81;100;Ett brev till."
    with unchanged():
        assert [verdict.outcome for verdict in judged(town, text)] == ["new", "unchanged", "corrected"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("finns-inte;2026-Q3;1;2", "Nyckeltalet ”finns-inte” finns inte."),
        (f"{KEY};2026-09;1;2", "mäts varje kvartal"),
        (f"{KEY};2026-Q4;1;2", "är inte slut än"),
        (f"{KEY};2026-Q3;3;2", "större än nämnaren"),
        (f"{KEY};2026-Q3;1;0", "När nämnaren är 0"),
        (f"{KEY};2026-Q2;91;100", "Skriv varför det rättas"),
        (f"{KEY};i höstas;1;2", "är ingen period"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_saved(town: Organisation, line: str, words: str) -> None:
    text = f"{KEY};2026-Q3;70;100\n{line}" if "2026-Q3" not in line else line
    assert words in " ".join(judged(town, text)[-1].problems)
    with unchanged(), pytest.raises(InvalidError, match="Inget har sparats"):
        add(town, text)


def test_a_name_and_a_key_are_the_same_indicator(town: Organisation) -> None:
    text = f"{KEY};2026-Q3;70;100\n{NAME};2026-Q3;71;100"
    assert all("står på flera rader" in " ".join(verdict.problems) for verdict in judged(town, text))
    with unchanged(), pytest.raises(InvalidError, match="Inget har sparats"):
        add(town, text)


def test_all_are_saved_with_who_entered_them(town: Organisation) -> None:
    add(town, f"{KEY};2026-Q3;70;100\n{KEY};2026-Q2;90;100\n{KEY};2026-Q1;81;100;Ett brev till.")
    figures = measured([KEY])[KEY].figures
    assert {code: figure.numerator for code, figure in figures.items()} == {"2026-Q1": 81, "2026-Q2": 90, "2026-Q3": 70}
    assert Measurement.select().where(Measurement.period == "2026-Q1").count() == 2, "what was corrected is kept"
    last = Measurement.select().order_by(Measurement.id.desc()).first()
    assert (last.entered_by.key, last.reason, last.supersedes.numerator) == ("disa", "Ett brev till.", 80)
    with unchanged():
        add(town, f"{KEY};2026-Q3;70;100")


def test_only_who_may_measure_does(town: Organisation) -> None:
    with unchanged(), pytest.raises(ForbiddenError):
        add(town, f"{KEY};2026-Q3;70;100", who="asta")


def test_a_long_sheet_is_judged_by_as_few_questions_as_a_short_one(town: Organisation) -> None:
    lines = [f"{KEY};{year}-Q{quarter};1;2" for year in range(1950, 2026) for quarter in range(1, 5)]
    reader, sheet = town.reader("disa"), read("\n".join(lines))
    with counted_queries() as asked:
        judge_sheet(reader, sheet, today=town.today)
    assert len(asked) == 2
