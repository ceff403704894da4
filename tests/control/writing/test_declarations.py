"""A service declaration is written in the same editor: its keys in a field of their own, its promises shown."""

import pytest
from flask.testing import FlaskClient

from portal.control.models.versions import Version
from portal.services.models import Service
from tests.control.writing.conftest import As, fields_of, opened
from tests.support.organisation import Organisation

EDIT = "/d/SOC-SDK-0001/v/1/andra"
PROMISE = """service: hemtjanst
commitments:
  - key: htn-svar
    kind: promise
    text: Du får svar inom 2 arbetsdagar.
    start: Frågan kommer in
    stop: Svaret skickas
    clock: working_days
    operator: <=
    threshold: 2
    owner_role: manager
    owner_unit: SOC-AO
    remedy: {level: explanation, text: Vi förklarar varför.}
"""


@pytest.fixture
def bo(browse: As, organisation: Organisation) -> FlaskClient:
    """Bo's browser, after the declaration has been begun."""
    unit = organisation.units["SOC"]
    Service.create(key="hemtjanst", name="Hemtjänst", summary="Hjälp hemma.", unit=unit, board=unit)
    bo = browse("bo")
    form = {"type": "declaration", "subject": "hemtjanst", "title": "Hemtjänst", "unit": "SOC", "audience": "public"}
    assert bo.post("/handbok/nytt-dokument", data=form).status_code == 303
    return bo


def test_its_keys_and_its_text_are_saved(bo: FlaskClient) -> None:
    fields = opened(bo, EDIT)
    assert fields["front"] == "service: hemtjanst\ncommitments: []\n"
    answer = bo.post(EDIT, data=fields | {"front": PROMISE}, follow_redirects=True)
    assert "Utkastet är sparat" in answer.text
    assert "Löfte: Du får svar inom 2 arbetsdagar." in answer.text
    assert b"key: htn-svar" in bytes(Version.get().body)
    assert fields_of(answer.text)["text"] == fields["text"]
    assert bo.get("/d/SOC-SDK-0001").status_code == 200


@pytest.mark.parametrize(
    ("front", "sentence"),
    [
        ("", "service"),
        ("bara ord", "Skriv nycklar med värden"),
        ("service: hemtjanst\ncolour: red", "Rad 2: ”colour” är ingen nyckel här."),
        ("service: 'HEM TJÄNST'", "är ingen nyckel"),
        ("service: hemtjanst\ncommitments: [{key: x}]", "Rad 2"),
        ("service: &a hemtjanst", "ankare och alias"),
        ("service: [", "går inte att läsa som YAML"),
        ("service: hemtjanst\nservice: annat", "finns redan på rad 1"),
        ("\x00", "styrtecken"),
        ("a: " * 3000, "Rad 1"),
    ],
)
def test_keys_that_cannot_be_read_are_told_with_their_line(bo: FlaskClient, front: str, sentence: str) -> None:
    before = Version.get().sha256
    answer = bo.post(EDIT, data=opened(bo, EDIT) | {"front": front, "text": "Min text."})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert fields_of(answer.text)["text"] == "Min text."
    assert Version.get().sha256 == before


def test_a_fault_in_the_text_is_told_at_the_text(bo: FlaskClient) -> None:
    answer = bo.post(EDIT, data=opened(bo, EDIT) | {"text": "Bra.\n" + "[" * 500})
    assert answer.status_code == 422
    assert 'id="text-error"' in answer.text


def test_a_declaration_of_a_service_that_is_gone_is_still_shown(bo: FlaskClient) -> None:
    front = PROMISE.replace("service: hemtjanst", "service: finns-inte").replace("SOC-AO", "FINNS-INTE")
    assert bo.post(EDIT, data=opened(bo, EDIT) | {"front": front}).status_code == 303
    for path in (EDIT, "/d/SOC-SDK-0001", "/d/SOC-SDK-0001/v/1/utskrift", "/d/SOC-SDK-0001/historik"):
        assert bo.get(path).status_code == 200, path
