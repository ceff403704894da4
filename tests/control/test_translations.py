"""A version in other languages, in the browser: written, decided, shown, and what is said where there is none."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal.control.actions.translations import (
    Wording,
    approve_translation,
    hand_in_translation,
    write_translation,
)
from portal.control.models.versions import Translation, Version
from tests.support.browser import client_for
from tests.support.documents import BODY, approve, make_draft, make_valid, submit
from tests.support.organisation import Organisation
from tests.support.visits import Visit

PLACE = "/d/SOC-RUT-0001/v/1/sprak/en"
ENGLISH = {"title": "Threats and violence", "text": "## What to do\n\n1. Take cover.\n"}


def send(app: Flask, organisation: Organisation, who: str, path: str, **fields: str) -> TestResponse:
    """Send a form as somebody."""
    return client_for(app, organisation.people[who]).post(path, data=fields)


def translated(organisation: Organisation, version: Version, language: str = "en", **words: str) -> Translation:
    """Let Bo translate a version and Cleo decide."""
    wording = Wording(**{**ENGLISH, **words})
    row = write_translation(organisation.deed("bo"), version, language, wording)
    hand_in_translation(organisation.deed("bo"), row)
    approve_translation(organisation.deed("cleo"), row)
    return row


@pytest.fixture
def version(organisation: Organisation) -> Version:
    return make_valid(organisation, audience=["public"])


def test_from_the_list_of_languages_to_what_applies(
    bare_app: Flask, visit: Visit, organisation: Organisation, version: Version
) -> None:
    assert f'href="{PLACE}/andra"' in visit("bo", "/d/SOC-RUT-0001/v/1/sprak").text
    page = visit("bo", f"{PLACE}/andra").text
    assert "Rutin vid hot och våld" in page
    assert re.search(r'<textarea[^>]* lang="en"', page)
    answer = send(bare_app, organisation, "bo", f"{PLACE}/andra", base="", next="decision", **ENGLISH)
    assert (answer.status_code, answer.location) == (303, "/d/SOC-RUT-0001/v/1/sprak")
    page = visit("cleo", "/d/SOC-RUT-0001/v/1/sprak").text
    assert "Väntar på beslut. Översatt av Bo Ekström." in page
    assert f'href="{PLACE}/beslut"' in page
    assert f'href="{PLACE}/beslut"' not in visit("bo", "/d/SOC-RUT-0001/v/1/sprak").text
    assert "Besluta om översättning" in visit("cleo", "/d/SOC-RUT-0001").text
    page = visit("cleo", f"{PLACE}/beslut").text
    assert "Take cover." in page
    assert "Ta skydd." in page
    base = Translation.get().sha256
    answer = send(bare_app, organisation, "cleo", f"{PLACE}/beslut", base=base)
    assert (answer.status_code, answer.location) == (303, PLACE)
    page = visit(None, PLACE).text
    assert '<h1 lang="en" dir="ltr">Threats and violence</h1>' in page
    assert "Det är den svenska texten som gäller." in page
    assert "This is a translation. The Swedish text is the one that applies." in page
    assert "Översättningen beslutades 20 november 2026." in page
    assert "Bo Ekström" not in page
    assert "Översatt av Bo Ekström. Beslutad 20 november 2026 av Cleo Åkerlund." in visit("asta", PLACE).text


def test_the_page_offers_the_languages_there_are(visit: Visit, organisation: Organisation, version: Version) -> None:
    assert 'class="languages' not in visit(None, "/d/SOC-RUT-0001").text
    translated(organisation, version)
    translated(organisation, version, "ar", title="عنوان", text="نص.\n")
    page = visit(None, "/d/SOC-RUT-0001").text
    assert f'<a href="{PLACE}" hreflang="en" lang="en">English</a>' in page
    assert 'hreflang="sv" lang="sv" aria-current="page">Svenska</a>' in page
    assert '<h1 lang="ar" dir="rtl">عنوان</h1>' in visit(None, "/d/SOC-RUT-0001/v/1/sprak/ar").text


def test_an_older_translation_says_which_version_it_is_of(
    visit: Visit, organisation: Organisation, version: Version
) -> None:
    translated(organisation, version)
    newer = make_draft(organisation, version.document, audience=["public"], change_note="Nytt.", body=BODY + "\nMer.\n")
    approve(organisation, submit(organisation, newer), valid_from=organisation.today + timedelta(1))
    page = visit(None, "/d/SOC-RUT-0001/v/2/sprak/en").text
    assert "Översättningen gäller version 1; den svenska version 2 är nyare." in page
    assert "Take cover." in page


def test_the_words_change_when_the_newer_applies(
    visit: Visit, organisation: Organisation, version: Version, bare_app: Flask
) -> None:
    Version.update(valid_from=organisation.today - timedelta(3)).execute()
    version = Version.get()
    translated(organisation, version)
    newer = make_draft(organisation, version.document, audience=["public"], change_note="Nytt.")
    approve(organisation, submit(organisation, newer))
    page = visit(None, "/d/SOC-RUT-0001/v/2/sprak/en").text
    assert "Översättningen gäller version 1; den svenska version 2 gäller." in page
    assert (
        'href="/d/SOC-RUT-0001/v/2/sprak/en" hreflang="en" lang="en">English</a>' in visit(None, "/d/SOC-RUT-0001").text
    )


def test_where_there_is_none_the_swedish_is_shown_and_says_so(visit: Visit, version: Version) -> None:
    page = visit(None, "/d/SOC-RUT-0001/v/1/sprak/so").text
    assert "Version 1 finns inte på somaliska. Här är den svenska texten." in page
    assert "Ta skydd." in page
    assert "<h1>Rutin vid hot och våld</h1>" in page


def test_a_translation_of_what_one_may_not_read_is_not_shown(
    visit: Visit, organisation: Organisation, version: Version
) -> None:
    secret = make_valid(organisation, "SOC-RUT-0002", audience=["unit:SOC-AO"])
    translated(organisation, secret)
    assert visit("ylva", "/d/SOC-RUT-0002/v/1/sprak/en").status_code == 404
    assert "Take cover" in visit("asta", "/d/SOC-RUT-0002/v/1/sprak/en").text
    public = make_draft(organisation, secret.document, audience=["public"], change_note="Öppnad.")
    approve(organisation, submit(organisation, public), valid_from=organisation.today + timedelta(1))
    page = visit(None, "/d/SOC-RUT-0002/v/2/sprak/en").text
    assert "Take cover" not in page
    assert "finns inte på engelska" in page


def test_an_easy_read_text_is_swedish(visit: Visit, organisation: Organisation, version: Version) -> None:
    translated(organisation, version, "sv-easy", title="Hot och våld", text="Ta skydd först.\n")
    page = visit(None, "/d/SOC-RUT-0001/v/1/sprak/sv-easy").text
    assert "Det här är en lättläst text." in page
    assert "<h1>Hot och våld</h1>" in page


def test_what_is_not_decided_is_not_shown(visit: Visit, organisation: Organisation, version: Version) -> None:
    row = write_translation(organisation.deed("bo"), version, "en", Wording(**ENGLISH))
    hand_in_translation(organisation.deed("bo"), row)
    for who in (None, "asta", "bo", "cleo"):
        assert "Take cover" not in visit(who, PLACE).text
    assert "Besluta om översättning" not in visit("bo", "/d/SOC-RUT-0001").text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": "", "text": "Kept words."}, "Skriv en titel."),
        ({"title": "Kept words.", "text": ""}, "Skriv en text."),
        ({"title": "Kept words.", "text": "> " * 400 + "x"}, "Rad 1:"),
        ({"title": "x" * 201, "text": "Kept words."}, "Högst 200 tecken."),
        ({"title": "Kept words.", "text": "a\x01b"}, "Rad 1:"),
    ],
)
def test_bad_input_keeps_every_word(
    bare_app: Flask, organisation: Organisation, version: Version, fields: dict[str, str], words: str
) -> None:
    answer = send(bare_app, organisation, "bo", f"{PLACE}/andra", base="", **fields)
    assert answer.status_code == 422
    assert words in answer.text
    assert "Kept words." in answer.text
    assert not Translation.select().exists()


def test_two_who_write_lose_nothing(bare_app: Flask, organisation: Organisation, version: Version) -> None:
    send(bare_app, organisation, "bo", f"{PLACE}/andra", base="", **ENGLISH)
    answer = send(bare_app, organisation, "cleo", f"{PLACE}/andra", base="", title="Mine", text="My own words.")
    assert answer.status_code == 409
    assert "Översättningen har ändrats sedan du läste den." in answer.text
    assert "My own words." in answer.text
    assert "Take cover." in answer.text
    assert Translation.get().title == "Threats and violence"


def test_who_translated_is_told_why_they_may_not_decide(
    bare_app: Flask, visit: Visit, organisation: Organisation, version: Version
) -> None:
    row = write_translation(organisation.deed("cleo"), version, "en", Wording(**ENGLISH))
    hand_in_translation(organisation.deed("cleo"), row)
    assert "Den som har översatt eller lämnat in" in visit("cleo", f"{PLACE}/beslut").text
    answer = send(bare_app, organisation, "cleo", f"{PLACE}/beslut", base=row.sha256)
    assert answer.status_code == 409
    assert "Den som har översatt eller lämnat in" in answer.text


def test_it_is_given_back_and_mended(
    bare_app: Flask, visit: Visit, organisation: Organisation, version: Version
) -> None:
    row = write_translation(organisation.deed("bo"), version, "en", Wording(**ENGLISH))
    hand_in_translation(organisation.deed("bo"), row)
    place = f"{PLACE}/aterlamning"
    answer = send(bare_app, organisation, "cleo", place, base=row.sha256, remark="")
    assert (answer.status_code, "Skriv vad som behöver ändras." in answer.text) == (409, True)
    answer = send(bare_app, organisation, "cleo", place, base="other", remark="Shelter, not cover.")
    assert (answer.status_code, "Shelter, not cover." in answer.text) == (409, True)
    answer = send(bare_app, organisation, "cleo", place, base=row.sha256, remark="Shelter, not cover.")
    assert answer.status_code == 303
    page = visit("bo", f"{PLACE}/andra").text
    assert "Lämnad tillbaka till dig" in page
    assert "Shelter, not cover." in page


def test_it_is_taken_back(bare_app: Flask, visit: Visit, organisation: Organisation, version: Version) -> None:
    row = write_translation(organisation.deed("bo"), version, "en", Wording(**ENGLISH))
    hand_in_translation(organisation.deed("bo"), row)
    page = visit("bo", f"{PLACE}/andra").text
    assert "Översättningen väntar på beslut." in page
    assert "<textarea" not in page
    assert send(bare_app, organisation, "bo", f"{PLACE}/atertagning").status_code == 303
    assert "<textarea" in visit("bo", f"{PLACE}/andra").text
    again = visit("cleo", f"{PLACE}/beslut")
    assert (again.status_code, again.location) == (303, "/d/SOC-RUT-0001/v/1/sprak")


def test_a_new_one_begins_with_the_older_ones_words(visit: Visit, organisation: Organisation, version: Version) -> None:
    translated(organisation, version)
    newer = make_draft(organisation, version.document, audience=["public"], change_note="Nytt.")
    approve(organisation, submit(organisation, newer), valid_from=organisation.today + timedelta(1))
    assert "Take cover." in visit("bo", "/d/SOC-RUT-0001/v/2/sprak/en/andra").text


def test_outsiders_the_signed_out_and_the_unknown(visit: Visit, organisation: Organisation, version: Version) -> None:
    for end in ("", "/en/andra", "/en/beslut"):
        path = f"/d/SOC-RUT-0001/v/1/sprak{end}"
        assert visit(None, path).status_code == 303
        assert visit("asta", path).status_code == 403
    assert visit("ylva", f"{PLACE}/andra").status_code == 403
    assert "Du saknar behörigheten" in visit("ylva", "/d/SOC-RUT-0001/v/1/sprak").text
    for path in ("/d/SOC-RUT-0001/v/1/sprak/xx", "/d/SOC-RUT-0001/v/9/sprak/en", "/d/SOC-RUT-0404/v/1/sprak/en"):
        assert visit("bo", path).status_code == 404
        assert visit("bo", f"{path}/andra").status_code == 404
    assert visit(None, "/d/SOC-RUT-0001/v/1/sprak/sv").location == "/d/SOC-RUT-0001/v/1"
    assert visit("bo", PLACE, "POST").status_code == 405


@pytest.mark.parametrize(
    ("end", "fields"), [("andra", {"title": ""}), ("aterlamning", {"remark": "x" * 100_000}), ("atertagning", {})]
)
def test_another_units_writer_is_told_nothing_of_an_open_translation(
    bare_app: Flask, organisation: Organisation, version: Version, end: str, fields: dict[str, str]
) -> None:
    row = write_translation(organisation.deed("bo"), version, "en", Wording(**ENGLISH))
    hand_in_translation(organisation.deed("bo"), row)
    answer = send(bare_app, organisation, "ylva", f"{PLACE}/{end}", base=row.sha256, **fields)
    assert answer.status_code == 403
    assert "Take cover" not in answer.text


def test_pictures_and_links_are_those_of_the_version(
    visit: Visit, organisation: Organisation, version: Version
) -> None:
    make_valid(organisation, "SOC-RUT-0002", title="Nycklar", audience=["public"])
    translated(organisation, version, text="See [[SOC-RUT-0002]].\n\n![A map](karta.png)\n")
    page = visit(None, PLACE).text
    assert '<a href="/d/SOC-RUT-0002">Nycklar</a>' in page
    assert 'src="/d/SOC-RUT-0001/v/1/filer/karta.png"' in page
