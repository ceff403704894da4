"""Asta follows a document, Cleo decides a new version of it, and Asta is told, reads it, and chooses her mail."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from portal.journal.follow import catch_up
from portal.notices.follower import FOLLOWER
from tests.support.axe import violations
from tests.support.chromium import Visitor, visiting
from tests.support.clock import Clock
from tests.support.example import copy_of
from tests.support.moving import MovingSite, serving_from_here
from tests.support.personas import sign_in

NUMBER = "SOC-RUT-0007"
TITLE = "Rutin för kontaktperson och genomförandeplan"


@pytest.fixture
def moving(example: Path, tmp_path: Path) -> Iterator[MovingSite]:
    """Serve a copy of the example from here."""
    clock = Clock(datetime.now(UTC).replace(microsecond=0))
    with serving_from_here(copy_of(example, tmp_path / "var"), clock) as site:
        yield site


def tell(moving: MovingSite) -> None:
    """Let the notices catch up with the journal, as the worker does."""
    with moving.app.app_context():
        catch_up(FOLLOWER)


def sound(page: Page, scripts: bool) -> bool:
    """Whether axe finds nothing; it is a script itself, so it sees the page only where scripts run."""
    return not scripts or violations(page) == []


def clear(asta: Visitor, moving: MovingSite) -> None:
    """Tell Asta all that the example has for her, and let her mark it as read."""
    tell(moving)
    page = asta.open("/aviseringar/")
    page.get_by_role("button", name="Markera alla som lästa").click()
    expect(page.get_by_role("link", name="Aviseringar", exact=True)).to_be_visible()


def follow(asta: Visitor) -> None:
    """Follow the document with its button, which then offers the opposite."""
    page = asta.open(f"/d/{NUMBER}")
    page.get_by_role("button", name="Följ", exact=True).click()
    expect(page.get_by_role("button", name="Sluta följa")).to_be_visible()
    expect(page.locator("#flash")).to_contain_text("Du följer nu det här")


def decide(bo: Visitor, cleo: Visitor, moving: MovingSite) -> None:
    """Let Bo hand version 2 in and Cleo decide that it applies from tomorrow."""
    page = bo.open(f"/d/{NUMBER}/v/2/inlamning")
    page.get_by_role("button", name="Lämna in", exact=True).click()
    page.wait_for_url(moving.at(f"/d/{NUMBER}/v/2"))
    tell(moving)
    page = cleo.open("/aviseringar/")
    page.get_by_role("link", name=TITLE).first.click()
    page.wait_for_url(moving.at(f"/d/{NUMBER}/v/2/beslut"))
    page.get_by_label(re.compile("^Beslutets beteckning")).fill("SN § 84")
    page.get_by_role("button", name="Besluta").click()
    page.wait_for_url(moving.at(f"/d/{NUMBER}/v/2"))
    tell(moving)


def read(asta: Visitor, moving: MovingSite, scripts: bool) -> None:
    """Find the notice by the bell, and read it."""
    page = asta.open("/handbok/")
    page.get_by_role("link", name="Aviseringar, 1 olästa").click()
    page.wait_for_url(moving.at("/aviseringar/"))
    item = page.locator(".notices__item").first
    expect(item).to_contain_text("Version 2 är beslutad")
    expect(item).to_contain_text("Oläst")
    assert sound(page, scripts)
    item.get_by_role("link", name=TITLE).click()
    page.wait_for_url(moving.at(f"/d/{NUMBER}/v/2"))
    expect(page.get_by_role("link", name="Aviseringar", exact=True)).to_be_visible()
    page = asta.open("/aviseringar/")
    expect(page.locator(".notices__item").first).to_contain_text("Version 2 är beslutad")
    expect(page.get_by_role("main")).not_to_contain_text("Oläst")


def choose(asta: Visitor, scripts: bool) -> None:
    """Choose mail once a week for the document, make an address for the calendar, and follow no more."""
    page = asta.open("/aviseringar/foljer")
    page.get_by_label(f"Mejl om {TITLE}").select_option(label="Samlat varje vecka")
    page.get_by_role("button", name=f"Spara valet för {TITLE}").click()
    expect(page.locator("#flash")).to_contain_text("Valet är sparat.")
    expect(page.get_by_label(f"Mejl om {TITLE}")).to_have_value("weekly")
    assert sound(page, scripts)
    page.get_by_role("button", name=f"Sluta följa {TITLE}").click()
    expect(page.get_by_role("main")).to_contain_text("Du följer ingenting")
    page = asta.open("/aviseringar/installningar")
    page.get_by_role("button", name="Kalender med det du ska göra: slå på").click()
    address = page.get_by_label("Din adress. Den visas bara nu")
    expect(address).to_have_value(re.compile(r"/aviseringar/kalender/[\w-]{43}\.ics$"))
    assert sound(page, scripts)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_following_to_having_read(chromium: Browser, moving: MovingSite, scripts: bool) -> None:
    with (
        visiting(chromium, moving, java_script_enabled=scripts) as asta,
        visiting(chromium, moving, java_script_enabled=scripts) as bo,
        visiting(chromium, moving, java_script_enabled=scripts) as cleo,
    ):
        for visitor, key in ((asta, "asta"), (bo, "bo"), (cleo, "cleo")):
            sign_in(visitor, key)
        clear(asta, moving)
        follow(asta)
        decide(bo, cleo, moving)
        read(asta, moving, scripts)
        choose(asta, scripts)
        assert asta.faults == bo.faults == cleo.faults == []
