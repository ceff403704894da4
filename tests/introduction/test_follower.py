"""The journal's follower and the daily round, over the whole portal; and the lists of the example."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from portal.introduction.follower import INTRODUCTIONS
from portal.introduction.models import Introduction, IntroductionList
from portal.introduction.queries.contents import all_lists, documents_of, named_in, sections_of
from portal.journal.follow import catch_up
from portal.journal.models import Entry
from portal.ops.daily import do_rounds
from portal.people.queries.units import unit_facts
from portal.store import database
from tests.introduction.lists import a_list, course_of, hire, names_of
from tests.support.clock import Clock
from tests.support.documents import make_valid
from tests.support.example import copy_of
from tests.support.landmarks import application
from tests.support.organisation import Organisation

Lists = dict[str, IntroductionList]


def test_it_begins_when_the_journal_tells(bare_app: Flask, organisation: Organisation, site_lists: Lists) -> None:
    hire(organisation)
    with bare_app.app_context():
        catch_up(INTRODUCTIONS)
        assert names_of(course_of(organisation, "saga")) == ["EKV", "SOC-AO-HTN"]
        INTRODUCTIONS.take([])
        INTRODUCTIONS.take(list(Entry.select()))
        assert catch_up(INTRODUCTIONS) == 0
    assert Introduction.select().count() == 1


def test_the_day_begins_it(bare_app: Flask, organisation: Organisation, site_lists: Lists, clock: Clock) -> None:
    hire(organisation, day=2)
    portal = bare_app.extensions["portal"]
    with bare_app.app_context():
        catch_up(INTRODUCTIONS)
        do_rounds(portal)
        assert not Introduction.select().exists()
        clock.go(days=2)
        do_rounds(portal)
        do_rounds(portal)
    assert Introduction.select().count() == 1


def test_a_list_that_is_made_reaches_who_came_the_same_day(bare_app: Flask, organisation: Organisation) -> None:
    hire(organisation)
    hire(organisation, "tage", day=-1)
    make_valid(organisation, "SOC-RUT-0001")
    with bare_app.app_context():
        catch_up(INTRODUCTIONS)
        made = a_list(organisation, "cleo", "SOC-AO-HTN", "SOC-RUT-0001", "Hämta kort")
        IntroductionList.update(since=organisation.today).where(IntroductionList.id == made.id).execute()
        catch_up(INTRODUCTIONS)
    assert names_of(course_of(organisation, "saga")) == ["SOC-AO-HTN"]
    assert course_of(organisation, "tage") is None


@pytest.fixture
def ekvik(example: Path, tmp_path: Path) -> Iterator[Flask]:
    """Return the application over a copy of the example."""
    yield application(copy_of(example, tmp_path / "var"))
    database.database.close()


def test_all_that_the_examples_lists_ask_for_can_be_read(ekvik: Flask) -> None:
    with ekvik.app_context():
        today, lists = ekvik.extensions["portal"].today(), all_lists()
        sections = sections_of(one.id for one in lists)
        documents = documents_of(named_in(line for lines in sections.values() for line in lines), today)
        for one in lists:
            for line in sections[one.id]:
                assert line.items, line.row.title
                for item in line.items:
                    fact = documents.get(item.document_id)
                    assert item.title or (fact and fact.is_for(one, unit_facts())), f"{one.key}: {item.key}"


def test_the_example_has_those_who_are_under_way_and_begins_nobody_else(ekvik: Flask) -> None:
    with ekvik.app_context():
        before = {row.person.key for row in Introduction.select()}
        catch_up(INTRODUCTIONS)
        do_rounds(ekvik.extensions["portal"])
        assert {row.person.key for row in Introduction.select()} == before == {"saga", "noel"}
        assert Introduction.select().count() == 2
