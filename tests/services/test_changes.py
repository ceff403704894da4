import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.services.rules.changes import ChangeKind, change_of
from portal.services.rules.commitment import Clock, Kind, Operator, Remedy, RemedyLevel, Season
from tests.services.commitments import commitment, level

OLD = commitment()
WINTER = Season((11, 1), (4, 15))


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        (None, OLD, ChangeKind.ADDED),
        (OLD, None, ChangeKind.REMOVED),
        (OLD, commitment(threshold=1), ChangeKind.TIGHTENED),
        (OLD, commitment(threshold=3), ChangeKind.LOOSENED),
        (OLD, commitment(target_share=95), ChangeKind.TIGHTENED),
        (OLD, commitment(target_share=80), ChangeKind.LOOSENED),
        (OLD, commitment(threshold=1, target_share=80), ChangeKind.MIXED),
        (OLD, commitment(kind=Kind.GUARANTEE), ChangeKind.TIGHTENED),
        (OLD, commitment(kind=Kind.AMBITION), ChangeKind.LOOSENED),
        (OLD, commitment(pauses=("Röda dagar",)), ChangeKind.LOOSENED),
        (commitment(exclusions=("Skrymmande",)), OLD, ChangeKind.TIGHTENED),
        (OLD, commitment(season=WINTER), ChangeKind.LOOSENED),
        (commitment(season=WINTER), OLD, ChangeKind.TIGHTENED),
        (OLD, commitment(remedy=Remedy(RemedyLevel.FEE, "Ingen avgift.")), ChangeKind.TIGHTENED),
        (OLD, commitment(start="Ansökan är komplett"), ChangeKind.MIXED),
        (OLD, commitment(clock=Clock.HOURS, threshold=24), ChangeKind.TIGHTENED),
        (commitment(clock=Clock.WEEKS), commitment(clock=Clock.MONTHS), ChangeKind.LOOSENED),
        (OLD, commitment(text="Svar på e-post kommer inom två arbetsdagar."), ChangeKind.REWORDED),
        (level(Clock.SHARE, Operator.AT_LEAST, 70), level(Clock.SHARE, Operator.AT_LEAST, 75), ChangeKind.TIGHTENED),
        (level(Clock.SHARE, Operator.AT_MOST, 5), level(Clock.SHARE, Operator.AT_MOST, 8), ChangeKind.LOOSENED),
        (
            commitment(clock=Clock.CALENDAR_DAYS, operator=Operator.AT_LEAST, threshold=7),
            commitment(clock=Clock.CALENDAR_DAYS, operator=Operator.AT_LEAST, threshold=14),
            ChangeKind.TIGHTENED,
        ),
    ],
)
def test_a_change_is_named_for_what_it_means_to_the_citizen(old, new, kind):
    assert change_of(old, new).kind is kind


def test_what_nobody_can_notice_is_no_change():
    assert change_of(OLD, commitment(owner_unit="SOC")) is None


def test_a_change_tells_from_what_to_what():
    details = change_of(OLD, commitment(threshold=3, target_share=95)).details
    assert [text.replace("\u00a0", " ") for text in details] == [
        "från 2 till 3 arbetsdagar",
        "målet från minst 90 % till minst 95 % av fallen",
    ]


def test_another_clock_is_told_in_full():
    details = change_of(OLD, commitment(clock=Clock.HOURS, threshold=24)).details
    assert [text.replace("\u00a0", " ") for text in details] == ["från inom 2 arbetsdagar till inom 24 timmar"]


def test_neither_old_nor_new_is_refused():
    with pytest.raises(ValueError, match="no commitment"):
        change_of(None, None)


OPPOSITE = {ChangeKind.TIGHTENED: ChangeKind.LOOSENED, ChangeKind.LOOSENED: ChangeKind.TIGHTENED}
commitments = st.builds(
    commitment,
    kind=st.sampled_from(Kind),
    clock=st.sampled_from([Clock.HOURS, Clock.WORKING_DAYS, Clock.WEEKS, Clock.MONTHS]),
    threshold=st.integers(1, 12),
    target_share=st.integers(50, 100),
    season=st.sampled_from([None, WINTER]),
)


@given(commitments, commitments)
def test_going_back_is_the_opposite_change(old, new):
    there, back = change_of(old, new), change_of(new, old)
    assert (there is None) == (back is None)
    if there and back:
        assert back.kind is OPPOSITE.get(there.kind, there.kind)
