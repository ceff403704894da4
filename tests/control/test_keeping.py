"""”Fortfarande aktuell”: the review of what applies is renewed, by those who answer for it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal.control.models.documents import Confirmation, Document
from portal.control.models.versions import Version
from tests.support.browser import client_for
from tests.support.documents import approve, make_draft, make_valid, submit
from tests.support.organisation import Organisation
from tests.support.visits import Visit

PAGE = "/d/SOC-RUT-0001/oversyn"
Send = Callable[..., TestResponse]


@pytest.fixture
def send(bare_app: Flask, organisation: Organisation, visit: Visit) -> Send:
    """Return what sends a form as a person."""

    def post(who: str | None, path: str, **fields: str) -> TestResponse:
        return client_for(bare_app, organisation.people[who] if who else None).post(path, data=fields)

    return post


@pytest.fixture
def document(organisation: Organisation) -> Document:
    """Return a document in force, which Cleo owns."""
    return make_valid(organisation).document


def review_by() -> date:
    """Return when the first version is to be reviewed."""
    return Version.get(Version.number == 1).review_by


def test_the_page_offers_the_interval_of_the_document(visit: Visit, document: Document) -> None:
    Document.update(review_months=24).execute()
    page = visit("cleo", PAGE).text
    assert 'value="2028-11-20"' in page
    assert "Ägare" in page
    assert "Cleo Åkerlund" in page
    assert ">Fortfarande aktuell</button>" in page


def test_the_owner_confirms_with_a_note(send: Send, visit: Visit, document: Document) -> None:
    answer = send("cleo", PAGE, version="1", review_by="2027-05-01", note="Stämt av.\nMed Asta.")
    assert (answer.status_code, answer.location) == (303, "/d/SOC-RUT-0001")
    assert review_by() == date(2027, 5, 1)
    assert Confirmation.get().note == "Stämt av.\nMed Asta."
    page = visit("asta", "/d/SOC-RUT-0001").text
    assert "1 maj 2027" in page
    assert "Med Asta." in visit("asta", "/d/SOC-RUT-0001/historik").text


def test_one_press_is_enough_from_a_list(send: Send, document: Document) -> None:
    answer = send("cleo", PAGE, version="1", back="/handbok/")
    assert (answer.status_code, answer.location) == (303, "/handbok/")
    assert review_by() == date(2027, 11, 20)


def test_it_never_leads_to_another_site(send: Send, document: Document) -> None:
    assert send("cleo", PAGE, version="1", back="https://elak.example/").location == "/d/SOC-RUT-0001"


def test_what_cannot_be_taken_is_kept_as_typed(send: Send, document: Document) -> None:
    before = review_by()
    answer = send("cleo", PAGE, version="1", review_by="i maj", note="Stämt av.")
    assert answer.status_code == 422
    assert "Det är inget datum" in answer.text
    assert 'value="i maj"' in answer.text
    assert "Stämt av.</textarea>" in answer.text
    answer = send("cleo", PAGE, version="1", review_by="2027-01-01", note="Styr\x00tecken")
    assert answer.status_code == 422
    assert "tecken som inte går att spara" in answer.text
    assert review_by() == before


def test_a_refusal_stands_over_the_form(send: Send, document: Document, organisation: Organisation) -> None:
    answer = send("cleo", PAGE, version="1", review_by="2026-11-20", note="Stämt av.")
    assert answer.status_code == 409
    assert "framåt i tiden" in answer.text
    assert "Stämt av.</textarea>" in answer.text
    approve(organisation, submit(organisation, make_draft(organisation, document)), valid_from=date(2026, 11, 21))
    Version.update(valid_until=organisation.today).where(Version.number == 1).execute()
    Version.update(valid_from=organisation.today).where(Version.number == 2).execute()
    answer = send("cleo", PAGE, version="1", review_by="2027-11-20")
    assert answer.status_code == 409
    assert "Version 2 har börjat gälla sedan du öppnade sidan" in answer.text


def test_who_does_not_answer_for_it_is_told_why(visit: Visit, send: Send, document: Document) -> None:
    for who in ("asta", "bo", "ylva"):
        page = visit(who, PAGE).text
        assert "Bara dokumentets ägare" in page
        assert "disabled" in page
        assert send(who, PAGE, version="1").status_code == 403
    assert visit(None, PAGE).location.startswith("/logga-in")
    assert visit("cleo", "/d/SOC-RUT-0009/oversyn").status_code == 404
    assert not Confirmation.select().exists()


def test_the_door_stands_open_to_who_answers_for_it(visit: Visit, document: Document) -> None:
    Document.update(owner=None, process_lead=document.owner).execute()
    assert f'href="{PAGE}"' in visit("cleo", "/d/SOC-RUT-0001").text
    for who in ("asta", "bo", "ylva", None):
        assert f'href="{PAGE}"' not in visit(who, "/d/SOC-RUT-0001").text


def test_a_page_that_is_late_says_so_until_it_is_renewed(
    visit: Visit, send: Send, document: Document, organisation: Organisation
) -> None:
    Version.update(review_by=organisation.today - timedelta(1)).execute()
    assert "översynen är försenad" in visit("asta", "/d/SOC-RUT-0001").text
    send("cleo", PAGE, version="1")
    assert "översynen är försenad" not in visit("asta", "/d/SOC-RUT-0001").text


def test_what_waits_is_renewed_from_the_list_with_one_press(
    visit: Visit, send: Send, document: Document, organisation: Organisation
) -> None:
    Version.update(review_by=organisation.today - timedelta(1)).execute()
    page = visit("cleo", "/vantar").text
    assert "Översynen är försenad" in page
    assert f'action="{PAGE}"' in page
    assert 'aria-label="Fortfarande aktuell: Rutin vid hot och våld"' in page
    assert send("cleo", PAGE, version="1", back="/vantar").location == "/vantar"
    assert f'action="{PAGE}"' not in visit("cleo", "/vantar").text
