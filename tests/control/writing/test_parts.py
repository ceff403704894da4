"""The preview of what is typed, and the documents to link to."""

import time

import pytest
from flask.testing import FlaskClient

from tests.control.writing.conftest import As
from tests.support.documents import make_document, make_draft, make_valid
from tests.support.organisation import Organisation

PREVIEW = "/d/SOC-RUT-0001/v/1/forhandsvisning"


def test_the_preview_is_what_the_page_would_show(bo: FlaskClient, organisation: Organisation) -> None:
    make_valid(organisation, "SOC-RUT-0002", title="Rutin för nycklar")
    text = "## Larm\n\nSe [[SOC-RUT-0002]] och [[SOC-RUT-0404]].\n\n![En karta](karta.png)\n\n<script>alert(1)</script>"
    part = bo.post(PREVIEW, data={"text": text}).text
    assert part.startswith('<div id="draft-preview"')
    assert ">Larm</h2>" in part
    assert '<a href="/d/SOC-RUT-0002">Rutin för nycklar</a>' in part
    assert "SOC-RUT-0404" in part
    assert 'src="/d/SOC-RUT-0001/v/1/filer/karta.png"' in part
    assert "<script>" not in part


def test_a_title_that_one_may_not_know_is_not_shown(bo: FlaskClient, organisation: Organisation) -> None:
    make_valid(organisation, "SOC-RUT-0002", title="Hemligt", audience=("unit:SBF",))
    part = bo.post(PREVIEW, data={"text": "[[SOC-RUT-0002]]"}).text
    assert "Hemligt" not in part
    assert "SOC-RUT-0002" in part


def test_what_cannot_be_shown_says_why(bo: FlaskClient) -> None:
    part = bo.post(PREVIEW, data={"text": "Bra rad.\n" + "[" * 500}).text
    assert "Rad 2" in part


def test_a_large_text_is_shown_in_time(bo: FlaskClient) -> None:
    text = "\n\n".join(f"## Del {n}\n\n{'Åtta små ord om hur vi arbetar här. ' * 30}" for n in range(95))
    began = time.perf_counter()
    assert "Del 94" in bo.post(PREVIEW, data={"text": text}).text
    assert time.perf_counter() - began < 2


@pytest.fixture
def library(organisation: Organisation) -> None:
    make_valid(organisation, "SOC-RUT-0002", title="Rutin för nycklar")
    make_valid(organisation, "SOC-RUT-0042", title="Ägarlösa nycklar och kort")
    make_valid(organisation, "SOC-RUT-0003", title="Hemliga nycklar", audience=("unit:SBF",))
    make_draft(organisation, make_document(organisation, "SOC-RUT-0004"), title="Nycklar som utkast")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("nycklar", ["SOC-RUT-0002", "SOC-RUT-0042"]),
        ("NYCKLAR rutin", ["SOC-RUT-0002"]),
        ("ägarlösa", ["SOC-RUT-0042"]),
        ("soc rut 42", ["SOC-RUT-0042"]),
        ("rut-0002", ["SOC-RUT-0002"]),
        ("xyzzy", []),
        ("%", []),
        ("", []),
    ],
)
def test_documents_are_found_by_title_or_number(browse: As, library: None, words: str, found: list[str]) -> None:
    part = browse("bo").get("/d/lankar", query_string={"q": words}).text
    assert part.startswith('<ul id="link-choices"')
    numbers = [piece.split('"')[0] for piece in part.split('data-number="')[1:]]
    assert sorted(numbers) == found
    if not found:
        assert ("Inget dokument" if words else "Skriv några ord") in part


def test_who_writes_nothing_finds_nothing(browse: As, library: None) -> None:
    assert browse("asta").get("/d/lankar?q=nycklar").status_code == 403
