"""Another feature adds what it wants told with a telling for its verb, and what falls due with a function."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask

from portal.journal.record import record
from portal.lib.refs import Ref
from portal.notices import tellings
from portal.notices.actions.addresses import make_address
from portal.notices.documents import named
from portal.notices.models import Notice
from portal.notices.rules.purposes import Purpose
from portal.people.reader import Reader
from portal.store.work import unit_of_work
from portal.web.feature import Feature
from portal.web.telling import Due, Facts, Names, Telling
from tests.notices.conftest import Told
from tests.support.browser import client_for
from tests.support.clock import Clock
from tests.support.documents import make_valid
from tests.support.organisation import Organisation
from tests.support.visits import Visit


def words(facts: Facts, _names: Names) -> str:
    """Say by when it is to be read."""
    return f"Läs och bekräfta senast {facts['by']}."


def dues(reader: Reader, today: date) -> Iterator[Due]:
    """Yield a day by which something is to be read."""
    yield Due("reading-SOC-RUT-0001", f"Läs, {reader.key}", today + timedelta(days=7), "/d/SOC-RUT-0001")


@pytest.fixture
def reading(bare_app: Flask) -> Flask:
    """Return the application with a feature more."""
    portal = bare_app.extensions["portal"]
    telling = Telling("reading-demanded", words, persons=named("persons"))
    feature = Feature("other", tellings={"reading-demanded": (telling,)}, dues=(dues,))
    bare_app.extensions["portal"] = replace(portal, features=(*portal.features, feature))
    tellings.register(bare_app)
    return bare_app


def test_its_verb_is_told(reading: Flask, organisation: Organisation, tell: Told, clock: Clock, visit: Visit) -> None:
    make_valid(organisation, audience=["unit:SOC-AO"])
    with unit_of_work():
        facts = {"persons": ["asta", "ylva"], "by": "fredag"}
        record("bo", "reading-demanded", Ref("document", "SOC-RUT-0001"), clock(), **facts)
    tell()
    demanded = [row.person.key for row in Notice.select().where(Notice.kind == "reading-demanded")]
    assert demanded == ["asta"], "Ylva is not in the audience"
    assert "Läs och bekräfta senast fredag." in visit("asta", "/aviseringar/").text


def test_what_falls_due_is_in_the_calendar(reading: Flask, organisation: Organisation, clock: Clock) -> None:
    token = make_address(organisation.people["asta"], Purpose.CALENDAR, now=clock())
    text = client_for(reading).get(f"/aviseringar/kalender/{token}.ics").text
    assert "SUMMARY:Läs\\, asta\r\n" in text
    assert "DTSTART;VALUE=DATE:20261127\r\n" in text
