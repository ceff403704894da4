"""Who is to read what, as the journal tells of it, on both databases."""

import json
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from importlib import import_module

import pytest

from portal.control.actions import daily
from portal.control.actions.documents import withdraw_document
from portal.control.models.decisions import Approval
from portal.control.models.documents import Document
from portal.control.models.versions import Grant, Version
from portal.control.queries.documents import get_history
from portal.journal.models import Entry
from portal.journal.record import entries_after, head
from portal.lib.errors import ForbiddenError, RefusedError
from portal.people.actions.organisation import end_place, place_person, save_unit
from portal.people.actions.persons import disable_person, save_person
from portal.people.models import Membership, Person, Unit
from portal.people.reader import MACHINE
from portal.reading.actions.demands import acknowledge_version, demand_reading, end_demand
from portal.reading.actions.following import renew_told
from portal.reading.actions.reminding import remind_readers, renew_those_who_move
from portal.reading.actions.renewing import renew_all
from portal.reading.models import READ, Acknowledgement, Duty, DutyCount, ReadingDemand
from portal.store.database import database
from portal.store.schema import runner
from portal.store.work import unit_of_work
from tests.support.documents import approve, make_draft, submit
from tests.support.organisation import Organisation

DAY = timedelta(1)
Tell = Callable[..., None]


@pytest.fixture
def tell(town: Organisation) -> Tell:
    """Let the follower catch up with the journal, as on a later day when days are given."""
    taken = 0

    def catch_up(days: int = 0) -> None:
        nonlocal taken
        while batch := entries_after(taken):
            renew_told(batch, town.now + days * DAY, town.today + days * DAY)
            taken = batch[-1].number

    return catch_up


def demand(
    town: Organisation, document: Document, by: str = "disa", unit: str = "SOC", **more: object
) -> ReadingDemand:
    facts = {"role": "", "days": 14, **more}
    return demand_reading(town.deed(by), document, unit=town.units[unit], **facts)  # type: ignore[arg-type]


def acknowledge(town: Organisation, who: str, document: Document, number: int = 1) -> bool:
    history = get_history(document.number, town.reader(who).tokens, town.today)
    return acknowledge_version(town.deed(who), document, history.get(number))


def duties() -> dict[str, tuple[str, int, int, date]]:
    """Return who is to read, where, which version, whether it is done, and by when."""
    rows = Duty.select(Person.key, Unit.code, Duty.wanted, Duty.done, Duty.due_on).join(Person).switch(Duty).join(Unit)
    return {row[0]: row[1:] for row in rows.tuples()}


def counts() -> dict[str, tuple[int, int]]:
    """Return how many are asked in each unit with all below, and how many have not read."""
    rows = DutyCount.select(Unit.code, DutyCount.due_on, DutyCount.duties).join(Unit).tuples()
    asked: Counter[str] = Counter()
    unread: Counter[str] = Counter()
    for code, due_on, duties in rows:
        asked[code] += duties
        unread[code] += duties if due_on < READ else 0
    return {code: (asked[code], unread[code]) for code in asked}


def new_version(town: Organisation, document: Document, *, minor: bool = False, begins: int = 0) -> Version:
    version = submit(town, make_draft(town, document, title="Rutin vid hot", change_note="Larmet har nytt nummer."))
    if minor:
        Version.update(significance="minor").where(Version.id == version.id).execute()
    return approve(town, Version.get_by_id(version.id), valid_from=town.today + begins * DAY)


def told(verb: str) -> list[tuple[str, list[str]]]:
    rows = Entry.select(Entry.subject, Entry.facts).where(Entry.verb == verb).order_by(Entry.number)
    return [(subject, json.loads(facts)) for subject, facts in rows.tuples()]


def test_those_of_the_unit_and_below_are_asked(town: Organisation, routine: Document, tell: Tell) -> None:
    demand(town, routine)
    tell()
    due = town.today + 14 * DAY
    assert duties() == {
        "asta": ("SOC-AO-HTN", 1, 0, due),
        "bo": ("SOC-AO", 1, 0, due),
        "cleo": ("SOC-AO", 1, 0, due),
        "disa": ("SOC", 1, 0, due),
    }
    assert counts() == {"EKV": (4, 4), "SOC": (4, 4), "SOC-AO": (3, 3), "SOC-AO-HTN": (1, 1)}
    (entry,) = told("reading-asked")
    assert entry == ("document:SOC-RUT-0001", {"version": 1, "persons": ["asta", "bo", "cleo", "disa"]})


def test_a_role_is_asked_alone(town: Organisation, routine: Document, tell: Tell) -> None:
    demand(town, routine, role="manager")
    tell()
    assert set(duties()) == {"cleo"}


def test_reading_is_acknowledged_once(town: Organisation, routine: Document, tell: Tell) -> None:
    demand(town, routine)
    tell()
    assert acknowledge(town, "asta", routine)
    assert duties()["asta"][2] == 1
    assert counts() == {"EKV": (4, 3), "SOC": (4, 3), "SOC-AO": (3, 2), "SOC-AO-HTN": (1, 0)}
    assert not acknowledge(town, "asta", routine)
    assert Acknowledgement.select().count() == 1
    assert [facts for _, facts in told("version-acknowledged")] == [{"version": 1, "language": "sv"}]


def test_a_significant_version_asks_again_and_a_minor_one_does_not(
    town: Organisation, routine: Document, tell: Tell
) -> None:
    demand(town, routine)
    tell()
    acknowledge(town, "asta", routine)
    Version.update(valid_from=town.today - 9 * DAY).where(Version.document == routine).execute()
    approve_earlier(town, routine)
    new_version(town, routine, minor=True)
    tell()
    assert duties()["asta"][1:3] == (1, 1)
    new_version(town, routine, begins=3)
    tell()
    assert duties()["asta"][1:3] == (1, 1), "it does not apply yet"
    daily.tell_what_time_brought(town.now + 3 * DAY, town.today + 3 * DAY)
    tell(3)
    assert duties()["asta"] == ("SOC-AO-HTN", 3, 0, town.today + 17 * DAY)
    assert told("reading-asked")[-1][1] == {"version": 3, "persons": ["asta", "bo", "cleo", "disa"]}


def approve_earlier(town: Organisation, document: Document) -> None:
    """Let the first decision have been made before, as the next must begin later."""
    Approval.update(valid_from=town.today - 9 * DAY).execute()


def test_what_is_scheduled_may_be_read_ahead(town: Organisation, routine: Document, tell: Tell) -> None:
    demand(town, routine)
    new_version(town, routine, begins=3)
    tell()
    acknowledge(town, "asta", routine, 2)
    assert duties()["asta"][1:3] == (1, 1)
    daily.tell_what_time_brought(town.now + 3 * DAY, town.today + 3 * DAY)
    tell(3)
    assert duties()["asta"][1:3] == (2, 1)
    assert duties()["bo"][1:3] == (2, 0)


def test_a_draft_is_not_acknowledged(town: Organisation, routine: Document) -> None:
    make_draft(town, routine, change_note="Nytt.")
    with pytest.raises(RefusedError, match="Bara det som gäller"):
        acknowledge(town, "bo", routine, 2)
    assert Acknowledgement.select().count() == 0


def test_who_comes_is_asked_and_who_leaves_is_not(town: Organisation, routine: Document, tell: Tell) -> None:
    demand(town, routine)
    tell()
    nils, _ = save_person(MACHINE, key="nils", name="Nils Berg", now=town.now)
    place_person(MACHINE, nils, town.units["SOC-AO-HTN"], role="", now=town.now, valid_from=town.today)
    tell()
    assert duties()["nils"] == ("SOC-AO-HTN", 1, 0, town.today + 14 * DAY)
    disable_person(MACHINE, nils, now=town.now)
    tell()
    assert "nils" not in duties()
    assert counts()["SOC-AO-HTN"] == (1, 1)


def test_a_place_that_begins_by_its_day_is_seen_by_the_round(town: Organisation, routine: Document, tell: Tell) -> None:
    demand(town, routine)
    nils, _ = save_person(MACHINE, key="nils", name="Nils Berg", now=town.now)
    place_person(MACHINE, nils, town.units["SOC"], role="", now=town.now, valid_from=town.today + 3 * DAY)
    tell()
    renew_those_who_move(town.now, town.today)
    assert "nils" not in duties()
    renew_those_who_move(town.now + 5 * DAY, town.today + 5 * DAY)
    assert duties()["nils"][3] == town.today + 17 * DAY, "the server stood still on the very day"
    place = Membership.get((Membership.person == nils) & (Membership.unit == town.units["SOC"]))
    end_place(MACHINE, place, last_day=town.today + 6 * DAY, now=town.now + 6 * DAY)
    tell(6)
    assert "nils" in duties()
    renew_those_who_move(town.now + 7 * DAY, town.today + 7 * DAY)
    assert "nils" not in duties()


def test_a_unit_that_moves_takes_its_people_along(town: Organisation, routine: Document, tell: Tell) -> None:
    demand(town, routine, unit="SOC-AO")
    tell()
    unit = town.units["SOC-AO-HTN"]
    save_unit(MACHINE, code=unit.code, name=unit.name, kind=unit.kind, parent=town.units["SBF"], now=town.now)
    tell()
    assert set(duties()) == {"bo", "cleo"}
    assert counts() == {"EKV": (2, 2), "SOC": (2, 2), "SOC-AO": (2, 2)}


def test_a_demand_ends_and_what_was_read_is_kept(town: Organisation, routine: Document, tell: Tell) -> None:
    row = demand(town, routine)
    tell()
    acknowledge(town, "asta", routine)
    end_demand(town.deed("disa"), row)
    tell()
    assert (duties(), counts(), Acknowledgement.select().count()) == ({}, {}, 1)
    with pytest.raises(RefusedError, match="redan avslutat"):
        end_demand(town.deed("disa"), row)


def test_a_withdrawn_document_is_asked_of_nobody(town: Organisation, routine: Document, tell: Tell) -> None:
    demand(town, routine)
    tell()
    withdraw_document(town.deed("cleo"), routine, on=town.today, reason="Ersatt av lagen.")
    tell()
    assert duties() == {}


def test_who_may_not_read_the_new_version_is_not_asked(town: Organisation, routine: Document, tell: Tell) -> None:
    demand(town, routine)
    demand(town, routine, unit="SOC-AO-HTN", by="cleo", days=30)
    Grant.update(token="unit:SOC-AO-HTN").where(Grant.version == Version.get(Version.document == routine)).execute()
    tell()
    assert set(duties()) == {"asta"}


def test_a_demand_is_made_by_who_may_where_all_may_read(town: Organisation, routine: Document) -> None:
    with pytest.raises(ForbiddenError):
        demand(town, routine, by="asta")
    with pytest.raises(ForbiddenError):
        demand(town, routine, by="cleo", unit="SOC")
    with pytest.raises(RefusedError, match="hur många dagar"):
        demand(town, routine, days=0)
    Grant.update(token="unit:SOC-AO").where(Grant.version == Version.get(Version.document == routine)).execute()
    with pytest.raises(RefusedError, match="Alla i Socialförvaltningen"):
        demand(town, routine)
    demand(town, routine, by="cleo", unit="SOC-AO")
    with pytest.raises(RefusedError, match="finns redan"):
        demand(town, routine, by="cleo", unit="SOC-AO")
    assert ReadingDemand.select().count() == 1


def test_readers_are_reminded_of_all_at_once(town: Organisation, routine: Document, tell: Tell) -> None:
    demand(town, routine)
    tell()
    acknowledge(town, "bo", routine)

    def round_on(day: int) -> int:
        return remind_readers(town.now + day * DAY, town.today + day * DAY)

    assert round_on(6) == 0
    assert [round_on(7), round_on(7), round_on(14)] == [3, 0, 0]
    assert [round_on(15), round_on(15), round_on(21), round_on(22)] == [3, 0, 0, 3]
    subject, facts = told("reading-reminded")[0]
    assert subject == "person:asta"
    assert facts == {"documents": ["SOC-RUT-0001"], "count": 1, "due": str(town.today + 14 * DAY)}
    assert len(told("reading-reminded")) == 9


def test_what_follows_step_by_step_is_what_all_anew_gives(town: Organisation, routine: Document, tell: Tell) -> None:
    demand(town, routine)
    demand(town, routine, role="manager", unit="SOC-AO", by="cleo", days=3)
    tell()
    acknowledge(town, "cleo", routine)
    new_version(town, routine, begins=1)
    nils, _ = save_person(MACHINE, key="nils", name="Nils Berg", now=town.now)
    place_person(MACHINE, nils, town.units["SOC"], role="", now=town.now)
    tell()
    before, seen = (duties(), counts()), head()
    renew_all(town.now, town.today)
    assert (duties(), counts()) == before
    assert head() == seen, "nothing is told twice"
    Duty.delete().execute()
    DutyCount.delete().execute()
    renew_all(town.now, town.today)
    assert (duties(), counts()) == before


def test_an_older_portals_duties_are_counted_when_it_is_renewed(
    town: Organisation, routine: Document, tell: Tell
) -> None:
    demand(town, routine)
    tell()
    acknowledge(town, "cleo", routine)
    days = DutyCount.select(DutyCount.unit, DutyCount.document, DutyCount.due_on, DutyCount.duties)
    before = set(days.tuples())
    migration = import_module("portal.store.migrations.0012_reading_counts")
    with unit_of_work():
        migrator = runner().migrator
        migration.down(migrator, database.obj)
        migration.up(migrator, database.obj)
    assert set(days.tuples()) == before
