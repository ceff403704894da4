"""What is said when the server does not take what a page sends by itself."""

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.support.personas import sign_in


def test_a_page_that_was_open_for_too_long_says_so_and_keeps_what_is_typed(visit: Visit) -> None:
    visitor = visit("asta")
    sign_in(visit(), "asta")
    page = visitor.open("/mina-sessioner")
    page.locator("#site-search").fill("hot och")
    page.locator("meta[name=csrf-token]").evaluate("node => { node.content = 'old' }")
    page.locator("main input[name=csrf_token]").evaluate_all("nodes => nodes.forEach((node) => { node.value = 'old' })")
    visitor.expect(page.locator("[data-hx-post]").first.get_attribute("data-hx-post") or "", 400)
    page.locator("[data-hx-post] button").first.click()
    expect(page.locator("#flash")).to_contain_text("Inget har sparats, men det du har skrivit står kvar.")
    expect(page.locator("#site-search")).to_have_value("hot och")
