import pytest

from portal.indicators.rules import Figure, ValueUnit
from portal.services.rules.commitment import Clock, Kind, Operator, Season
from portal.services.rules.verdict import judge
from portal.services.rules.wording import actual_text, count_text, target_text, terms_of, threshold_text
from tests.services.commitments import commitment, level
from tests.services.test_verdict import Q3, TODAY, Y25, count, index, percent


def spoken(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("promised", "threshold", "target"),
    [
        (commitment(), "inom 2 arbetsdagar", "minst 90 %"),
        (commitment(threshold=1), "inom 1 arbetsdag", "minst 90 %"),
        (commitment(clock=Clock.HOURS, threshold=24), "inom 24 timmar", "minst 90 %"),
        (commitment(clock=Clock.WEEKS, threshold="1.5"), "inom 1,5 veckor", "minst 90 %"),
        (commitment(clock=Clock.MONTHS, threshold=4, target_share=100), "inom 4 månader", "100 %"),
        (
            commitment(clock=Clock.CALENDAR_DAYS, operator=Operator.AT_LEAST, threshold=7),
            "minst 7 kalenderdagar i förväg",
            "minst 90 %",
        ),
        (level(Clock.SHARE, Operator.AT_LEAST, 70), "minst 70 %", "minst 70 %"),
        (level(Clock.SHARE, Operator.EXACTLY, 100), "100 %", "100 %"),
        (level(Clock.COUNT_PER_YEAR, Operator.AT_LEAST, 10), "minst 10 gånger per år", "minst 10 gånger"),
        (level(Clock.COUNT_PER_YEAR, Operator.AT_MOST, 4), "högst 4 gånger per år", "högst 4 gånger"),
        (level(Clock.COUNT_PER_YEAR, Operator.EXACTLY, 1), "1 gång per år", "1 gång"),
        (level(Clock.INDEX, Operator.AT_LEAST, 80), "index minst 80", "minst 80"),
    ],
)
def test_a_commitment_is_told_in_words(promised, threshold, target):
    assert (spoken(threshold_text(promised)), spoken(target_text(promised))) == (threshold, target)


@pytest.mark.parametrize(
    ("promised", "figure", "period", "actual", "counted"),
    [
        (commitment(), percent(1836, 2183), Q3, "84,1 %", "1 836 av 2 183"),
        (commitment(), percent(9, 10), Q3, "90 %", "9 av 10"),
        (commitment(), None, Q3, "Ej mätt", ""),
        (commitment(), percent(2, 3), Q3, "Visas inte", "färre än 5"),
        (commitment(), percent(0, 0), Q3, "–", "inget inträffade"),
        (level(Clock.INDEX, Operator.AT_LEAST, 80), Figure(ValueUnit.INDEX, 5535, 69), Y25, "80,2", "69 svar"),
        (
            level(Clock.COUNT_PER_YEAR, Operator.AT_LEAST, 10),
            Figure(ValueUnit.COUNT, 153, 14),
            Y25,
            "10,9 gånger",
            "153 fördelat på 14",
        ),
        (level(Clock.COUNT_PER_YEAR, Operator.EXACTLY, 1), count(1), Y25, "1 gång", "10 fördelat på 10"),
        (level(Clock.INDEX, Operator.AT_LEAST, 80), index(80), Y25, "80", "100 svar"),
    ],
)
def test_an_outcome_is_told_in_words(promised, figure, period, actual, counted):
    verdict = judge(promised, figure, period, TODAY)
    assert (spoken(actual_text(verdict)), spoken(count_text(verdict))) == (actual, counted)


def test_an_outcome_that_misses_its_goal_by_a_hair_does_not_look_as_if_it_had_met_it():
    verdict = judge(commitment(kind=Kind.GUARANTEE), percent(89_996, 100_000), Q3, TODAY)
    assert spoken(actual_text(verdict)) == "89,996 %"


def test_limits_of_a_commitment_are_told_as_sentences():
    promised = commitment(
        season=Season((11, 1), (4, 15)), pauses=("Tid då vi väntar på dig.",), exclusions=("LSS-ärenden",)
    )
    assert terms_of(promised) == [
        "Klockan startar: brevet kommer in. Den stannar: svaret skickas.",
        "Gäller 1 november–15 april.",
        "Uppehåll: tid då vi väntar på dig.",
        "Gäller inte: LSS-ärenden.",
    ]


def test_a_level_has_no_clock_to_tell_of():
    assert terms_of(level(Clock.SHARE, Operator.AT_LEAST, 70)) == []
