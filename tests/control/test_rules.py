"""The lifecycle: status from dates, windows that never overlap, and each refusal in words."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.control.rules import types, verbs
from portal.control.rules.status import Status, VersionFact, current_of, status_of, version_on, windows_of
from portal.control.rules.verbs import Decision

TODAY = date(2026, 11, 20)
YESTERDAY, TOMORROW = TODAY - timedelta(1), TODAY + timedelta(1)
APPROVED = {"submitted": True, "review_by": TODAY + timedelta(300)}


@pytest.mark.parametrize(
    ("fact", "status"),
    [
        (VersionFact(1), Status.DRAFT),
        (VersionFact(1, submitted=True), Status.IN_REVIEW),
        (VersionFact(1, submitted=True, returned=True), Status.RETURNED),
        (VersionFact(1, valid_from=TOMORROW, **APPROVED), Status.SCHEDULED),
        (VersionFact(1, valid_from=TODAY, **APPROVED), Status.VALID),
        (VersionFact(1, valid_from=YESTERDAY, valid_until=TOMORROW, **APPROVED), Status.VALID),
        (VersionFact(1, valid_from=YESTERDAY, valid_until=TODAY, **APPROVED), Status.SUPERSEDED),
        (VersionFact(1, valid_from=YESTERDAY, valid_until=TODAY, withdrawn=True, **APPROVED), Status.WITHDRAWN),
        (VersionFact(1, valid_from=TOMORROW, valid_until=TOMORROW, withdrawn=True, **APPROVED), Status.WITHDRAWN),
        (VersionFact(1, submitted=True, valid_from=YESTERDAY, review_by=YESTERDAY), Status.OVERDUE),
        (VersionFact(1, submitted=True, valid_from=YESTERDAY, review_by=TODAY), Status.VALID),
        (VersionFact(1, valid_from=TOMORROW, revoked=True, **APPROVED), Status.REVOKED),
    ],
)
def test_status_follows_from_the_dates(fact: VersionFact, status: Status) -> None:
    assert status_of(fact, TODAY) is status


days = st.dates(date(2020, 1, 1), date(2030, 1, 1))
facts = st.lists(
    st.builds(VersionFact, number=st.integers(1, 50), valid_from=st.none() | days, revoked=st.booleans()),
    unique_by=lambda fact: fact.number,
    max_size=8,
)


@given(facts, st.none() | days, days)
def test_at_most_one_version_applies_on_any_day(versions: list[VersionFact], withdrawn: date | None, day: date) -> None:
    windows = windows_of(versions, withdrawn)
    applying = [w for w in windows if w.valid_from <= day and (w.valid_until is None or day < w.valid_until)]
    assert len(applying) <= 1
    if withdrawn is not None and day >= withdrawn:
        assert not applying


@given(facts, days)
def test_what_applied_is_the_latest_that_had_begun(versions: list[VersionFact], day: date) -> None:
    begun = [v for v in versions if v.is_decided and v.valid_from is not None and v.valid_from <= day]
    windows = windows_of(versions, None)
    applying = [w.number for w in windows if w.valid_from <= day and (w.valid_until is None or day < w.valid_until)]
    latest = max(begun, key=lambda v: (v.valid_from, v.number), default=None)
    assert applying == ([latest.number] if latest else [])


def test_a_withdrawal_ends_the_last_window_and_says_so() -> None:
    old = VersionFact(1, valid_from=date(2024, 1, 1))
    new = VersionFact(2, valid_from=date(2025, 1, 1))
    first, second = windows_of([old, new], date(2026, 1, 1))
    assert (first.valid_until, first.withdrawn) == (date(2025, 1, 1), False)
    assert (second.valid_until, second.withdrawn) == (date(2026, 1, 1), True)


def test_the_version_in_force_speaks_for_the_document() -> None:
    valid = VersionFact(2, valid_from=YESTERDAY, **APPROVED)
    draft = VersionFact(3)
    old = VersionFact(1, valid_from=date(2020, 1, 1), valid_until=YESTERDAY, **APPROVED)
    assert current_of([old, valid, draft], TODAY) is valid
    assert current_of([draft], TODAY) is draft
    assert current_of([], TODAY) is None


def test_what_applied_on_a_day_is_known() -> None:
    old = VersionFact(1, valid_from=date(2024, 1, 1), valid_until=date(2025, 1, 1))
    new = VersionFact(2, valid_from=date(2025, 1, 1))
    assert version_on([old, new], date(2024, 12, 31)) is old
    assert version_on([old, new], date(2025, 1, 1)) is new
    assert version_on([old, new], date(2023, 12, 31)) is None


IN_REVIEW = VersionFact(2, submitted=True)
DECISION = Decision("cleo", "bo", "bo", TODAY, TODAY + timedelta(365), TODAY)


def changed(**values: object) -> Decision:
    """Return the good decision with a single change."""
    return Decision(**{**{name: getattr(DECISION, name) for name in Decision.__slots__}, **values})  # type: ignore[arg-type]


def test_a_version_in_review_may_be_approved() -> None:
    assert verbs.why_not_approve(IN_REVIEW, DECISION, []) is None


@pytest.mark.parametrize(
    ("fact", "decision", "words"),
    [
        (VersionFact(2), DECISION, "Bara en version som granskas"),
        (VersionFact(2, submitted=True, returned=True), DECISION, "Bara en version som granskas"),
        (IN_REVIEW, changed(approver="bo"), "får inte besluta"),
        (IN_REVIEW, changed(author="cleo", submitter="bo"), "får inte besluta"),
        (IN_REVIEW, changed(submitter="cleo"), "får inte besluta"),
        (IN_REVIEW, changed(hands=frozenset({"bo", "cleo"})), "får inte besluta"),
        (IN_REVIEW, changed(withdrawn_on=TODAY), "upphävt från"),
        (IN_REVIEW, changed(valid_from=YESTERDAY), "före beslutet"),
        (IN_REVIEW, changed(review_by=TODAY), "Översynen"),
    ],
)
def test_approval_is_refused_in_words(fact: VersionFact, decision: Decision, words: str) -> None:
    assert words in (verbs.why_not_approve(fact, decision, []) or "")


def test_versions_follow_each_other_in_time() -> None:
    valid = VersionFact(1, valid_from=TODAY, **APPROVED)
    assert "måste börja senare" in (verbs.why_not_approve(IN_REVIEW, DECISION, [valid]) or "")
    assert verbs.why_not_approve(IN_REVIEW, changed(valid_from=TOMORROW), [valid]) is None


def test_at_most_one_decision_is_scheduled() -> None:
    scheduled = VersionFact(1, valid_from=TOMORROW, **APPROVED)
    later = changed(valid_from=TOMORROW + timedelta(30))
    assert "återkalla det beslutet först" in (verbs.why_not_approve(IN_REVIEW, later, [scheduled]) or "")
    assert verbs.why_not_approve(IN_REVIEW, later, [VersionFact(1, valid_from=TOMORROW, revoked=True)]) is None
    told = changed(valid_from=TOMORROW + timedelta(30), decided_on=None)
    assert verbs.why_not_approve(IN_REVIEW, told, [scheduled]) is None


def test_imported_history_may_have_applied_before_its_decision() -> None:
    assert verbs.why_not_approve(IN_REVIEW, changed(valid_from=YESTERDAY, decided_on=None), []) is None


@pytest.mark.parametrize(
    ("typed", "number"),
    [("soc rut 42", "SOC-RUT-0042"), ("SOC-RUT-0042", "SOC-RUT-0042"), ("socrut42", "SOC-RUT-0042"), ("x", "X")],
)
def test_numbers_are_understood_as_typed(typed: str, number: str) -> None:
    assert types.normal_number(typed) == number


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (verbs.why_not_draft([VersionFact(2)], TODAY), "redan under arbete"),
        (verbs.why_not_draft([], TODAY, withdrawn_on=TOMORROW), "är upphävt"),
        (verbs.why_not_end(YESTERDAY, TODAY), "bakåt i tiden"),
        (verbs.why_not_edit(VersionFact(1, valid_from=TODAY, **APPROVED), TODAY), "ändras aldrig"),
        (verbs.why_not_edit(IN_REVIEW, TODAY), "granskas"),
        (verbs.why_not_submit(VersionFact(2), " ", TODAY), "vad som har ändrats"),
        (verbs.why_not_submit(IN_REVIEW, "x", TODAY), "Bara ett utkast"),
        (verbs.why_not_return(IN_REVIEW, "", TODAY), "varför"),
        (verbs.why_not_revoke(VersionFact(1, valid_from=TODAY, **APPROVED), "x", TODAY), "ännu inte"),
        (verbs.why_not_withdraw([VersionFact(1)], None, "x"), "aldrig gällt"),
        (verbs.why_not_withdraw([], TODAY, "x"), "redan upphävt"),
        (verbs.why_not_confirm(VersionFact(1), TOMORROW, TODAY), "Bara det som gäller"),
    ],
)
def test_each_refusal_is_told(refusal: str | None, words: str) -> None:
    assert words in (refusal or "")


@pytest.mark.parametrize(
    "refusal",
    [
        verbs.why_not_draft([VersionFact(1, valid_from=TODAY, **APPROVED)], TODAY),
        verbs.why_not_end(TODAY, TODAY),
        verbs.why_not_approve(IN_REVIEW, changed(withdrawn_on=TOMORROW), []),
        verbs.why_not_edit(VersionFact(1, submitted=True, returned=True), TODAY),
        verbs.why_not_submit(VersionFact(1), "", TODAY),
        verbs.why_not_return(IN_REVIEW, "för tunt", TODAY),
        verbs.why_not_revoke(VersionFact(1, valid_from=TOMORROW, **APPROVED), "fel", TODAY),
        verbs.why_not_withdraw([VersionFact(1, valid_from=TODAY)], None, "inaktuell"),
        verbs.why_not_confirm(VersionFact(1, valid_from=TODAY, **APPROVED), TOMORROW, TODAY),
    ],
)
def test_what_is_right_is_not_refused(refusal: str | None) -> None:
    assert refusal is None
