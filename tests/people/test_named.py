"""A person is found by name, e-mail address or key; several are told apart, and who cannot sign in is not found."""

import pytest

from portal.people.actions.persons import disable_person, save_person
from portal.people.queries.register import find_named
from portal.people.reader import MACHINE
from tests.people.conftest import town
from tests.support.organisation import Organisation

__all__ = ["town"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("bo@ekvik.example", ["bo"]),
        ("BO", ["bo"]),
        ("Bo Ekström", ["bo"]),
        ("ekstrom", ["bo"]),
        ("Åkerlund Cleo", ["cleo"]),
        ("ingen alls", []),
        ("", []),
        ("  ", []),
        ("%", []),
    ],
)
def test_words_find_persons(town: Organisation, words: str, found: list[str]) -> None:
    assert [person.key for person in find_named(words)] == found


def test_a_whole_name_is_told_from_a_longer_one(town: Organisation) -> None:
    save_person(MACHINE, key="bo-2", name="Bo Ekström Lund", email="bo2@ekvik.example", now=town.now)
    assert [person.key for person in find_named("Bo Ekström")] == ["bo"]
    assert {person.key for person in find_named("ekström")} == {"bo", "bo-2"}


def test_who_cannot_sign_in_is_not_found(town: Organisation) -> None:
    disable_person(town.reader("egon"), town.people["bo"], now=town.now)
    assert find_named("bo@ekvik.example") == []
    assert find_named("Bo Ekström") == []
