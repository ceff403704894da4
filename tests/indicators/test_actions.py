import pytest

from portal.indicators.actions import add_measurement, save_indicator
from portal.indicators.models import Measurement
from portal.indicators.queries import get_indicator, measured, measurements_of
from portal.journal.models import Entry
from portal.lib.errors import ForbiddenError, InvalidError, NotFoundError, RefusedError
from portal.people.reader import MACHINE
from tests.support.queries import counted_queries
from tests.support.services import measure

QUARTERS = {"2026-Q1": (80, 100), "2026-Q2": (90, 100), "2026-Q3": (70, 100)}


def add(organisation, indicator, who=MACHINE, **values):
    facts = {"period": "2026-Q3", "numerator": 1, "denominator": 2, **values}
    return add_measurement(who, indicator, now=organisation.now, today=organisation.today, **facts)


def save(organisation, **values):
    facts = {
        "key": "kc-epost-andel",
        "name": "E-post besvarad i tid",
        "unit": "percent",
        "numerator": "Brev besvarade i tid",
        "denominator": "Alla brev",
        "source": "case_clock",
        "frequency": "quarter",
        "direction": "higher",
        **values,
    }
    return save_indicator(MACHINE, now=organisation.now, **facts)


def test_an_indicator_is_created_once_and_changed_where_it_differs(organisation):
    assert [save(organisation)[1], save(organisation)[1], save(organisation, min_n=7)[1]] == [
        "created",
        "unchanged",
        "changed",
    ]
    assert get_indicator("kc-epost-andel").min_n == 7


@pytest.mark.parametrize(
    "values", [{"unit": "meter"}, {"source": "drömmar"}, {"frequency": "vecka"}, {"direction": "up"}, {"min_n": 0}]
)
def test_what_is_no_choice_is_refused(organisation, values):
    with pytest.raises(InvalidError) as error:
        save(organisation, **values)
    assert error.value.place in values


def test_what_has_been_measured_keeps_its_meaning(organisation):
    measure(organisation, QUARTERS)
    with pytest.raises(InvalidError, match="kan inte ändras"):
        save(organisation, frequency="year")
    assert get_indicator("kc-epost-andel").frequency == "quarter"


def test_a_correction_supersedes_and_both_are_kept(organisation):
    indicator = measure(organisation, QUARTERS)
    with pytest.raises(RefusedError, match="varför det rättas"):
        add(organisation, indicator)
    row, outcome = add(organisation, indicator, reason="Ett ärende räknades två gånger.")
    assert outcome == "corrected"
    first, second = [m for m in measurements_of(indicator) if m.period == "2026-Q3"]
    assert (first.numerator, second, second.supersedes) == (70, row, first)
    assert measured(["kc-epost-andel"])["kc-epost-andel"].figures["2026-Q3"].numerator == 1


def test_the_same_figure_again_changes_nothing(organisation):
    indicator = measure(organisation, QUARTERS)
    entries = Entry.select().count()
    assert add(organisation, indicator, numerator=70, denominator=100)[1] == "unchanged"
    assert Entry.select().count() == entries


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"numerator": 3}, "numerator"),
        ({"denominator": -1}, "numerator"),
        ({"period": "2026-Q4"}, "period"),
        ({"period": "i fjol"}, "period"),
    ],
)
def test_figures_that_cannot_be_are_refused(organisation, values, place):
    indicator = measure(organisation, {})
    with pytest.raises(InvalidError) as error:
        add(organisation, indicator, **values)
    assert error.value.place == place
    assert not Measurement.select().exists()


@pytest.mark.parametrize(("who", "may"), [("bo", True), ("disa", True), ("egon", True), ("asta", False)])
def test_those_who_are_trusted_with_it_measure(organisation, who, may):
    indicator = measure(organisation, {})
    if may:
        assert add(organisation, indicator, organisation.reader(who))[1] == "created"
    else:
        with pytest.raises(ForbiddenError):
            add(organisation, indicator, organisation.reader(who))


def test_many_indicators_are_read_with_one_question(organisation):
    for number in range(6):
        measure(organisation, QUARTERS, key=f"nyckeltal-{number}")
    keys = [f"nyckeltal-{number}" for number in range(7)]
    with counted_queries() as asked:
        found = measured(keys, since=organisation.today.replace(month=4, day=1))
    assert len(asked) == 1
    assert sorted(found) == keys[:6]
    assert all(list(indicator.figures) == ["2026-Q2", "2026-Q3"] for indicator in found.values())


def test_an_indicator_without_figures_is_read_too(organisation):
    measure(organisation, {})
    assert measured(["kc-epost-andel"])["kc-epost-andel"].figures == {}


def test_an_unknown_indicator_is_not_found(organisation):
    with pytest.raises(NotFoundError, match="finns-inte"):
        get_indicator("finns-inte")
