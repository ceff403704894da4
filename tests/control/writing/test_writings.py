"""What is typed is kept before it is saved; writers see each other, and one asks another to write along."""

import json
import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.control.models.versions import Contribution, Version, Writing
from portal.control.queries.facts import hands_of
from portal.journal.models import Entry
from tests.control.writing.conftest import EDIT, As, fields_of, opened
from tests.support.clock import Clock
from tests.support.documents import submit
from tests.support.markup import Markup
from tests.support.organisation import Organisation

KEEP = "/d/SOC-RUT-0001/v/1/autosparning"
FILES = "/d/SOC-RUT-0001/v/1/filer"
WRITERS = "/d/SOC-RUT-0001/v/1/skribenter"


def test_what_is_typed_is_kept_without_being_saved(bo: FlaskClient, draft: Version) -> None:
    fields, entries = opened(bo), Entry.select().count()
    answer = bo.post(KEEP, data=fields | {"title": "", "text": "Halv mening\x00"})
    assert (answer.status_code, answer.json) == (200, {"saved": "10.00", "base": draft.sha256})
    assert Entry.select().count() == entries
    assert Version.get().sha256 == draft.sha256
    page = bo.get(EDIT).text
    assert "Du har osparad text från 20 november 2026 kl. 10.00" in page
    assert fields_of(page)["text"].startswith("Halv mening")
    assert fields_of(page)["title"] == ""


def test_it_is_thrown_away_when_one_says_so(bo: FlaskClient) -> None:
    before = opened(bo)
    bo.post(KEEP, data=before | {"text": "Bort."})
    answer = bo.post(EDIT, data={"do": "kasta"}, follow_redirects=True)
    assert "Det du inte hade sparat är borta." in answer.text
    assert fields_of(answer.text)["text"] == before["text"]


def test_saving_leaves_nothing_unsaved(bo: FlaskClient) -> None:
    fields = opened(bo) | {"text": "Klart."}
    bo.post(KEEP, data=fields)
    bo.post(EDIT, data=fields)
    assert "osparad" not in bo.get(EDIT).text
    # What a browser sends late says the same as what was saved.
    assert bo.post(KEEP, data=fields).status_code == 409
    assert "osparad" not in bo.get(EDIT).text


def test_what_is_kept_is_ones_own(bo: FlaskClient, disa: FlaskClient) -> None:
    bo.post(KEEP, data=opened(bo) | {"text": "Bara Bos."})
    assert "Bara Bos." not in disa.get(EDIT).text


def test_who_builds_on_an_older_text_is_told_and_keeps_what_was_typed(bo: FlaskClient, disa: FlaskClient) -> None:
    mine = opened(bo)
    disa.post(EDIT, data=opened(disa) | {"text": "Disas."})
    answer = bo.post(KEEP, data=mine | {"text": "Bos."})
    assert answer.status_code == 409
    assert answer.json["changed_by"] == "Disa Norén"
    assert answer.json["at"] == "10.00"
    page = bo.get(EDIT).text
    assert fields_of(page)["text"] == "Bos."
    assert fields_of(page)["base"] == mine["base"]
    assert "Disa Norén har sparat sedan du öppnade utkastet" in page
    conflict = bo.post(EDIT, data=fields_of(page))
    assert conflict.status_code == 409
    assert re.search(r"<del>[^<]*Disas", conflict.text)


def test_a_script_that_is_signed_out_hears_it_in_json(browse: As, draft: Version) -> None:
    answer = browse("").post(KEEP, data={"text": "Mitt."})
    assert (answer.status_code, answer.json) == (401, {"error": "signed-out"})
    assert not Writing.select().exists()


def test_a_script_with_an_old_token_gets_a_new_one(bare_app: Flask, bo: FlaskClient) -> None:
    fields = opened(bo)
    bare_app.config["WTF_CSRF_ENABLED"] = True
    answer = bo.post(KEEP, data=fields | {"csrf_token": "old"})
    assert answer.status_code == 400
    again = bo.post(KEEP, data=fields | {"csrf_token": answer.json["token"]})
    assert again.status_code == 200


@pytest.mark.parametrize(
    "path", [KEEP, WRITERS, "/d/SOC-RUT-0001/v/1/filer", "/d/SOC-RUT-0001/v/1/filer/x/borttagning"]
)
def test_what_somebody_else_typed_in_this_browser_is_not_kept_as_ones_own(
    bo: FlaskClient, disa: FlaskClient, path: str
) -> None:
    bos = opened(bo) | {"text": "Bos ord.", "person": "cleo"}
    before = Writing.select().count()
    answer = disa.post(path, data=bos, headers={"Accept": "text/html"})
    assert answer.status_code == (401 if path == KEEP else 409)
    assert path == KEEP or "Texten skrevs när någon annan var inloggad" in answer.text
    assert Writing.select().count() == before
    assert not Contribution.select().exists()


@pytest.mark.parametrize(("who", "status"), [("asta", 403), ("ylva", 404), ("egon", 403)])
def test_nobody_else_keeps_anything_here(browse: As, draft: Version, who: str, status: int) -> None:
    assert browse(who).post(KEEP, data={"text": "x"}).status_code == status
    assert not Writing.select().exists()


def test_nothing_is_kept_of_what_is_reviewed(bo: FlaskClient, draft: Version, organisation: Organisation) -> None:
    submit(organisation, draft)
    assert bo.post(KEEP, data={"text": "Sent."}).status_code == 409
    assert not Writing.select().exists()


def test_too_much_is_refused(bo: FlaskClient) -> None:
    fields = opened(bo)
    assert bo.post(KEEP, data=fields | {"text": "x" * 450_000}).status_code == 200
    answer = bo.post(KEEP, data=fields | {"text": "x" * 450_000, "front": "y" * 300_000})
    assert answer.status_code == 409
    assert len(json.loads(Writing.get().typed)["text"]) == 450_000


def test_writers_see_each_other(bo: FlaskClient, disa: FlaskClient, clock: Clock) -> None:
    opened(disa)
    page = bo.get(EDIT).text
    assert "Disa Norén har också utkastet öppet." in page
    assert "har också utkastet öppet" not in bo.get(EDIT).text.replace("Disa Norén har också", "")
    clock.go(seconds=61)
    assert "har också utkastet öppet" not in bo.get(WRITERS).text
    disa.get(WRITERS)
    assert "Disa Norén har också utkastet öppet." in bo.get(WRITERS).text
    assert "Bo Ekström har också utkastet öppet." in disa.get(WRITERS).text


def test_nothing_is_answered_where_nothing_is_new(bo: FlaskClient, disa: FlaskClient) -> None:
    base = opened(bo)["base"]
    part = bo.get(f"{WRITERS}?base={base}").text
    shown = next(field for field in Markup(part).all("input") if field.get("name") == "shown").get("value")
    again = bo.get(f"{WRITERS}?base={base}&shown={shown}")
    assert (again.status_code, again.text) == (204, "")
    opened(disa)
    assert "Disa Norén har också" in bo.get(f"{WRITERS}?base={base}&shown={shown}").text


def test_who_has_it_open_is_told_when_it_is_handed_in(
    bo: FlaskClient, draft: Version, organisation: Organisation
) -> None:
    opened(bo)
    submit(organisation, draft)
    part = bo.get(WRITERS, headers={"HX-Request": "true"})
    assert part.status_code == 286
    assert "Versionen granskas och kan inte ändras" in part.text
    assert "står kvar i formuläret" in part.text
    assert "<html" not in part.text
    assert bo.get(WRITERS).status_code == 409


def test_what_somebody_saved_is_shown_without_opening_anew(bo: FlaskClient, disa: FlaskClient) -> None:
    base = opened(bo)["base"]
    assert "har sparat" not in bo.get(f"{WRITERS}?base={base}").text
    theirs = opened(disa)
    disa.post(EDIT, data=theirs | {"text": theirs["text"].replace("Larma", "Ring 112")})
    part = bo.get(f"{WRITERS}?base={base}").text
    assert "Disa Norén har sparat sedan du öppnade utkastet" in part
    assert "<ins>Ring 112</ins>" in part
    assert "<del>Larma</del>" in part
    assert "<html" not in part


def test_somebody_is_asked_to_write_along(bo: FlaskClient, browse: As, organisation: Organisation) -> None:
    answer = bo.post(
        WRITERS, data=opened(bo) | {"person": "cleo åkerlund", "text": "Inte sparat."}, follow_redirects=True
    )
    assert "Cleo Åkerlund kan nu läsa och skriva i utkastet." in answer.text
    assert fields_of(answer.text)["text"] == "Inte sparat."
    assert [row.by.key for row in Contribution.select()] == ["cleo"]
    entry = Entry.select().order_by(Entry.number.desc()).get()
    assert (entry.verb, json.loads(entry.facts)) == ("writer-invited", {"version": 1, "person": "cleo"})
    cleo = browse("cleo")
    assert cleo.post(EDIT, data=opened(cleo) | {"text": "Cleos rader."}).status_code == 303


@pytest.mark.parametrize(
    ("person", "status", "sentence"),
    [
        ("bo@ekvik.example", 409, "Bo Ekström skriver redan i utkastet."),
        ("asta", 409, "Asta Lindqvist har inte behörighet att skriva för SOC-AO."),
        ("Ingen Alls", 422, "Ingen heter ”Ingen Alls”."),
        ("", 422, "Ingen heter"),
        ("ekvik", 422, "Flera passar in på ”ekvik”"),
        ("<b>x</b>", 422, "&lt;b&gt;x&lt;/b&gt;"),
    ],
)
def test_who_cannot_write_along_is_not_asked(bo: FlaskClient, person: str, status: int, sentence: str) -> None:
    answer = bo.post(WRITERS, data=opened(bo) | {"person": person, "text": "Mitt."})
    assert answer.status_code == status
    assert sentence in answer.text
    assert fields_of(answer.text)["text"] == "Mitt."
    assert not Contribution.select().exists()


def test_who_was_asked_to_write_does_not_decide(bo: FlaskClient, draft: Version, organisation: Organisation) -> None:
    bo.post(WRITERS, data=opened(bo) | {"person": "cleo"})
    assert "cleo" in hands_of(Version.get_by_id(draft.id))


def test_presence_is_forgotten(bo: FlaskClient, disa: FlaskClient, clock: Clock) -> None:
    opened(disa)
    clock.moment += timedelta(seconds=120)
    assert "har också" not in bo.get(EDIT).text
