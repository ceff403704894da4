"""Who is asked to read is told, reminded and has it in their calendar; nobody else is."""

from datetime import timedelta

import pytest
from flask import Flask

from portal.journal.follow import catch_up
from portal.notices.actions.addresses import make_address
from portal.notices.models import Notice
from portal.notices.rules.purposes import Purpose
from portal.reading.actions.demands import demand_reading
from portal.reading.actions.reminding import remind_readers
from portal.reading.follower import READING
from tests.notices.conftest import Sent, Told
from tests.support.browser import client_for
from tests.support.clock import Clock
from tests.support.documents import make_valid
from tests.support.mailserver import Post, text_of
from tests.support.organisation import Organisation
from tests.support.visits import Visit


@pytest.fixture
def asked(mailing: Flask, organisation: Organisation, tell: Told) -> None:
    """Let home care be asked to read a routine within a fortnight."""
    document = make_valid(organisation).document
    unit = organisation.units["SOC-AO-HTN"]
    demand_reading(organisation.deed("cleo"), document, unit=unit, role="", days=14)
    with mailing.app_context():
        catch_up(READING)
    tell()


def told(kind: str) -> list[tuple[str, str]]:
    return [(row.person.key, row.ref) for row in Notice.select().where(Notice.kind == kind)]


def test_who_is_asked_is_told_and_mailed(asked: None, visit: Visit, send: Sent, post: Post) -> None:
    assert told("reading-asked") == [("asta", "document:SOC-RUT-0001")]
    assert "Läs och kvittera version 1." in visit("asta", "/aviseringar/").text
    send()
    (mail,) = [message for message in post.taken if message["To"] == "Asta Lindqvist <asta@ekvik.example>"]
    assert "Läs och kvittera version 1." in text_of(mail)


def test_who_is_reminded_is_told_of_what_is_due_first(
    asked: None, mailing: Flask, organisation: Organisation, tell: Told, visit: Visit, clock: Clock
) -> None:
    clock.go(days=7)
    with mailing.app_context():
        assert remind_readers(clock(), clock().date()) == 1
    tell()
    assert told("reading-reminded") == [("asta", "document:SOC-RUT-0001")]
    page = visit("asta", "/aviseringar/").text
    assert "Påminnelse: läs och kvittera senast 4 december 2026." in page
    assert "till att läsa" not in page


def test_the_last_day_is_in_the_calendar(asked: None, mailing: Flask, organisation: Organisation, clock: Clock) -> None:
    addresses = {key: make_address(organisation.people[key], Purpose.CALENDAR, now=clock()) for key in ("asta", "bo")}
    asta, bo = (client_for(mailing).get(f"/aviseringar/kalender/{addresses[key]}.ics").text for key in ("asta", "bo"))
    due = organisation.today + timedelta(days=14)
    assert f"DTSTART;VALUE=DATE:{due:%Y%m%d}\r\n" in asta
    assert "SUMMARY:Läs och kvittera: Rutin vid hot och våld\r\n" in asta
    assert "Läs och kvittera" not in bo
