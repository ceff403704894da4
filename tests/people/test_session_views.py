"""Signing in and out, throttled; sessions that end at once when they should."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_wtf import FlaskForm

from portal.app import create_app
from portal.config import Config
from portal.people.actions.demo import open_demo_account
from portal.people.actions.organisation import end_place
from portal.people.actions.persons import disable_person, save_person
from portal.people.actions.sign_in import TRIES, TRIES_FOR_ACCOUNT, TRIES_FROM_ADDRESS
from portal.people.models import Attempt, Membership, Person, Session
from portal.people.reader import MACHINE
from portal.people.session import COOKIE
from portal.web.forms import PortalForm
from tests.people.conftest import PASSPHRASE, As
from tests.support.browser import client_for
from tests.support.clock import Clock
from tests.support.organisation import Organisation

EMAIL = "asta@ekvik.example"


def sign_in(client: FlaskClient, email: str = EMAIL, passphrase: str = PASSPHRASE, **more: object):
    address = more.pop("address", "192.0.2.1")
    data = {"email": email, "passphrase": passphrase, "next": "/mina-sessioner", **more}
    return client.post("/logga-in", data=data, environ_base={"REMOTE_ADDR": address})


def test_one_signs_in_and_goes_where_one_was_going(browse: As, asta_can_sign_in: str) -> None:
    client = browse("")
    asked = client.get("/mina-sessioner?x=1")
    assert asked.status_code == 303
    assert asked.location == "/logga-in?next=/mina-sessioner?x%3D1"
    assert 'name="next" value="/mina-sessioner?x=1"' in client.get(asked.location).text
    answer = sign_in(client)
    assert (answer.status_code, answer.location) == (303, "/mina-sessioner")
    assert "Mina inloggningar" in client.get("/mina-sessioner").text
    assert client.get("/logga-in?next=/mina-sessioner").location == "/mina-sessioner"


def test_the_cookie_is_closed_to_scripts_and_other_sites(browse: As, asta_can_sign_in: str, bare_app: Flask) -> None:
    cookie = sign_in(browse("")).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie
    token = re.search(rf"{COOKIE}=([^;]+)", cookie)[1]
    assert token not in {row.digest for row in Session.select()}
    over_https = browse("").post(
        "https://localhost/logga-in", data={"email": EMAIL, "passphrase": PASSPHRASE}, base_url="https://localhost"
    )
    assert "Secure" in over_https.headers["Set-Cookie"]


@pytest.mark.parametrize("place", ["//evil.example", "https://evil.example/", "/\\evil.example", "/\t/evil.example"])
def test_nobody_is_sent_to_another_site(browse: As, asta_can_sign_in: str, place: str) -> None:
    client = browse("")
    assert "evil" not in client.get("/logga-in", query_string={"next": place}).text
    assert sign_in(client, next=place).location == "/"


@pytest.mark.parametrize(
    ("email", "passphrase", "words"),
    [
        ("", "", "Skriv din e-postadress."),
        (EMAIL, "fel lösenfras", "E-postadressen eller lösenfrasen stämmer inte."),
        ("ingen@ekvik.example", PASSPHRASE, "E-postadressen eller lösenfrasen stämmer inte."),
        (EMAIL, "x" * 5000, "Högst 200 tecken."),
        (f"{EMAIL}\x00", PASSPHRASE, "styrtecken"),
    ],
)
def test_a_failed_sign_in_keeps_the_address_but_not_the_passphrase(
    browse: As, asta_can_sign_in: str, email: str, passphrase: str, words: str
) -> None:
    answer = sign_in(browse(""), email, passphrase)
    assert answer.status_code == 422
    assert words in answer.text
    assert passphrase == "" or passphrase not in answer.text
    assert f'value="{EMAIL}"' in answer.text or email != EMAIL
    assert Session.select().count() == 0


FIELDS = ("email", "passphrase", "next")


@pytest.mark.parametrize(
    "sent",
    [
        lambda: {"data": {name: (io.BytesIO(b"x"), "x") for name in FIELDS}},
        lambda: {"json": dict.fromkeys(FIELDS, 5)},
        lambda: {"json": {name: {"a": 1} for name in FIELDS}},
        lambda: {"json": [1, 2]},
        lambda: {"data": "{", "content_type": "application/json"},
    ],
)
def test_a_field_is_a_text_and_nothing_else(
    browse: As, asta_can_sign_in: str, sent: Callable[[], dict[str, Any]]
) -> None:
    answer = browse("").post("/logga-in", **sent())
    assert answer.status_code == 422
    assert "Skriv din e-postadress." in answer.text
    assert "Skriv din lösenfras." in answer.text


def test_every_form_keeps_to_that() -> None:
    assert FlaskForm.__subclasses__() == [PortalForm]


def test_who_is_disabled_does_not_get_in(browse: As, asta_can_sign_in: str, town: Organisation) -> None:
    disable_person(MACHINE, town.people["asta"], now=town.now)
    answer = sign_in(browse(""))
    assert answer.status_code == 422
    assert "stämmer inte" in answer.text


def test_the_ninth_try_waits_even_with_the_right_passphrase(browse: As, asta_can_sign_in: str, clock: Clock) -> None:
    client = browse("")
    for _ in range(TRIES):
        assert sign_in(client, passphrase="fel lösenfras").status_code == 422
    answer = sign_in(client)
    assert answer.status_code == 429
    assert "Vänta en kvart" in answer.text
    assert "administratör" in answer.text
    assert answer.headers["Retry-After"] == "900"
    assert f'value="{EMAIL}"' in answer.text
    assert sign_in(client, address="192.0.2.2").status_code == 303
    clock.go(minutes=15)
    assert sign_in(client).status_code == 303


def test_a_right_try_forgets_the_wrong_ones_before_it(browse: As, asta_can_sign_in: str) -> None:
    for _ in range(3):
        client = browse("")
        for _ in range(TRIES - 1):
            sign_in(client, passphrase="fel lösenfras")
        assert sign_in(client).status_code == 303
    assert Attempt.select().count() == 0


def test_one_address_does_not_try_every_account(
    browse: As, asta_can_sign_in: str, bare_app: Flask, clock: Clock
) -> None:
    rows = [{"account": f"{number}", "address": digest("address", "192.0.2.1"), "at": clock()} for number in range(80)]
    Attempt.insert_many(rows[: TRIES_FROM_ADDRESS - 1]).execute()
    client = browse("")
    assert sign_in(client, "ingen@ekvik.example").status_code == 422
    assert sign_in(client, "annan@ekvik.example").status_code == 429
    assert sign_in(client, address="192.0.2.2").status_code == 303


def test_many_addresses_do_not_try_one_account(browse: As, asta_can_sign_in: str, clock: Clock) -> None:
    rows = [{"account": digest("account", EMAIL), "address": f"{number}", "at": clock()} for number in range(40)]
    Attempt.insert_many(rows[:TRIES_FOR_ACCOUNT]).execute()
    assert sign_in(browse("")).status_code == 429


def digest(kind: str, text: str) -> str:
    from portal.people.actions.sign_in import digest_of  # noqa: PLC0415 - beside the session's digest_of

    return digest_of(kind, text)


def test_signing_in_takes_the_token_of_the_form(browse: As, asta_can_sign_in: str, bare_app: Flask) -> None:
    bare_app.config["WTF_CSRF_ENABLED"] = True
    client = browse("")
    assert sign_in(client).status_code == 400
    page = client.get("/logga-in").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
    assert sign_in(client, csrf_token=token).status_code == 303


def test_signing_out_ends_the_session_for_good(browse: As, asta_can_sign_in: str) -> None:
    client = browse("")
    token = re.search(rf"{COOKIE}=([^;]+)", sign_in(client).headers["Set-Cookie"])[1]
    assert client.post("/logga-ut").location == "/"
    assert Session.select().count() == 0
    client.set_cookie(COOKIE, token)
    assert client.get("/mina-sessioner").status_code == 303
    assert client.get("/logga-ut").status_code == 405


def test_signing_in_anew_ends_the_session_before(browse: As, asta_can_sign_in: str) -> None:
    client = browse("")
    sign_in(client)
    sign_in(client)
    assert Session.select().count() == 1


def test_who_is_disabled_is_out_at_the_next_request(browse: As, town: Organisation) -> None:
    client = browse("egon")
    assert client.get("/personer/").status_code == 200
    disable_person(MACHINE, town.people["egon"], now=town.now)
    assert client.get("/personer/").status_code == 303
    save_person(MACHINE, key="egon", name="Egon Sjölin", email="egon@ekvik.example", now=town.now)
    assert client.get("/personer/").status_code == 303


def test_a_session_of_who_is_disabled_is_worth_nothing(browse: As) -> None:
    client = browse("asta")
    Person.update(disabled=True).where(Person.key == "asta").execute()
    assert client.get("/mina-sessioner").status_code == 303


def test_an_ended_role_is_gone_at_the_next_request(browse: As, town: Organisation, clock: Clock) -> None:
    client = browse("egon")
    assert client.get("/personer/ny").status_code == 200
    role = Membership.get((Membership.person == town.people["egon"]) & (Membership.role == "administrator"))
    end_place(MACHINE, role, last_day=town.today, now=town.now)
    assert client.get("/personer/ny").status_code == 200
    clock.go(days=1)
    assert client.get("/personer/ny").status_code == 403


def test_a_session_ends_after_its_hours(browse: As, asta_can_sign_in: str, clock: Clock) -> None:
    client = browse("")
    sign_in(client)
    clock.go(hours=11)
    assert client.get("/mina-sessioner").status_code == 200
    assert Session.get().seen_at == clock()
    clock.go(hours=1)
    assert client.get("/mina-sessioner").status_code == 303


def test_one_sees_and_ends_only_ones_own_browsers(browse: As, town: Organisation, clock: Clock) -> None:
    mine, his = browse("asta"), browse("bo")
    other = Session.create(
        digest="d",
        person=town.people["asta"],
        browser="Firefox på Windows",
        started_at=clock(),
        seen_at=clock(),
        expires_at=clock() + timedelta(hours=1),
    )
    assert "Firefox på Windows" in mine.get("/mina-sessioner").text
    assert "Firefox på Windows" not in his.get("/mina-sessioner").text
    assert his.post(f"/mina-sessioner/{other.id}/avslut").status_code == 404
    assert Session.get_or_none(Session.id == other.id)
    answer = mine.post(f"/mina-sessioner/{other.id}/avslut", headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert 'id="own-sessions"' in answer.text
    assert "Firefox" not in answer.text
    assert "Webbläsaren är utloggad." in answer.text
    assert mine.post(f"/mina-sessioner/{other.id}/avslut").status_code == 404


def test_one_ends_a_browser_without_scripts_and_then_all(browse: As, town: Organisation, clock: Clock) -> None:
    client = browse("asta")
    row = {"person": town.people["asta"], "started_at": clock(), "seen_at": clock()}
    other = Session.create(digest="d", expires_at=clock() + timedelta(hours=1), **row)
    Session.create(digest="e", expires_at=clock() + timedelta(hours=1), **row)
    assert client.post(f"/mina-sessioner/{other.id}/avslut").location == "/mina-sessioner"
    assert Session.select().count() == 2
    assert client.post("/mina-sessioner/avslut").location == "/logga-in"
    assert Session.select().count() == 0
    assert "utloggad överallt" in client.get("/logga-in").text


def test_who_is_not_signed_in_is_shown_the_way_with_htmx_too(browse: As) -> None:
    client = browse("")
    headers = {"HX-Request": "true", "HX-Current-URL": "http://localhost/mina-sessioner"}
    answer = client.post("/mina-sessioner/avslut", headers=headers)
    assert answer.headers["HX-Redirect"] == "/logga-in?next=/mina-sessioner"
    assert client.post("/mina-sessioner/avslut").location == "/logga-in?next=/"


def test_the_personas_stand_on_the_sign_in_page_of_this_machine_alone(
    browse: As, town: Organisation, bare_app: Flask
) -> None:
    for key in ("asta", "disa"):
        open_demo_account(town.people[key], f"{key} provar portalen", now=town.now, actor="system")
    page = browse("").get("/logga-in").text
    assert "asta provar portalen" in page
    assert "Läser det som gäller för Hemtjänst Norr." in page
    assert "Är kvalitetsledare i Socialförvaltningen." in page
    assert "läsa andras utkast" in page
    assert "Frej" in page
    portal = bare_app.extensions["portal"]
    bare_app.extensions["portal"] = replace(portal, config=replace(portal.config, bind="0.0.0.0:8000"))
    client = browse("")
    assert "provar portalen" not in client.get("/logga-in").text
    answer = sign_in(client, passphrase="asta provar portalen")
    assert answer.status_code == 409
    assert "Demokonton" in answer.text


def test_a_demo_session_is_worth_nothing_where_others_listen(browse: As, town: Organisation, bare_app: Flask) -> None:
    client = browse("asta")
    Person.update(is_demo=True).where(Person.key == "asta").execute()
    assert client.get("/mina-sessioner").status_code == 200
    portal = bare_app.extensions["portal"]
    bare_app.extensions["portal"] = replace(portal, config=replace(portal.config, bind="0.0.0.0:8000"))
    assert client.get("/mina-sessioner").status_code == 303


@pytest.mark.parametrize(
    "told",
    [
        {"headers": {"X-Forwarded-For": "203.0.113.9"}},
        {"headers": {"Forwarded": "for=203.0.113.9"}},
        {"headers": {"Host": "handbok.ekvik.example"}},
        {"environ_overrides": {"SERVER_PROTOCOL": "HTTP/1.0"}},
    ],
)
def test_demo_accounts_are_not_seen_through_a_proxy(
    config: Config, bare_app: Flask, town: Organisation, told: dict[str, dict[str, str]]
) -> None:
    open_demo_account(town.people["asta"], "asta provar portalen", now=town.now, actor="system")
    app = create_app(replace(config, allowed_hosts=("localhost", "handbok.ekvik.example")))
    app.config.update(WTF_CSRF_ENABLED=False)
    client = client_for(app, town.people["asta"])
    assert client.get("/mina-sessioner").status_code == 200
    assert client.get("/mina-sessioner", **told).status_code == 303
    stranger = client_for(app)
    assert "asta provar portalen" in stranger.get("/logga-in").text
    assert "asta provar portalen" not in stranger.get("/logga-in", **told).text
    data = {"email": EMAIL, "passphrase": "asta provar portalen"}
    answer = stranger.post("/logga-in", data=data, **told)
    assert answer.status_code == 409
    assert "Demokonton" in answer.text
    assert stranger.post("/logga-in", data=data).status_code == 303


def test_without_demo_accounts_nothing_is_said_of_them(browse: As) -> None:
    page = browse("").get("/logga-in").text
    assert "exempelkommunen" not in page
    assert "Frej" not in page
