"""One page of every kind in each of its states on a wide screen: axe, and the HTML checker."""

from tests.browser.conftest import Visit
from tests.browser.looking import walk
from tests.support.axe import violations_in_both_schemes
from tests.support.chromium import WIDE, Visitor
from tests.support.gallery import Stop
from tests.support.html_checker import check


def test_nothing_stands_in_the_way(visit: Visit, gallery: list[Stop]) -> None:
    pages: dict[str, str] = {}

    def ask(visitor: Visitor) -> list[str]:
        pages[f"{len(pages)} {visitor.page.url}"] = visitor.source()
        return violations_in_both_schemes(visitor.page)

    found = list(walk(visit, gallery, ask, WIDE))
    assert len(pages) == len(gallery)
    found += check(pages)
    assert not found, "\n".join(found)
