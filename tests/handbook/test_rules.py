"""What a list is narrowed to."""

import pytest

from portal.handbook.rules import Choice, page_number


def test_a_choice_is_written_as_it_is_asked_for() -> None:
    choice = Choice("SOC-AO", "routine", "aldreomsorg", is_overdue=True)
    wanted = {"enhet": "SOC-AO", "typ": "routine", "omrade": "aldreomsorg", "status": "forsenad"}
    assert choice.to_query() == wanted
    assert Choice().to_query() == {}
    assert Choice().is_empty
    assert not choice.is_empty


def test_a_choice_is_made_and_unmade() -> None:
    chosen = Choice(unit="SOC").switched("type", "routine")
    assert chosen == Choice(unit="SOC", type="routine")
    assert chosen.switched("type", "policy") == Choice(unit="SOC", type="policy")
    assert chosen.switched("type", "routine") == Choice(unit="SOC")


@pytest.mark.parametrize(
    ("text", "number"), [("1", 1), ("7", 7), ("", 1), ("0", 1), ("-3", 1), ("x", 1), ("²", 1), ("9" * 30, 1)]
)
def test_a_page_that_is_no_number_is_the_first(text: str, number: int) -> None:
    assert page_number(text) == number
