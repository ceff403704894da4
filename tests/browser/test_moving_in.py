"""Egon moves a messy file share in: uploaded, corrected in the table, read in, found by search in its text."""

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.desk import own_site
from tests.support.axe import violations
from tests.support.chromium import NARROW
from tests.support.example import settings
from tests.support.fileshare import messy, write
from tests.support.site import Site

LONG = 180_000
A_MOVE = re.compile(r"/flytta-in/\d+")


@pytest.fixture(scope="module")
def site(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve a copy of the example, with the worker beside it."""
    with own_site(example, tmp_path_factory.mktemp("moving") / "in") as running:
        worker = [sys.executable, "-m", "portal", "worker"]
        with subprocess.Popen(worker, env=settings(running.home), stderr=subprocess.DEVNULL) as process:
            try:
                yield running
            finally:
                process.terminate()


@pytest.fixture(scope="module")
def keys() -> dict[str, Any]:
    """Return the cookies of those who have signed in to this site."""
    return {}


def wait_for_table(page: Page) -> None:
    """Wait until the files have been read."""
    expect(page.locator("#table")).to_be_visible(timeout=LONG)


def cell(page: Page, name: str, label: str) -> Any:
    """Return the field of a row by the file's name."""
    row = page.locator(".rows__row").filter(has=page.locator(".rows__name", has_text=name))
    return row.get_by_label(label, exact=True)


def test_a_messy_folder_becomes_documents_that_are_found(visit: Visit, site: Site, tmp_path: Path) -> None:
    share = write(tmp_path / "Filserver", messy())
    page = visit("egon").open("/flytta-in/")
    assert violations(page) == []
    page.locator("input[name=files]").set_input_files(str(share))
    page.get_by_role("button", name="Ladda upp").click()
    page.wait_for_url(A_MOVE)
    wait_for_table(page)
    expect(page.get_by_role("heading", name="Filserver")).to_be_visible()
    assert violations(page) == []

    # Those in no unit's folder are given one all at once; one is corrected by hand, and its fault stands by it.
    page.get_by_role("button", name="Välj alla på sidan").click()
    page.locator("#common-unit").select_option("KLF")
    cell(page, "SOC-RUT-0042", "Nummer").fill("42")
    page.get_by_role("button", name="Ändra de valda").click()
    expect(page.get_by_text("”42” är inget dokumentnummer. Skriv som SOC-RUT-0042.")).to_be_visible()
    cell(page, "SOC-RUT-0042", "Nummer").fill("")
    page.get_by_role("button", name="Spara sidan").click()
    expect(page.get_by_text("Inga rader här")).to_be_visible()

    page.get_by_role("link", name="Hoppas över").click()
    said = ("Filen är tom.", "Samma fil som", "skadad eller ofullständig", "spara den som xlsx", "inte längre gäller")
    for words in said:
        expect(page.get_by_text(words).first).to_be_visible()
    page.get_by_role("link", name="Alla rader").click()
    page.get_by_role("link", name="Rut_Hot och våld v2.1 2023-05-12.docx").click()
    expect(page.get_by_text("Ring skyddsombudet vid överfallslarm.")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("link", name="Till tabellen").click()

    page.get_by_role("button", name=re.compile(r"Läs in \d+ dokument")).click()
    expect(page.get_by_role("heading", name=re.compile(r"Läs in \d+ dokument"))).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name=re.compile(r"Läs in \d+ dokument")).click()
    wait_for_table(page)
    page.get_by_role("link", name="Rapport", exact=True).click()
    expect(page.get_by_role("heading", name="Inlästa")).to_be_visible()
    expect(page.get_by_role("heading", name="Misslyckades")).to_have_count(0)
    assert violations(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="Hela rapporten som CSV").click()
    assert "Rut_Hot och våld v2.1 2023-05-12.docx;dokument;" in Path(download.value.path()).read_text(encoding="utf-8")

    page.get_by_role("link", name="Rutin vid hot och våld").first.click()
    expect(page.locator("main")).to_contain_text("Ring skyddsombudet vid överfallslarm.")
    expect(page.locator("main")).to_contain_text("Gäller")
    found(visit, "överfallslarm", "Rutin vid hot och våld")
    found(visit, "duschpall", "Blankett hjälpmedel")
    found(visit, "larmknappen", "Riktlinje trygghetslarm")


def found(visit: Visit, word: str, title: str) -> None:
    """Find a document by a word of its text or of its original; the index follows in a moment."""
    page = visit("egon").open("/")
    for _ in range(60):
        page.goto(f"{page.url.partition('/sok')[0].rstrip('/')}/sok?q={word}&alla=1")
        if page.get_by_role("link", name=title).count():
            return
    raise AssertionError(f"{title} is not found by {word}")


def test_on_a_phone_without_scripts_an_archive_is_enough(visit: Visit, site: Site, tmp_path: Path) -> None:
    archive = tmp_path / "mapp.zip"
    with zipfile.ZipFile(archive, "w") as whole:
        whole.writestr("Socialförvaltningen/Rutin snuva.md", "# Rutin snuva\n\nSnyt dig.\n")
    page = visit("egon", java_script_enabled=False, width=NARROW).open("/flytta-in/")
    page.get_by_label("Vad ska inflyttningen heta?").fill("Från telefonen")
    page.locator("input[name=archive]").set_input_files(archive)
    page.get_by_role("button", name="Ladda upp").click()
    page.wait_for_url(A_MOVE)
    for _ in range(200):
        if page.locator("#table").count():
            break
        page.get_by_role("link", name="Visa hur långt det har kommit").click()
    cell(page, "Rutin snuva.md", "Titel").fill("Rutin vid snuva")
    page.get_by_role("button", name="Spara sidan").click()
    expect(page.get_by_text("1 rad är ändrad.")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW
    page.get_by_role("button", name="Läs in 1 dokument").click()
    page.get_by_role("button", name="Läs in 1 dokument").click()
    for _ in range(200):
        if page.locator("#table").count():
            break
        page.get_by_role("link", name="Visa hur långt det har kommit").click()
    expect(page.get_by_text("Inläst som")).to_be_visible()
    expect(page.get_by_role("link", name="Rutin vid snuva")).to_be_visible()
