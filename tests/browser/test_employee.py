"""Asta looks for what applies, and signs in and out."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.support.personas import account_of
from tests.support.site import Site

OLD = "/d/SOC-RUT-0001/v/1"
VALID = "/d/SOC-RUT-0001"


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_old_link_leads_to_what_applies(visit: Visit, site: Site, scripts: bool) -> None:
    page = visit("asta", java_script_enabled=scripts).open(OLD)
    banner = page.locator(".banner")
    expect(banner).to_contain_text("Version 1 är ersatt och gäller inte längre")
    banner.get_by_role("link").click()
    page.wait_for_url(site.at(VALID))
    expect(page.get_by_role("heading", level=1)).to_have_text("Rutin vid hot och våld")
    expect(page.locator(".document-head .status")).to_have_text("Gäller")
    expect(page.locator(".banner")).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_difference_tells_what_changed(visit: Visit, scripts: bool) -> None:
    page = visit("asta", java_script_enabled=scripts).open(f"{VALID}/historik")
    page.get_by_label("Från").select_option("3")
    page.get_by_label("Till").select_option("4")
    page.get_by_role("button", name="Jämför").click()
    page.wait_for_url(re.compile(r"/skillnad\?fran=3&till=4$"))
    expect(page.locator("#changes ins").first).to_be_visible()
    page.get_by_label("Från").select_option("1")
    page.get_by_role("button", name="Jämför").click()
    page.wait_for_url(re.compile(r"/skillnad\?fran=1&till=4$"))
    expect(page.locator("#changes")).to_contain_text("Version 1 jämförd med version 4")


def test_an_attachment_is_saved_under_its_name(visit: Visit, site: Site) -> None:
    visitor = visit("asta")
    page = visitor.open("/d/SOC-MAL-0002")
    link = page.locator(".attachments a").first
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == (link.get_attribute("href") or "").rpartition("/")[2]
    assert download.value.path().stat().st_size > 1000
    headers = visitor.context.request.get(download.value.url).headers
    assert headers["content-disposition"].startswith("attachment")
    assert "sandbox" in headers["content-security-policy"]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_persona_signs_in_and_out(visit: Visit, site: Site, scripts: bool) -> None:
    visitor = visit(java_script_enabled=scripts)
    page = visitor.open("/logga-in?next=/handbok/nytt")
    expect(page.locator(".persona")).to_have_count(7)
    page.get_by_role("button", name="Logga in som Asta").click()
    page.wait_for_url(site.at("/handbok/nytt"))
    session = next(cookie for cookie in visitor.context.cookies() if cookie["name"] == "portal")
    assert session["httpOnly"]
    assert session["sameSite"] == "Lax"
    page.locator(".menu__summary").click()
    page.get_by_role("button", name="Logga ut").click()
    page.wait_for_url(site.at("/"))
    expect(page.get_by_role("link", name="Logga in")).to_be_visible()
    visitor.context.add_cookies([session])
    visitor.open(VALID, 404)
    expect(page.get_by_role("link", name="Logga in")).to_be_visible()


def test_a_wrong_passphrase_keeps_what_was_typed(visit: Visit, site: Site) -> None:
    visitor = visit()
    page = visitor.open("/logga-in")
    email, _ = account_of("bo")
    page.get_by_label("E-post").fill(email)
    page.get_by_label("Lösenfras").fill("fel lösenfras")
    visitor.expect("/logga-in", 422)
    page.get_by_role("button", name="Logga in", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("stämmer inte")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("E-post")).to_have_value(email)
    expect(page.get_by_label("Lösenfras")).to_have_value("")
