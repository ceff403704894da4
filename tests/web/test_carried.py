"""A form whose token is too old: what was typed is there to be sent again, but no secret and nothing from elsewhere."""

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from wtforms import PasswordField

from portal.people.forms import session as forms
from portal.people.models import Person
from portal.web.carried import LONGEST, MOST_FIELDS, SECRET
from tests.people.conftest import As, asta_can_sign_in, browse, town
from tests.support.markup import Markup
from tests.support.organisation import Organisation

__all__ = ["asta_can_sign_in", "browse", "town"]

HERE = {"Origin": "http://localhost"}
EVIL = '"><script>alert(1)</script>'


@pytest.fixture
def egon(bare_app: Flask, browse: As) -> FlaskClient:
    """Return the administrator's browser, where tokens are asked for."""
    bare_app.config["WTF_CSRF_ENABLED"] = True
    return browse("egon")


def sent_again(client: FlaskClient, page: str, **more: str):
    """Send what the page's own form holds, as a browser would, and return the answer."""
    markup = Markup(page)
    form = next(form for form in markup.all("form") if form.get("enctype"))
    fields = [field for field in markup.all("input", "textarea") if field.within("form") is form]
    data = {field.get("name"): field.words if field.tag == "textarea" else field.get("value") for field in fields}
    return client.post(form.get("action"), data={**data, **more}, content_type=form.get("enctype"))


def test_what_was_typed_is_sent_again(egon: FlaskClient, town: Organisation) -> None:
    data = {"csrf_token": "old", "name": f"Ny {EVIL}", "key": "ny-person", "email": "ny@ekvik.example", "phone": ""}
    answer = egon.post("/personer/ny", data=data, headers=HERE)
    assert answer.status_code == 400
    assert "det du skrev är kvar här" in answer.text
    assert EVIL not in answer.text
    assert not Person.get_or_none(key="ny-person")
    again = sent_again(egon, answer.text)
    assert (again.status_code, again.location) == (303, "/personer/ny-person")
    assert Person.get(key="ny-person").name == f"Ny {EVIL}"


def test_a_long_text_is_shown_and_survives(egon: FlaskClient) -> None:
    text = "\nkey;name\r\n" + "åäö <i> & \r\n" * 10_000
    answer = egon.post("/personer/import", data={"text": text}, headers=HERE)
    area = next(area for area in Markup(answer.text).all("textarea") if area.get("name") == "text")
    # A browser leaves out the first line break of a text area; the page has one more.
    assert area.words == "\n" + text
    assert len(text.encode()) > 100_000


def test_a_file_is_said_not_to_follow(egon: FlaskClient) -> None:
    data = {"text": "", "file": (io.BytesIO(b"key;name"), "lista.csv")}
    answer = egon.post("/personer/import", data=data, headers=HERE)
    assert "Filer följer inte med" in answer.text
    assert "lista.csv" not in answer.text


@pytest.mark.parametrize(("path", "way"), [("/logga-in", "/logga-in"), ("/min-losenfras", "/min-losenfras")])
def test_a_passphrase_is_never_shown(egon: FlaskClient, path: str, way: str) -> None:
    data = {"email": "egon@ekvik.example", "passphrase": "vinter cykel lampa", "again": "vinter cykel lampa"}
    answer = egon.post(path, data=data, headers=HERE)
    assert answer.status_code == 400
    assert "vinter" not in answer.text
    assert "egon@ekvik.example" not in answer.text
    ways = {link.get("href") for link in Markup(answer.text).all("a") if link.text == "Öppna sidan på nytt"}
    assert ways == {way}


def test_every_field_for_a_passphrase_is_known_as_a_secret() -> None:
    kinds = (forms.SignInForm, forms.PassphraseForm, forms.OwnPassphraseForm)
    names = {
        name
        for kind in kinds
        for name in dir(kind)
        if getattr(getattr(kind, name), "field_class", None) is PasswordField
    }
    assert names == {"passphrase", "again", "current"}
    assert all(SECRET.search(name) for name in names)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_what_another_site_sends_is_not_offered(egon: FlaskClient, headers: dict[str, str]) -> None:
    answer = egon.post("/personer/ny", data={"name": "Lömsk Lura"}, headers=headers)
    assert answer.status_code == 400
    assert "Lömsk" not in answer.text
    assert "Skicka igen" not in answer.text


def test_too_much_is_not_carried(bare_app: Flask, egon: FlaskClient) -> None:
    bare_app.config["MAX_FORM_MEMORY_SIZE"] = 2 * LONGEST
    answer = egon.post("/personer/import", data={"text": "y" * LONGEST}, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 400
    assert "yyy" not in answer.text
    assert "öppna sidan på nytt" in answer.text


def test_too_many_fields_are_not_carried(egon: FlaskClient) -> None:
    fields = {f"field-{number}": "y" for number in range(MOST_FIELDS + 1)}
    answer = egon.post("/personer/import", data=fields, headers=HERE)
    assert answer.status_code == 400
    assert "field-1" not in answer.text
    assert "öppna sidan på nytt" in answer.text
    assert "field-1" in egon.post("/personer/import", data={"field-1": "y"}, headers=HERE).text


def test_a_site_that_is_no_address_is_elsewhere(egon: FlaskClient) -> None:
    answer = egon.post("/personer/import", data={"text": "yyy"}, headers={"Origin": "http://[bad"})
    assert answer.status_code == 400
    assert "yyy" not in answer.text


def test_who_is_signed_out_signs_in_beside_and_sends_then(egon: FlaskClient, browse: As, asta_can_sign_in: str) -> None:
    citizen = browse("")
    answer = citizen.post("/personer/bo/platser", data={"unit": "SOC"}, headers=HERE)
    assert "Du är inte inloggad längre" in answer.text
    assert 'name="unit" value="SOC"' in answer.text
    assert "Du är inte inloggad längre" not in egon.post("/personer/bo/platser", headers=HERE).text


def test_a_form_without_a_page_of_its_own_is_opened_where_it_stood(egon: FlaskClient) -> None:
    headers = {**HERE, "Referer": "http://localhost//personer/bo?sida=2"}
    answer = egon.post("/personer/bo/platser", data={"token": "x"}, headers=headers)
    assert 'href="/personer/bo?sida=2"' in answer.text
