"""What stands in line with what, and what is never broken over two lines."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visit

LINES = "(nodes) => nodes.map((node) => [node.textContent, node.getClientRects().length])"


def left_of(page: Page, selector: str) -> float:
    """Return where the left edge of the first such element is, in pixels."""
    box = page.locator(selector).first.bounding_box()
    assert box
    return box["x"]


@pytest.mark.parametrize("width", [390, 1280])
def test_the_greeting_stands_in_line_with_the_name(visit: Visit, width: int) -> None:
    page = visit(width=width).open("/")
    assert left_of(page, "h1") == left_of(page, ".brand") == left_of(page, "#services")


def test_the_name_and_the_way_in_share_a_line_on_a_telephone(visit: Visit) -> None:
    page = visit(width=390).open("/")
    assert page.locator(".brand__name").evaluate("node => node.getClientRects().length") == 1
    height = page.locator(".brand__name").evaluate(
        "node => node.offsetHeight / parseFloat(getComputedStyle(node).lineHeight)"
    )
    assert round(height) == 1


def test_no_number_to_call_and_no_e_word_is_broken(visit: Visit) -> None:
    page = visit(width=320).open("/tjanster/kundtjanst")
    found = page.locator("a[href^='tel:'], .channels .nowrap").evaluate_all(LINES)
    assert [text for text, lines in found if lines > 1] == []
    assert {text for text, _ in found} >= {"0555-10 10 00", "e-tjänster"}
