"""axe on one page of every kind in each of its states, on a telephone."""

import pytest

from tests.browser.conftest import Visit
from tests.browser.looking import walk
from tests.support.axe import violations
from tests.support.chromium import NARROW, Visitor
from tests.support.gallery import Stop


def ask_axe(visitor: Visitor) -> list[str]:
    """Return what stands in the way of readers."""
    return violations(visitor.page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visit: Visit, gallery: list[Stop], scheme: str) -> None:
    found = list(walk(visit, gallery, ask_axe, NARROW, scheme))
    assert not found, "\n".join(found)
