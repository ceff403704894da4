"""Something is taken out for a legal reason, in the browser: what is offered, what is asked, what is left."""

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from portal.control.models.documents import Redaction
from portal.control.models.versions import Version
from portal.journal.models import Entry
from tests.support.browser import client_for
from tests.support.documents import BODY, make_valid
from tests.support.organisation import Organisation
from tests.support.visits import Visit

PLACE = "/d/SOC-RUT-0001/v/1/borttagning"
SECRET = "Lillemor Xylander"
FIELDS = {"part": "text", "ground": "gdpr", "section": "artikel 17", "reason": "Den det gäller har begärt det."}


@pytest.fixture
def version(organisation: Organisation) -> Version:
    return make_valid(organisation, audience=["public"], body=BODY + f"\nRing {SECRET}.\n")


def send(app: Flask, organisation: Organisation, who: str, **fields: str) -> TestResponse:
    """Send the form as somebody."""
    return client_for(app, organisation.people[who]).post(PLACE, data={**FIELDS, **fields})


def test_a_text_goes_and_the_page_says_so(
    bare_app: Flask, visit: Visit, organisation: Organisation, version: Version
) -> None:
    assert SECRET in visit(None, "/d/SOC-RUT-0001").text
    assert f'href="{PLACE}"' in visit("egon", "/d/SOC-RUT-0001").text
    assert "Det går inte att ångra" in visit("egon", PLACE).text
    answer = send(bare_app, organisation, "egon")
    assert (answer.status_code, answer.location) == (303, "/d/SOC-RUT-0001/historik")
    page = visit(None, "/d/SOC-RUT-0001").text
    assert SECRET not in page
    assert "Texten togs bort 20 november 2026 med stöd av dataskyddsförordningen (EU) 2016/679 artikel 17." in page
    for path in ("/d/SOC-RUT-0001/v/1", "/d/SOC-RUT-0001/v/1/utskrift"):
        assert SECRET not in visit(None, path).text


def test_words_go_in_all_versions(bare_app: Flask, visit: Visit, organisation: Organisation, version: Version) -> None:
    answer = send(bare_app, organisation, "egon", part="words", passage=SECRET.lower())
    assert answer.status_code == 303
    assert "Ring [borttaget]." in visit(None, "/d/SOC-RUT-0001").text
    assert "Ta skydd." in visit(None, "/d/SOC-RUT-0001").text


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"part": ""}, 422, "Välj"),
        ({"part": "file:1"}, 422, "Kanske är det redan borttaget."),
        ({"part": "words"}, 422, "Skriv de ord som ska tas bort."),
        ({"part": "words", "passage": "Finns ej"}, 409, "Orden finns inte där."),
        ({"part": "words", "passage": "e"}, 409, "Skriv minst två tecken"),
        ({"ground": ""}, 422, "Välj lagstöd."),
        ({"ground": "annat"}, 422, "Välj något som finns i listan."),
        ({"section": " "}, 422, "Skriv vilken bestämmelse"),
        ({"reason": ""}, 422, "Skriv varför uppgifterna tas bort."),
    ],
)
def test_what_is_not_whole_takes_nothing_out(
    bare_app: Flask, organisation: Organisation, version: Version, fields: dict[str, str], status: int, words: str
) -> None:
    answer = send(bare_app, organisation, "egon", **fields)
    assert answer.status_code == status
    assert words in answer.text
    assert fields.get("reason", FIELDS["reason"]) in answer.text
    assert SECRET in bytes(Version.get().body).decode()
    assert not Redaction.select().exists()


def test_only_administrators_may(bare_app: Flask, visit: Visit, organisation: Organisation, version: Version) -> None:
    for who in ("asta", "bo", "cleo", "disa"):
        assert visit(who, PLACE).status_code == 403
        assert send(bare_app, organisation, who).status_code == 403
        assert "Ta bort uppgifter" not in visit(who, "/d/SOC-RUT-0001").text
    assert visit(None, PLACE).status_code == 303
    assert not Entry.select().where(Entry.verb == "content-redacted").exists()


def test_who_may_not_read_it_may_still_take_it_out(bare_app: Flask, visit: Visit, organisation: Organisation) -> None:
    make_valid(organisation, audience=["unit:SOC-AO"], title=f"Om {SECRET}", attachment=b"%PDF-1.7")
    assert visit("egon", "/d/SOC-RUT-0001").status_code == 404
    page = visit("egon", PLACE).text
    assert "Bilagan mall.pdf" in page
    assert SECRET not in page
    answer = send(bare_app, organisation, "egon", part="title")
    assert (answer.status_code, answer.location) == (303, PLACE)
    assert Version.get().title == "[borttaget]"


def test_the_unknown(visit: Visit, organisation: Organisation, version: Version) -> None:
    assert visit("egon", "/d/SOC-RUT-0001/v/2/borttagning").status_code == 404
    assert visit("egon", "/d/SOC-RUT-0404/v/1/borttagning").status_code == 404
