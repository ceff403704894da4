"""Take every page of the example through axe, the HTML checker, its links and the console.

Each persona follows every link from the start page: no link may lead nowhere, and every page goes to the HTML checker.
The browser opens every page, on a wide screen in light colours, one in five on a telephone in dark ones too; what
several personas see alike it opens once, and a list once for each way to narrow it, not for each choice.
"""

import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Error

from tests.audit.progress import Progress
from tests.support import axe
from tests.support.chromium import HEIGHT, NARROW, WIDE, Visitor, running_chromium
from tests.support.crawl import Answer, Crawl
from tests.support.example import make_example
from tests.support.html_checker import check
from tests.support.personas import PERSONAS, sign_in
from tests.support.site import Site, serving

ONE_IN = 5


@dataclass
class Audit:
    """What has been seen so far, and what was wrong with it."""

    browser: Browser
    site: Site
    faults: list[str] = field(default_factory=list)
    pages: dict[str, tuple[str, str]] = field(default_factory=dict)
    places: set[str] = field(default_factory=set)

    def visit(self, persona: str) -> None:
        """Go everywhere as a persona."""
        who = persona or "invånare"
        context = self.browser.new_context(locale="sv-SE", viewport={"width": WIDE, "height": HEIGHT})
        visitor = Visitor(context, self.site)
        try:
            if persona:
                sign_in(visitor, persona)
            self.look(visitor, who, self.unseen(self.crawl(visitor, who), who))
        finally:
            context.close()

    def crawl(self, visitor: Visitor, who: str) -> list[Answer]:
        """Follow every link; return the pages."""

        def ask(path: str) -> tuple[int, str, str]:
            response = visitor.context.request.get(visitor.site.at(path), max_redirects=5)
            kind = response.headers.get("content-type", "")
            return response.status, kind, response.text() if kind.startswith("text/html") else ""

        stage, crawl = Progress(f"{who}: länkar"), Crawl(ask)
        for answer in crawl.run():
            stage.step(answer.path)
        dead = list(crawl.dead())
        self.faults += [f"{who}: {fault}" for fault in dead]
        stage.end(f"{len(crawl.answers)} adresser, {len(crawl.links)} länkar, {len(dead)} fel")
        return [answer for answer in crawl.answers.values() if answer.html and answer.status < 400]

    def unseen(self, answers: list[Answer], who: str) -> list[Answer]:
        """Keep what is new for the HTML checker, and return what the browser is to open."""
        new = [answer for answer in answers if (answer.main or answer.html) not in self.pages]
        for answer in new:
            self.pages[answer.main or answer.html] = (f"{who} {answer.path}", answer.html)
        chosen = []
        for answer in new:
            place = answer.place if "?" in answer.path else f"{who} {answer.path}"
            if place not in self.places:
                self.places.add(place)
                chosen.append(answer)
        return chosen

    def look(self, visitor: Visitor, who: str, answers: list[Answer]) -> None:
        """Open pages in the browser, with axe and an ear to the console."""
        stage, found = Progress(f"{who}: axe och konsol"), []
        for count, answer in enumerate(answers):
            stage.step(answer.path)
            found += look_at(visitor, answer.path, in_dark=count % ONE_IN == 0)
        self.faults += [f"{who}: {fault}" for fault in found]
        stage.end(f"{len(answers)} sidor, {len(found)} fel")

    def check_html(self) -> None:
        """Take all pages through the HTML checker."""
        stage = Progress("HTML")
        wrong = check(dict(self.pages.values()))
        self.faults += wrong
        stage.end(f"{len(self.pages)} olika sidor, {len(wrong)} fel")


def look_at(visitor: Visitor, path: str, *, in_dark: bool) -> list[str]:
    """Return what axe and the console say of a page."""
    page, found = visitor.page, []
    try:
        show(visitor, WIDE, "light")
        page.goto(visitor.site.at(path))
        found += axe.violations(page)
        if in_dark:
            show(visitor, NARROW, "dark")
            page.reload()
            found += axe.violations(page)
    except Error as error:
        found.append(f"could not be looked at: {str(error)[:300]}")
    found = [f"{path}: {fault}" for fault in dict.fromkeys(found)] + visitor.faults
    visitor.faults.clear()
    visitor.answers.clear()
    return found


def show(visitor: Visitor, width: int, scheme: str) -> None:
    """Set the window's width and the colours."""
    visitor.page.set_viewport_size({"width": width, "height": HEIGHT})
    visitor.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")


def main() -> int:
    """Audit, print what was found, and return the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        stage = Progress("Exempelkommunen läses in")
        make_example(home := Path(folder) / "var")
        stage.end("klart")
        with serving(home, workers=2) as site, running_chromium() as browser:
            audit = Audit(browser, site)
            for persona in PERSONAS:
                audit.visit(persona)
    audit.check_html()
    faults = list(dict.fromkeys(audit.faults))
    sys.stdout.write("\n".join([*faults, f"{len(faults)} fel." if faults else "Inget fel hittades.", ""]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
