"""Introductions begin, follow and end by themselves, on both databases."""

import json
from datetime import timedelta

import pytest

from portal.introduction.actions.beginning import renew_introductions, renew_moved
from portal.introduction.actions.walking import begin_by_hand
from portal.introduction.models import Introduction, IntroductionList, IntroductionPart
from portal.introduction.queries.newcomers import newly_placed
from portal.journal.models import Entry
from portal.lib.errors import ForbiddenError, RefusedError
from portal.people.actions.organisation import end_place, place_person
from portal.people.actions.persons import disable_person, enable_person
from portal.people.actions.roster import import_roster
from portal.people.models import Membership, Person
from portal.people.reader import MACHINE
from portal.people.roster import read
from tests.introduction.lists import course_of, hire, names_of, renew, titles_of
from tests.support.organisation import Organisation

Lists = dict[str, IntroductionList]


def told(verb: str) -> list[dict[str, object]]:
    """Return the facts of the journal's entries with the verb."""
    return [json.loads(entry.facts) for entry in Entry.select().where(Entry.verb == verb).order_by(Entry.number)]


def test_who_is_placed_gets_the_lists_from_the_top(town: Organisation, lists: Lists) -> None:
    hire(town)
    renew(town, "saga")
    course = course_of(town, "saga")
    assert names_of(course) == ["EKV", "SOC-AO-HTN"]
    assert titles_of(course) == ["SOC-RUT-0001", "SOC-RUT-0002", "Hämta passerkort", "Gå bredvid en kollega"]
    assert told("introduction-begun") == [{"unit": "SOC-AO-HTN", "since": "2026-11-20", "lists": ["ekv", "soc-ao-htn"]}]


def test_a_second_time_changes_nothing(town: Organisation, lists: Lists) -> None:
    hire(town)
    renew(town, "saga")
    before = Entry.select().count()
    renew(town, "saga")
    renew_moved(town.now, town.today)
    renew_moved(town.now, town.today)
    assert (Introduction.select().count(), IntroductionPart.select().count(), Entry.select().count()) == (1, 2, before)


def test_it_begins_on_the_first_day_and_not_before(town: Organisation, lists: Lists) -> None:
    hire(town, day=3)
    renew(town, "saga")
    renew_moved(town.now, town.today)
    assert course_of(town, "saga") is None
    monday = town.today + timedelta(3)
    renew_moved(town.now, monday)
    assert names_of(course_of(town, "saga", monday)) == ["EKV", "SOC-AO-HTN"]


def test_rounds_that_were_missed_are_made_up_for(town: Organisation, lists: Lists) -> None:
    hire(town, day=3)
    renew_moved(town.now, town.today)
    renew_moved(town.now, town.today + timedelta(9))
    course = course_of(town, "saga")
    assert course is not None
    assert course.row.begun_on == town.today + timedelta(3)


@pytest.mark.parametrize("day", [None, -31])
def test_who_has_been_here_for_long_is_not_new(town: Organisation, lists: Lists, day: int | None) -> None:
    hire(town, day=day)
    renew(town, "saga")
    assert course_of(town, "saga") is None


def test_a_role_brings_only_what_is_news(town: Organisation, lists: Lists) -> None:
    chefer = {"unit": lists["kommun"].unit, "title": "Ny som chef", "since": town.today - timedelta(90)}
    boss = IntroductionList.create(key="chefer", role="manager", **chefer)
    hire(town)
    renew(town, "saga")
    hire(town, day=0, role="manager")
    renew(town, "saga")
    course = course_of(town, "saga")
    assert course is not None
    assert {one.id for one, _ in course.parts} == {lists["kommun"].id, lists["norr"].id, boss.id}
    hire(town, "asta", role="manager")
    renew(town, "asta")
    asta = course_of(town, "asta")
    assert asta is not None
    assert [one.key for one, _ in asta.parts] == ["chefer"]
    assert told("introduction-extended") == [{"unit": "SOC-AO-HTN", "since": "2026-11-20", "lists": ["chefer"]}]


def test_who_moves_takes_the_introduction_along(town: Organisation, lists: Lists) -> None:
    hire(town)
    renew(town, "saga")
    place = Membership.get(Membership.person == town.people["saga"])
    end_place(MACHINE, place, last_day=town.today, now=town.now)
    hire(town, unit="SBF", day=1)
    tomorrow = town.today + timedelta(1)
    renew_moved(town.now, tomorrow)
    course = course_of(town, "saga", tomorrow)
    assert course is not None
    assert (course.row.unit.code, names_of(course)) == ("SBF", ["EKV"])
    assert told("introduction-moved") == [{"unit": "SBF", "dropped": 1}]


def test_it_ends_for_who_leaves(town: Organisation, lists: Lists) -> None:
    hire(town)
    hire(town, "tage")
    renew(town, "saga", "tage")
    place = Membership.get(Membership.person == town.people["saga"])
    end_place(MACHINE, place, last_day=town.today, now=town.now)
    disable_person(MACHINE, town.people["tage"], now=town.now)
    renew(town, "tage")
    assert (course_of(town, "tage"), course_of(town, "saga") is None) == (None, False)
    renew_moved(town.now, town.today + timedelta(1))
    assert course_of(town, "saga") is None
    assert len(told("introduction-ended")) == 2
    assert {row.closed_by_id for row in Introduction.select()} == {None}


def test_who_waits_for_the_next_place_keeps_the_introduction(town: Organisation, lists: Lists) -> None:
    hire(town)
    renew(town, "saga")
    place = Membership.get(Membership.person == town.people["saga"])
    end_place(MACHINE, place, last_day=town.today - timedelta(0), now=town.now)
    hire(town, unit="SBF", day=5)
    renew_moved(town.now, town.today + timedelta(1))
    assert course_of(town, "saga") is not None


def test_who_is_shut_out_begins_when_let_in(town: Organisation, lists: Lists) -> None:
    hire(town)
    disable_person(MACHINE, town.people["saga"], now=town.now)
    renew(town, "saga")
    assert course_of(town, "saga") is None
    enable_person(MACHINE, town.people["saga"], now=town.now)
    renew(town, "saga")
    assert course_of(town, "saga") is not None


def roster(count: int, day: str) -> str:
    """Return a list of so many persons in Hemtjänst Norr from the day."""
    lines = [f"ny{n};Ny {n};ny{n}@ekvik.example;SOC-AO-HTN;{day}" for n in range(count)]
    return "\n".join(["key;name;email;unit;from", *lines])


@pytest.mark.parametrize(("day", "begun"), [("", 0), ("2020-03-01", 0), ("2026-11-20", 0)])
def test_the_first_loading_of_a_municipality_begins_nothing(
    town: Organisation, lists: Lists, day: str, begun: int
) -> None:
    import_roster(MACHINE, read(roster(60, day)), now=town.now, today=town.today)
    renew_introductions({person.id for person in Person.select()}, town.now, town.today)
    assert Introduction.select().count() == begun


def test_many_who_are_hired_in_a_large_municipality_begin(town: Organisation, lists: Lists) -> None:
    import_roster(MACHINE, read(roster(120, "2020-03-01")), now=town.now, today=town.today)
    for number in range(30):
        hire(town, f"sommar{number}")
    renew_introductions(newly_placed(town.today), town.now, town.today)
    assert Introduction.select().count() == 30


def test_it_can_be_begun_by_hand(town: Organisation, lists: Lists) -> None:
    course = begin_by_hand(town.deed("cleo"), town.people["asta"])
    assert names_of(course_of(town, "asta")) == ["EKV", "SOC-AO-HTN"]
    assert (course.begun_on, course.unit.code) == (town.today, "SOC-AO-HTN")
    with pytest.raises(RefusedError, match="redan"):
        begin_by_hand(town.deed("cleo"), town.people["asta"])
    with pytest.raises(ForbiddenError):
        begin_by_hand(town.deed("disa"), town.people["bo"])
    with pytest.raises(ForbiddenError):
        begin_by_hand(town.deed("cleo"), town.people["ylva"])
    place_person(MACHINE, town.people["rakel"], town.units["EKV"], role="", now=town.now)
    IntroductionList.update(until=town.today).execute()
    with pytest.raises(RefusedError, match="ingen lista"):
        begin_by_hand(town.deed("cleo"), town.people["bo"])
