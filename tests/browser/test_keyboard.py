"""Without a mouse: every control is reached, seen and used."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.support.chromium import NARROW
from tests.support.site import Site

FOCUSED = "() => document.activeElement.matches('a, button, input, select, textarea, summary, [tabindex]')"
HAS_OUTLINE = """() => {
  const around = [document.activeElement, document.activeElement.closest("form")].filter(Boolean);
  const drawn = around.flatMap((part) => [getComputedStyle(part), getComputedStyle(part, "::after")]);
  return drawn.some((style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2);
}"""
IN_VIEW = """() => {
  const box = document.activeElement.getBoundingClientRect();
  return box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
}"""


def tab(page: Page) -> None:
    """Go to the next control."""
    page.keyboard.press("Tab")


def test_the_skip_link_leads_past_the_header(visit: Visit) -> None:
    page = visit("asta").open("/d/SOC-RUT-0001")
    tab(page)
    skip = page.get_by_role("link", name="Hoppa till innehållet")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    tab(page)
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("path", ["/", "/d/SOC-RUT-0001", "/sok?q=rutin", "/tjanster/kundtjanst", "/logga-in"])
def test_every_step_shows_where_one_is(visit: Visit, path: str) -> None:
    page = visit("" if path == "/logga-in" else "asta").open(path)
    # The skip link, which is only there while one stands on it.
    tab(page)
    seen = 0
    for _ in range(40):
        tab(page)
        if not page.evaluate(FOCUSED):
            break
        where = page.evaluate("document.activeElement.outerHTML.slice(0, 120)")
        assert page.evaluate(IN_VIEW), f"not in view: {where}"
        assert page.evaluate(HAS_OUTLINE), f"no outline: {where}"
        seen += 1
    assert seen > 5


def test_slash_goes_to_the_search_but_not_while_writing(visit: Visit) -> None:
    page = visit("asta").open("/handbok/")
    page.keyboard.press("/")
    expect(page.locator("#site-search")).to_be_focused()
    page.keyboard.type("a/b")
    expect(page.locator("#site-search")).to_have_value("a/b")


def test_the_readers_menu_opens_and_closes(visit: Visit) -> None:
    page = visit("asta").open("/tillganglighet")
    menu = page.locator(".menu__summary")
    menu.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Logga ut")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Logga ut")).to_be_hidden()
    expect(menu).to_be_focused()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_main_menu_on_a_telephone(visit: Visit, site: Site, scripts: bool) -> None:
    page = visit("asta", width=NARROW, java_script_enabled=scripts).open("/")
    button = page.get_by_role("button", name="Meny", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    place = page.get_by_role("navigation", name="Huvudmeny").get_by_role("link", name="Handbok")
    expect(place).to_be_visible()
    page.keyboard.press("Escape")
    expect(place).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    place.press("Enter")
    page.wait_for_url(site.at("/handbok/"))
