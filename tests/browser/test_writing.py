"""Bo writes a routine, with and without scripts, alone, with Disa, and past the end of a session; nothing is lost."""

import base64
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.desk import PICTURE, own_site
from tests.support.axe import violations
from tests.support.chromium import Visitor
from tests.support.personas import account_of
from tests.support.site import Site

NUMBER = re.compile(r"/d/(SOC-RUT-\d{4})/v/1/andra$")


@pytest.fixture(scope="module")
def site(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve a copy of the example that these tests write in."""
    with own_site(example, tmp_path_factory.mktemp("writing")) as running:
        yield running


@pytest.fixture(scope="module")
def keys() -> dict[str, object]:
    """Return the cookies of those who have signed in to this site."""
    return {}


def save(page: Page) -> None:
    """Press the button that saves."""
    page.locator("#draft-form .form__actions").get_by_role("button", name=re.compile("^Spara")).click()


def look(page: Page, *, with_axe: bool) -> None:
    """Let axe look at the page, where it can run."""
    assert not with_axe or violations(page) == []


def start(visitor: Visitor, title: str) -> str:
    """Begin a routine for home care; return its number."""
    page = visitor.open("/handbok/")
    page.get_by_role("link", name="Nytt dokument").click()
    page.get_by_label(re.compile(r"^Rutin\.")).check()
    page.get_by_label("Titel").fill(title)
    page.get_by_label("Ansvarig enhet").select_option("SOC-AO-HTN")
    page.get_by_role("button", name="Börja skriva").click()
    page.wait_for_url(NUMBER)
    found = NUMBER.search(page.url)
    assert found
    return found[1]


def test_a_routine_is_begun_and_written_without_scripts(visit: Visit) -> None:
    visitor = visit("bo", java_script_enabled=False)
    number = start(visitor, "Rutin för reservnycklar")
    page = visitor.page
    expect(page.get_by_label("Text", exact=True)).to_have_value(re.compile(r"\*Skriv här:\*"))
    page.get_by_label("Text", exact=True).fill("## Ansvar\n\nPatrullen ansvarar.\n\n![Nyckelskåpet](skap.png)")
    page.get_by_label(re.compile("^Lägg till filer")).set_input_files(
        {"name": "skap.png", "mimeType": "image/png", "buffer": base64.b64decode(PICTURE)}
    )
    page.get_by_role("button", name="Ladda upp").click()
    expect(page.locator("#flash")).to_contain_text("Filerna är bifogade.")
    expect(page.get_by_label("Text", exact=True)).to_have_value(re.compile("Patrullen ansvarar"))
    expect(page.locator("#draft-preview img")).to_have_attribute("alt", "Nyckelskåpet")
    page.get_by_role("button", name="Förhandsgranska").click()
    expect(page.locator("#draft-preview")).to_contain_text("Patrullen ansvarar.")
    expect(page.get_by_text("Texten är inte sparad än")).to_be_visible()
    save(page)
    expect(page.locator("#flash")).to_contain_text("Det är inte inlämnat.")
    page.get_by_role("link", name="Stäng").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rutin för reservnycklar")
    expect(page.locator("main")).to_contain_text("Utkast: inget att följa än")
    page.locator("#document-doors summary").click()
    page.get_by_role("link", name="Fortsätt skriva").click()
    page.wait_for_url(f"**/d/{number}/v/1/andra")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_two_write_in_the_same_draft_and_nothing_is_lost(visit: Visit, site: Site, scripts: bool) -> None:
    bo = visit("bo", java_script_enabled=scripts)
    bo.context.clock.install()
    number = start(bo, "Rutin för två")
    edit = f"/d/{number}/v/1/andra"
    bo.page.locator("#text").fill("## Larm\n\nRing samordnaren.")
    save(bo.page)
    expect(bo.page.locator("#flash")).to_contain_text("Utkastet är sparat")

    disa = visit("disa", java_script_enabled=scripts)
    disa.open(edit)
    expect(disa.page.locator("#draft-others")).to_contain_text("Bo Ekström har också utkastet öppet.")
    bo.expect(f"/d/{number}/v/1/autosparning", 409)
    bo.page.locator("#text").fill("## Larm\n\nRing samordnaren före klockan 16.")
    disa.page.locator("#text").fill("## Larm\n\nRing samordnaren direkt.")
    save(disa.page)
    expect(disa.page.locator("#flash")).to_contain_text("Utkastet är sparat")

    if scripts:
        told = bo.page.locator("#draft-others")
        bo.page.clock.fast_forward(11_000)
        expect(told).to_contain_text("Disa Norén har sparat sedan du öppnade utkastet")
        told.get_by_text("Vad som har ändrats").click()
        expect(told.locator("ins").first).to_contain_text("direkt")
    bo.expect(edit, 409)
    save(bo.page)
    expect(bo.page.get_by_role("alert")).to_contain_text("Disa Norén har sparat medan du skrev")
    expect(bo.page.locator("#text")).to_have_value("## Larm\n\nRing samordnaren före klockan 16.")
    expect(bo.page.locator("main ins").nth(1)).to_contain_text("före klockan 16")
    expect(bo.page.locator("main del").nth(1)).to_contain_text("direkt")
    bo.page.get_by_role("button", name="Spara min text ovanpå").click()
    expect(bo.page.locator("#flash")).to_contain_text("Utkastet är sparat")
    expect(bo.page.locator("#text")).to_have_value(re.compile("före klockan 16"))


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_session_ends_in_the_middle_of_writing(visit: Visit, site: Site, scripts: bool) -> None:
    bo = visit("bo", java_script_enabled=scripts)
    start(bo, "Rutin som tar tid")
    page, edit = bo.page, bo.page.url.removeprefix(site.url)
    page.locator("#text").fill("## Ansvar\n\nDet här tog en timme att skriva.")
    bo.context.clear_cookies(name="portal")
    bo.expect(edit, 401)
    bo.expect(f"{edit.removesuffix('/andra')}/autosparning", 401)
    save(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Logga in")
    expect(page.locator("main")).to_contain_text("Det du skrev är kvar")
    look(page, with_axe=scripts)
    email, passphrase = account_of("bo")
    form = page.locator("form.sign-in")
    form.get_by_label("E-post").fill(email)
    form.get_by_label("Lösenfras").fill(passphrase)
    form.get_by_role("button", name="Logga in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Det du skrev är kvar")
    look(page, with_axe=scripts)
    page.get_by_role("button", name="Skicka som Bo Ekström").click()
    expect(page.locator("#flash")).to_contain_text("Utkastet är sparat")
    expect(page.locator("#text")).to_have_value(re.compile("Det här tog en timme att skriva."))
