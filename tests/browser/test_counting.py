"""Whoever follows a hit is counted with the words and the place, without cookie or name, and without JavaScript not."""

import re
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Request, expect

from tests.browser.conftest import Visit
from tests.support.chromium import Visitor

TOLD = "/sok/oppnad"
SOUGHT = "Rutin vid hot och våld"


def told(request: Request) -> dict[str, str]:
    """Return what a request tells was opened."""
    return {name: values[0] for name, values in parse_qs(request.post_data or "").items()}


def is_told(request: Request) -> bool:
    """Whether the request tells of an opening."""
    return request.url.endswith(TOLD)


def check(request: Request, **expected: str) -> None:
    """The request tells this and no more, and carries nobody's cookie."""
    assert told(request) == expected
    assert request.method == "POST"
    assert "cookie" not in request.headers


@pytest.mark.parametrize("button", ["left", "middle"])
def test_a_hit_that_is_followed_is_told(visit: Visit, button: str) -> None:
    visitor = visit("asta")
    page = visitor.open("/sok?q=hot+och+våld")
    hit = page.locator(".hit").filter(has=page.get_by_role("link", name=SOUGHT, exact=True))
    rank = hit.get_by_role("link").get_attribute("data-rank")
    with visitor.context.expect_event("request", is_told) as request:
        hit.get_by_role("link").click(button=button)
    check(request.value, q="hot och våld", ref="document:SOC-RUT-0001", rank=rank)
    if button == "middle":
        # The page is still there, so its browser tells of the answer.
        response = request.value.response()
        assert response is not None
        assert response.status == 204
        assert "cookie" not in request.value.all_headers()
        assert "set-cookie" not in response.all_headers()
    else:
        expect(page.get_by_role("heading", level=1)).to_have_text(SOUGHT)


def test_a_suggestion_that_is_followed_by_keyboard_is_told(visit: Visit) -> None:
    visitor = visit("asta")
    page = visitor.open("/handbok/")
    page.locator("#site-search").press_sequentially("hot och v")
    expect(page.locator("#site-search-suggestions").get_by_text("”hot och v”")).to_be_visible()
    page.keyboard.press("ArrowDown")
    with visitor.context.expect_event("request", is_told) as request:
        page.keyboard.press("Enter")
    check(request.value, q="hot och v", ref="document:SOC-RUT-0001", rank="1")
    page.wait_for_url(re.compile(r"/d/SOC-RUT-0001"))


def requests_of(visitor: Visitor) -> list[str]:
    """Return the addresses that are asked for from now on."""
    asked: list[str] = []
    visitor.context.on("request", lambda request: asked.append(request.url))
    return asked


def test_other_links_tell_nothing(visit: Visit) -> None:
    visitor = visit("asta")
    page = visitor.open("/sok?q=rutin")
    asked = requests_of(visitor)
    page.locator(".facet__item", has_text="Riktlinje").click()
    page.wait_for_url(re.compile(r"typ=guideline"))
    assert not any(url.endswith(TOLD) for url in asked)


def test_without_scripts_the_hit_opens_and_nothing_is_told(visit: Visit) -> None:
    visitor = visit("", java_script_enabled=False)
    page = visitor.open("/sok?q=hemtjänst")
    asked = requests_of(visitor)
    link = page.locator(".hit a").first
    title = link.inner_text()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert not any(url.endswith(TOLD) for url in asked)


def test_what_was_opened_is_on_the_quality_leads_page(visit: Visit) -> None:
    words = "Hot på väg hem"
    for _ in range(3):
        visitor = visit()
        page = visitor.open(f"/sok?q={words}")
        with visitor.context.expect_event("response", lambda response: response.url.endswith(TOLD)):
            page.locator(".hit a").first.click(button="middle")
    page = visit("disa").open("/")
    page.get_by_role("navigation", name="Huvudmeny").get_by_role("link", name="Sökstatistik").click()
    row = page.get_by_role("region", name="De vanligaste sökorden").get_by_role("row", name=words.lower())
    expect(row.get_by_role("cell")).to_have_text(["3", re.compile(r"\d+"), "3", "1,0"])
