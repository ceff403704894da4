"""The HTML checker on one page of every kind in each of its states."""

from tests.browser.conftest import Visit
from tests.browser.looking import walk
from tests.support.chromium import WIDE, Visitor
from tests.support.gallery import Stop
from tests.support.html_checker import check


def test_the_checker_finds_nothing(visit: Visit, gallery: list[Stop]) -> None:
    pages: dict[str, str] = {}

    def collect(visitor: Visitor) -> list[str]:
        pages[f"{len(pages)} {visitor.page.url}"] = visitor.source()
        return []

    assert not list(walk(visit, gallery, collect, WIDE))
    assert len(pages) == len(gallery)
    found = check(pages)
    assert not found, "\n".join(found)
