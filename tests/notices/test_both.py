"""What notices ask of the database is understood by SQLite and PostgreSQL alike; who sends is alone in both."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from portal.app import create_app
from portal.config import Config
from portal.journal.follow import catch_up
from portal.lib.refs import Ref
from portal.notices.actions.addresses import digest_of, make_address
from portal.notices.actions.following import choose_pace, choose_paces, follow, unfollow
from portal.notices.actions.forgetting import forget_old
from portal.notices.actions.outbox import claim, finish, postpone_all, settle_unknown
from portal.notices.actions.reading import mark_read
from portal.notices.follower import FOLLOWER
from portal.notices.models import Following, Mail, Notice
from portal.notices.queries.addresses import find_person_at
from portal.notices.queries.notices import notices_in, page_of
from portal.notices.queries.outbox import letters_due
from portal.notices.queries.things import documents_known, hands_on
from portal.notices.rounds import forget, make_digests
from portal.notices.rules.mailing import MailState
from portal.notices.rules.paces import Pace
from portal.notices.rules.purposes import Purpose
from portal.people.models import Session
from portal.people.queries.persons import find_session
from portal.store import database
from tests.support.clock import Clock
from tests.support.documents import make_valid
from tests.support.organisation import Organisation, make_organisation

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
LOCK = 7_419_999


@pytest.fixture
def here(both: str, config: Config) -> Iterator[tuple[Flask, Organisation]]:
    """Return a portal with a mail server that nothing is sent to, and three who follow all."""
    app = create_app(replace(config, database_url=both, smtp_url="smtp://127.0.0.1:9", clock=Clock(NOW)))
    organisation = make_organisation(NOW)
    for key, pace in (("asta", Pace.AT_ONCE), ("disa", Pace.DAILY), ("ylva", Pace.WEEKLY)):
        follow(organisation.people[key], Ref("unit", "EKV"), now=NOW)
        follow(organisation.people[key], Ref("unit", "EKV"), now=NOW)
        choose_paces(organisation.people[key], own=Pace.NEVER, followed=Pace.NEVER)
        choose_paces(organisation.people[key], own=Pace.AT_ONCE, followed=pace)
    make_valid(organisation)
    with app.app_context():
        catch_up(FOLLOWER)
        yield app, organisation


def test_notices_are_made_counted_read_and_forgotten(here: tuple[Flask, Organisation]) -> None:
    _, organisation = here
    assert Notice.select().count() == 4
    asta = organisation.people["asta"]
    rows, total = page_of(asta.id, 1)
    assert (total, [row.told.verb for row in rows]) == (1, ["version-approved"])
    Session.create(digest="x", person=asta, started_at=NOW, seen_at=NOW, expires_at=NOW + timedelta(hours=1))
    session, _number = find_session("x", NOW)
    assert session is not None
    assert dict(session.carried) == {"notices_unread": 1, "notices_followed": "unit:EKV"}
    assert mark_read(asta, now=NOW) == 1
    assert mark_read(asta, now=NOW) == 0
    forget_old(NOW + timedelta(days=91))
    assert Notice.select().where(Notice.person == asta).count() == 0
    known = documents_known(["SOC-RUT-0001"], NOW.date())["SOC-RUT-0001"]
    assert known.applies is not None
    assert (known.unit, known.applies.audience) == ("SOC-AO", frozenset({"internal"}))
    assert hands_on("SOC-RUT-0001", 1) == {"bo"}


def test_choices_and_addresses_are_kept(here: tuple[Flask, Organisation]) -> None:
    _, organisation = here
    asta = organisation.people["asta"]
    row = Following.get(Following.person == asta)
    choose_pace(asta, row.id, Pace.WEEKLY)
    assert Following.get_by_id(row.id).pace == "weekly"
    unfollow(asta, Ref("unit", "EKV"))
    assert Following.select().where(Following.person == asta).count() == 0
    make_address(asta, Purpose.FEED, now=NOW)
    token = make_address(asta, Purpose.FEED, now=NOW)
    found = find_person_at(digest_of(token), Purpose.FEED)
    assert found is not None
    assert found.key == "asta"
    assert find_person_at(digest_of(token), Purpose.CALENDAR) is None


def test_the_outbox_goes_through_its_states(here: tuple[Flask, Organisation]) -> None:
    letters = letters_due(NOW, 10)
    assert sorted(letter.name for letter in letters) == ["Asta Lindqvist", "Bo Ekström"]
    assert {row.kind for row in notices_in(letter.id for letter in letters)} == {"decided", "own-decided"}
    first, second = letters
    assert claim(first)
    assert not claim(first)
    assert settle_unknown(NOW) == 1
    assert settle_unknown(NOW) == 0
    postpone_all(NOW, "away")
    row = Mail.get_by_id(second.id)
    assert (row.state, row.attempts, row.next_at) == ("waiting", 1, NOW + timedelta(seconds=30))
    assert letters_due(NOW, 10) == []
    postpone_all(NOW + timedelta(days=5), "away")
    assert Mail.get_by_id(second.id).state == "given-up"
    finish(second, MailState.SENT, NOW, "250 OK")
    assert Mail.get_by_id(second.id).reason == "250 OK"


def test_digests_are_gathered_once(here: tuple[Flask, Organisation]) -> None:
    _, organisation = here
    monday = NOW + timedelta(days=3)
    for _ in range(2):
        make_digests(monday, monday.date())
    keys = sorted(row.key.rpartition(":")[0] for row in Mail.select() if not row.key.startswith("notice:"))
    assert keys == ["day:2026-11-23", "week:2026-48"]
    forget(monday, monday.date())
    assert Mail.select().count() == 4
    assert organisation.today == NOW.date()


def test_who_is_alone_is_alone(both: str) -> None:
    tried: list[bool] = []

    def attempt() -> None:
        with database.alone(LOCK) as is_mine:
            tried.append(is_mine)
        database.database.close()

    with database.alone(LOCK) as is_mine:
        assert is_mine
        thread = threading.Thread(target=attempt)
        thread.start()
        thread.join()
    attempt()
    assert tried == [False, True]
