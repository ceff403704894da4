"""Reading lists and introductions go in and out with the content."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from portal.exchange.content import ContentError
from portal.exchange.outcome import Report
from portal.introduction.models import Introduction, IntroductionList, ListItem, TaskDone
from portal.introduction.queries.telling import told_list, told_walk
from portal.lib.errors import ForbiddenError
from portal.people.models import Person
from tests.exchange.conftest import Content
from tests.exchange.test_export import both_ways, files_in

__all__ = ["both_ways"]
Import = Callable[..., Report]
LIST, WALK = "reading-lists/ao.yaml", "introductions/bo.yaml"
LIST_TEXT = """\
key: ao
unit: SOC-AO
role: author
title: Ny i äldreomsorgen
welcome: |
  Hej och välkommen.

  - Det här är ingen lista.
since: T-100d
sections:
  - title: Första dagen
    within: 1
    items:
      - document: SOC-RUT-0001
        why: Den räddar liv.
        ask: mentor
      - {task: Hämta kort, key: kort, text: I receptionen., ask_person: egon, optional: true}
  - title: Första veckan
    within: 7
    items:
      - {task: Gå bredvid, key: bredvid, ask: manager}
  - {title: Senare, within: 30}
"""
WALK_TEXT = """\
person: bo
introductions:
  - begun: T-50d
    unit: SOC-AO
    mentor: egon
    lists:
      - {list: ao}
    closed: {at: T-20d, by: cleo, note: Bra jobbat.}
  - begun: T-9d
    unit: SOC-AO
    lists:
      - {list: ao, since: T-8d}
done:
  - {list: ao, item: kort, at: T-8d}
"""


@pytest.fixture
def folder(content: Content) -> Content:
    """Return the folder with a list and an introduction."""
    return content.write(LIST, LIST_TEXT).write(WALK, WALK_TEXT)


def test_they_are_brought_in_once(folder: Content, bring_in: Import) -> None:
    lines = bring_in(folder).lines()
    assert f"ny: {LIST}" in lines
    assert f"ny: {WALK}" in lines
    assert bring_in(folder).lines()[-1].startswith("Inget ändrades")
    told = told_list(IntroductionList.get())
    assert [(one.title, one.within, len(one.items)) for one in told.sections] == [
        ("Första dagen", 1, 2),
        ("Första veckan", 7, 1),
        ("Senare", 30, 0),
    ]
    walk = told_walk(Person.get(Person.key == "bo"))
    assert [(one.begun - one.lists[0][1], one.closed is None) for one in walk.introductions] == [
        (timedelta(0), False),
        (timedelta(-1), True),
    ]
    assert [one[1] for one in walk.done] == ["kort"]


def test_they_come_back_the_same(folder: Content, bring_in: Import, both_ways: Callable[[], tuple[Path, Path]]) -> None:
    bring_in(folder)
    first, second = both_ways()
    assert files_in(first) == files_in(second)
    assert {LIST, WALK} <= set(files_in(first))


def test_a_changed_list_keeps_what_was_done(folder: Content, bring_in: Import) -> None:
    bring_in(folder)
    kept = ListItem.get(ListItem.key == "kort").id
    folder.change(LIST, "      - document: SOC-RUT-0001\n        why: Den räddar liv.\n        ask: mentor\n", "")
    folder.change(LIST, "task: Hämta kort", "task: Hämta passerkort").change(LIST, "within: 1", "within: 2")
    assert f"ändrad: {LIST}" in bring_in(folder).lines()
    assert [item.key for item in ListItem.select().order_by(ListItem.id)] == ["kort", "bredvid"]
    assert (ListItem.get_by_id(kept).title, TaskDone.get().item_id) == ("Hämta passerkort", kept)


def test_a_task_that_is_no_longer_asked_for_is_not_done_again(folder: Content, bring_in: Import) -> None:
    bring_in(folder)
    task = "      - {task: Hämta kort, key: kort, text: I receptionen., ask_person: egon, optional: true}\n"
    folder.change(LIST, task, "").change(WALK, "item: kort", "item: bredvid")
    bring_in(folder)
    assert [row.item.key for row in TaskDone.select()] == ["bredvid"]
    folder.remove(LIST).write(WALK, WALK_TEXT)
    assert bring_in(folder).lines()[-1].startswith("Inget ändrades")
    assert [row.item.key for row in TaskDone.select()] == ["bredvid"]


def test_what_is_closed_since_is_closed(folder: Content, bring_in: Import) -> None:
    bring_in(folder)
    folder.change(
        WALK, "- {list: ao, since: T-8d}", "- {list: ao, since: T-8d}\n    closed: {at: T-1d, by: cleo, note: Klar.}"
    )
    assert f"ändrad: {WALK}" in bring_in(folder).lines()
    assert [row.note for row in Introduction.select().order_by(Introduction.begun_on)] == ["Bra jobbat.", "Klar."]


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (LIST, "unit: SOC-AO", "unit: SOC-XX", ":2: Enheten SOC-XX finns varken"),
        (LIST, "role: author", "role: kung", "role: ”kung” finns inte"),
        (LIST, "document: SOC-RUT-0001", "document: SOC-RUT-0009", "Dokumentet SOC-RUT-0009 finns varken"),
        (LIST, "within: 7", "within: 400", "within: högst 365 dagar."),
        (LIST, "within: 7", "within: noll", "inget heltal"),
        (LIST, "key: bredvid", "key: kort", "”kort” står två gånger"),
        (LIST, "key: bredvid", "key: Går inte", "en uppgift behöver en nyckel"),
        (LIST, "task: Gå bredvid, ", "", "skriv antingen ”document” eller ”task”."),
        (LIST, "ask_person: egon", "ask_person: ingen", "Personen ingen finns varken"),
        (LIST, "ask: manager", "ask: kung", "ask: ”kung” finns inte"),
        (LIST, "optional: true", "frivillig: true", "Nyckeln ”frivillig” finns inte."),
        (WALK, "person: bo", "person: cleo", "ska vara detsamma som filens namn"),
        (WALK, "{list: ao}", "{list: oa}", "Listan oa finns varken"),
        (WALK, "item: kort", "item: kort-2", "Uppgiften kort-2 finns inte i listan ao."),
        (WALK, "at: T-20d", "at: T+20d", "ligger i framtiden"),
        (WALK, "begun: T-9d", "begun: igår", "begun:"),
    ],
)
def test_what_is_wrong_is_told(folder: Content, bring_in: Import, name: str, old: str, new: str, said: str) -> None:
    folder.change(name, old, new)
    with pytest.raises(ContentError) as caught:
        bring_in(folder)
    assert any(
        str(problem.place).startswith(name) and said in f"{problem.place}: {problem}"
        for problem in caught.value.problems
    )
    assert not IntroductionList.select().exists()


def test_who_may_not_import_brings_nothing(content: Content, bring_in: Import) -> None:
    bring_in(content)
    folder = content.write(LIST, LIST_TEXT)
    with pytest.raises(ForbiddenError):
        bring_in(folder, email="bo@ekvik.example")
    assert not IntroductionList.select().exists()
