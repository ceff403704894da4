"""What a page may weigh."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from portal.control.rules.status import Status
from tests.browser.conftest import Visit
from tests.support.chromium import Visitor
from tests.support.landmarks import Landmarks

MOST_FOR_A_VIEW = 250_000
MOST_FOR_1000_WORDS = 40_000


@contextmanager
def counted_bytes(visitor: Visitor) -> Iterator[list[int]]:
    """Collect what comes over the wire, headers and all, as it is compressed."""
    sizes: list[int] = []
    session = visitor.context.new_cdp_session(visitor.page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    yield sizes


@pytest.mark.parametrize(
    ("persona", "path"),
    [
        ("", "/"),
        ("", "/tjanster/kundtjanst"),
        ("", "/loften/"),
        ("", "/sok?q=bygglov"),
        ("asta", "/"),
        ("asta", "/d/SOC-RUT-0001"),
        ("asta", "/handbok/"),
        ("asta", "/loften/"),
    ],
)
def test_a_first_view_is_light(visit: Visit, persona: str, path: str) -> None:
    visitor = visit(persona)
    with counted_bytes(visitor) as sizes:
        visitor.open(path)
        visitor.page.wait_for_load_state("networkidle")
    assert len(sizes) >= 4, "the page, its style, its script and its font"
    assert sum(sizes) <= MOST_FOR_A_VIEW, sizes


def test_a_handbook_page_is_short_for_its_words(visit: Visit, marks: Landmarks) -> None:
    visitor = visit("asta")
    spots = [spot for spot in marks.versions[Status.VALID] if spot.persona in {"", "asta"}]
    assert len(spots) > 50
    heavy = []
    for spot in spots:
        answer = visitor.context.request.get(visitor.site.at(f"/d/{spot.number}"))
        size, words = len(answer.body()), count_words(answer.text())
        if size > MOST_FOR_1000_WORDS * max(1.0, words / 1000):
            heavy.append(f"{spot.number}: {size} bytes for {words} words")
    assert not heavy, "\n".join(heavy)


def count_words(html: str) -> int:
    """Return how many words there are in the page's main part."""
    main = html.partition("<main")[2].partition("</main>")[0]
    return len(re.sub(r"<[^>]+>", " ", main).split())
