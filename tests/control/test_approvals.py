"""The page on which a version is decided or sent back: what was approved is what was seen."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal.control.actions.comments import make_comment
from portal.control.actions.drafts import Text, save_draft
from portal.control.models.decisions import Approval, Consent, Return, Revocation, Submission
from portal.control.models.versions import Version
from portal.control.rules.types import Mode
from portal.lib.calendar import add_months
from portal.people.actions.organisation import place_person
from portal.people.reader import MACHINE
from tests.support.browser import client_for
from tests.support.documents import BODY, approve, make_document, make_draft, make_valid, send_back, submit
from tests.support.organisation import Organisation
from tests.support.queries import counted_queries
from tests.support.visits import Visit

FIRST, SECOND = "/d/SOC-RUT-0001/v/1", "/d/SOC-RUT-0001/v/2"
Send = Callable[..., TestResponse]


@pytest.fixture
def send(bare_app: Flask, organisation: Organisation) -> Send:
    """Return what sends a form as a person."""

    def post(who: str, path: str, **form: Any) -> TestResponse:
        client = client_for(bare_app, organisation.people[who])
        return client.post(path, data={name: str(value) for name, value in form.items()})

    return post


@pytest.fixture
def second(organisation: Organisation) -> Version:
    """Return a second version in review; the first applies."""
    first = make_valid(organisation)
    body = BODY.replace("2. Larma.", "2. Larma 112.")
    return submit(organisation, make_draft(organisation, first.document, body=body, change_note="Numret."))


def test_the_difference_is_what_is_decided_about(visit: Visit, second: Version) -> None:
    page = visit("cleo", f"{SECOND}/beslut")
    assert page.status_code == 200
    assert "<ins> 112</ins>" in page.text
    assert second.sha256 in page.text
    assert "Läs hela texten" in page.text
    assert "Inga kommentarer är öppna." in page.text


@pytest.mark.parametrize("end", ["beslut", "granskning"])
def test_links_are_shown_by_the_titles_that_readers_will_see(
    visit: Visit, organisation: Organisation, end: str
) -> None:
    make_valid(organisation, "SOC-RUT-0002", title="Rutin för larm")
    body = f"{BODY}\nLäs [[SOC-RUT-0002]] och [[SOC-RUT-0099]].\n"
    submit(organisation, make_draft(organisation, make_document(organisation), body=body))
    page = visit("cleo", f"{FIRST}/{end}").text
    assert 'Läs <a href="/d/SOC-RUT-0002">Rutin för larm</a> och SOC-RUT-0099.' in page


def test_a_first_version_is_shown_whole(visit: Visit, organisation: Organisation) -> None:
    submit(organisation, make_draft(organisation, make_document(organisation)))
    page = visit("cleo", f"{FIRST}/beslut")
    assert "Det finns ingen tidigare beslutad version" in page.text
    assert "Ta skydd." in page.text
    assert "Hur stor är ändringen?" not in page.text


def test_it_asks_little_of_the_database(
    bare_app: Flask, organisation: Organisation, second: Version, visit: Visit
) -> None:
    Submission.update(approvers="cleo ylva disa", reviewers="asta egon", mode=Mode.ALL).where(
        Submission.version == second
    ).execute()
    client = client_for(bare_app, organisation.people["cleo"])
    with counted_queries() as statements:
        assert client.get(f"{SECOND}/beslut").status_code == 200
    assert len(statements) <= 8, "\n".join(statements)


@pytest.mark.parametrize(("who", "status"), [("bo", 403), ("disa", 403), ("asta", 403), ("ylva", 404), (None, 303)])
def test_it_is_for_who_may_decide(visit: Visit, second: Version, who: str | None, status: int) -> None:
    assert visit(who, f"{SECOND}/beslut").status_code == status


def test_a_decision_is_made_from_the_page(send: Send, organisation: Organisation, second: Version) -> None:
    start = organisation.today + timedelta(days=3)
    answer = send(
        "cleo",
        f"{SECOND}/beslut",
        seen=second.sha256,
        valid_from=start,
        reference="SN § 84",
        significance="significant",
    )
    assert (answer.status_code, answer.location) == (303, SECOND)
    made = Approval.select().order_by(Approval.id.desc()).get()
    assert (made.valid_from, made.review_by, made.reference) == (start, add_months(start, 12), "SN § 84")


def test_who_wrote_it_sees_why_not(visit: Visit, send: Send, organisation: Organisation, second: Version) -> None:
    place_person(MACHINE, organisation.people["bo"], organisation.units["SOC"], role="manager", now=organisation.now)
    reason = "Den som har skrivit eller lämnat in versionen får inte besluta om den."
    assert reason in visit("bo", f"{SECOND}/beslut").text
    assert reason in visit("bo", SECOND).text
    form = {"seen": second.sha256, "valid_from": organisation.today, "significance": "significant"}
    answer = send("bo", f"{SECOND}/beslut", **form)
    assert (answer.status_code, reason in answer.text) == (409, True)
    assert Approval.select().where(Approval.version == second).count() == 0


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"valid_from": "2026-11-19"}, "Dagen har redan varit"),
        ({"valid_from": ""}, "Skriv från vilken dag"),
        ({"valid_from": "i morgon"}, "Det är inget datum"),
        ({"review_by": "2026-11-20"}, "Översynen måste ligga efter"),
        ({"significance": "stor"}, "Välj något som finns i listan"),
    ],
)
def test_bad_input_is_told_and_kept(send: Send, second: Version, form: dict[str, str], words: str) -> None:
    whole = {
        "seen": second.sha256,
        "valid_from": "2026-11-20",
        "significance": "minor",
        "reference": "Dnr 17 kvar",
        **form,
    }
    answer = send("cleo", f"{SECOND}/beslut", **whole)
    assert answer.status_code == 422
    assert words in answer.text
    assert "Dnr 17 kvar" in answer.text
    assert Approval.select().where(Approval.version == second).count() == 0


def test_what_changed_since_the_page_was_opened_is_told(
    bare_app: Flask, organisation: Organisation, visit: Visit, send: Send, second: Version
) -> None:
    opened = visit("cleo", f"{SECOND}/beslut").text
    passages = opened.split('name="passages"')[1].split('value="')[1].split('"')[0]
    send_back(organisation, second)
    newer = BODY.replace("1. Ta skydd.", "1. Ta skydd i skyddsrummet.")
    save_draft(
        organisation.deed("bo"), second, Text(second.title, newer.encode(), ("internal",), change_note="Numret.")
    )
    submit(organisation, second)
    form = {"valid_from": organisation.today + timedelta(days=1), "significance": "minor", "reference": "Dnr 17 kvar"}
    old = opened.split('name="seen"')[1].split('value="')[1].split('"')[0]
    answer = send("cleo", f"{SECOND}/beslut", seen=old, passages=passages, **form)
    assert answer.status_code == 409
    assert "Versionen har ändrats sedan du läste den" in answer.text
    assert '<li class="pre-line">1. Ta skydd i skyddsrummet.</li>' in answer.text
    assert "borttaget eller omskrivet" in answer.text
    assert "Dnr 17 kvar" in answer.text
    assert Approval.select().where(Approval.version == second).count() == 0
    now = Version.get_by_id(second.id)
    assert send("cleo", f"{SECOND}/beslut", seen=now.sha256, **form).status_code == 303
    assert now.sha256 in answer.text


def test_who_is_not_last_chooses_no_day(visit: Visit, send: Send, organisation: Organisation, second: Version) -> None:
    place_person(MACHINE, organisation.people["ylva"], organisation.units["SOC"], role="manager", now=organisation.now)
    Submission.update(approvers="cleo ylva", mode=Mode.ALL).where(Submission.version == second).execute()
    page = visit("cleo", f"{SECOND}/beslut").text
    assert "Gäller från och med" not in page.split("Säg ja")[1]
    answer = send("cleo", f"{SECOND}/beslut", seen=second.sha256, note="Bra så.")
    assert (answer.status_code, answer.location) == (303, "/vantar")
    assert Consent.get(Consent.note == "Bra så.").by.key == "cleo"
    assert "Bra så." in visit("ylva", f"{SECOND}/beslut").text
    assert "Du har redan sagt ja" in visit("cleo", f"{SECOND}/beslut").text
    start = organisation.today + timedelta(days=1)
    last = send("ylva", f"{SECOND}/beslut", seen=second.sha256, valid_from=start, significance="significant")
    assert last.status_code == 303
    assert Approval.get(Approval.version == second).by.key == "ylva"


def test_open_comments_are_counted(visit: Visit, organisation: Organisation, second: Version) -> None:
    make_comment(organisation.deed("disa"), second, text="Hm.")
    assert "1 kommentar är öppen." in visit("cleo", f"{SECOND}/beslut").text


def test_a_version_is_sent_back_with_a_reason(send: Send, second: Version) -> None:
    empty = send("cleo", f"{SECOND}/aterlamning", seen=second.sha256, reason=" ")
    assert (empty.status_code, "Skriv varför versionen återsänds." in empty.text) == (422, True)
    stale = send("cleo", f"{SECOND}/aterlamning", seen="0" * 64, reason="Kvar här.")
    assert (stale.status_code, "Kvar här." in stale.text) == (409, True)
    assert Return.select().count() == 0
    answer = send("cleo", f"{SECOND}/aterlamning", seen=second.sha256, reason="För tunt.")
    assert (answer.status_code, answer.location) == (303, SECOND)
    assert Return.get().reason == "För tunt."
    assert send("cleo", f"{SECOND}/aterlamning", seen=second.sha256, reason="Igen.").status_code == 409


def test_a_scheduled_decision_is_called_off(
    visit: Visit, send: Send, organisation: Organisation, second: Version
) -> None:
    approve(organisation, second, valid_from=organisation.today + timedelta(days=9))
    place = f"{SECOND}/aterkallelse"
    assert f'href="{place}"' in visit("cleo", SECOND).text
    assert f'href="{place}"' not in visit("bo", SECOND).text
    assert visit("bo", place).status_code == 403
    assert "Version 1 fortsätter att gälla." in visit("cleo", place).text
    empty = send("cleo", place, reason="")
    assert (empty.status_code, "Skriv varför beslutet återkallas." in empty.text) == (422, True)
    answer = send("cleo", place, reason="Fel dag.")
    assert (answer.status_code, answer.location) == (303, "/d/SOC-RUT-0001")
    assert Revocation.get().reason == "Fel dag."
    assert send("cleo", place, reason="Igen.").status_code == 409


def test_what_applies_already_is_not_called_off(visit: Visit, second: Version) -> None:
    assert "Bara ett beslut som ännu inte har börjat gälla" in visit("cleo", f"{FIRST}/aterkallelse").text


def test_the_way_to_the_decision_is_a_door(visit: Visit, second: Version) -> None:
    place = f'href="{SECOND}/beslut"'
    assert place in visit("cleo", FIRST).text
    assert place not in visit("bo", FIRST).text


def test_a_page_for_a_version_that_is_decided_says_so(
    visit: Visit, organisation: Organisation, second: Version
) -> None:
    approve(organisation, second, valid_from=organisation.today + timedelta(days=1))
    page = visit("cleo", f"{SECOND}/beslut")
    assert "Bara en version som granskas kan beslutas." in page.text
    assert "Varför återsänder du" not in page.text
