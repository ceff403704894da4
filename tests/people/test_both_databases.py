"""What is asked of the database is understood by SQLite and PostgreSQL alike."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.lib.errors import InvalidError
from portal.people.actions.organisation import appoint_deputy, place_person
from portal.people.actions.persons import make_link, save_person, use_link
from portal.people.actions.roster import import_roster
from portal.people.actions.sign_in import ThrottledError, check_passphrase
from portal.people.queries.places import all_places_of, deputies_around
from portal.people.queries.readers import managers_of, units_behind
from portal.people.queries.register import find_persons
from portal.people.queries.units import members_by_unit, places_in
from portal.people.reader import MACHINE
from portal.people.roster import read
from tests.people.conftest import PASSPHRASE
from tests.support.organisation import Organisation

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def here(small_town: Organisation) -> Organisation:
    return small_town


def test_the_register_is_searched_and_sorted(here: Organisation) -> None:
    for key, name in (("p1", "Örjan Ek"), ("p2", "Åsa Ek"), ("p3", "Zita Ek"), ("p4", "anna ek")):
        save_person(MACHINE, key=key, name=name, now=NOW)
    found = find_persons(here.today, words="EK")
    assert [person.key for person in found.persons if person.key[0] == "p"] == ["p4", "p3", "p2", "p1"]
    assert find_persons(here.today, words="100%").total == 0
    assert [person.key for person in find_persons(here.today, units=["SBF"], role="manager").persons] == ["ylva"]


def test_places_and_deputies_are_read(here: Organisation) -> None:
    cleo, asta = here.people["cleo"], here.people["asta"]
    appoint_deputy(MACHINE, cleo, asta, now=NOW, valid_from=here.today)
    place_person(MACHINE, asta, here.units["SBF"], role="author", now=NOW, valid_to=here.today)
    ((row,), stands_in_for) = deputies_around(cleo)
    assert (row.deputy.key, row.person.key, stands_in_for) == ("asta", "cleo", [])
    assert units_behind(asta, here.today) == {"SOC-AO-HTN", "SOC-AO", "SBF"}
    assert units_behind(asta, here.today + timedelta(days=1)) == {"SOC-AO-HTN", "SOC-AO"}
    assert [place.unit.code for place in all_places_of(asta)] == ["SOC-AO-HTN", "SBF"]
    assert [person.key for person in managers_of("SOC-AO-HTN", here.today)] == ["cleo"]
    assert members_by_unit(here.today)[here.units["SOC-AO-HTN"].id] == {asta.id}
    assert [place.person.key for place in places_in(here.units["SBF"], here.today)] == ["asta", "ylva", "ylva"]


def test_signing_in_is_throttled(here: Organisation) -> None:
    use_link(make_link(MACHINE, here.people["asta"], now=NOW), PASSPHRASE, now=NOW)
    facts = {"address": "192.0.2.1", "now": NOW, "with_demo": True}
    for _ in range(8):
        with pytest.raises(InvalidError):
            check_passphrase("asta@ekvik.example", "fel lösenfras", **facts)
    with pytest.raises(ThrottledError):
        check_passphrase("asta@ekvik.example", PASSPHRASE, **facts)
    later = {**facts, "now": NOW + timedelta(minutes=15)}
    assert check_passphrase("asta@ekvik.example", PASSPHRASE, **later).key == "asta"


def test_a_list_is_taken_in(here: Organisation) -> None:
    rows = read("key;name;email;unit;role\nzoe;Zoë;zoe@x.example;SBF;author\nasta;;;SBF;")
    import_roster(here.reader("egon"), rows, now=NOW, today=here.today)
    assert [person.key for person in find_persons(here.today, units=["SBF"]).persons] == ["asta", "ylva", "zoe"]
