"""A routine's life in the browser: Bo pastes it from Word and is stopped, Cleo decides, Monday comes, a year passes."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from portal.lib.calendar import long_date
from tests.browser.desk import paste, typed
from tests.support.chromium import Visitor, visiting
from tests.support.clock import Clock
from tests.support.example import copy_of
from tests.support.moving import MovingSite, serving_from_here
from tests.support.personas import sign_in

TITLE = "Rutin för nycklar till brukares hem"
WORD = (Path(__file__).parent / "pasted" / "word.html").read_text(encoding="utf-8")
MENDED = """

## Ansvar

Medarbetaren anmäler en borttappad nyckel till enhetschefen inom en timme.

## Undantag

Nattpatrullen lämnar sina nycklar klockan sju på morgonen.
"""


@pytest.fixture
def moving(example: Path, tmp_path: Path) -> Iterator[MovingSite]:
    """Serve a copy of the example at a clock that the test moves."""
    clock = Clock(datetime.now(UTC).replace(microsecond=0))
    with serving_from_here(copy_of(example, tmp_path / "var"), clock) as site:
        yield site


def begin_and_paste(bo: Visitor) -> str:
    """Let Bo begin a routine from its type's outline and paste the text from Word; return its address."""
    page = bo.open("/handbok/nytt-dokument")
    page.get_by_role("radio", name=re.compile("^Rutin")).check()
    page.get_by_label("Titel").fill(TITLE)
    page.get_by_role("button", name="Börja skriva").click()
    page.wait_for_url("**/andra")
    assert "## Undantag" in typed(page), "the outline of a routine"
    page.locator("#text").fill("")
    assert paste(page, html=WORD, plain="Rutin")
    expect(page.locator("#text")).to_have_value(re.compile(r"1\. Hämta nyckeln i skåpet\."))
    return page.url.removesuffix("/andra")


def mend_and_hand_in(page: Page, address: str) -> None:
    """Let the gate stop Bo, who mends what it names and hands in."""
    page.get_by_role("button", name="Spara och kontrollera").click()
    page.wait_for_url(f"{address}/kontroll")
    expect(page.get_by_role("heading", name=re.compile(r"^\d saker? att rätta$"))).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Lägg till rubriken ”Undantag”")
    page.get_by_role("link", name="Rätta i texten").click()
    page.wait_for_url(re.compile(r"/andra"))
    page.locator("#text").fill(typed(page).replace("\\\\server\\mapp", "pärmen") + MENDED)
    page.get_by_role("button", name="Spara och kontrollera").click()
    page.wait_for_url(f"{address}/kontroll")
    expect(page.get_by_role("heading", name="Inget att rätta")).to_be_visible()
    page.get_by_role("link", name="Gå vidare och lämna in").click()
    page.get_by_role("button", name="Lämna in", exact=True).click()
    page.wait_for_url(address)
    expect(page.get_by_role("main")).to_contain_text("väntar på beslut")


def test_a_routine_lives(chromium: Browser, moving: MovingSite) -> None:
    today = moving.clock.moment.date()
    monday = today + timedelta(days=7 - today.weekday())
    with visiting(chromium, moving) as bo, visiting(chromium, moving) as cleo:
        sign_in(bo, "bo")
        sign_in(cleo, "cleo")
        address = begin_and_paste(bo)
        path = address.removeprefix(moving.url)
        number = path.split("/")[2]
        mend_and_hand_in(bo.page, address)

        page = cleo.open("/vantar")
        page.get_by_role("region", name=re.compile("^Att besluta")).get_by_role("link", name=TITLE).click()
        page.get_by_label("Gäller från och med").fill(monday.isoformat())
        page.get_by_role("button", name="Besluta").click()
        page.wait_for_url(address)
        expect(page.locator(".document-head .status")).to_contain_text(f"Beslutad, gäller från {long_date(monday)}")

        moving.let_pass(days=(monday - today).days)
        sign_in(cleo, "cleo")
        page = cleo.open(f"/d/{number}")
        expect(page.locator(".document-head .status")).to_have_text("Gäller")

        moving.let_pass(days=400)
        sign_in(cleo, "cleo")
        page = cleo.open("/vantar")
        page.get_by_role("button", name=f"Fortfarande aktuell: {TITLE}").click()
        page.wait_for_url(moving.at("/vantar"))
        page = cleo.open(f"/d/{number}/historik")
        timeline = page.get_by_role("main")
        for step in ("Version 1 lämnad till granskning", "Version 1 beslutad", "Bekräftad som aktuell"):
            expect(timeline).to_contain_text(step)
