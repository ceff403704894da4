"""A new reader writes a word wrongly and finds what was meant: while typing, on the page, by keyboard."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.support.site import Site

# What is typed, and what must be among what is found.
MISSPELT = {
    "egenkontrolplan": "Plan för egenkontroll i äldreomsorgen",
    "rutn medicin": "Instruktion för mediciner och allergi i skolan",
    "htot och våld": "Rutin vid hot och våld",
}


def suggestions(page: Page):
    """Return what is suggested under the header's search."""
    return page.locator("#site-search-suggestions").get_by_role("option")


@pytest.mark.parametrize("words", MISSPELT)
def test_it_is_found_while_typing(visit: Visit, words: str) -> None:
    page = visit("asta").open("/handbok/")
    page.locator("#site-search").press_sequentially(words)
    expect(suggestions(page).filter(has_text=MISSPELT[words])).to_be_visible()
    suggestions(page).filter(has_text=MISSPELT[words]).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(MISSPELT[words])


@pytest.mark.parametrize("words", MISSPELT)
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_it_is_found_on_the_page(visit: Visit, words: str, scripts: bool) -> None:
    page = visit("asta", java_script_enabled=scripts).open("/handbok/")
    page.locator("#site-search").fill(words)
    page.locator("#site-search").press("Enter")
    page.wait_for_url(re.compile(r"/sok\?q="))
    expect(page.locator(".search-found")).to_contain_text("Menade du")
    hit = page.locator(".hit").filter(has=page.get_by_role("link", name=MISSPELT[words], exact=True))
    expect(hit.locator("mark").first).to_be_visible()
    hit.locator(".hit__title a").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(MISSPELT[words])


def test_the_keyboard_is_enough(visit: Visit, site: Site) -> None:
    page = visit("asta").open("/handbok/")
    page.keyboard.press("/")
    field = page.locator("#site-search")
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    page.keyboard.type("hot och våld")
    expect(suggestions(page).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(suggestions(page).first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", suggestions(page).first.get_attribute("id") or "")
    page.keyboard.press("ArrowUp")
    expect(suggestions(page).last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(suggestions(page).first).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(site.at("/d/SOC-RUT-0001"))


def test_a_facet_narrows_and_can_be_taken_away(visit: Visit) -> None:
    page = visit("asta").open("/sok?q=rutin")
    before = page.locator(".hit").count()
    page.locator(".facet__item", has_text="Riktlinje").click()
    page.wait_for_url(re.compile(r"typ=guideline"))
    expect(page.locator(".hit__kind").filter(has_not_text="Riktlinje")).to_have_count(0)
    assert page.locator(".hit").count() > 0
    page.get_by_role("link", name="Ta bort alla avgränsningar").click()
    expect(page.locator(".hit")).to_have_count(before)


def test_nothing_found_says_what_to_do(visit: Visit) -> None:
    page = visit().open("/sok?q=xyzzyqwv")
    expect(page.locator(".hit")).to_have_count(0)
    expect(page.locator(".search-found")).to_contain_text("xyzzyqwv")
    expect(page.locator(".search-found").get_by_role("link").first).to_be_visible()
