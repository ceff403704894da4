"""An introduction is walked through and closed, on both databases."""

from datetime import timedelta

import pytest

from portal.control.queries.documents import get_history
from portal.introduction.actions.lists import Wish, move_item, remove_item, save_item
from portal.introduction.actions.walking import close_introduction, do_task, name_mentor, undo_task
from portal.introduction.models import Introduction, IntroductionList, ListItem, TaskDone
from portal.introduction.queries.courses import Course
from portal.lib.errors import ForbiddenError, RefusedError
from portal.reading.actions.demands import acknowledge_version
from tests.introduction.lists import course_of, hire, renew, titles_of
from tests.support.documents import approve, make_draft, submit
from tests.support.organisation import Organisation

Lists = dict[str, IntroductionList]


@pytest.fixture
def course(town: Organisation, lists: Lists) -> Course:
    """Return the introduction of Saga, who began today."""
    hire(town)
    renew(town, "saga")
    return now_of(town)


def now_of(town: Organisation, key: str = "saga") -> Course:
    """Return the introduction as it stands now."""
    found = course_of(town, key)
    assert found is not None
    return found


def task(title: str) -> ListItem:
    """Return the task."""
    return ListItem.get(ListItem.title == title)


def acknowledge(town: Organisation, number: str, who: str = "saga") -> None:
    """Let somebody have read and understood what applies of the document."""
    history = get_history(number, town.reader(who).tokens, town.today)
    assert history.in_force
    acknowledge_version(town.deed(who), history.document, history.in_force)


def test_tasks_are_done_and_undone(town: Organisation, course: Course) -> None:
    saga, item = town.deed("saga"), task("Hämta passerkort")
    assert [do_task(saga, course, item) for _ in range(2)] == [True, False]
    assert (now_of(town).progress.done, now_of(town).progress.total) == (1, 4)
    assert [undo_task(saga, course, item) for _ in range(2)] == [True, False]
    assert now_of(town).progress.done == 0


def test_only_ones_own_tasks_are_done(town: Organisation, course: Course) -> None:
    with pytest.raises(RefusedError, match="avslutad"):
        do_task(town.deed("cleo"), course, task("Hämta passerkort"))
    with pytest.raises(RefusedError, match="finns inte i din"):
        do_task(town.deed("saga"), course, ListItem.get(ListItem.key == "SOC-RUT-0001"))
    assert not TaskDone.select().exists()


def test_a_document_is_done_when_it_is_acknowledged_wherever_that_was(town: Organisation, course: Course) -> None:
    acknowledge(town, "SOC-RUT-0001")
    acknowledge(town, "SOC-RUT-0001", "cleo")
    found = now_of(town)
    assert [step.number for leg in found.legs for step in leg.steps if step.done] == ["SOC-RUT-0001"]
    assert found.progress.next_item == ListItem.get(ListItem.key == "SOC-RUT-0002").id


@pytest.mark.parametrize(("significance", "done"), [("minor", 1), ("significant", 0)])
def test_a_significant_version_is_to_be_read_again(
    town: Organisation, course: Course, significance: str, done: int
) -> None:
    acknowledge(town, "SOC-RUT-0001")
    document = course.items[course.legs[0].steps[0].item].document
    version = make_draft(town, document, change_note="Ny.", body="## Så gör du\n\n1. Ring.\n\n## Ansvar\n\nAlla.\n")
    version.significance = significance
    version.save()
    tomorrow = town.today + timedelta(1)
    approve(town, submit(town, version), valid_from=tomorrow)
    assert now_of(town).progress.done == 1
    found = course_of(town, "saga", tomorrow)
    assert found is not None
    assert found.progress.done == done


def test_a_document_that_not_all_may_read_is_passed_over(town: Organisation, course: Course, lists: Lists) -> None:
    IntroductionList.update(unit=town.units["SBF"]).where(IntroductionList.id == lists["norr"].id).execute()
    assert titles_of(now_of(town)) == ["SOC-RUT-0001", "Hämta passerkort", "Gå bredvid en kollega"]


def test_a_list_that_changes_changes_what_is_left_and_not_what_is_done(
    town: Organisation, course: Course, lists: Lists
) -> None:
    norr, done = lists["norr"], task("Gå bredvid en kollega")
    do_task(town.deed("saga"), course, done)
    section = next(line.row for line in course.sections[norr.id] if done in line.items)
    cleo = town.deed("cleo")
    new = save_item(cleo, norr, section, None, Wish(title="Provåk slingan"))
    move_item(cleo, norr, done, -1)
    save_item(cleo, norr, section, done, Wish(title="Gå bredvid i två dagar"))
    assert titles_of(now_of(town))[1:3] == ["SOC-RUT-0002", "Gå bredvid i två dagar"]
    assert (now_of(town).progress.done, now_of(town).progress.total) == (1, 5)
    remove_item(cleo, norr, done)
    remove_item(cleo, norr, new)
    assert (now_of(town).progress.done, now_of(town).progress.total) == (0, 3)


def test_the_manager_closes_with_a_note(town: Organisation, course: Course) -> None:
    cleo = town.deed("cleo")
    with pytest.raises(RefusedError, match="Allt är inte klart"):
        close_introduction(cleo, course, note=" ")
    close_introduction(cleo, course, note=" Går över till Söder. ")
    row = Introduction.get()
    assert (row.note, row.closed_by, row.closed_at) == ("Går över till Söder.", town.people["cleo"], town.now)
    assert course_of(town, "saga") is None
    for again in (course, Course(row, [], {}, {}, course.done, course.units, town.today)):
        with pytest.raises(RefusedError, match="redan avslutad"):
            close_introduction(cleo, again, note="Igen.")


def test_a_closed_introduction_does_not_begin_again(town: Organisation, course: Course) -> None:
    close_introduction(town.deed("cleo"), course, note="Klar.")
    renew(town, "saga", today=town.today + timedelta(1))
    assert Introduction.select().count() == 1


@pytest.mark.parametrize("who", ["saga", "asta", "bo", "disa", "ylva", "egon"])
def test_others_neither_close_nor_name_a_mentor(town: Organisation, course: Course, who: str) -> None:
    with pytest.raises(ForbiddenError):
        close_introduction(town.deed(who), course, note="Klar.")
    with pytest.raises(ForbiddenError):
        name_mentor(town.deed(who), course, town.people["asta"])


def test_nobody_closes_their_own(town: Organisation, lists: Lists) -> None:
    hire(town, "nils", "SOC-AO")
    hire(town, "nils", "SOC-AO", role="manager")
    renew(town, "nils")
    with pytest.raises(RefusedError, match="egen introduktion"):
        close_introduction(town.deed("nils"), now_of(town, "nils"), note="Jag är klar.")


def test_a_mentor_is_named(town: Organisation, course: Course) -> None:
    name_mentor(town.deed("cleo"), course, town.people["asta"])
    assert now_of(town).row.mentor == town.people["asta"]
    name_mentor(town.deed("cleo"), course, None)
    assert now_of(town).row.mentor is None
    with pytest.raises(RefusedError, match="kan inte vara fadder"):
        name_mentor(town.deed("cleo"), course, town.people["saga"])
