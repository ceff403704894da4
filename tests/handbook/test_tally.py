"""The tally kept by following the journal is what counting everything would give, after any deed, any day.

On both databases.
"""

import re
from collections import Counter
from datetime import timedelta

import pytest

from portal.control.actions.areas import save_areas
from portal.control.actions.decisions import revoke_decision
from portal.control.actions.documents import confirm_document, place_document, withdraw_document
from portal.control.models.documents import Document, ProcessArea
from portal.handbook import tally
from portal.handbook.tally import Tally, read_sorts, tally_at
from portal.journal.record import head
from portal.people.reader import MACHINE
from portal.store import database
from tests.control.actions.conftest import organisation
from tests.support.documents import approve, make_draft, make_valid, submit
from tests.support.organisation import Organisation
from tests.support.queries import counted_queries

__all__ = ["organisation"]
NUMBERS = [f"SOC-RUT-{place:04d}" for place in range(1, 5)]
DAY = timedelta(1)


@pytest.fixture
def documents(organisation: Organisation) -> list[Document]:
    return [make_valid(organisation, number).document for number in NUMBERS]


def look(organisation: Organisation, days: int = 0) -> Tally:
    """Return the tally, which must be what counting everything gives."""
    day = organisation.today + days * DAY
    found = tally_at(head(), day, database.binding)
    assert found.sorts == read_sorts(day)
    assert found.counts == Counter(found.sorts.values())
    return found


def place(organisation: Organisation, document: Document, unit: str, areas: list[ProcessArea]) -> None:
    """Give the document to a unit and put it in these areas."""
    place_document(
        organisation.deed("cleo"),
        document,
        type=document.type,
        unit=organisation.units[unit],
        owner_role=document.owner_role,
        owner=document.owner,
        process_lead=None,
        review_months=12,
        areas=areas,
        aliases=[],
    )


def test_every_deed_is_counted(organisation: Organisation, documents: list[Document]) -> None:
    today, cleo = organisation.today, organisation.deed("cleo")
    one, two, three, _ = documents
    assert len(look(organisation).counts) == 1
    save_areas(MACHINE, [("omsorg", "Omsorg", "operate")], now=organisation.now)
    place(organisation, one, "SOC-AO-HTN", [ProcessArea.get()])
    moved = next(sort for sort in look(organisation).counts if sort.areas)
    assert (moved.unit, moved.areas) == ("SOC-AO-HTN", {"omsorg"})
    withdraw_document(cleo, two, on=today, reason="Slut.")
    assert two.number not in look(organisation).sorts
    draft = make_draft(organisation, three, title="Åter", audience=["unit:SBF"], change_note="Andra.")
    approve(organisation, submit(organisation, draft), valid_from=today + DAY)
    assert look(organisation).sorts[three.number].readers == {"internal"}
    changed = look(organisation, days=1).sorts[three.number]
    assert (changed.readers, changed.letter) == ({"unit:SBF"}, "Å")
    later = submit(organisation, make_draft(organisation, one, change_note="Tredje.", audience=["public"]))
    approve(organisation, later, valid_from=today + DAY)
    assert look(organisation, days=1).sorts[one.number].readers == {"public"}
    revoke_decision(cleo, later, reason="Fel.")
    assert look(organisation, days=1).sorts[one.number].readers == {"internal"}


def test_the_day_turns_and_turns_back(organisation: Organisation, documents: list[Document]) -> None:
    assert not any(sort.is_overdue for sort in look(organisation).counts)
    assert all(sort.is_overdue for sort in look(organisation, days=400).counts)
    confirm_document(organisation.deed("cleo"), documents[0], review_by=organisation.today + 500 * DAY)
    assert sum(look(organisation, days=400).counts.values()) == len(NUMBERS)
    assert sum(count for sort, count in look(organisation, days=400).counts.items() if sort.is_overdue) == 3
    assert not any(sort.is_overdue for sort in look(organisation).counts)


def test_only_what_has_changed_is_read(organisation: Organisation, documents: list[Document]) -> None:
    look(organisation)
    make_draft(organisation, documents[0], change_note="Andra.")
    with counted_queries() as statements:
        tally_at(head(), organisation.today, database.binding)
    assert len(statements) == 3
    assert re.search(r'"number" IN \([?%s]+\)', statements[-1])
    with counted_queries() as statements:
        tally_at(head(), organisation.today, database.binding)
    assert len(statements) == 1


def test_much_that_has_changed_is_read_as_a_whole(
    organisation: Organisation, documents: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tally, "MANY_CHANGED", 2)
    look(organisation)
    for document in documents[:3]:
        withdraw_document(organisation.deed("cleo"), document, on=organisation.today, reason="Slut.")
    assert list(look(organisation).sorts) == [documents[3].number]


def test_a_reader_is_told_of_what_may_be_read(organisation: Organisation) -> None:
    make_valid(organisation)
    make_valid(organisation, "SOC-RUT-0002", audience=["unit:SBF", "role:manager@SOC"])
    found = look(organisation)
    assert [sum(count for _, count in found.readable(frozenset(tokens))) for tokens in ((), ("internal",))] == [0, 1]
    assert sum(count for _, count in found.readable(frozenset({"unit:SBF", "role:manager@SOC", "internal"}))) == 2
