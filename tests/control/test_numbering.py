"""The numbers of new documents: a prefix of letters, a type's code, the next running number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.control.rules.numbering import number_after, prefix_of
from portal.control.rules.types import Type, why_not_number


@pytest.mark.parametrize(
    ("path", "prefix"),
    [
        (["SOC-AO-HTN", "SOC-AO", "SOC", "EKV"], "SOC-RUT"),
        (["EKV"], "EKV-RUT"),
        (["ÄO-1", "EKV"], "ÄO-RUT"),
        (["4711", "SOC", "EKV"], "SOC-RUT"),
        (["A-1", "EKV"], "EKV-RUT"),
        (["FÖRVALTNING", "7"], "DOK-RUT"),
        ([], "DOK-RUT"),
    ],
)
def test_the_prefix_is_the_nearest_code_of_letters(path: list[str], prefix: str) -> None:
    assert prefix_of(path, Type.ROUTINE) == prefix


@pytest.mark.parametrize(
    ("used", "number"),
    [
        ([], "SOC-RUT-0001"),
        (["SOC-RUT-0041", "SOC-RUT-0007"], "SOC-RUT-0042"),
        (["SOC-INS-0041", "XSOC-RUT-0041", "SOC-RUT-X", "SOC-RUT-AB-0099"], "SOC-RUT-0001"),
        (["SOC-RUT-9999"], "SOC-RUT-10000"),
    ],
)
def test_the_number_follows_the_highest_that_was_used(used: list[str], number: str) -> None:
    assert number_after("SOC-RUT", used) == number


@given(st.sets(st.integers(1, 99_999)))
def test_no_number_is_given_twice(running: set[int]) -> None:
    used = {f"SOC-RUT-{number:04d}" for number in running}
    new = number_after("SOC-RUT", used)
    assert new not in used
    assert why_not_number(new) is None
