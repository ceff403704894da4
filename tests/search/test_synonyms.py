"""The list of synonyms is edited, in either database; and the search reads it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from portal.journal.models import Entry
from portal.journal.record import head
from portal.lib.errors import ForbiddenError, NotFoundError, RefusedError
from portal.people.reader import MACHINE
from portal.search.actions.synonyms import add_synonym, change_synonym, remove_synonym, save_synonyms
from portal.search.models import Synonym
from portal.search.queries.synonyms import PAGE, key_of, listed, synonyms_at
from portal.store import database
from tests.support.organisation import Organisation
from tests.support.queries import counted_queries

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def town(small_town: Organisation) -> Organisation:
    return small_town


def pairs() -> list[tuple[str, str]]:
    """Return the whole list in the order it was written."""
    return list(Synonym.select(Synonym.term, Synonym.meaning).order_by(Synonym.id).tuples())


def told() -> tuple[str, str, str, str]:
    """Return the journal's last entry."""
    entry = Entry.select().order_by(Entry.number.desc()).get()
    return entry.actor, entry.verb, entry.subject, entry.facts


def test_a_synonym_is_added_one_way(town: Organisation) -> None:
    (row,) = add_synonym(town.reader("disa"), " Dagis ", "Förskola", both_ways=False, now=NOW)
    assert pairs() == [("dagis", "förskola")]
    assert told() == ("disa", "synonym-added", "synonyms:all", f'{{"ids":[{row.id}]}}')


def test_a_synonym_is_added_both_ways(town: Organisation) -> None:
    add_synonym(town.reader("egon"), "mobil", "telefon", both_ways=True, now=NOW)
    assert pairs() == [("mobil", "telefon"), ("telefon", "mobil")]


def test_the_way_that_is_missing_is_added(town: Organisation) -> None:
    add_synonym(MACHINE, "mobil", "telefon", both_ways=False, now=NOW)
    (row,) = add_synonym(MACHINE, "telefon", "mobil", both_ways=True, now=NOW)
    assert (row.term, row.meaning) == ("telefon", "mobil")
    before = head()
    with pytest.raises(RefusedError, match="får redan träffar"):
        add_synonym(MACHINE, "Mobil", "telefon", both_ways=True, now=NOW)
    assert (len(pairs()), head()) == (2, before)


def test_a_synonym_is_changed(town: Organisation) -> None:
    (row,) = add_synonym(MACHINE, "dagis", "skola", both_ways=False, now=NOW)
    add_synonym(MACHINE, "lekis", "förskola", both_ways=False, now=NOW)
    assert change_synonym(town.reader("disa"), row.id, "dagis", "Förskola", now=NOW)
    assert pairs() == [("dagis", "förskola"), ("lekis", "förskola")]
    assert told() == ("disa", "synonyms-changed", "synonyms:all", f'{{"ids":[{row.id}]}}')
    before = head()
    assert not change_synonym(MACHINE, row.id, "dagis", "förskola", now=NOW)
    with pytest.raises(RefusedError, match="får redan träffar"):
        change_synonym(MACHINE, row.id, "lekis", "förskola", now=NOW)
    with pytest.raises(NotFoundError):
        change_synonym(MACHINE, row.id + 100, "a", "b", now=NOW)
    assert head() == before


def test_only_how_a_word_is_written_is_changed(town: Organisation) -> None:
    (row,) = add_synonym(MACHINE, "forskola", "dagis", both_ways=False, now=NOW)
    assert change_synonym(MACHINE, row.id, "förskola", "dagis", now=NOW)
    assert pairs() == [("förskola", "dagis")]


def test_a_synonym_is_removed(town: Organisation) -> None:
    (row,) = add_synonym(MACHINE, "dagis", "förskola", both_ways=False, now=NOW)
    assert remove_synonym(town.reader("disa"), row.id, now=NOW) == ("dagis", "förskola")
    assert pairs() == []
    assert told() == ("disa", "synonym-removed", "synonyms:all", f'{{"ids":[{row.id}]}}')
    with pytest.raises(NotFoundError):
        remove_synonym(MACHINE, row.id, now=NOW)


def test_the_whole_list_is_saved(town: Organisation) -> None:
    first = [("Dagis", "förskola"), ("mobil", "telefon")]
    assert save_synonyms(town.reader("egon"), first, now=NOW) == "created"
    assert told() == ("egon", "synonyms-changed", "synonyms:all", '{"added":2,"removed":0}')
    kept = Synonym.get(Synonym.term == "mobil").id
    before = head()
    assert save_synonyms(MACHINE, reversed(first), now=NOW) == "unchanged"
    assert head() == before
    assert save_synonyms(MACHINE, [("mobil", "telefon"), ("sopor", "avfall")], now=NOW) == "changed"
    assert pairs() == [("mobil", "telefon"), ("sopor", "avfall")]
    assert Synonym.get(Synonym.term == "mobil").id == kept
    with pytest.raises(RefusedError):
        save_synonyms(MACHINE, [("dagis", "förskola"), ("dagis", "forskola")], now=NOW)
    assert len(pairs()) == 2


DEEDS: dict[str, Callable[..., Any]] = {
    "add": lambda reader, _row: add_synonym(reader, "a", "b", both_ways=False, now=NOW),
    "change": lambda reader, row: change_synonym(reader, row, "a", "b", now=NOW),
    "remove": lambda reader, row: remove_synonym(reader, row, now=NOW),
    "save": lambda reader, _row: save_synonyms(reader, [("a", "b")], now=NOW),
}


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("who", ["asta", "bo", "cleo"])
def test_who_does_not_lead_quality_edits_nothing(town: Organisation, who: str, deed: str) -> None:
    (row,) = add_synonym(MACHINE, "dagis", "förskola", both_ways=False, now=NOW)
    before = head()
    with pytest.raises(ForbiddenError, match="Ändra sökningens ordlista"):
        DEEDS[deed](town.reader(who), row.id)
    assert (pairs(), head()) == ([("dagis", "förskola")], before)


def test_the_search_reads_it_once_until_something_happens(town: Organisation) -> None:
    add_synonym(MACHINE, "Anmäla oro", "anmälan om oro för barn", both_ways=False, now=NOW)
    add_synonym(MACHINE, "dagis", "förskola", both_ways=False, now=NOW)
    add_synonym(MACHINE, "dagis", "plats i förskola", both_ways=False, now=NOW)
    with counted_queries() as queries:
        found = synonyms_at(head(), database.binding)
        assert synonyms_at(head(), database.binding) is found
    assert len([sql for sql in queries if "synonym" in sql]) == 1
    assert found == {"anmala oro": ("anmälan om oro för barn",), "dagis": ("förskola", "plats i förskola")}
    add_synonym(MACHINE, "e-post", "mejl", both_ways=False, now=NOW)
    assert synonyms_at(head(), database.binding)[key_of("E-post")] == ("mejl",)


def test_the_list_is_in_swedish_order_and_page_by_page(town: Organisation) -> None:
    save_synonyms(MACHINE, [("öl", "dryck"), ("zebra", "djur"), ("åka", "resa"), ("ål", "fisk")], now=NOW)
    assert [line.term for line in listed().lines] == ["zebra", "åka", "ål", "öl"]
    assert [line.term for line in listed("FISK").lines] == ["ål"]
    assert [line.term for line in listed("al fisk").lines] == ["ål"]
    assert listed("häst").total == 0
    save_synonyms(MACHINE, [(f"ord {number}", "text") for number in range(PAGE + 1)], now=NOW)
    last = listed(page=99)
    assert (len(last.lines), last.total, last.page, last.pages) == (1, PAGE + 1, 2, 2)


def test_a_pair_that_holds_both_ways_says_so(town: Organisation) -> None:
    add_synonym(MACHINE, "mobil", "telefon", both_ways=True, now=NOW)
    add_synonym(MACHINE, "lur", "telefon", both_ways=False, now=NOW)
    assert {line.term: line.mutual for line in listed().lines} == {"mobil": True, "telefon": True, "lur": False}
