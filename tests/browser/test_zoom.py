"""At 400 % zoom a screen of 1280 px is 320 px wide: everything fits, nothing scrolls sideways."""

from tests.browser.conftest import Visit
from tests.browser.looking import walk
from tests.support.chromium import ZOOMED, Visitor
from tests.support.gallery import Stop

WIDER = """() => [...document.querySelectorAll("body *")].filter((element) => {
  const box = element.getBoundingClientRect();
  const scrolls = element.closest(".table-scroll, pre, .diff, [data-scrolls]");
  return box.width > 0 && box.right > innerWidth + 1 && !scrolls && getComputedStyle(element).position !== "absolute";
}).slice(0, 3).map((element) => element.outerHTML.slice(0, 120))"""


def ask_width(visitor: Visitor) -> list[str]:
    """Return what makes the page wider than the window."""
    width = visitor.page.evaluate("document.documentElement.scrollWidth")
    if width <= ZOOMED:
        return []
    return [f"is {width} px wide because of {visitor.page.evaluate(WIDER)}"]


def test_no_page_scrolls_sideways(visit: Visit, gallery: list[Stop]) -> None:
    found = list(walk(visit, gallery, ask_width, ZOOMED))
    assert not found, "\n".join(found)
