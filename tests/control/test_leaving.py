"""Who leaves is followed by somebody: a document is never nobody's."""

import pytest
from flask import Flask

from portal.control.followers import OWNERS
from portal.control.models.documents import Document
from portal.journal.follow import catch_up
from portal.people.models import Person
from tests.control.test_keeping import Send, send
from tests.support.documents import make_valid
from tests.support.organisation import Organisation
from tests.support.visits import Visit

__all__ = ["send"]
PAGE = "/personer/bo/avstangning"


@pytest.fixture
def document(organisation: Organisation) -> Document:
    """Return a document in force, which Bo owns."""
    document = make_valid(organisation).document
    document.owner = organisation.people["bo"]
    document.save()
    return document


def owner_after(app: Flask) -> str:
    """Let the follower catch up, twice, and return who owns the document."""
    with app.app_context():
        catch_up(OWNERS)
        catch_up(OWNERS)
    return Document.get().owner.key


@pytest.mark.usefixtures("document")
def test_who_is_shut_out_shows_what_they_own(visit: Visit) -> None:
    page = visit("egon", PAGE).text
    assert "Äger 1 dokument" in page
    assert "Rutin vid hot och våld" in page
    assert "Efterträdare" in page
    assert "Äger" not in visit("egon", "/personer/asta/avstangning").text
    assert visit("asta", PAGE).status_code == 403
    assert f'href="{PAGE}"' in visit("egon", "/personer/bo").text


@pytest.mark.usefixtures("document")
def test_the_successor_takes_over(bare_app: Flask, send: Send, visit: Visit) -> None:
    answer = send("egon", PAGE, successor="disa@ekvik.example")
    assert (answer.status_code, answer.location) == (303, "/personer/bo")
    assert Person.get(Person.key == "bo").disabled
    assert owner_after(bare_app) == "disa"
    assert "Disa Norén" in visit("asta", "/d/SOC-RUT-0001").text


@pytest.mark.usefixtures("document")
def test_without_a_successor_the_manager_does(bare_app: Flask, send: Send, visit: Visit) -> None:
    send("egon", PAGE)
    # Before the follower has come so far the page names the manager already.
    assert "Cleo Åkerlund" in visit("asta", "/d/SOC-RUT-0001").text
    assert owner_after(bare_app) == "cleo"


@pytest.mark.usefixtures("document")
@pytest.mark.parametrize(("successor", "words"), [("okand", "Ingen person har"), ("bo", "Bo Ekström kan inte ta över")])
def test_a_successor_must_be_there(send: Send, successor: str, words: str) -> None:
    answer = send("egon", PAGE, successor=successor)
    assert answer.status_code == 422
    assert words in answer.text
    assert f'value="{successor}"' in answer.text
    assert not Person.get(Person.key == "bo").disabled


def test_what_nobody_owns_the_manager_answers_for(visit: Visit, document: Document) -> None:
    document.owner = None
    document.save()
    assert "Cleo Åkerlund" in visit("asta", "/d/SOC-RUT-0001").text
