"""What happens is told to those whom it concerns, once, in words, as far as they may know."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from portal.control.actions.comments import make_comment
from portal.control.actions.documents import withdraw_document
from portal.control.models.documents import DocumentArea, ProcessArea
from portal.control.models.versions import Version
from portal.journal.models import Cursor
from portal.lib.refs import Ref
from portal.notices.actions.following import follow, unfollow
from portal.notices.models import Mail, Notice
from tests.notices.conftest import Told
from tests.support.clock import Clock
from tests.support.documents import approve, make_document, make_draft, make_valid, send_back, submit
from tests.support.organisation import Organisation
from tests.support.visits import Visit

NUMBER = "SOC-RUT-0001"


def kinds_of(organisation: Organisation, key: str) -> list[str]:
    """Return what a person has been told, oldest first."""
    rows = Notice.select().where(Notice.person == organisation.people[key]).order_by(Notice.entry)
    return [row.kind for row in rows]


def newer(organisation: Organisation, clock: Clock, version: Version, **text: object) -> Version:
    """Decide another version of the document, the day after."""
    clock.go(days=1)
    organisation = replace(organisation, today=clock().date(), now=clock())
    draft = make_draft(organisation, version.document, change_note="Annat.", **text)  # type: ignore[arg-type]
    return approve(organisation, submit(organisation, draft))


def put_in_area(key: str, *versions: Version) -> None:
    """Put documents in a process area."""
    area = ProcessArea.create(key=key, name=key.capitalize(), band="operate")
    for version in versions:
        DocumentArea.create(document=version.document, area=area)


@pytest.mark.parametrize(
    "ref", [f"document:{NUMBER}", "area:omsorg", "area:trygghet", "unit:SOC-AO", "unit:SOC", "unit:EKV"]
)
def test_followers_of_a_document_its_areas_and_units_above_are_told(
    organisation: Organisation, tell: Told, clock: Clock, ref: str
) -> None:
    version = make_valid(organisation)
    put_in_area("omsorg", version)
    put_in_area("trygghet", version)
    tell()
    follow(organisation.people["asta"], Ref.parse(ref), now=clock())
    newer(organisation, clock, version)
    tell()
    assert kinds_of(organisation, "asta") == ["decided"]


@pytest.mark.parametrize("ref", ["document:SOC-RUT-0002", "area:bygg", "unit:SOC-AO-HTN", "unit:SBF"])
def test_others_are_not(organisation: Organisation, tell: Told, clock: Clock, ref: str) -> None:
    follow(organisation.people["asta"], Ref.parse(ref), now=clock())
    version = make_valid(organisation)
    put_in_area("omsorg", version)
    put_in_area("bygg")
    tell()
    assert kinds_of(organisation, "asta") == []


def test_who_follows_no_more_is_not_told(organisation: Organisation, tell: Told, clock: Clock) -> None:
    follow(organisation.people["asta"], Ref("unit", "SOC"), now=clock())
    unfollow(organisation.people["asta"], Ref("unit", "SOC"))
    make_valid(organisation)
    tell()
    assert kinds_of(organisation, "asta") == []


def test_what_was_before_one_followed_is_not_told(organisation: Organisation, tell: Told, clock: Clock) -> None:
    make_valid(organisation)
    follow(organisation.people["asta"], Ref("unit", "SOC"), now=clock() + timedelta(seconds=1))
    tell()
    assert kinds_of(organisation, "asta") == []


def test_who_did_it_is_not_told(organisation: Organisation, tell: Told, clock: Clock) -> None:
    follow(organisation.people["cleo"], Ref("unit", "SOC"), now=clock())
    make_valid(organisation)
    tell()
    assert "decided" not in kinds_of(organisation, "cleo")
    assert kinds_of(organisation, "bo") == ["own-decided"]


def test_the_same_entries_twice_make_no_more(
    organisation: Organisation, tell: Told, mailing: Flask, clock: Clock
) -> None:
    follow(organisation.people["asta"], Ref("unit", "SOC"), now=clock())
    make_valid(organisation)
    tell()
    before = Notice.select().count(), Mail.select().count()
    Cursor.delete().execute()
    tell()
    assert (Notice.select().count(), Mail.select().count()) == before
    assert before[0] >= 2


@pytest.mark.parametrize(
    ("audience", "told"),
    [
        ("public", {"asta", "disa", "egon", "ylva"}),
        ("internal", {"asta", "disa", "egon", "ylva"}),
        ("unit:SOC-AO", {"asta"}),
        ("role:manager@SOC-AO", set()),
        ("unit:SBF", {"ylva"}),
    ],
)
def test_only_the_audience_is_told(
    organisation: Organisation, tell: Told, clock: Clock, audience: str, told: set[str]
) -> None:
    for key in ("asta", "disa", "egon", "ylva"):
        follow(organisation.people[key], Ref("unit", "EKV"), now=clock())
    make_valid(organisation, audience=[audience])
    tell()
    assert {key for key in organisation.people if "decided" in kinds_of(organisation, key)} == told


def test_work_is_told_to_those_who_work(organisation: Organisation, tell: Told, clock: Clock) -> None:
    draft = make_draft(organisation, make_document(organisation))
    for key in ("asta", "cleo"):
        follow(organisation.people[key], Ref("document", NUMBER), now=clock())
    submit(organisation, draft)
    make_comment(organisation.deed("cleo"), draft, text="Vem gör det?")
    send_back(organisation, draft)
    tell()
    # Handing in was brought in from elsewhere by the test's verb, and so is no news.
    assert kinds_of(organisation, "bo") == ["commented", "returned"]
    assert kinds_of(organisation, "asta") == kinds_of(organisation, "cleo") == []


def test_what_is_old_is_no_news(organisation: Organisation, tell: Told, clock: Clock) -> None:
    make_valid(organisation)
    clock.go(days=15)
    tell()
    assert kinds_of(organisation, "bo") == []


def test_a_person_who_cannot_sign_in_is_not_told(organisation: Organisation, tell: Told, clock: Clock) -> None:
    follow(organisation.people["asta"], Ref("unit", "SOC"), now=clock())
    organisation.people["asta"].disabled = True
    organisation.people["asta"].save()
    make_valid(organisation)
    tell()
    assert kinds_of(organisation, "asta") == []


def test_a_withdrawal_is_told_in_words(organisation: Organisation, tell: Told, clock: Clock, visit: Visit) -> None:
    version = make_valid(organisation)
    follow(organisation.people["asta"], Ref("document", NUMBER), now=clock())
    withdraw_document(organisation.deed("cleo"), version.document, on=organisation.today, reason="Behövs inte.")
    tell()
    page = visit("asta", "/aviseringar/").text
    assert "Dokumentet är upphävt från 20 november 2026." in page
    assert "Rutin vid hot och våld" in page
    assert "Behövs inte" not in page


def test_a_narrower_audience_takes_the_notice_with_it(
    organisation: Organisation, tell: Told, clock: Clock, visit: Visit
) -> None:
    follow(organisation.people["asta"], Ref("unit", "SOC"), now=clock())
    version = make_valid(organisation)
    tell()
    assert "Rutin vid hot och våld" in visit("asta", "/aviseringar/").text
    newer(organisation, clock, version, audience=["role:manager@SOC-AO"])
    page = visit("asta", "/aviseringar/")
    assert "Rutin vid hot och våld" not in page.text
    tell()
    assert kinds_of(organisation, "asta") == []
    assert "olästa" not in visit("asta", "/handbok/").text
