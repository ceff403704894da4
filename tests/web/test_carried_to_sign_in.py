"""A form that is sent by who is signed out goes along through the sign-in page, and is sent again by who signed in."""

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.control.models.versions import Version
from portal.people.actions.persons import set_passphrase
from tests.control.writing.conftest import EDIT, As, browse, draft, fields_of, opened
from tests.support.markup import Markup
from tests.support.organisation import Organisation

__all__ = ["browse", "draft"]

HERE = {"Origin": "http://localhost"}
PASSPHRASE = "vinter cykel lampa"


@pytest.fixture
def typed(bare_app: Flask, browse: As, draft: Version, organisation: Organisation) -> dict[str, object]:
    """What Bo had in the editor when the session ended; Bo and Disa have passphrases, and tokens are asked for."""
    for key in ("bo", "disa"):
        set_passphrase(organisation.people[key], PASSPHRASE, now=organisation.now, actor=key)
    text = "## Lång text\r\n\r\n" + "Bos ord med å, ä och ö.\r\n\r\n" * 4000
    return opened(browse("bo")) | {"title": "Bos <titel>", "text": text}


def form_to(page: str, action: str) -> dict[str, str]:
    """Return what the first form to the address would send."""
    markup = Markup(page)
    form = next(form for form in markup.all("form") if form.get("action") == action)
    fields = [field for field in markup.all("input", "textarea") if field.within("form") is form]
    return {f.get("name"): f.words.removeprefix("\r\n") if f.tag == "textarea" else f.get("value") for f in fields}


def sign_in(client: FlaskClient, page: str, who: str, passphrase: str = PASSPHRASE):
    """Fill in the sign-in form of the page and send it."""
    fields = form_to(page, "/logga-in") | {"email": f"{who}@ekvik.example", "passphrase": passphrase}
    return client.post("/logga-in", data=fields, content_type="multipart/form-data")


def test_what_was_typed_comes_back_to_the_editor(bare_app: Flask, typed: dict[str, object]) -> None:
    client = bare_app.test_client()
    page = client.post(EDIT, data=typed, headers=HERE)
    assert page.status_code == 401
    assert "Du är inte inloggad längre" in page.text
    wrong = sign_in(client, page.text, "bo", "fel fras helt och hållet")
    assert wrong.status_code == 422
    back = sign_in(client, wrong.text, "bo")
    assert back.status_code == 200
    assert "Du är inloggad som Bo Ekström." in back.text
    fields = form_to(back.text, EDIT)
    assert fields["title"] == "Bos <titel>"
    assert fields["text"].split() == str(typed["text"]).split()
    saved = client.post(EDIT, data=fields, content_type="multipart/form-data")
    assert (saved.status_code, saved.location) == (303, EDIT)
    assert Version.get().title == "Bos <titel>"


def test_it_works_with_the_token_of_the_signed_out(bare_app: Flask, typed: dict[str, object]) -> None:
    bare_app.config["WTF_CSRF_ENABLED"] = True
    client = bare_app.test_client()
    old = client.post(EDIT, data=typed, headers=HERE)
    assert old.status_code == 400
    page = client.post(EDIT, data=form_to(old.text, EDIT), headers=HERE)
    assert page.status_code == 401
    back = sign_in(client, page.text, "bo")
    saved = client.post(EDIT, data=form_to(back.text, EDIT), headers=HERE)
    assert saved.status_code == 303
    assert Version.get().title == "Bos <titel>"


def test_somebody_else_who_signs_in_saves_nothing_silently(bare_app: Flask, typed: dict[str, object]) -> None:
    before = Version.get().sha256
    client = bare_app.test_client()
    page = client.post(EDIT, data=typed, headers=HERE)
    back = sign_in(client, page.text, "disa")
    assert "Du är inloggad som Disa Norén." in back.text
    again = client.post(EDIT, data=form_to(back.text, EDIT) | {"audience": "internal"})
    assert again.status_code == 409
    assert "Texten skrevs när någon annan var inloggad" in again.text
    assert fields_of(again.text)["title"] == "Bos <titel>"
    assert Version.get().sha256 == before


def test_what_came_from_elsewhere_is_not_carried(bare_app: Flask, typed: dict[str, object]) -> None:
    answer = bare_app.test_client().post(EDIT, data=typed, headers={"Origin": "http://evil.example"})
    assert answer.status_code == 303
    assert answer.location.startswith("/logga-in")


@pytest.mark.parametrize(
    "carried",
    [
        "ingen json",
        "[]",
        json.dumps({"action": "https://evil.example/", "fields": [], "has_files": False}),
        json.dumps({"action": "//evil.example", "fields": [], "has_files": False}),
        json.dumps({"action": "/d/x", "fields": [{"name": "passphrase", "value": "x"}], "has_files": False}),
        json.dumps({"action": "/d/x", "fields": 7, "has_files": False}),
        "[" * 100_000,
    ],
)
def test_what_is_no_carried_form_is_left_behind(bare_app: Flask, typed: dict[str, object], carried: str) -> None:
    fields = {"email": "bo@ekvik.example", "passphrase": PASSPHRASE, "carried": carried, "next": "/handbok/"}
    answer = bare_app.test_client().post("/logga-in", data=fields, content_type="multipart/form-data")
    assert (answer.status_code, answer.location) == (303, "/handbok/")


def test_what_a_script_sends_is_not_answered_with_a_page(bare_app: Flask, typed: dict[str, object]) -> None:
    client = bare_app.test_client()
    fetched = client.post(
        EDIT, data=typed, headers={**HERE, "Sec-Fetch-Dest": "empty", "Sec-Fetch-Site": "same-origin"}
    )
    assert fetched.status_code == 303
    swapped = client.post(EDIT, data=typed, headers={**HERE, "HX-Request": "true"})
    assert swapped.headers["HX-Redirect"].startswith("/logga-in")
