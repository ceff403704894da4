"""Persons: made, changed, disabled; their passphrases and links."""

from datetime import timedelta

import pytest

from portal.journal.models import Entry
from portal.lib.errors import ForbiddenError, GoneError, InvalidError, NotFoundError, RefusedError
from portal.people.actions.demo import open_demo_account
from portal.people.actions.organisation import appoint_deputy
from portal.people.actions.persons import (
    disable_person,
    enable_person,
    get_link,
    make_link,
    save_person,
    set_passphrase,
    use_link,
)
from portal.people.models import Identity, OneTimeLink, Person, Session
from portal.people.queries.persons import demo_accounts
from portal.people.queries.readers import reader_by_email
from portal.people.queries.register import find_persons
from portal.people.reader import CITIZEN, MACHINE
from tests.people.conftest import PASSPHRASE
from tests.support.clock import Clock
from tests.support.organisation import Organisation


def test_a_person_is_made_changed_and_left_alone(town: Organisation) -> None:
    egon = town.reader("egon")
    outcomes = [save_person(egon, key="zoe", name=name, now=town.now)[1] for name in ("Zoë", "Zoë Ek", "Zoë Ek")]
    assert outcomes == ["created", "changed", "unchanged"]


def test_two_persons_do_not_share_an_address(town: Organisation) -> None:
    with pytest.raises(InvalidError, match="Asta Lindqvist") as told:
        save_person(town.reader("egon"), key="zoe", name="Zoë", email=" ASTA@ekvik.example ", now=town.now)
    assert told.value.place == "email"
    assert Person.get_or_none(Person.key == "zoe") is None


@pytest.mark.parametrize("key", ["egon", "ylva"])
def test_an_administrator_of_a_part_cannot_become_one_from_outside(town: Organisation, key: str) -> None:
    sam, person = town.reader("sam"), town.people[key]
    with pytest.raises(ForbiddenError):
        make_link(sam, person, now=town.now)
    with pytest.raises(ForbiddenError):
        save_person(sam, key=key, name="Någon", email="sam2@ekvik.example", now=town.now)
    with pytest.raises(ForbiddenError):
        disable_person(sam, person, now=town.now)


def test_a_deputy_is_guarded_as_the_one_they_stand_in_for(town: Organisation) -> None:
    sam, asta = town.reader("sam"), town.people["asta"]
    assert make_link(sam, asta, now=town.now)
    appoint_deputy(town.reader("egon"), town.people["egon"], asta, now=town.now)
    with pytest.raises(ForbiddenError, match="EKV"):
        make_link(sam, asta, now=town.now)


def test_a_disabled_person_is_out_everywhere(town: Organisation) -> None:
    asta = town.people["asta"]
    Session.create(digest="x", person=asta, started_at=town.now, seen_at=town.now, expires_at=town.now)
    token = make_link(MACHINE, asta, now=town.now)
    disable_person(town.reader("egon"), asta, now=town.now)
    assert Session.select().count() == 0
    enable_person(town.reader("egon"), Person.get_by_id(asta.id), now=town.now)
    with pytest.raises(NotFoundError):
        get_link(token, now=town.now)
    assert [entry.verb for entry in Entry.select().order_by(Entry.number)][-2:] == ["person-disabled", "person-enabled"]


def test_nobody_disables_themselves(town: Organisation) -> None:
    with pytest.raises(RefusedError, match="dig själv"):
        disable_person(town.reader("egon"), town.people["egon"], now=town.now)


def test_a_link_serves_once(town: Organisation) -> None:
    token = make_link(town.reader("egon"), town.people["asta"], now=town.now)
    assert use_link(token, PASSPHRASE, now=town.now).key == "asta"
    with pytest.raises(GoneError, match="redan använts"):
        use_link(token, PASSPHRASE, now=town.now)


def test_a_refused_passphrase_does_not_use_the_link_up(town: Organisation) -> None:
    token = make_link(town.reader("egon"), town.people["asta"], now=town.now)
    with pytest.raises(InvalidError):
        use_link(token, "kort", now=town.now)
    assert use_link(token, PASSPHRASE, now=town.now).key == "asta"


def test_a_link_lasts_a_day_and_a_new_one_ends_it(town: Organisation, clock: Clock) -> None:
    egon, asta = town.reader("egon"), town.people["asta"]
    first = make_link(egon, asta, now=clock())
    second = make_link(egon, asta, now=clock())
    with pytest.raises(NotFoundError):
        get_link(first, now=clock())
    assert get_link(second, now=clock() + timedelta(hours=23)).person == asta
    with pytest.raises(GoneError, match="gäller inte längre"):
        get_link(second, now=clock() + timedelta(hours=24))


def test_a_disabled_person_gets_no_link(town: Organisation) -> None:
    disable_person(town.reader("egon"), town.people["asta"], now=town.now)
    with pytest.raises(RefusedError, match="avstängd"):
        make_link(town.reader("egon"), Person.get(Person.key == "asta"), now=town.now)


def test_no_secret_is_kept_or_journalled_in_clear(town: Organisation) -> None:
    token = make_link(town.reader("egon"), town.people["asta"], now=town.now)
    use_link(token, PASSPHRASE, now=town.now)
    told = " ".join(f"{entry.subject} {entry.facts}" for entry in Entry.select())
    kept = Identity.get().secret + OneTimeLink.get().digest
    assert token not in told + kept
    assert PASSPHRASE not in told + kept
    assert kept.startswith("$argon2id$")


@pytest.mark.parametrize(
    ("passphrase", "words"),
    [
        ("elva tecken", "minst 12"),
        ("x" * 201, "högst 200"),
        ("aaaaaaaaaaaaaaaa", "lätt att gissa"),
        ("Asta Lindqvist", "lätt att gissa"),
        ("ASTA@ekvik.example", "lätt att gissa"),
    ],
)
def test_a_weak_passphrase_is_refused_with_advice(town: Organisation, passphrase: str, words: str) -> None:
    with pytest.raises(InvalidError, match=words):
        set_passphrase(town.people["asta"], passphrase, now=town.now, actor="asta")


def test_a_demo_account_is_opened_once(town: Organisation) -> None:
    asta = town.people["asta"]
    opened = [open_demo_account(asta, phrase, now=town.now, actor="system") for phrase in (PASSPHRASE, PASSPHRASE)]
    assert opened == [True, False]
    assert open_demo_account(asta, "en annan lösenfras", now=town.now, actor="system")
    ((account, places),) = demo_accounts(town.today)
    assert account["passphrase"] == "en annan lösenfras"
    assert [place.unit.code for place in places] == ["SOC-AO-HTN"]


def test_a_disabled_demo_account_is_not_shown(town: Organisation) -> None:
    open_demo_account(town.people["asta"], PASSPHRASE, now=town.now, actor="system")
    disable_person(MACHINE, town.people["asta"], now=town.now)
    assert demo_accounts(town.today) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("åkerlund", ["cleo"]),
        ("AKERLUND", ["cleo"]),
        ("lind asta", ["asta"]),
        ("ekvik.example disa", ["disa"]),
        ("100%", []),
        ("_", []),
        ("ingen", []),
    ],
)
def test_the_register_is_searched_as_people_type(town: Organisation, words: str, expected: list[str]) -> None:
    assert [person.key for person in find_persons(town.today, words=words).persons] == expected


def test_the_register_is_narrowed_by_unit_and_role_on_the_day(town: Organisation) -> None:
    units = ["SOC", "SOC-AO", "SOC-AO-HTN"]
    assert {person.key for person in find_persons(town.today, units=units).persons} == {
        "asta",
        "bo",
        "cleo",
        "disa",
        "sam",
    }
    assert [person.key for person in find_persons(town.today, units=["SBF"], role="manager").persons] == ["ylva"]
    assert find_persons(town.today, units=["SOC"], role="manager").persons == []


def test_names_stand_as_in_a_swedish_register(town: Organisation) -> None:
    for key, name in (("p1", "Örjan A"), ("p2", "Åsa A"), ("p3", "Ärna A"), ("p4", "Zita A"), ("p5", "Éva A")):
        save_person(MACHINE, key=key, name=name, now=town.now)
    names = [person.name for person in find_persons(town.today, words=" a").persons if person.name.endswith(" A")]
    assert names == ["Éva A", "Zita A", "Åsa A", "Ärna A", "Örjan A"]


def test_a_reader_is_found_by_address(town: Organisation) -> None:
    assert reader_by_email("", town.today) is CITIZEN
    assert reader_by_email("Cleo@ekvik.example", town.today).key == "cleo"
