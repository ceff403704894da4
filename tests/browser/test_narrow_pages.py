"""One page of every kind in each of its states on a telephone: axe, and at 400 % zoom nothing scrolls sideways."""

from tests.browser.conftest import Visit
from tests.browser.looking import walk
from tests.support.axe import violations
from tests.support.chromium import NARROW, ZOOMED, Visitor
from tests.support.gallery import Stop

HEIGHT = 900
WIDER = """() => [...document.querySelectorAll("body *")].filter((element) => {
  const box = element.getBoundingClientRect();
  const scrolls = element.closest(".table-scroll, pre, .diff, [data-scrolls]");
  return box.width > 0 && box.right > innerWidth + 1 && !scrolls && getComputedStyle(element).position !== "absolute";
}).slice(0, 3).map((element) => element.outerHTML.slice(0, 120))"""


def ask_width(visitor: Visitor) -> list[str]:
    """Return what makes the page wider than a screen of 1280 px at 400 %."""
    page = visitor.page
    page.set_viewport_size({"width": ZOOMED, "height": HEIGHT})
    width = page.evaluate("document.documentElement.scrollWidth")
    found = [] if width <= ZOOMED else [f"is {width} px wide because of {page.evaluate(WIDER)}"]
    page.set_viewport_size({"width": NARROW, "height": HEIGHT})
    return found


def ask(visitor: Visitor) -> list[str]:
    """Return what stands in the way of readers; the colours of the dark are asked for on the wide pages."""
    return [*violations(visitor.page), *ask_width(visitor)]


def test_nothing_stands_in_the_way(visit: Visit, gallery: list[Stop]) -> None:
    found = list(walk(visit, gallery, ask, NARROW))
    assert not found, "\n".join(found)
