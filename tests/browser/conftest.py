"""A real portal and a real browser before it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.support.chromium import Visitor, running_chromium, visiting
from tests.support.example import copy_of
from tests.support.landmarks import Landmarks, application, landmarks_of
from tests.support.personas import sign_in
from tests.support.site import Site, serving

Visit = Callable[..., Visitor]


@pytest.fixture(scope="session")
def site(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve a copy of the example."""
    with serving(copy_of(example, tmp_path_factory.mktemp("site") / "var")) as running:
        yield running


@pytest.fixture(scope="session")
def marks(site: Site) -> Landmarks:
    """Return what there is to be seen."""
    return landmarks_of(application(site.home))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Run the browser."""
    with running_chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def keys() -> dict[str, Any]:
    """Return the cookies of those who have signed in, filled as they do."""
    return {}


@pytest.fixture
def visit(chromium: Browser, site: Site, keys: dict[str, Any]) -> Iterator[Visit]:
    """Return what opens a browser of one's own for a persona, signed in, or for a citizen; faults fail the test."""
    with ExitStack() as stack:

        def begin(persona: str = "", **settings: Any) -> Visitor:
            if persona and persona not in keys:
                with visiting(chromium, site) as first:
                    sign_in(first, persona)
                    keys[persona] = first.context.storage_state()
            state = {"storage_state": keys[persona]} if persona else {}
            return stack.enter_context(visiting(chromium, site, **state, **settings))

        yield begin
