"""Feeds of what is public for anyone, of what is a person's own at a secret address, and the calendar."""

import re
import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from portal.lib.refs import Ref
from portal.notices.actions.addresses import make_address
from portal.notices.actions.following import follow
from portal.notices.models import Address
from portal.notices.rules.icalendar import DayEvent, calendar_text, escaped, folded
from portal.notices.rules.purposes import Purpose
from portal.people.models import Membership, Person
from tests.notices.conftest import Told
from tests.support.browser import client_for
from tests.support.clock import Clock
from tests.support.documents import make_valid
from tests.support.organisation import Organisation
from tests.support.visits import Visit

ATOM = "{http://www.w3.org/2005/Atom}"


def titles_in(text: str) -> list[str]:
    """Return the titles of a feed's entries."""
    return [str(entry.findtext(f"{ATOM}title")) for entry in ET.fromstring(text).iter(f"{ATOM}entry")]


@pytest.fixture
def citizen(bare_app: Flask, organisation: Organisation) -> FlaskClient:
    return client_for(bare_app)


def test_the_public_feeds_tell_what_is_public(organisation: Organisation, visit: Visit) -> None:
    make_valid(organisation, audience=["public"], title="Rutin & annat <b>")
    make_valid(organisation, "SOC-RUT-0002", audience=["internal"], title="Inåt")
    for who in (None, "bo"):
        for path in ("/handbok/nytt.atom", "/handbok/enhet/SOC/nytt.atom", "/handbok/enhet/SOC-AO/nytt.atom"):
            answer = visit(who, path)
            assert answer.mimetype == "application/atom+xml"
            assert titles_in(answer.text) == ["Rutin & annat <b>"]
    assert titles_in(visit(None, "/handbok/enhet/SBF/nytt.atom").text) == []
    assert visit(None, "/handbok/enhet/XXX/nytt.atom").status_code == 404


def test_ones_own_feed_goes_by_the_rights_of_now(
    organisation: Organisation, citizen: FlaskClient, tell: Told, clock: Clock
) -> None:
    asta = organisation.people["asta"]
    follow(asta, Ref("unit", "EKV"), now=clock())
    make_valid(organisation, title="För alla")
    make_valid(organisation, "SOC-RUT-0002", title="För enheten", audience=["unit:SOC-AO"])
    tell()
    path = f"/aviseringar/flode/{make_address(asta, Purpose.FEED, now=clock())}.atom"
    answer = citizen.get(path)
    assert titles_in(answer.text) == ["För enheten", "För alla"]
    assert answer.headers["Cache-Control"] == "private, no-store"
    Membership.delete().where(Membership.person == asta).execute()
    assert titles_in(citizen.get(path).text) == ["För alla"]
    Person.update(disabled=True).where(Person.id == asta.id).execute()
    assert citizen.get(path).status_code == 404


def test_an_address_is_one_of_its_kind_and_can_be_turned_off(
    bare_app: Flask, organisation: Organisation, citizen: FlaskClient
) -> None:
    client = client_for(bare_app, organisation.people["asta"])
    addresses = []
    for _ in range(2):
        page = client.post("/aviseringar/adresser", data={"purpose": "calendar"})
        assert page.headers["Cache-Control"] == "no-store"
        addresses.append(re.findall(r'value="http://[^/]+(/aviseringar/kalender/[^"]+)"', page.text)[0])
    assert [citizen.get(path).status_code for path in addresses] == [404, 200]
    token = addresses[1].split("/")[-1].removesuffix(".ics")
    assert citizen.get(f"/aviseringar/flode/{token}.atom").status_code == 404
    assert token not in str(list(Address.select().dicts()))
    assert addresses[1] not in client.get("/aviseringar/installningar").text
    client.post("/aviseringar/adresser/avslut", data={"purpose": "calendar"})
    assert citizen.get(addresses[1]).status_code == 404
    assert client.post("/aviseringar/adresser", data={"purpose": "allt"}).status_code == 404


def test_the_calendar_tells_what_one_is_to_do(organisation: Organisation, citizen: FlaskClient, clock: Clock) -> None:
    make_valid(organisation, title="Rutin, med komma; och mera")
    make_valid(organisation, "SOC-RUT-0002", title="Annan", audience=["role:manager@SBF"])
    path = f"/aviseringar/kalender/{make_address(organisation.people['cleo'], Purpose.CALENDAR, now=clock())}.ics"
    answer = citizen.get(path)
    assert answer.content_type == "text/calendar; charset=utf-8"
    unfolded = answer.text.replace("\r\n ", "")
    assert unfolded.count("BEGIN:VEVENT") == 1
    assert "SUMMARY:Översyn: Rutin\\, med komma\\; och mera\r\n" in unfolded
    assert "DTSTART;VALUE=DATE:20271115\r\n" in unfolded
    assert "DTEND;VALUE=DATE:20271116\r\n" in unfolded
    assert "UID:review-SOC-RUT-0001-cleo@127.0.0.1\r\n" in unfolded
    assert "URL:http://127.0.0.1:8000/d/SOC-RUT-0001/oversyn\r\n" in unfolded


@given(st.text(max_size=400))
def test_a_line_is_folded_and_nothing_is_lost(text: str) -> None:
    line = f"SUMMARY:{escaped(text)}"
    pieces = list(folded(line))
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == line
    assert all(piece.startswith(" ") for piece in pieces[1:])
    assert "\n" not in line
    assert "\r" not in line


def test_a_calendar_cannot_be_written_by_a_title() -> None:
    event = DayEvent("a@b", "x\r\nEND:VEVENT\nBEGIN:VEVENT", date(2026, 11, 20), "", "http://x.example/")
    text = calendar_text("Att göra", [event], datetime(2026, 11, 20, 9, tzinfo=UTC))
    assert text.count("\r\nBEGIN:VEVENT\r\n") == text.count("\r\nEND:VEVENT\r\n") == 1
    assert "DTSTAMP:20261120T090000Z\r\n" in text
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
