"""A document and a unit's handbook are taken out and opened."""

import io
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document as WordFile
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import Visit
from tests.support.example import settings
from tests.support.pdf_ua import faults, flat
from tests.support.printing import words_of
from tests.support.site import Site

# A unit's handbook takes half a minute on a machine that does other things too.
LONGEST = 180_000


@pytest.fixture
def worker(site: Site) -> Iterator[None]:
    """Run the worker beside the server."""
    command = [sys.executable, "-m", "portal", "worker"]
    with subprocess.Popen(
        command, env=settings(site.home), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as run:
        try:
            yield
        finally:
            run.terminate()
            run.wait(30)


def fetched(page: Page, name: str) -> tuple[str, bytes]:
    """Follow the link and return what is saved, and under which name."""
    with page.expect_download(timeout=LONGEST) as download:
        page.locator("main").get_by_role("link", name=name).first.click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def squeezed(text: str) -> str:
    """Return the letters of a text alone: where lines end differs between a page and a paper."""
    return "".join(char for char in text if char.isalnum())


def test_a_document_is_taken_home_as_both(visit: Visit) -> None:
    page = visit("asta").open("/d/SOC-RUT-0001")
    blocks = page.locator(".prose > p, .prose h2, .prose h3, .prose li, .prose td, .prose th").all_inner_texts()
    name, content = fetched(page, "Hämta PDF")
    assert name == "SOC-RUT-0001-v4.pdf"
    assert faults(content) == []
    paper = squeezed(words_of(content))
    missing = [block for block in blocks if squeezed(block) not in paper]
    assert len(blocks) > 10
    assert not missing
    name, content = fetched(page, "Hämta Word")
    assert name == "SOC-RUT-0001-v4.docx"
    file = WordFile(io.BytesIO(content))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    written = squeezed(" ".join([*(each.text for each in file.paragraphs), *cells]))
    assert not [block for block in blocks if squeezed(block) not in written]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_units_handbook_is_asked_for_waited_for_and_opened(
    visit: Visit, site: Site, worker: None, scripts: bool
) -> None:
    page = visit("asta", java_script_enabled=scripts).open("/handbok/enhet/SOC-AO-HTN")
    page.get_by_role("link", name="Ta ut som PDF eller Word").click()
    expect(page.get_by_label("Vad ska med?")).to_have_value("SOC-AO-HTN")
    page.locator("main").get_by_role("button", name="Ta ut").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hemtjänst Norr")
    done = page.get_by_role("status").filter(has_text="Klart")
    if scripts:
        expect(done).to_be_visible(timeout=LONGEST)
    else:
        begun = time.monotonic()
        while not done.is_visible() and time.monotonic() < begun + LONGEST / 1000:
            page.get_by_role("link", name="Uppdatera").click()
    name, content = fetched(page, "hemtjanst-norr.pdf")
    assert name == "hemtjanst-norr.pdf"
    assert faults(content) == []
    titles = [mark.title for mark in flat(PdfReader(io.BytesIO(content)).outline)]
    assert titles[:2] == ["Hemtjänst Norr", "Innehåll"]
    assert "Rutin för nyckelhantering i hemtjänst" in titles
