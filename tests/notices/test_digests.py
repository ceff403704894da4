"""Digests: one for each person and period, of what is unread and may be read, however many there are."""

import logging
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from portal.lib.refs import Ref
from portal.notices import sending
from portal.notices.actions import digests
from portal.notices.actions.following import choose_paces, follow
from portal.notices.actions.reading import mark_read
from portal.notices.models import Mail, Notice
from portal.notices.rounds import make_digests
from portal.notices.rules.paces import Pace, period_of, read_pace, soonest
from portal.web.portal import Portal
from tests.notices.conftest import Sent, Told
from tests.support.clock import Clock
from tests.support.documents import make_valid
from tests.support.followers import many_followers
from tests.support.mailserver import Post, text_of
from tests.support.organisation import Organisation


@pytest.fixture
def followed(organisation: Organisation, clock: Clock, mailing: Flask, tell: Told) -> Organisation:
    """Let Asta have hers daily and Disa weekly, and two documents be decided on a Friday."""
    for key, pace in (("asta", Pace.DAILY), ("disa", Pace.WEEKLY)):
        follow(organisation.people[key], Ref("unit", "EKV"), now=clock())
        choose_paces(organisation.people[key], own=Pace.NEVER, followed=pace)
    choose_paces(organisation.people["bo"], own=Pace.NEVER, followed=Pace.NEVER)
    make_valid(organisation, title="Rutin vid brand")
    make_valid(organisation, "SOC-RUT-0002", title="Rutin vid fall")
    tell()
    return organisation


def rounds(app: Flask, clock: Clock) -> None:
    """Do the round of digests, twice: the second time changes nothing."""
    portal: Portal = app.extensions["portal"]
    with app.app_context():
        for _ in range(2):
            make_digests(clock(), portal.today())


@pytest.mark.parametrize(
    ("pace", "today", "name", "before"),
    [
        (Pace.DAILY, date(2026, 11, 20), "day:2026-11-20", date(2026, 11, 20)),
        (Pace.WEEKLY, date(2026, 11, 23), "week:2026-48", date(2026, 11, 23)),
        (Pace.WEEKLY, date(2026, 11, 29), "week:2026-48", date(2026, 11, 23)),
        (Pace.WEEKLY, date(2027, 1, 1), "week:2026-53", date(2026, 12, 28)),
    ],
)
def test_a_period_has_a_name_and_an_end(pace: Pace, today: date, name: str, before: date) -> None:
    assert period_of(pace, today) == (name, before)


def test_paces_are_read_and_the_soonest_counts() -> None:
    assert read_pace("weekly", Pace.DAILY) is Pace.WEEKLY
    assert read_pace("ofta", Pace.DAILY) is read_pace("", Pace.DAILY) is Pace.DAILY
    assert soonest(Pace.WEEKLY, Pace.DAILY) is soonest(Pace.DAILY, Pace.NEVER) is Pace.DAILY


def test_the_day_is_gathered_the_morning_after(
    followed: Organisation, mailing: Flask, clock: Clock, send: Sent, post: Post
) -> None:
    rounds(mailing, clock)
    assert Mail.select().count() == 0
    clock.moment = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    rounds(mailing, clock)
    assert send() == 0, "it is half past midnight in Sweden"
    clock.moment = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
    assert send() == 1
    (message,) = post.taken
    assert (post.recipients, message["Subject"]) == (["asta@ekvik.example"], "2 nyheter i det du följer")
    text = text_of(message)
    assert text.index("Rutin vid brand") < text.index("Rutin vid fall")
    clock.go(days=1)
    rounds(mailing, clock)
    assert send() == 0


def test_the_week_is_gathered_on_monday_or_later(
    followed: Organisation, mailing: Flask, clock: Clock, send: Sent, post: Post
) -> None:
    choose_paces(followed.people["asta"], own=Pace.NEVER, followed=Pace.NEVER)
    Notice.delete().where(Notice.person == followed.people["asta"]).execute()
    clock.go(days=2)
    rounds(mailing, clock)
    assert send() == 0
    clock.go(days=3)
    rounds(mailing, clock)
    assert send() == 1
    assert post.taken[0]["Subject"] == "Veckan som gick: 2 nyheter i det du följer"


def test_what_was_read_meanwhile_is_not_told(
    followed: Organisation, mailing: Flask, clock: Clock, send: Sent, post: Post
) -> None:
    clock.go(days=1)
    rounds(mailing, clock)
    first = Notice.select().where(Notice.person == followed.people["asta"]).order_by(Notice.id).first()
    mark_read(followed.people["asta"], now=clock(), notice_id=first.id)
    send()
    assert post.taken[0]["Subject"] == "En nyhet i det du följer"
    assert "Rutin vid brand" not in text_of(post.taken[0])


def test_nothing_is_sent_when_all_was_read(
    followed: Organisation, mailing: Flask, clock: Clock, send: Sent, post: Post
) -> None:
    mark_read(followed.people["asta"], now=clock())
    clock.go(days=1)
    rounds(mailing, clock)
    assert send() == 0
    assert post.taken == []


def test_many_are_gathered_some_at_a_time_and_the_log_tells_how_far_it_has_come(
    followed: Organisation,
    mailing: Flask,
    clock: Clock,
    send: Sent,
    post: Post,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in (sending, digests):
        monkeypatch.setattr(module, "TELL_EACH", 10)
        monkeypatch.setattr(module, "AT_A_TIME", 7)
    caplog.set_level(logging.INFO, "portal.notices")
    many_followers(followed.units["SOC"].id, 30, clock())
    clock.go(days=1)
    rounds(mailing, clock)
    send()
    assert len(set(post.recipients)) == len(post.recipients) == 31
    assert {message["Subject"] for message in post.taken} == {"2 nyheter i det du följer"}
    told = [record.getMessage() for record in caplog.records]
    assert [text for text in told if text.startswith("mail: ")] == [
        *(f"mail: {count} messages sent so far" for count in (10, 20, 30)),
        "mail: 31 messages sent",
    ]
    assert [text for text in told if text.startswith("digests: ")] == [
        *(f"digests: {count} persons so far" for count in (14, 21, 31)),
        "digests: 31 persons",
    ]
