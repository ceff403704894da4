"""The review page: for those who work on a version, with what was typed kept when it cannot be saved."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal.control.actions.comments import make_comment
from portal.control.models.decisions import Comment, Review, Submission
from portal.control.models.versions import Version
from portal.lib.markup.paragraphs import digest_of
from tests.support.browser import client_for
from tests.support.documents import BODY, approve, make_document, make_draft, make_valid, send_back, submit
from tests.support.organisation import Organisation
from tests.support.visits import Visit

PLACE = "/d/SOC-RUT-0001/v/1"
PAGE = f"{PLACE}/granskning"
STEP, NEW = "1. Ta skydd.", "1. Ta skydd och lås dörren."
Send = Callable[..., TestResponse]


@pytest.fixture
def handed_in(organisation: Organisation) -> Version:
    return submit(organisation, make_draft(organisation, make_document(organisation)))


@pytest.fixture
def send(bare_app: Flask, organisation: Organisation) -> Send:
    """Return what sends a form as a person."""

    def post(who: str, path: str, **form: Any) -> TestResponse:
        return client_for(bare_app, organisation.people[who]).post(path, data=form)

    return post


def suggest(organisation: Organisation, version: Version) -> Comment:
    return make_comment(
        organisation.deed("cleo"), version, paragraph=digest_of(STEP), text="Lås också.", suggestion=NEW
    )


@pytest.mark.parametrize("who", ["bo", "cleo", "disa"])
def test_those_who_work_on_it_see_what_is_said(
    visit: Visit, organisation: Organisation, handed_in: Version, who: str
) -> None:
    suggest(organisation, handed_in)
    page = visit(who, PAGE)
    assert page.status_code == 200
    assert "Lås också." in page.text
    assert "<ins> och lås dörren</ins>" in page.text


@pytest.mark.parametrize("who", ["asta", "ylva", "egon"])
def test_others_are_told_nothing(visit: Visit, organisation: Organisation, handed_in: Version, who: str) -> None:
    suggest(organisation, handed_in)
    assert visit(who, PAGE).status_code == 404


def test_one_who_is_not_signed_in_is_asked_to(visit: Visit, handed_in: Version) -> None:
    page = visit(None, PAGE)
    assert (page.status_code, page.location) == (303, f"/logga-in?next={PAGE}")


def test_readers_of_the_decided_version_see_no_comments(
    visit: Visit, organisation: Organisation, handed_in: Version
) -> None:
    suggest(organisation, handed_in)
    approve(organisation, handed_in)
    assert visit("asta", PLACE).status_code == 200
    assert visit("asta", PAGE).status_code == 404
    assert "granskning" not in visit("asta", PLACE).text
    assert f'href="{PAGE}"' not in visit("asta", "/d/SOC-RUT-0001/historik").text
    assert f'href="{PAGE}"' in visit("bo", "/d/SOC-RUT-0001/historik").text
    page = visit("bo", PAGE)
    assert "Lås också." in page.text
    assert "Kommentarerna är kvar" in page.text
    assert "<textarea" not in page.text


def test_who_is_asked_to_review_may(visit: Visit, send: Send, handed_in: Version) -> None:
    Submission.update(reviewers="asta").execute()
    page = visit("asta", PAGE)
    assert "Klar med min granskning" in page.text
    done = send("asta", PAGE)
    assert (done.status_code, done.location) == (303, PAGE)
    assert Review.get().by.key == "asta"
    assert "Du blev klar med din granskning" in visit("asta", PAGE).text
    assert "Klar med min granskning" not in visit("bo", PAGE).text
    assert send("bo", PAGE).status_code == 409


def test_a_comment_leads_back_to_where_it_stands(send: Send, handed_in: Version) -> None:
    answer = send("cleo", f"{PLACE}/kommentarer", paragraph=digest_of(STEP), text="Hur?", suggestion=STEP)
    comment = Comment.get()
    assert (answer.status_code, answer.location) == (303, f"{PAGE}#kommentar-{comment.id}")
    assert (comment.quote, comment.text, comment.suggestion) == (STEP, "Hur?", None)


@pytest.mark.parametrize(
    ("form", "status", "words"),
    [
        ({"paragraph": digest_of(STEP), "text": " "}, 409, "Skriv vad du vill säga"),
        ({"paragraph": digest_of("Borta."), "text": "Kvar här."}, 409, "Stycket har ändrats"),
        ({"paragraph": digest_of(STEP), "text": "Kvar här.\x00"}, 422, "inte går att spara"),
        ({"paragraph": "", "text": "x" * 10_001}, 422, "Högst 10000 tecken"),
    ],
)
def test_what_cannot_be_saved_is_still_there(
    send: Send, handed_in: Version, form: dict[str, str], status: int, words: str
) -> None:
    answer = send("cleo", f"{PLACE}/kommentarer", **form)
    assert answer.status_code == status
    assert words in answer.text
    assert Comment.select().count() == 0


def test_a_comment_on_a_paragraph_that_is_gone_is_not_lost(send: Send, handed_in: Version) -> None:
    answer = send(
        "cleo", f"{PLACE}/kommentarer", paragraph=digest_of("Borta."), text="Kvar här.", suggestion="Detta med."
    )
    assert "Kvar här.\n\nDetta med.</textarea>" in answer.text


def test_an_answer_stands_under_its_comment(
    visit: Visit, send: Send, organisation: Organisation, handed_in: Version
) -> None:
    comment = suggest(organisation, handed_in)
    assert send("bo", f"{PLACE}/kommentarer/{comment.id}/svar", text="Det gör jag.").status_code == 303
    assert "Det gör jag." in visit("cleo", PAGE).text
    empty = send("bo", f"{PLACE}/kommentarer/{comment.id}/svar", text="")
    assert (empty.status_code, "Skriv ditt svar." in empty.text) == (422, True)
    assert send("bo", f"{PLACE}/kommentarer/999/svar", text="Hej.").status_code == 404


def test_a_suggestion_is_taken_in_by_the_author(
    visit: Visit, send: Send, organisation: Organisation, handed_in: Version
) -> None:
    comment = suggest(organisation, handed_in)
    place = f"{PLACE}/kommentarer/{comment.id}/avslut"
    refused = send("bo", place, outcome="taken", seen=handed_in.sha256)
    assert (refused.status_code, "medan den granskas" in refused.text) == (409, True)
    send_back(organisation, handed_in)
    assert "Ta in ändringen" in visit("bo", PAGE).text
    assert send("bo", place, outcome="taken", seen="0" * 64).status_code == 409
    taken = send("bo", place, outcome="taken", seen=handed_in.sha256)
    assert (taken.status_code, taken.location) == (303, f"{PAGE}#kommentar-{comment.id}")
    assert bytes(Version.get_by_id(handed_in.id).body).decode() == BODY.replace(STEP, NEW)
    page = visit("bo", PAGE).text
    assert "Intagen i texten" in page
    assert "Texten har ändrats" in page


def test_who_wrote_it_reads_why_it_came_back_and_goes_on(
    visit: Visit, organisation: Organisation, handed_in: Version
) -> None:
    ways = [f'href="{PLACE}/andra"', f'href="{PLACE}/inlamning"']
    assert not any(way in visit("bo", PAGE).text for way in ways)
    send_back(organisation, handed_in, reason="Säg vem som larmar.")
    page = visit("bo", PAGE).text
    assert "Cleo Åkerlund skrev: ”Säg vem som larmar.”" in page
    assert all(way in page for way in ways)
    other = visit("cleo", PAGE).text
    assert "Säg vem som larmar." in other
    assert not any(way in other for way in ways)


def test_a_comment_of_another_version_is_not_found(send: Send, organisation: Organisation, handed_in: Version) -> None:
    comment = suggest(organisation, handed_in)
    make_valid(organisation, "SOC-RUT-0002")
    assert send("bo", f"/d/SOC-RUT-0002/v/1/kommentarer/{comment.id}/avslut", outcome="left").status_code == 404


def test_the_door_is_for_those_who_work_on_it(visit: Visit, organisation: Organisation, handed_in: Version) -> None:
    assert f'href="{PAGE}"' in visit("cleo", PLACE).text
    approve(organisation, handed_in, valid_from=organisation.today + timedelta(days=3))
    assert f'href="{PAGE}"' in visit("bo", PLACE).text
    assert f'href="{PAGE}"' not in visit("asta", PLACE).text
