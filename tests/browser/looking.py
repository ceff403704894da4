"""Walking through the gallery: axe, the HTML checker, and at 400 % zoom nothing scrolls sideways."""

from collections.abc import Callable, Iterable, Iterator

from playwright.sync_api import Error

from tests.support.axe import violations_but_colours, violations_in_both_schemes
from tests.support.chromium import HEIGHT, NARROW, WIDE, ZOOMED, Visitor
from tests.support.gallery import Stop, arrive, open_menu
from tests.support.html_checker import check

Visit = Callable[..., Visitor]
WIDER = """() => [...document.querySelectorAll("body *")].filter((element) => {
  const box = element.getBoundingClientRect();
  const scrolls = element.closest(".table-scroll, pre, .diff, [data-scrolls]");
  return box.width > 0 && box.right > innerWidth + 1 && !scrolls && getComputedStyle(element).position !== "absolute";
}).slice(0, 3).map((element) => element.outerHTML.slice(0, 120))"""


def faults_on(visit: Visit, stops: Iterable[Stop]) -> list[str]:
    """Arrive at every stop on a telephone, widen the screen, and return all that stands in the way on either."""
    visitors: dict[str, Visitor] = {}
    pages: dict[str, str] = {}
    faults = []
    for stop in stops:
        if stop.persona not in visitors:
            visitors[stop.persona] = visit(stop.persona, width=NARROW)
        visitor = visitors[stop.persona]
        try:
            found = [f"narrow: {fault}" for fault in narrow_faults(visitor, stop)]
            pages[f"{stop.name} {visitor.page.url}"] = visitor.source()
            found += wide_faults(visitor, stop)
        except (AssertionError, Error) as error:
            found = [f"could not be reached: {str(error)[:300]}"]
        faults += [f"{stop.name} ({visitor.page.url}): {fault}" for fault in [*found, *visitor.faults]]
        visitor.faults.clear()
    assert pages
    return faults + check(pages)


def narrow_faults(visitor: Visitor, stop: Stop) -> Iterator[str]:
    """Yield what axe finds on a telephone, and what makes the page wider than a screen of 1280 px at 400 %.

    Colours are the same on a wide screen, where they are looked at.
    """
    page = visitor.page
    page.set_viewport_size({"width": NARROW, "height": HEIGHT})
    arrive(visitor, stop)
    yield from violations_but_colours(page)
    page.set_viewport_size({"width": ZOOMED, "height": HEIGHT})
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > ZOOMED:
        yield f"is {width} px wide because of {page.evaluate(WIDER)}"


def wide_faults(visitor: Visitor, stop: Stop) -> list[str]:
    """Return what axe finds on a wide screen, light and dark; there the reader's own menu is the one to open."""
    visitor.page.set_viewport_size({"width": WIDE, "height": HEIGHT})
    if stop.act is open_menu:
        visitor.page.keyboard.press("Escape")
        open_menu(visitor)
    return violations_in_both_schemes(visitor.page)
