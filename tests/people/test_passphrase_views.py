"""Choosing a passphrase by a one-time link, and changing one's own."""

import logging

import pytest
from flask import Flask

from portal.people.actions.persons import make_link
from portal.people.actions.sign_in import TRIES
from portal.people.models import Identity, OneTimeLink, Session
from portal.people.reader import MACHINE
from tests.people.conftest import PASSPHRASE, As
from tests.support.clock import Clock
from tests.support.markup import Markup
from tests.support.organisation import Organisation

NEW = "granit sommar pärm"


@pytest.fixture
def token(town: Organisation, clock: Clock) -> str:
    return make_link(MACHINE, town.people["asta"], now=clock())


def test_looking_at_a_link_does_not_use_it(browse: As, token: str) -> None:
    for _ in range(2):
        page = browse("").get(f"/lank/{token}")
        assert page.status_code == 200
        assert "Hej Asta Lindqvist" in page.text
    assert page.headers["Referrer-Policy"] == "strict-origin"
    assert page.headers["Cache-Control"] == "no-store"
    assert OneTimeLink.get().used_at is None


def test_one_chooses_and_is_signed_in(browse: As, token: str) -> None:
    client = browse("")
    answer = client.post(f"/lank/{token}", data={"passphrase": NEW, "again": NEW})
    assert (answer.status_code, answer.location) == (303, "/")
    assert client.get("/mina-sessioner").status_code == 200
    for answer in (client.get(f"/lank/{token}"), client.post(f"/lank/{token}", data={"passphrase": NEW, "again": NEW})):
        assert answer.status_code == 410
        assert "Länken har redan använts." in answer.text
        assert "Logga in med den." in answer.text


def test_the_form_is_taken_over_https(bare_app: Flask, browse: As, token: str) -> None:
    bare_app.config["WTF_CSRF_ENABLED"] = True
    client, secure = browse(""), "https://localhost/"
    page = client.get(f"/lank/{token}", base_url=secure)
    sent = {field.get("name"): field.get("value") for field in Markup(page.text).all("input") if field.has("name")}
    # What a browser tells of where it comes from, by the page's own wish.
    told = {"no-referrer": {}, "strict-origin": {"Referer": secure}}[page.headers["Referrer-Policy"]]
    data = {**sent, "passphrase": NEW, "again": NEW}
    answer = client.post(f"/lank/{token}", base_url=secure, headers=told, data=data)
    assert (answer.status_code, answer.location) == (303, "/")


@pytest.mark.parametrize(
    ("passphrase", "again", "words"),
    [
        ("", "", "Skriv en lösenfras."),
        ("kort", "kort", "minst 12 tecken"),
        (NEW, f"{NEW}!", "inte lika"),
        ("y" * 300, "y" * 300, "Högst 200 tecken."),
    ],
)
def test_what_cannot_be_chosen_is_told_and_never_shown(
    browse: As, token: str, passphrase: str, again: str, words: str
) -> None:
    answer = browse("").post(f"/lank/{token}", data={"passphrase": passphrase, "again": again})
    assert answer.status_code == 422
    assert words in answer.text
    assert passphrase == "" or f'value="{passphrase}' not in answer.text
    assert Identity.select().count() == 0


@pytest.mark.parametrize("path", ["/lank/okand", f"/lank/{'x' * 100}"])
def test_an_unknown_link_says_what_to_do(browse: As, path: str) -> None:
    answer = browse("").get(path)
    assert answer.status_code == 404
    assert "Länken finns inte" in answer.text
    assert "Se efter att hela adressen kom med" in answer.text
    assert "om en ny länk" in answer.text


def test_no_log_hears_of_a_link(browse: As, token: str, clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("peewee").setLevel(logging.INFO)
    clock.go(days=2)
    answer = browse("").get(f"/lank/{token}")
    assert answer.status_code == 410
    assert "Länken gäller inte längre." in answer.text
    assert token not in caplog.text
    assert "/lank/<" in caplog.text


def test_one_changes_ones_own_passphrase(browse: As, asta_can_sign_in: str, town: Organisation, clock: Clock) -> None:
    client = browse("asta")
    Session.create(
        digest="elsewhere", person=town.people["asta"], started_at=clock(), seen_at=clock(), expires_at=clock()
    )
    assert client.get("/min-losenfras").status_code == 200
    data = {"current": asta_can_sign_in, "passphrase": NEW, "again": NEW}
    answer = client.post("/min-losenfras", data=data)
    assert (answer.status_code, answer.location) == (303, "/mina-sessioner")
    assert Session.select().count() == 1
    assert "Lösenfrasen är bytt" in client.get("/mina-sessioner").text


def test_it_takes_the_one_that_one_has(browse: As, asta_can_sign_in: str) -> None:
    before = Identity.get().secret
    answer = browse("asta").post("/min-losenfras", data={"current": "en annan fras", "passphrase": NEW, "again": NEW})
    assert answer.status_code == 422
    assert "inte din nuvarande" in answer.text
    assert Identity.get().secret == before


def test_guessing_it_is_throttled(browse: As, asta_can_sign_in: str) -> None:
    client = browse("asta")
    wrong = {"current": "en annan fras", "passphrase": NEW, "again": NEW}
    assert [client.post("/min-losenfras", data=wrong).status_code for _ in range(TRIES)] == [422] * TRIES
    answer = client.post("/min-losenfras", data={**wrong, "current": asta_can_sign_in})
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "900")
    assert "Vänta en kvart" in answer.text


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_is_not_signed_in_signs_in_first(browse: As, method: str) -> None:
    answer = getattr(browse(""), method)("/min-losenfras")
    assert answer.status_code == 303
    assert answer.location.startswith("/logga-in")


def test_a_new_passphrase_ends_open_links(browse: As, asta_can_sign_in: str, token: str) -> None:
    browse("asta").post("/min-losenfras", data={"current": PASSPHRASE, "passphrase": NEW, "again": NEW})
    assert "Länken finns inte" in browse("").get(f"/lank/{token}").text
