"""Mail against a real server that refuses, delays and drops: each notice arrives, none twice, to nobody who may not."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from portal.control.models.versions import Grant
from portal.lib.refs import Ref
from portal.notices.actions.following import choose_paces, follow
from portal.notices.actions.reading import mark_read
from portal.notices.models import Following, Mail, Notice
from portal.notices.rules.paces import Pace
from portal.people.models import Person
from tests.notices.conftest import Sent, Told
from tests.support.clock import Clock
from tests.support.documents import make_valid
from tests.support.mailserver import DROP, Post, text_of
from tests.support.organisation import Organisation
from tests.support.site import free_port

READERS = ("asta", "disa", "egon", "ylva")
# Bo, who wrote it, is told too.
ALL = {f"{key}@ekvik.example" for key in (*READERS, "bo")}


@pytest.fixture
def followed(organisation: Organisation, clock: Clock, mailing: Flask) -> Organisation:
    """Let four follow all there is, and want mail at once."""
    for key in READERS:
        follow(organisation.people[key], Ref("unit", "EKV"), now=clock())
        choose_paces(organisation.people[key], own=Pace.AT_ONCE, followed=Pace.AT_ONCE)
    return organisation


def states() -> dict[str, tuple[str, str]]:
    """Return state and reason of each message, by its person's key."""
    return {row.person.key: (row.state, row.reason) for row in Mail.select().order_by(Mail.id)}


def assert_each_arrived_once(post: Post) -> None:
    """All have got theirs, and no message came twice."""
    assert sorted(post.recipients) == sorted(ALL)
    assert set(post.by_id().values()) == {1}
    assert {state for state, _ in states().values()} == {"sent"}


def test_each_gets_one_over_one_connection(followed: Organisation, tell: Told, send: Sent, post: Post) -> None:
    make_valid(followed)
    tell()
    assert send() == 5
    assert_each_arrived_once(post)
    assert post.connections == 1
    assert send() == 0
    assert len(post.taken) == 5


def test_what_a_message_says(followed: Organisation, tell: Told, send: Sent, post: Post) -> None:
    make_valid(followed)
    tell()
    send()
    message = next(message for message in post.taken if "asta" in message["To"])
    assert message["To"] == "Asta Lindqvist <asta@ekvik.example>"
    assert message["From"] == "Ekvik kommun <noreply@127.0.0.1>"
    assert message["Subject"] == "Rutin vid hot och våld: Version 1 är beslutad. Den gäller från 20 november 2026."
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe"] == "<http://127.0.0.1:8000/aviseringar/installningar>"
    for sort in ("plain", "html"):
        text = text_of(message, sort)
        assert "Version 1 är beslutad" in text
        assert "http://127.0.0.1:8000/d/SOC-RUT-0001/v/1" in text
        assert "http://127.0.0.1:8000/aviseringar/installningar" in text
        assert "Bo Ekström" not in text
        assert "Cleo" not in text


@pytest.mark.parametrize("answer", ["451 later", "421 closing", DROP])
@pytest.mark.parametrize("where", ["at_recipient", "at_end"])
def test_what_is_delayed_or_dropped_is_sent_again(
    followed: Organisation, tell: Told, send: Sent, post: Post, clock: Clock, where: str, answer: str | None
) -> None:
    make_valid(followed)
    tell()
    setattr(post, where, lambda time: answer if time in {2, 4} else "250 OK")
    send()
    assert 3 <= len(post.taken) < 5
    waiting = [row for row in Mail.select() if row.state == "waiting"]
    assert all(row.attempts == 1 and row.next_at == clock() + timedelta(seconds=30) for row in waiting)
    assert send() == 0
    for _ in range(3):
        clock.go(seconds=60)
        send()
    assert_each_arrived_once(post)


def test_waits_grow(followed: Organisation, tell: Told, send: Sent, post: Post, clock: Clock) -> None:
    make_valid(followed)
    tell()
    post.at_recipient = lambda _time: "450 busy"
    waits = []
    for _ in range(9):
        send()
        row = Mail.select().order_by(Mail.id).first()
        waits.append(int((row.next_at - clock()).total_seconds()))
        clock.moment = row.next_at
    assert waits == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]
    clock.go(days=4)
    send()
    assert {state for state, _ in states().values()} == {"given-up"}
    assert "450 busy" in states()["asta"][1]


def test_what_is_refused_is_given_up_with_the_reason(
    followed: Organisation, tell: Told, send: Sent, post: Post, clock: Clock
) -> None:
    make_valid(followed)
    tell()
    post.at_recipient = lambda time: "550 no such user" if time == 2 else "250 OK"
    send()
    clock.go(days=1)
    send()
    assert len(post.taken) == 4
    assert sorted(state for state, _ in states().values()) == ["given-up", *["sent"] * 4]
    assert ("given-up", "550 no such user") in states().values()
    assert Notice.select().where(Notice.read_at.is_null()).count() == 5


def test_a_server_that_cannot_be_reached_is_tried_again(
    followed: Organisation, tell: Told, send: Sent, post: Post, clock: Clock, mailing: Flask
) -> None:
    make_valid(followed)
    tell()
    portal = mailing.extensions["portal"]
    away = replace(portal, config=replace(portal.config, smtp_url=f"smtp://127.0.0.1:{free_port()}"))
    mailing.extensions["portal"] = away
    assert send() == 0
    mailing.extensions["portal"] = portal
    assert {state for state, _ in states().values()} == {"waiting"}
    assert "ConnectionRefusedError" in states()["asta"][1]
    assert send() == 0
    clock.go(seconds=30)
    send()
    assert_each_arrived_once(post)


def test_without_a_server_nothing_fails_and_nothing_grows(
    organisation: Organisation, tell: Told, send: Sent, clock: Clock
) -> None:
    follow(organisation.people["asta"], Ref("unit", "EKV"), now=clock())
    make_valid(organisation)
    tell()
    assert send() == 0
    assert Mail.select().count() == 0
    assert Notice.select().count() == 2


def test_nothing_is_sent_to_who_may_not_read_it_any_more(
    followed: Organisation, tell: Told, send: Sent, post: Post
) -> None:
    make_valid(followed, audience=["internal"])
    tell()
    Grant.update(token="unit:SBF").execute()
    send()
    assert post.recipients == ["ylva@ekvik.example"]
    assert states()["asta"] == ("dropped", "Inget i brevet är oläst och får läsas längre.")


def test_nothing_is_sent_to_who_cannot_sign_in_or_has_no_address(
    followed: Organisation, tell: Told, send: Sent, post: Post
) -> None:
    make_valid(followed)
    tell()
    Person.update(disabled=True).where(Person.key == "asta").execute()
    Person.update(email="").where(Person.key == "disa").execute()
    Person.update(email="egon@ekvik.example\nBcc: alla@ekvik.example").where(Person.key == "egon").execute()
    Person.update(name="Ylva\r\nBcc: alla@ekvik.example").where(Person.key == "ylva").execute()
    send()
    assert sorted(post.recipients) == ["bo@ekvik.example", "ylva@ekvik.example"]
    assert all(message["Bcc"] is None for message in post.taken)
    assert {states()[key][0] for key in ("asta", "disa", "egon")} == {"dropped"}


def test_what_is_read_already_is_not_sent(
    followed: Organisation, tell: Told, send: Sent, post: Post, clock: Clock
) -> None:
    make_valid(followed)
    tell()
    mark_read(followed.people["asta"], now=clock())
    send()
    assert "asta@ekvik.example" not in post.recipients


def test_a_title_cannot_write_heads(followed: Organisation, tell: Told, send: Sent, post: Post) -> None:
    make_valid(followed, title="Rutin\nBcc: alla@ekvik.example\n\n.\nMAIL FROM:<x>")
    tell()
    send()
    assert_each_arrived_once(post)
    assert all(message["Bcc"] is None for message in post.taken)


@pytest.mark.parametrize("pace", [Pace.DAILY, Pace.WEEKLY, Pace.NEVER])
def test_what_is_not_wanted_at_once_is_not_sent_at_once(
    followed: Organisation, tell: Told, send: Sent, post: Post, pace: Pace
) -> None:
    Following.update(pace=pace.value).where(Following.person == followed.people["asta"]).execute()
    make_valid(followed)
    tell()
    send()
    assert "asta@ekvik.example" not in post.recipients
    assert Notice.select().where(Notice.person == followed.people["asta"]).count() == 1
