"""Units and places change: guarded, journalled, with effect at once."""

from datetime import date, timedelta

import pytest

from portal.journal.models import Entry
from portal.lib.errors import ForbiddenError, InvalidError, RefusedError
from portal.people.actions.closing import close_unit, reopen_unit
from portal.people.actions.organisation import appoint_deputy, end_deputy, end_place, place_person, save_unit
from portal.people.models import Deputy, Membership, Unit
from portal.people.queries.readers import managers_of, reader_of
from portal.people.queries.units import get_unit, unit_facts
from tests.support.clock import Clock
from tests.support.organisation import Organisation

DAY = timedelta(days=1)


def verbs() -> list[str]:
    return [entry.verb for entry in Entry.select().order_by(Entry.number)]


def place(town: Organisation, key: str, role: str = "") -> Membership:
    return Membership.get((Membership.person == town.people[key]) & (Membership.role == role))


def test_a_place_has_effect_from_its_first_through_its_last_day(town: Organisation) -> None:
    egon, asta, today = town.reader("egon"), town.people["asta"], town.today
    unit = town.units["SBF"]
    place_person(egon, asta, unit, role="author", now=town.now, valid_from=today + DAY, valid_to=today + 2 * DAY)
    has = ["role:author@SBF" in reader_of(asta, today + number * DAY).tokens for number in range(4)]
    assert has == [False, True, True, False]
    assert verbs()[-1] == "person-placed"


def test_an_ended_place_ends_at_once_for_a_reader_read_anew(town: Organisation) -> None:
    end_place(town.reader("egon"), place(town, "cleo", "manager"), last_day=town.today - DAY, now=town.now)
    assert not town.reader("cleo").holds("control.approve")
    assert verbs()[-1] == "place-ended"


def test_a_place_that_never_began_is_taken_away(town: Organisation) -> None:
    egon, asta = town.reader("egon"), town.people["asta"]
    later = town.today + 10 * DAY
    row = place_person(egon, asta, town.units["SBF"], role="author", now=town.now, valid_from=later)
    end_place(egon, row, last_day=town.today, now=town.now)
    assert not Membership.select().where(Membership.id == row.id).exists()


@pytest.mark.parametrize(
    ("role", "first", "last", "field"),
    [("king", None, None, "role"), ("author", date(2026, 2, 1), date(2026, 1, 1), "valid_to")],
)
def test_a_place_that_cannot_be_is_told(
    town: Organisation, role: str, first: date | None, last: date | None, field: str
) -> None:
    asta, unit = town.people["asta"], town.units["SBF"]
    with pytest.raises(InvalidError) as told:
        place_person(town.reader("egon"), asta, unit, role=role, now=town.now, valid_from=first, valid_to=last)
    assert told.value.place == field


@pytest.mark.parametrize("key", ["asta", "cleo", "disa"])
def test_only_an_administrator_places(town: Organisation, key: str) -> None:
    with pytest.raises(ForbiddenError):
        place_person(town.reader(key), town.people["asta"], town.units["SOC"], role="manager", now=town.now)


def test_an_administrator_of_a_part_stays_within_it(town: Organisation) -> None:
    sam, asta = town.reader("sam"), town.people["asta"]
    place_person(sam, asta, town.units["SOC-AO"], role="author", now=town.now)
    with pytest.raises(ForbiddenError, match="SBF"):
        place_person(sam, asta, town.units["SBF"], role="author", now=town.now)
    with pytest.raises(ForbiddenError, match="EKV"):
        place_person(sam, town.people["sam"], town.units["EKV"], role="administrator", now=town.now)
    with pytest.raises(ForbiddenError):
        end_place(sam, place(town, "ylva", "manager"), last_day=town.today, now=town.now)


def test_nobody_ends_their_own_administration(town: Organisation) -> None:
    with pytest.raises(RefusedError, match="annan administratör"):
        end_place(town.reader("egon"), place(town, "egon", "administrator"), last_day=town.today, now=town.now)
    assert place(town, "egon", "administrator").valid_to is None


def test_a_deputy_has_the_roles_while_it_lasts(town: Organisation) -> None:
    egon, cleo, asta = town.reader("egon"), town.people["cleo"], town.people["asta"]
    row = appoint_deputy(egon, cleo, asta, now=town.now, valid_from=town.today)
    assert "role:manager@SOC-AO" in town.reader("asta").tokens
    assert "role:manager@SOC-AO" not in reader_of(asta, town.today - DAY).tokens
    end_deputy(egon, row, last_day=town.today, now=town.now)
    assert "role:manager@SOC-AO" not in reader_of(asta, town.today + DAY).tokens
    assert verbs()[-2:] == ["deputy-appointed", "deputy-ended"]


def test_a_deputy_that_never_began_is_taken_away(town: Organisation) -> None:
    egon, cleo, asta = town.reader("egon"), town.people["cleo"], town.people["asta"]
    row = appoint_deputy(egon, cleo, asta, now=town.now, valid_from=town.today + DAY)
    end_deputy(egon, row, last_day=town.today, now=town.now)
    assert not Deputy.select().exists()


def test_nobody_is_their_own_deputy(town: Organisation) -> None:
    with pytest.raises(RefusedError):
        appoint_deputy(town.reader("egon"), town.people["cleo"], town.people["cleo"], now=town.now)


def test_an_administrator_of_a_part_gives_away_no_others_rights(town: Organisation) -> None:
    with pytest.raises(ForbiddenError):
        appoint_deputy(town.reader("sam"), town.people["ylva"], town.people["sam"], now=town.now)
    with pytest.raises(ForbiddenError):
        appoint_deputy(town.reader("sam"), town.people["egon"], town.people["sam"], now=town.now)


def test_managers_are_found_nearest_first(town: Organisation) -> None:
    place_person(town.reader("egon"), town.people["disa"], town.units["SOC"], role="manager", now=town.now)
    assert [person.key for person in managers_of("SOC-AO-HTN", town.today)] == ["cleo", "disa"]
    assert managers_of("EKV", town.today) == []


def save(town: Organisation, key: str, code: str, parent: str | None, **values: object) -> str:
    above = get_unit(parent) if parent else None
    facts = {"name": code, "kind": "unit", **values}
    return save_unit(town.reader(key), code=code, parent=above, now=town.now, **facts)[1]


def test_a_unit_is_made_changed_and_left_alone(town: Organisation) -> None:
    outcomes = [save(town, "egon", "SBF-GAT", "SBF", name=name) for name in ("Gata", "Gatan", "Gatan")]
    assert outcomes == ["created", "changed", "unchanged"]
    assert verbs()[-2:] == ["unit-created", "unit-changed"]


def test_a_cycle_is_refused_in_words_and_nothing_changes(town: Organisation) -> None:
    with pytest.raises(RefusedError, match="SOC kan inte ligga under SOC-AO-HTN"):
        save(town, "egon", "SOC", "SOC-AO-HTN")
    assert unit_facts()["SOC"].parent == "EKV"


def test_only_one_unit_stands_at_the_top(town: Organisation) -> None:
    with pytest.raises(RefusedError, match="Bara en enhet"):
        save(town, "egon", "NEW", None)


@pytest.mark.parametrize(("code", "parent"), [("NEW", "SBF"), ("SOC-AO", "SBF"), ("SBF", "SOC"), ("SOC", None)])
def test_an_administrator_of_a_part_moves_nothing_over_its_border(
    town: Organisation, code: str, parent: str | None
) -> None:
    with pytest.raises(ForbiddenError):
        save(town, "sam", code, parent)


def test_an_administrator_of_a_part_arranges_it(town: Organisation) -> None:
    assert save(town, "sam", "SOC-IFO", "SOC") == "created"
    assert save(town, "sam", "SOC-AO-HTN", "SOC-IFO") == "changed"


def test_a_unit_that_ends_moves_its_people_to_its_successor(town: Organisation) -> None:
    save(town, "egon", "SBF-NEW", "SBF")
    Membership.update(valid_from=town.today - DAY).where(Membership.person == town.people["asta"]).execute()
    ended = close_unit(
        town.reader("egon"), get_unit("SOC-AO-HTN"), last_day=town.today, successor=get_unit("SBF-NEW"), now=town.now
    )
    assert ended == 1
    before, after = (reader_of(town.people["asta"], day) for day in (town.today, town.today + DAY))
    assert "unit:SOC-AO" in before.tokens
    assert "unit:SBF-NEW" not in before.tokens
    assert {"unit:SBF-NEW", "unit:SOC-AO-HTN", "unit:SBF"} <= after.tokens
    assert "unit:SOC-AO" not in after.tokens
    assert verbs()[-1] == "unit-closed"


def test_a_unit_that_ends_without_a_successor_ends_its_places(town: Organisation) -> None:
    close_unit(town.reader("egon"), get_unit("SBF"), last_day=town.today, successor=None, now=town.now)
    assert town.reader("ylva").holds("control.approve")
    assert not reader_of(town.people["ylva"], town.today + DAY).holds("control.approve")


@pytest.mark.parametrize(
    ("code", "successor", "words"),
    [
        ("SOC", None, "SOC-AO"),
        ("EKV", None, "överst"),
        ("SBF", "SBF", "sig själv"),
    ],
)
def test_a_unit_that_may_not_end_is_told_why(town: Organisation, code: str, successor: str | None, words: str) -> None:
    after = get_unit(successor) if successor else None
    with pytest.raises(RefusedError, match=words):
        close_unit(town.reader("egon"), get_unit(code), last_day=town.today, successor=after, now=town.now)
    assert Unit.select().where(Unit.valid_to.is_null(False)).count() == 0


def test_a_successor_must_outlive_the_unit(town: Organisation) -> None:
    save(town, "egon", "OLD", "EKV")
    close_unit(town.reader("egon"), get_unit("OLD"), last_day=town.today, successor=None, now=town.now)
    with pytest.raises(RefusedError, match="annan efterträdare"):
        close_unit(town.reader("egon"), get_unit("SBF"), last_day=town.today, successor=get_unit("OLD"), now=town.now)


def test_a_part_is_not_given_to_a_successor_that_one_does_not_administer(town: Organisation) -> None:
    htn, sbf = get_unit("SOC-AO-HTN"), get_unit("SBF")
    with pytest.raises(ForbiddenError):
        close_unit(town.reader("sam"), htn, last_day=town.today, successor=sbf, now=town.now)


def test_a_closed_unit_is_opened_again(town: Organisation) -> None:
    egon = town.reader("egon")
    close_unit(egon, get_unit("SOC-AO-HTN"), last_day=town.today, successor=None, now=town.now)
    close_unit(egon, get_unit("SOC-AO"), last_day=town.today, successor=None, now=town.now)
    with pytest.raises(RefusedError, match="Äldreomsorgen är avslutad"):
        reopen_unit(egon, get_unit("SOC-AO-HTN"), now=town.now)
    reopen_unit(egon, get_unit("SOC-AO"), now=town.now)
    reopen_unit(egon, get_unit("SOC-AO-HTN"), now=town.now)
    assert {fact.valid_to for fact in unit_facts().values()} == {None}


def test_the_tree_is_read_anew_after_each_change(town: Organisation, clock: Clock) -> None:
    assert "SBF-X" not in unit_facts()
    save(town, "egon", "SBF-X", "SBF")
    assert unit_facts()["SBF-X"].parent == "SBF"
