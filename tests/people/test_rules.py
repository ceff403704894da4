"""Who may do what, and the tokens that reading goes by."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.people.rules import (
    INTERNAL,
    PERMISSION_LABELS,
    PERMISSIONS,
    PUBLIC,
    ROLE_LABELS,
    Appointment,
    Role,
    UnitFact,
    ancestors_of,
    browser_of,
    is_current,
    local_path,
    may_read,
    permissions_held,
    predecessors_of,
    reach_of,
    subtree_of,
    tokens_of,
    why_not_close,
    why_not_hold,
    why_not_manage,
    why_not_place,
    why_not_succeed,
)

DAY = date(2026, 11, 20)
UNITS = {
    "EKV": UnitFact("EKV", None),
    "SOC": UnitFact("SOC", "EKV"),
    "SOC-AO": UnitFact("SOC-AO", "SOC"),
    "SOC-OLD": UnitFact("SOC-OLD", "SOC", successor="SOC-AO", valid_to=date(2025, 12, 31)),
    "SOC-OLDER": UnitFact("SOC-OLDER", "SOC", successor="SOC-OLD", valid_to=date(2024, 12, 31)),
    "SBF": UnitFact("SBF", "EKV"),
}


def tokens(*places: Appointment) -> frozenset[str]:
    return tokens_of(places, UNITS, DAY, "asta")


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (None, None, True),
        (DAY, DAY, True),
        (date(2026, 11, 21), None, False),
        (None, date(2026, 11, 19), False),
        (date(2026, 1, 1), date(2026, 11, 20), True),
    ],
)
def test_days_count_from_the_first_through_the_last(first: date | None, last: date | None, expected: bool) -> None:
    assert is_current(first, last, DAY) is expected


def test_a_citizen_holds_only_what_is_public() -> None:
    assert tokens_of([Appointment("SOC")], UNITS, DAY, None) == {PUBLIC}


def test_everyone_signed_in_reads_what_is_internal() -> None:
    assert tokens() == {PUBLIC, INTERNAL, "person:asta"}


def test_a_member_reads_what_is_for_the_units_above_never_below_or_beside() -> None:
    held = tokens(Appointment("SOC"))
    assert {"unit:SOC", "unit:EKV"} <= held
    assert not held & {"unit:SOC-AO", "unit:SBF", "role:manager@SOC"}


def test_a_role_counts_downwards_never_upwards() -> None:
    held = tokens(Appointment("SOC", Role.MANAGER))
    assert {"role:manager@SOC", "role:manager@SOC-AO"} <= held
    assert not held & {"role:manager@EKV", "role:manager@SBF", "unit:SOC", "unit:EKV"}


@pytest.mark.parametrize("role", [None, Role.AUTHOR])
def test_a_successor_takes_over_what_its_predecessors_had(role: Role | None) -> None:
    prefix = f"role:{role}@" if role else "unit:"
    held = tokens(Appointment("SOC-AO", role))
    assert {f"{prefix}SOC-OLD", f"{prefix}SOC-OLDER"} <= held
    assert f"{prefix}SOC-AO" not in tokens(Appointment("SOC-OLD", role))


def test_an_ended_place_has_no_effect() -> None:
    assert tokens(Appointment("SOC", Role.MANAGER, valid_to=date(2026, 11, 19))) == {PUBLIC, INTERNAL, "person:asta"}


def test_no_grants_are_read_by_nobody() -> None:
    assert not may_read(tokens(Appointment("EKV", Role.ADMINISTRATOR)), [])
    assert may_read(frozenset({PUBLIC}), [PUBLIC, "unit:SOC"])


@pytest.mark.parametrize("permission", sorted(PERMISSIONS))
@pytest.mark.parametrize("role", list(Role))
def test_a_permission_is_held_by_its_roles_in_their_subtree(permission: str, role: Role) -> None:
    held = tokens(Appointment("SOC", role))
    in_subtree = why_not_hold(permission, "SOC-AO", held)
    assert (in_subtree is None) is (role in PERMISSIONS[permission])
    assert PERMISSION_LABELS[permission] in (why_not_hold(permission, "SBF", held) or "")
    assert (permission in permissions_held(held)) is (role in PERMISSIONS[permission])


def test_an_unknown_permission_is_held_by_nobody() -> None:
    held = tokens(*(Appointment("EKV", role) for role in Role))
    assert why_not_hold("moon.land", "EKV", held)


def test_only_administrators_manage_people_and_every_role_has_a_name() -> None:
    assert PERMISSIONS["people.manage"] == {Role.ADMINISTRATOR}
    assert set(ROLE_LABELS) == set(Role)


@pytest.mark.parametrize(
    ("role", "place", "concerned", "allowed"),
    [
        (Role.ADMINISTRATOR, "EKV", {"SOC", "SBF"}, True),
        (Role.ADMINISTRATOR, "SOC", {"SOC-AO"}, True),
        (Role.ADMINISTRATOR, "SOC", {"SOC-AO", "SBF"}, False),
        (Role.ADMINISTRATOR, "SOC", {"EKV"}, False),
        (Role.ADMINISTRATOR, "SOC", set(), True),
        (Role.MANAGER, "EKV", {"SOC"}, False),
        (Role.MANAGER, "EKV", set(), False),
    ],
)
def test_a_person_is_changed_by_who_administers_all_their_units(
    role: Role, place: str, concerned: set[str], allowed: bool
) -> None:
    assert (why_not_manage(concerned, tokens(Appointment(place, role))) is None) is allowed


@pytest.mark.parametrize(
    ("code", "parent", "expected"),
    [
        ("NEW", "SOC", None),
        ("SOC-AO", "SBF", None),
        ("EKV", None, None),
        ("SOC", "SOC", "SOC kan inte ligga under sig själv."),
        ("SOC", "SOC-AO", "SOC kan inte ligga under SOC-AO, som självt ligger under SOC."),
        ("SOC", "MOON", "Den överordnade enheten MOON finns inte."),
        ("SOC-AO", "SOC-OLD", "SOC-AO kan inte ligga under SOC-OLD, som har gått upp i SOC-AO eller en enhet där."),
    ],
)
def test_a_tree_has_no_cycle(code: str, parent: str | None, expected: str | None) -> None:
    assert why_not_place(code, parent, UNITS) == expected


@pytest.mark.parametrize(
    ("code", "successor", "expected"),
    [
        ("SBF", "SOC", None),
        ("SBF", None, None),
        ("SBF", "SBF", "SBF kan inte gå upp i sig själv."),
        ("SOC-AO", "SOC-OLDER", "SOC-AO kan inte gå upp i SOC-OLDER, som självt har gått upp i SOC-AO."),
        ("SOC", "SOC-AO", "SOC kan inte gå upp i SOC-AO, som ligger under SOC. Flytta SOC-AO först."),
    ],
)
def test_a_merger_has_no_circle(code: str, successor: str | None, expected: str | None) -> None:
    assert why_not_succeed(code, successor, UNITS) == expected


@pytest.mark.parametrize(
    ("code", "last_day", "expected"),
    [
        ("SBF", DAY, None),
        ("EKV", DAY, "står överst"),
        ("SOC", DAY, "SOC-AO"),
        ("SOC-AO", DAY, None),
    ],
)
def test_a_unit_ends_after_those_below_it(code: str, last_day: date, expected: str | None) -> None:
    reason = why_not_close(code, last_day, UNITS)
    assert reason is None if expected is None else expected in (reason or "")


def test_a_unit_does_not_end_before_it_began() -> None:
    units = {**UNITS, "SBF": UnitFact("SBF", "EKV", valid_from=DAY)}
    assert "första dag" in (why_not_close("SBF", date(2026, 11, 19), units) or "")


@pytest.mark.parametrize("path", ["/", "/sok?q=nyckel&sida=2", "/d/SOC-RUT-0001#del", "/enheter/ÅÄÖ"])
def test_a_path_of_ours_is_kept(path: str) -> None:
    assert local_path(path) == path


@pytest.mark.parametrize(
    "address",
    [
        "",
        "sok",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        " /sok",
        "/a\x7fb",
    ],
)
def test_any_other_address_leads_home(address: str) -> None:
    assert local_path(address) == "/"


@given(st.text())
def test_no_text_leads_to_another_host(address: str) -> None:
    place = local_path(address)
    assert place.startswith("/")
    assert not place.startswith(("//", "/\\"))


@pytest.mark.parametrize(
    ("agent", "expected"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox på Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0", "Edge på Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) AppleWebKit/605 Version/18.0 Safari/604.1", "Safari på iPhone"),
        ("<script>alert(1)</script>", "Okänd webbläsare"),
    ],
)
def test_a_browser_is_named_as_people_name_it(agent: str, expected: str) -> None:
    assert browser_of(agent) == expected


@st.composite
def trees(draw: st.DrawFn) -> dict[str, UnitFact]:
    """Return trees as the rules let them grow: each step is kept only when it is not refused."""
    codes = [f"U{number}" for number in range(draw(st.integers(2, 9)))]
    units = {code: UnitFact(code, None) for code in codes}
    steps = st.tuples(st.sampled_from(codes), st.sampled_from(codes), st.booleans())
    for code, other, is_merger in draw(st.lists(steps, max_size=25)):
        unit = units[code]
        if is_merger and why_not_succeed(code, other, units) is None:
            units[code] = UnitFact(code, unit.parent, other)
        if not is_merger and why_not_place(code, other, units) is None:
            units[code] = UnitFact(code, other, unit.successor)
    return units


@given(trees())
def test_what_is_not_refused_never_makes_a_cycle(units: dict[str, UnitFact]) -> None:
    for code in units:
        assert ancestors_of(code, units)[0] == code
        assert code not in predecessors_of(code, units)


@given(trees(), st.data())
def test_a_place_below_reads_what_is_for_those_above(units: dict[str, UnitFact], data: st.DataObject) -> None:
    code = data.draw(st.sampled_from(sorted(units)))
    held = tokens_of([Appointment(code)], units, DAY, "asta")
    for above in ancestors_of(code, units):
        assert f"unit:{above}" in held
        assert {f"unit:{unit}" for unit in predecessors_of(above, units)} <= held
    expected = set(ancestors_of(code, units))
    expected |= {unit for above in expected for unit in predecessors_of(above, units)}
    assert reach_of(code, units) == expected


@given(trees(), st.sampled_from(list(Role)), st.data())
def test_a_role_covers_exactly_its_subtree_and_what_merged_into_it(
    units: dict[str, UnitFact], role: Role, data: st.DataObject
) -> None:
    code = data.draw(st.sampled_from(sorted(units)))
    held = tokens_of([Appointment(code, role)], units, DAY, "asta")
    below = {unit for unit in units if code in ancestors_of(unit, units)}
    merged = {old for unit in below for old in predecessors_of(unit, units)} - set(ancestors_of(code, units)[1:])
    assert {token for token in held if token.startswith("role:")} == {f"role:{role}@{unit}" for unit in below | merged}
    assert not any(token.startswith("unit:") for token in held)
    assert subtree_of(code, units) == below | merged


@given(trees(), st.data())
def test_one_above_is_never_covered_by_a_role_below(units: dict[str, UnitFact], data: st.DataObject) -> None:
    code = data.draw(st.sampled_from(sorted(units)))
    above = set(ancestors_of(code, units)) - {code}
    assert not above & subtree_of(code, units)
