"""Frej compares a promise with its result, without signing in."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visit
from tests.support.site import Site

BROKEN = "kc-epost-svar"
QUARTERS = 8


def figures(part: Locator) -> tuple[str, str]:
    """Return the outcome and the target that a promise shows."""
    shown = part.locator(".promise__facts .promise__figure").all_inner_texts()
    return shown[0], shown[1]


def per_cent(text: str) -> float:
    """Return the figure in a text."""
    found = re.search(r"(\d+(?:,\d+)?)\s*%", text)
    assert found, text
    return float(found[1].replace(",", "."))


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_promise_is_compared_with_its_result(visit: Visit, site: Site, scripts: bool) -> None:
    visitor = visit(java_script_enabled=scripts)
    page = visitor.open("/")
    page.get_by_role("main").get_by_role("link", name="Kundtjänst", exact=True).first.click()
    page.wait_for_url(site.at("/tjanster/kundtjanst"))
    card = page.locator(f"#lofte-{BROKEN}")
    outcome, target = figures(card)
    expect(card.locator(".promise__state")).to_contain_text("Ej uppfyllt")
    assert per_cent(outcome) < per_cent(target)
    expect(card.locator(".promise__told")).not_to_be_empty()
    card.get_by_role("heading").get_by_role("link").click()
    page.wait_for_url(site.at(f"/loften/{BROKEN}"))
    assert figures(page.locator("main")) == (outcome, target)
    expect(page.get_by_role("img", name=re.compile("Utfall för varje period"))).to_be_visible()
    assert page.get_by_role("row").count() > QUARTERS
    assert not visitor.context.cookies()


def test_the_start_page_tells_the_broken_ones_first(visit: Visit, site: Site) -> None:
    page = visit().open("/")
    section = page.get_by_role("region", name="Så håller vi det vi lovar")
    expect(section.locator(".link-list__item").first).to_contain_text("Ej uppfyllt")
    section.get_by_role("link", name="Alla löften").click()
    page.wait_for_url(site.at("/loften/"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_broken_promises_can_be_followed(visit: Visit, site: Site) -> None:
    visitor = visit()
    page = visitor.open("/")
    feed = page.locator('link[rel="alternate"][title="Brutna löften"]').get_attribute("href")
    answer = visitor.context.request.get(site.at(feed or ""))
    assert answer.headers["content-type"].startswith("application/atom+xml")
    assert f"/loften/{BROKEN}" in answer.text()
