"""A search that says more than words, against a real index."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from portal.control.rules.status import Status
from portal.search import places, stand
from portal.search.rules import TYPE
from tests.search.conftest import Ask, numbers
from tests.support.documents import approve, make_document, make_draft, make_valid, submit
from tests.support.organisation import Organisation

PAGES = {
    "SOC-RUT-0001": ("Rutin vid hot och våld", "Ta skydd och larma. Våld och hot anmäls. Skolan har en egen rutin."),
    "SOC-RUT-0002": ("Rutin vid våld", "Hot, våld. Gå undan och ring."),
    "SOC-PLA-0003": ("Plan mot våld och hot", "Vald person leder arbetet."),
}


@pytest.fixture(autouse=True)
def pages(organisation: Organisation) -> None:
    for number, (title, body) in PAGES.items():
        unit = "SOC-AO-HTN" if number == "SOC-RUT-0002" else "SOC-AO"
        sort = "plan" if "PLA" in number else "routine"
        document = make_document(organisation, number, unit=unit, sort=sort)
        draft = make_draft(organisation, document, title=title, body=f"## Så gör du\n\n{body}\n")
        approve(organisation, submit(organisation, draft))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ('"hot och våld"', ["SOC-RUT-0001"]),
        ('"HOT och vald"', ["SOC-RUT-0001"]),
        ('"våld och hot"', ["SOC-PLA-0003", "SOC-RUT-0001"]),
        ('"hot våld"', ["SOC-RUT-0002"]),
        ('"gå undan och ring"', ["SOC-RUT-0002"]),
        ('"ring undan"', []),
        ('"skolan"', ["SOC-RUT-0001"]),
        ("våld -skolor", ["SOC-PLA-0003", "SOC-RUT-0002"]),
        ('våld -"och hot"', ["SOC-RUT-0002"]),
        ("våld typ:rutiner", ["SOC-RUT-0001", "SOC-RUT-0002"]),
        ("våld typ:plan", ["SOC-PLA-0003"]),
        ("typ:pla våld", ["SOC-PLA-0003"]),
        ("våld enhet:SOC-AO-HTN", ["SOC-RUT-0002"]),
        ('våld enhet:"hemtjänst norr"', ["SOC-RUT-0002"]),
        ("våld enhet:norr", ["SOC-RUT-0002"]),
        ("våld status:gäller", ["SOC-PLA-0003", "SOC-RUT-0001", "SOC-RUT-0002"]),
        ("våld status:utkast", []),
        ("våld ägare:cleo", ["SOC-PLA-0003", "SOC-RUT-0001", "SOC-RUT-0002"]),
        ("våld ägare:åkerlund", ["SOC-PLA-0003", "SOC-RUT-0001", "SOC-RUT-0002"]),
        ("våld ägare:bo", []),
        ("våld från:2026-11-20", ["SOC-PLA-0003", "SOC-RUT-0001", "SOC-RUT-0002"]),
        ("våld från:2026-11-21", []),
        ("våld till:2026", ["SOC-PLA-0003", "SOC-RUT-0001", "SOC-RUT-0002"]),
        ("våld till:2026-10", []),
        ("typ:plan", ["SOC-PLA-0003"]),
    ],
)
def test_it_is_narrowed_to_what_is_said(ask: Ask, typed: str, found: list[str]) -> None:
    answer = ask(typed)
    assert sorted(numbers(answer)) == found
    assert (answer.total, answer.told) == (len(found), ())


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("våld typ:bok", "Det finns ingen typ som heter ”bok”."),
        ("våld enhet:xyz", "Det finns ingen enhet som heter ”xyz”."),
        ("våld status:borta", "Det finns ingen status som heter ”borta”."),
        ("våld från:igår", "”igår” är inget datum. Skriv till exempel 2025-03-01."),
    ],
)
def test_what_is_not_understood_is_told_and_passed_over(ask: Ask, typed: str, told: str) -> None:
    answer = ask(typed)
    assert answer.told == (told,)
    assert answer.total == 3


def test_an_owner_that_is_unknown_owns_nothing(ask: Ask) -> None:
    answer = ask("våld ägare:ingen")
    assert (answer.total, answer.told) == (0, ("Ingen ägare som heter ”ingen” är känd.",))


def test_a_citizen_is_told_of_no_owners(ask: Ask, organisation: Organisation) -> None:
    make_valid(organisation, "SOC-RUT-0009", title="Våld i det offentliga", audience=["public"])
    assert numbers(ask("våld", None)) == ["SOC-RUT-0009"]
    answer = ask("våld ägare:cleo", None)
    assert (answer.total, len(answer.told)) == (0, 1)


def test_what_is_typed_and_what_is_chosen_narrow_together(ask: Ask) -> None:
    assert numbers(ask("våld typ:rutin", chosen={TYPE: frozenset({"plan"})})) == []
    assert len(numbers(ask("våld typ:rutin", chosen={TYPE: frozenset({"plan", "routine"})}))) == 2


def test_older_versions_are_found_when_their_status_is_asked_for(
    ask: Ask, organisation: Organisation, clock: object
) -> None:
    draft = make_draft(organisation, make_document(organisation, "SOC-RUT-0007"), title="Zebror förr")
    first = approve(organisation, submit(organisation, draft))
    newer = make_draft(organisation, first.document, title="Zebror nu", change_note="Ny.")
    approve(organisation, submit(organisation, newer), valid_from=organisation.today + timedelta(1))
    clock.go(days=1)
    assert [hit.version for hit in ask("zebror").hits] == [2]
    assert [(hit.version, hit.status) for hit in ask("zebror status:ersatt").hits] == [(1, Status.SUPERSEDED)]


def forget_all() -> None:
    """Let nothing be kept of what was read: as a process that has just begun."""
    stand._local.__dict__.clear()
    stand._shared.segments.clear()


@pytest.mark.parametrize(
    "harm", [lambda _data: b"", lambda data: data[: len(data) // 2], lambda data: data[:-1] + b"x"]
)
def test_places_that_cannot_be_read_lead_to_a_new_making(
    bare_app: Flask, ask: Ask, harm: Callable[[bytes], bytes]
) -> None:
    assert numbers(ask('"hot och våld"')) == ["SOC-RUT-0001"]
    live = places.find_live(bare_app.extensions["portal"].config.index_dir)
    assert live
    assert "SOC-RUT-0001" in numbers(ask("våld"))
    for file in live.glob("*.places"):
        file.write_bytes(harm(file.read_bytes()))
    forget_all()
    assert ask('"hot och våld"', follow=False).plain
    answer = ask('"hot och våld"')
    assert (numbers(answer), answer.plain) == (["SOC-RUT-0001"], False)
