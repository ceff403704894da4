"""A version on paper, and whether the paper still holds."""

from datetime import timedelta

import pytest
import segno
from flask import Flask

from portal.control.models.documents import Document
from portal.control.views.prints import qr_code
from tests.support.clock import Clock
from tests.support.documents import approve, make_document, make_draft, make_valid, submit
from tests.support.organisation import Organisation
from tests.support.visits import Visit


def test_it_works_plain(visit: Visit, organisation: Organisation) -> None:
    make_valid(organisation)
    page = visit("asta", "/d/SOC-RUT-0001/v/1/utskrift")
    assert page.status_code == 200
    for words in (
        "SOC-RUT-0001",
        "version 1",
        "Status 20 november 2026",
        "Gäller",
        "Utskriven 20 november 2026",
        "Ta skydd.",
    ):
        assert words in page.text
    assert "site-nav" not in page.text


def test_the_code_leads_to_the_answer(bare_app: Flask, visit: Visit, organisation: Organisation) -> None:
    make_valid(organisation)
    page = visit("asta", "/d/SOC-RUT-0001/v/1/utskrift").text
    address = "http://127.0.0.1:8000/d/SOC-RUT-0001/v/1/giltig"
    assert f'href="{address}"' in page
    modules = segno.make_qr(address, error="m").svg_inline(border=2, omitsize=True, svgclass=None, lineclass=None)
    assert modules.partition("<path")[2] in page


def test_the_code_keeps_to_the_policy() -> None:
    picture = qr_code('https://x.example/"><script>')
    assert "style" not in picture
    assert "<script" not in picture
    assert picture.startswith('<svg role="img" aria-label="QR-kod')


def test_an_old_version_says_on_paper_that_it_is_old(visit: Visit, organisation: Organisation, clock: Clock) -> None:
    make_valid(organisation)
    newer = make_draft(organisation, Document.get(), change_note="Ny.")
    approve(organisation, submit(organisation, newer), valid_from=organisation.today + timedelta(1))
    clock.go(days=1)
    page = visit("asta", "/d/SOC-RUT-0001/v/1/utskrift").text
    assert "Version 1 är ersatt och gäller inte längre" in page
    assert "Status på utskriftsdagen: Ersatt." in page


def test_yes_and_later_no(visit: Visit, organisation: Organisation, clock: Clock) -> None:
    make_valid(organisation)
    yes = visit(None, "/d/SOC-RUT-0001/v/1/giltig").text
    assert "Ja, utskriften gäller" in yes
    assert "Version 1 är den som gäller i dag, 20 november 2026." in yes
    newer = make_draft(organisation, Document.get(), change_note="Ny.", title="Sluten titel")
    approve(organisation, submit(organisation, newer), valid_from=organisation.today + timedelta(1))
    ahead = visit(None, "/d/SOC-RUT-0001/v/2/giltig").text
    assert "Nej, utskriften gäller inte" in ahead
    assert "I dag, 20 november 2026, gäller version 1." in ahead
    clock.go(days=1)
    no = visit(None, "/d/SOC-RUT-0001/v/1/giltig").text
    assert "Nej, utskriften gäller inte" in no
    assert "gäller version 2. Den började gälla 21 november 2026." in no
    assert "hot och våld" not in no
    assert 'href="/d/SOC-RUT-0001"' not in no
    reader = visit("asta", "/d/SOC-RUT-0001/v/1/giltig").text
    assert "Rutin vid hot och våld" in reader
    assert 'href="/d/SOC-RUT-0001"' in reader


@pytest.mark.parametrize("path", ["/d/SOC-RUT-0404/v/1/giltig", "/d/SOC-RUT-0001/v/1/giltig", "/d/x/v/1/giltig"])
def test_what_was_never_decided_is_not_recognised(visit: Visit, organisation: Organisation, path: str) -> None:
    submit(organisation, make_draft(organisation, make_document(organisation)))
    page = visit("cleo", path)
    assert page.status_code == 404
    assert "Vi känner inte igen utskriften" in page.text
    assert "hot och våld" not in page.text


def test_outsiders_the_unknown_and_other_methods(visit: Visit, organisation: Organisation) -> None:
    make_valid(organisation)
    assert visit(None, "/d/SOC-RUT-0001/v/1/utskrift").status_code == 404
    assert visit("asta", "/d/SOC-RUT-0001/v/2/utskrift").status_code == 404
    assert visit("asta", "/d/SOC-RUT-0404/v/1/utskrift").status_code == 404
    assert visit("asta", "/d/SOC-RUT-0001/v/1/utskrift", "POST").status_code == 405
    assert visit("asta", "/d/SOC-RUT-0001/v/1/giltig", "DELETE").status_code == 405
