from datetime import date, timedelta

import pytest

from portal.indicators.queries import measured
from portal.journal.record import head
from portal.lib.period import Period
from portal.people.rules import PUBLIC
from portal.services.queries.overview import last_quarter
from portal.services.queries.promises import in_force, period_to_show, promises
from portal.services.queries.services import changes_in, resting_on
from portal.services.queries.terms import committed
from portal.services.rules.verdict import State
from tests.services.commitments import commitment
from tests.support.queries import counted_queries
from tests.support.services import declare, explain, make_service, measure

CITIZEN = frozenset({PUBLIC})
KEPT = {"2026-Q1": (95, 100), "2026-Q2": (85, 100), "2026-Q3": (95, 100)}


def only(organisation, **choice):
    (found,) = promises(CITIZEN, organisation.today, **choice)
    return found


def test_each_period_is_judged_by_the_terms_of_its_time(bygglov):
    declare(bygglov, [commitment(target_share=80)])
    declare(bygglov, [commitment(target_share=90)], valid_from=date(2026, 7, 1))
    measure(bygglov, {"2026-Q2": (85, 100), "2026-Q3": (85, 100)})
    verdicts = {verdict.period.code: verdict for verdict in only(bygglov).verdicts}
    assert (verdicts["2026-Q2"].state, verdicts["2026-Q3"].state) == (State.MET, State.MISSED)


def test_a_period_in_which_the_terms_changed_is_judged_by_the_stricter(bygglov):
    declare(bygglov, [commitment(target_share=95)])
    declare(bygglov, [commitment(target_share=70)], valid_from=date(2026, 8, 15))
    measure(bygglov, {"2026-Q3": (80, 100)})
    assert only(bygglov).latest.state is State.MISSED


def test_a_promise_is_not_judged_for_the_time_before_it_was_made(bygglov):
    declare(bygglov, [commitment()], valid_from=date(2026, 4, 1))
    measure(bygglov, {"2026-Q1": (1, 100), **KEPT})
    assert [verdict.period.code for verdict in only(bygglov).verdicts] == ["2026-Q2", "2026-Q3"]


def test_a_correction_changes_the_verdict(bygglov):
    declare(bygglov, [commitment()])
    measure(bygglov, {"2026-Q3": (50, 100)})
    assert only(bygglov).state is State.MISSED
    measure(bygglov, {"2026-Q3": (95, 100)})
    assert only(bygglov).state is State.MET


def test_a_broken_promise_without_an_explanation_says_since_when(bygglov):
    declare(bygglov, [commitment()])
    measure(bygglov, {"2026-Q3": (50, 100)})
    assert only(bygglov).overdue_since == date(2026, 10, 30)
    explain(bygglov)
    promise = only(bygglov)
    assert (promise.overdue_since, promise.explanation.by) == (None, "Ylva Brandt")


def test_an_explanation_of_another_period_does_not_count(bygglov):
    declare(bygglov, [commitment()])
    measure(bygglov, {"2026-Q3": (50, 100)})
    explain(bygglov, period="2026-Q2")
    assert only(bygglov).overdue_since == date(2026, 10, 30)


@pytest.mark.parametrize(
    ("today", "figures", "shown"),
    [
        (date(2026, 10, 5), KEPT, "2026-Q3"),
        (date(2026, 10, 5), {"2026-Q2": (1, 1)}, "2026-Q2"),
        (date(2026, 10, 30), {"2026-Q2": (1, 1)}, "2026-Q2"),
        (date(2026, 10, 31), {"2026-Q2": (1, 1)}, "2026-Q3"),
        (date(2026, 10, 31), {}, "2026-Q3"),
    ],
)
def test_a_period_is_awaited_for_thirty_days(bygglov, today, figures, shown):
    measure(bygglov, figures)
    found = measured(["kc-epost-andel"])["kc-epost-andel"]
    assert period_to_show("quarter", found, today) == Period.parse(shown)


def test_a_promise_that_is_not_measured_at_all_says_so(bygglov):
    declare(bygglov, [commitment(indicator="finns-inte")])
    assert only(bygglov).state is State.UNMEASURED


def test_what_was_removed_is_not_in_force_but_not_forgotten(bygglov):
    declare(bygglov, [commitment(), commitment(key="annat")])
    declare(bygglov, [commitment()], valid_from=date(2026, 7, 1))
    found = promises(CITIZEN, bygglov.today)
    assert sorted(promise.key for promise in found) == ["annat", "kc-epost"]
    assert [promise.key for promise in in_force(found)] == ["kc-epost"]
    (change,) = changes_in(committed(CITIZEN).terms)
    assert [(item.kind.code, item.commitment.key) for item in change.changes] == [("removed", "annat")]


def test_what_has_not_begun_is_not_promised_yet_but_announced(bygglov):
    declare(bygglov, [commitment()])
    declare(bygglov, [commitment(threshold=1)], valid_from=bygglov.today + timedelta(days=30))
    assert only(bygglov).commitment.threshold == 2
    (change,) = changes_in(committed(CITIZEN).terms)
    assert change.changes[0].kind.code == "tightened"


def test_terms_of_a_version_that_is_not_for_the_reader_are_not_told(bygglov):
    declare(bygglov, [commitment(target_share=50)], audience=["internal"])
    declare(bygglov, [commitment()], valid_from=date(2026, 7, 1))
    measure(bygglov, KEPT)
    assert [verdict.period.code for verdict in only(bygglov).verdicts] == ["2026-Q3"]
    inside = promises(CITIZEN | {"internal"}, bygglov.today)
    assert "2026-Q1" in [verdict.period.code for verdict in inside[0].verdicts]


def test_the_overview_counts_what_binds_and_tells_the_unexplained_first(bygglov):
    declare(bygglov, [commitment(), commitment(key="b", indicator="b"), commitment(key="c", indicator="c")])
    measure(bygglov, {"2026-Q3": (10, 100)})
    measure(bygglov, {"2026-Q3": (60, 100)}, key="b")
    measure(bygglov, {"2026-Q3": (95, 100)}, key="c")
    explain(bygglov)
    told = last_quarter(bygglov.today)
    assert (told.kept, told.judged) == (1, 3)
    assert [promise.key for promise in told.broken] == ["b", "kc-epost"]


def test_the_number_of_questions_does_not_grow_with_the_promises(bygglov):
    def asked():
        with counted_queries() as statements:
            promises(CITIZEN, bygglov.today)
        return len(statements)

    declare(bygglov, [commitment()])
    few = asked()
    for number in range(2, 6):
        make_service(bygglov, f"tjanst-{number}")
        several = [commitment(key=f"k{number}-{n}", indicator=f"i{number}-{n}") for n in range(5)]
        declare(bygglov, several, number=f"SBF-SDK-000{number}", service=f"tjanst-{number}")
        for promised in several:
            measure(bygglov, KEPT, key=promised.indicator)
    assert (asked(), few) == (2, 2)


def test_services_that_rest_on_a_document_are_found_with_their_promises(bygglov):
    assert [(row["service"], row["key"]) for row in resting_on("SBF-RUT-0001", CITIZEN, bygglov.today, head())] == [
        ("bygglov", None)
    ]
    declare(bygglov, [commitment()])
    stamp = head()
    with counted_queries() as asked:
        rows = resting_on("SBF-RUT-0001", CITIZEN, bygglov.today, stamp)
    assert ([(row["service"], row["key"]) for row in rows], len(asked)) == ([("bygglov", "kc-epost")], 1)
    assert resting_on("SBF-RUT-0002", CITIZEN, bygglov.today, head()) == ()
