"""A real browser: it visits a portal and tells of everything that should not happen on the way."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    WebError,
    sync_playwright,
)

from tests.support.site import Site

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # The menu of the address field, which nobody sees here, is a page of its own in each window. The browser takes the
    # last list that it is given: the others are those that a test may stumble on.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,HttpsUpgrades,PaintHolding,OptimizationHints,LensOverlay",
)
WIDE, NARROW, ZOOMED = 1280, 390, 320
HEIGHT = 900
PATIENCE = 10_000


def program() -> str:
    """Return the browser's program. Raises FileNotFoundError where there is none."""
    named = os.environ.get("PORTAL_TEST_CHROMIUM", "")
    found = next((path for name in ((named,) if named else NAMES) if (path := shutil.which(name))), None)
    if found is None:
        raise FileNotFoundError(
            f"there is no Chromium{f' at {named}' if named else ''}. On Debian or Ubuntu `apt-get install chromium` "
            "brings it; elsewhere name one in PORTAL_TEST_CHROMIUM."
        )
    return found


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """Run the browser until the block ends."""
    executable = program()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS))
        yield browser
        browser.close()


@dataclass
class Visitor:
    """Someone at a browser of their own, before one portal."""

    context: BrowserContext
    site: Site
    faults: list[str] = field(default_factory=list)
    expected: dict[str, int] = field(default_factory=dict)
    answers: list[Response] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Listen to the browser."""
        self.context.set_default_timeout(PATIENCE)
        self.context.on("console", self.on_console)
        self.context.on("weberror", self.on_error)
        self.context.on("request", self.on_request)
        self.context.on("response", self.on_response)
        self.page: Page = self.context.new_page()

    def on_console(self, message: ConsoleMessage) -> None:
        """Note an error or a warning; that an address answers with the status that was expected of it is none.

        The browser says so, and htmx in words of its own.
        """
        address = message.location.get("url", "")
        is_expected = not self.expected.keys().isdisjoint({address, address.partition("?")[0]})
        is_expected = is_expected and "Failed to load resource" in message.text
        told = (f"Error Code {status} from {urlsplit(url).path}" for url, status in self.expected.items())
        is_expected = is_expected or any(words in message.text for words in told)
        if message.type in {"error", "warning"} and not is_expected:
            self.faults.append(f"{self.page.url}: the console says: {message.text} ({address})")

    def on_error(self, error: WebError) -> None:
        """Note an error that no script caught."""
        self.faults.append(f"{self.page.url}: a script failed: {error.error}")

    def on_request(self, request: Request) -> None:
        """Note a request to another host."""
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob"} and address.netloc != urlsplit(self.site.url).netloc:
            self.faults.append(f"{self.page.url}: something was asked of another host: {request.url}")

    def on_response(self, response: Response) -> None:
        """Keep every answer."""
        self.answers.append(response)

    def open(self, path: str, status: int = 200) -> Page:
        """Open a path of the portal. Raises AssertionError when it answers another status."""
        address = self.site.at(path)
        self.expect(path, status)
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.status == status, f"{path} answered {answer.status}, not {status}"
        return self.page

    def source(self) -> str:
        """Return the HTML of the page as the portal sent it."""
        shown = (
            response
            for response in reversed(self.answers)
            if response.frame == self.page.main_frame and response.request.is_navigation_request()
        )
        return next(response.text() for response in shown if response.status not in {302, 303})

    def expect(self, path: str, status: int) -> None:
        """Say that a path is going to answer a status of failure."""
        if status >= 400:
            self.expected[self.site.at(path)] = status


@contextmanager
def visiting(browser: Browser, site: Site, **settings: Any) -> Iterator[Visitor]:
    """Let someone visit a portal in a browser context of their own. Raises AssertionError for what went wrong."""
    width = settings.pop("width", WIDE)
    options: dict[str, Any] = {"locale": "sv-SE", "viewport": {"width": width, "height": HEIGHT}, **settings}
    context = browser.new_context(**options)
    try:
        visitor = Visitor(context, site)
        yield visitor
        assert not visitor.faults, "\n".join(visitor.faults)
    finally:
        context.close()
