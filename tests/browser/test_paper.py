"""A page is printed, and its code answers whether the paper still holds."""

import io
import re

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import Visit
from tests.support.site import Site

NUMBER = "SOC-RUT-0001"


def sheets_of(paper: bytes) -> list[str]:
    """Return the words of each sheet of a PDF, in one line."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(paper)).pages]


def words_of(paper: bytes) -> str:
    """Return the words of a PDF, in one line."""
    return " ".join(sheets_of(paper))


def code_of(page: Page) -> str:
    """Return the address that the code on the page leads to."""
    code = page.get_by_role("img", name="QR-kod")
    expect(code).to_be_visible()
    address = re.search(r"https?://\S+", code.get_attribute("aria-label") or "")
    assert address
    expect(page.get_by_role("link", name=address[0])).to_have_attribute("href", address[0])
    return address[0]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_valid_print_is_answered_yes(visit: Visit, site: Site, scripts: bool) -> None:
    page = visit("asta", java_script_enabled=scripts).open(f"/d/{NUMBER}")
    page.get_by_role("link", name="Skriv ut").click()
    page.wait_for_url(site.at(f"/d/{NUMBER}/v/4/utskrift"))
    paper = words_of(page.pdf(format="A4"))
    for words in (NUMBER, "version 4", "Rutin vid hot och våld", "Gäller", "Utskriven", code_of(page)):
        assert words in paper, words
    assert "Meny" not in paper
    # Whoever picks up the paper has a telephone and is not signed in.
    reader = visit(java_script_enabled=scripts, width=390)
    answer = reader.open(code_of(page).removeprefix(site.url))
    expect(answer.get_by_role("heading", level=1)).to_have_text("Ja, utskriften gäller")
    expect(answer.locator("main")).to_contain_text(f"{NUMBER}, version 4")
    expect(answer.locator("main")).not_to_contain_text("hot och våld")


def test_a_superseded_print_is_answered_no(visit: Visit, site: Site) -> None:
    visitor = visit("asta")
    page = visitor.open(f"/d/{NUMBER}/v/2/utskrift")
    assert "ersatt och gäller inte längre" in words_of(page.pdf(format="A4"))
    answer = visitor.open(code_of(page).removeprefix(site.url))
    expect(answer.get_by_role("heading", level=1)).to_have_text("Nej, utskriften gäller inte")
    expect(answer.locator("main")).to_contain_text("gäller version 4")
    answer.get_by_role("link", name="Läs det som gäller nu").click()
    answer.wait_for_url(site.at(f"/d/{NUMBER}"))


def test_the_page_itself_prints_without_what_belongs_to_the_screen(visit: Visit, site: Site) -> None:
    page = visit("asta").open(f"/d/{NUMBER}")
    paper = words_of(page.pdf(format="A4"))
    assert "Rutin vid hot och våld" in paper
    assert f"/d/{NUMBER}/v/4/giltig" in paper
    for words in ("Logga ut", "Kopiera länk", "Hela historiken"):
        assert words not in paper, words


def test_every_sheet_says_what_it_is_of(visit: Visit) -> None:
    visitor = visit("asta")
    for path in (f"/d/{NUMBER}/v/4/utskrift", f"/d/{NUMBER}"):
        sheets = sheets_of(visitor.open(path).pdf(prefer_css_page_size=True))
        assert len(sheets) >= 3
        for place, sheet in enumerate(sheets, start=1):
            assert re.search(rf"{NUMBER}, version 4\. Gäller \d+ \w+ 20\d\d\.", sheet), sheet
            assert f"{place} ({len(sheets)})" in sheet


def test_several_broken_promises_fit_a_sheet(visit: Visit) -> None:
    sheets = sheets_of(visit().open("/loften/").pdf(prefer_css_page_size=True))
    broken = [sheet.count("Vad som hände") for sheet in sheets]
    assert max(broken) >= 3
    assert len(sheets) <= 10


def test_the_print_button_prints(visit: Visit) -> None:
    visitor = visit("asta")
    visitor.context.add_init_script("window.print = () => { document.title = 'skrevs ut'; }")
    page = visitor.open(f"/d/{NUMBER}/v/4/utskrift")
    page.get_by_role("button", name="Skriv ut").click()
    expect(page).to_have_title("skrevs ut")
