"""A version as a file: the ladder, and what is in it."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from docx import Document as WordFile
from flask import Flask
from pypdf import PdfReader

from portal.control.models.documents import Document
from portal.printing import pressing
from portal.printing.views import documents
from tests.support.clock import Clock
from tests.support.documents import approve, make_document, make_draft, make_valid, submit
from tests.support.organisation import Organisation
from tests.support.pdf_ua import faults
from tests.support.printing import words_of
from tests.support.visits import Visit


def test_it_works_plain(visit: Visit, organisation: Organisation) -> None:
    make_valid(organisation)
    answer = visit("asta", "/d/SOC-RUT-0001/v/1/pdf")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == "attachment; filename=SOC-RUT-0001-v1.pdf"
    assert answer.headers["Cache-Control"] == "private, no-store"
    words = words_of(answer.data)
    for told in (
        "Ekvik kommun",
        "Rutin vid hot och våld",
        "SOC-RUT-0001 · version 1 · Gäller 20 november 2026",
        "Sida 1 av 1",
        "Äldreomsorgen",
        "Ägare Cleo Åkerlund",
        "Beslutad 20 november 2026 av Cleo Åkerlund",
        "Ta skydd.",
    ):
        assert told in words, told
    assert faults(answer.data) == []


def test_the_pdf_says_what_it_is(visit: Visit, organisation: Organisation) -> None:
    make_valid(organisation)
    pdf = PdfReader(io.BytesIO(visit("asta", "/d/SOC-RUT-0001/v/1/pdf").data))
    assert pdf.metadata
    assert pdf.metadata.title == "Rutin vid hot och våld, SOC-RUT-0001, version 1"
    assert (pdf.metadata.author, pdf.metadata.get("/Keywords")) == ("Ekvik kommun", "SOC-RUT-0001")
    assert pdf.outline[0].title == "Rutin vid hot och våld"
    assert [mark.title for mark in pdf.outline[1]] == ["Så gör du", "Ansvar"]


def test_the_word_file_works_plain(visit: Visit, organisation: Organisation) -> None:
    make_valid(organisation)
    answer = visit("asta", "/d/SOC-RUT-0001/v/1/docx")
    assert answer.headers["Content-Disposition"] == "attachment; filename=SOC-RUT-0001-v1.docx"
    file = WordFile(io.BytesIO(answer.data))
    assert file.core_properties.title == "Rutin vid hot och våld"
    assert file.core_properties.subject == "SOC-RUT-0001, version 1"
    assert "Ta skydd." in [paragraph.text for paragraph in file.paragraphs]


@pytest.mark.parametrize("end", ["pdf", "docx"])
def test_the_plain_address_leads_to_what_applies(visit: Visit, organisation: Organisation, end: str) -> None:
    make_valid(organisation)
    make_draft(organisation, Document.get(), change_note="Ny.")
    answer = visit("bo", f"/d/SOC-RUT-0001/{end}")
    assert (answer.status_code, answer.location) == (302, f"/d/SOC-RUT-0001/v/1/{end}")


@pytest.mark.parametrize("end", ["pdf", "docx"])
def test_the_page_leads_there(visit: Visit, organisation: Organisation, end: str) -> None:
    make_valid(organisation)
    assert f'href="/d/SOC-RUT-0001/v/1/{end}"' in visit("asta", "/d/SOC-RUT-0001").text


@pytest.mark.parametrize("path", ["/d/SOC-RUT-0001/pdf", "/d/SOC-RUT-0001/v/1/pdf", "/d/SOC-RUT-0001/v/1/docx"])
def test_an_outsider_and_a_citizen_learn_nothing(visit: Visit, organisation: Organisation, path: str) -> None:
    make_valid(organisation, audience=("unit:SOC-AO",))
    assert visit("ylva", path).status_code == 404
    assert visit(None, path).status_code == 404


@pytest.mark.parametrize("path", ["/d/SOC-RUT-0001/v/2/pdf", "/d/SOC-RUT-0009/v/1/docx"])
def test_what_is_not_there(visit: Visit, organisation: Organisation, path: str) -> None:
    make_valid(organisation)
    assert visit("asta", path).status_code == 404


def test_it_is_only_read(visit: Visit, organisation: Organisation) -> None:
    make_valid(organisation)
    assert visit("asta", "/d/SOC-RUT-0001/v/1/pdf", "POST").status_code == 405


def test_a_citizen_is_not_told_who(visit: Visit, organisation: Organisation) -> None:
    make_valid(organisation, audience=("public",))
    words = words_of(visit(None, "/d/SOC-RUT-0001/v/1/pdf").data)
    assert "Beslutad 20 november 2026" in words
    assert "Cleo" not in words


def test_what_the_reader_may_not_read_is_not_named(visit: Visit, organisation: Organisation) -> None:
    make_valid(organisation, "SOC-RUT-0002", title="Hemlig titel", audience=("unit:SOC-AO",))
    make_valid(organisation, audience=("internal",), body="## Se\n\nLäs [[SOC-RUT-0002]] först.\n")
    assert "Hemlig titel" in words_of(visit("asta", "/d/SOC-RUT-0001/v/1/pdf").data)
    outside = words_of(visit("ylva", "/d/SOC-RUT-0001/v/1/pdf").data)
    assert "Hemlig titel" not in outside
    assert "Läs SOC-RUT-0002 först." in outside


def test_an_old_version_says_that_it_is_old(visit: Visit, organisation: Organisation, clock: Clock) -> None:
    make_valid(organisation)
    newer = make_draft(organisation, Document.get(), change_note="Ny.")
    approve(organisation, submit(organisation, newer), valid_from=organisation.today + timedelta(1))
    clock.go(days=1)
    words = words_of(visit("asta", "/d/SOC-RUT-0001/v/1/pdf").data)
    assert "version 1 · Ersatt 21 november 2026" in words
    assert "Version 1 är ersatt och gäller inte längre" in words


def test_a_file_is_made_once_for_readers_of_the_same(visit: Visit, organisation: Organisation) -> None:
    make_valid(organisation)
    first = visit("asta", "/d/SOC-RUT-0001/v/1/pdf").data
    assert visit("asta", "/d/SOC-RUT-0001/v/1/pdf").data is not None
    shelves = [documents.shelf_at(binding) for binding in [documents.database.binding]]
    assert [content for shelf in shelves for content in shelf.values()] == [first]
    visit("ylva", "/d/SOC-RUT-0001/v/1/pdf")
    assert len(shelves[0]) == 2, "she is of other units, and may be told less"
    make_document(organisation, "SOC-RUT-0009")
    visit("asta", "/d/SOC-RUT-0001/v/1/pdf")
    assert len(shelves[0]) == 3, "something has happened since"


def without_pango(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Let the press meet a machine whose system has no Pango, as WeasyPrint tells it."""
    (folder / "weasyprint").mkdir()
    lacking = "raise OSError(\"cannot load library 'libpango-1.0-0': cannot open shared object file\")\n"
    (folder / "weasyprint" / "__init__.py").write_text(lacking, encoding="utf-8")
    patch.setenv("PYTHONPATH", str(folder))


def test_without_the_library_it_says_so_plainly(
    visit: Visit, organisation: Organisation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_valid(organisation)
    without_pango(tmp_path, monkeypatch)
    answer = visit("asta", "/d/SOC-RUT-0001/v/1/pdf")
    assert answer.status_code == 503
    assert "Servern saknar programbiblioteket Pango" in answer.text
    assert 'href="/d/SOC-RUT-0001/v/1/utskrift"' in answer.text
    assert visit("asta", "/d/SOC-RUT-0001/v/1/docx").status_code == 200


def test_what_takes_too_long_is_given_up(
    visit: Visit, organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_valid(organisation)
    monkeypatch.setattr(documents, "SECONDS", 0)
    answer = visit("asta", "/d/SOC-RUT-0001/v/1/pdf")
    assert answer.status_code == 503
    assert pressing.TOO_HEAVY in answer.text


def test_the_press_knows_no_secrets(
    bare_app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, organisation: Organisation
) -> None:
    monkeypatch.setenv("PORTAL_SECRET_KEY", "hemlig nyckel")
    tells = "import os, sys\nsys.stderr.write(' '.join(os.environ))\nraise OSError\n"
    (tmp_path / "weasyprint").mkdir()
    (tmp_path / "weasyprint" / "__init__.py").write_text(tells, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    done = pressing.run(pressing.Format.PDF, str(tmp_path), "5", seconds=60)
    assert done.returncode == pressing.NO_LIBRARY
    assert "PORTAL_SECRET_KEY" not in done.stderr
