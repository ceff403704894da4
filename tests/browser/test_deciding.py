"""Cleo comments and sends back, Bo takes it in and hands in again, Cleo decides for Monday, and Monday comes."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from portal.lib.calendar import long_date
from tests.support.axe import violations
from tests.support.chromium import Visitor, visiting
from tests.support.clock import Clock
from tests.support.example import copy_of
from tests.support.moving import MovingSite, serving_from_here
from tests.support.personas import sign_in

PLACE = "/d/SOC-RUT-0007/v/2"
TITLE = "Rutin för kontaktperson och genomförandeplan"
STEP = "Chefen träffar personen inom två veckor, i hemmet eller på boendet."
REASON = "Säg att det får gå fortare."


@pytest.fixture
def moving(example: Path, tmp_path: Path) -> Iterator[MovingSite]:
    """Serve a copy of the example at a clock that the test moves."""
    clock = Clock(datetime.now(UTC).replace(microsecond=0))
    with serving_from_here(copy_of(example, tmp_path / "var"), clock) as site:
        yield site


def passage(page: Page, words: str) -> str:
    """Return where the paragraph with the words stands."""
    found = page.locator(".passage", has_text=words)
    expect(found).to_have_count(1)
    return f"#{found.get_attribute('id')}"


def hand_in(bo: Visitor, moving: MovingSite) -> None:
    """Let Bo hand the version in to the manager who is proposed, Cleo."""
    page = bo.open(f"{PLACE}/inlamning")
    page.get_by_role("button", name="Lämna in", exact=True).click()
    page.wait_for_url(moving.at(PLACE))
    expect(page.get_by_role("main")).to_contain_text("väntar på beslut")


def comment_and_return(cleo: Visitor, moving: MovingSite) -> None:
    """Let Cleo find what waits, suggest other words for a step, and send the version back."""
    page = cleo.open("/vantar")
    page.get_by_role("region", name=re.compile("^Att besluta")).get_by_role("link", name=TITLE).click()
    page.wait_for_url(moving.at(f"{PLACE}/beslut"))
    page.get_by_role("link", name="Läs granskningen").click()
    place = passage(page, STEP)
    side = page.locator(place)
    side.get_by_text("Kommentera").click()
    side.get_by_label("Din kommentar").fill("Får det gå fortare?")
    side.get_by_text("Föreslå andra ord").click()
    words = side.get_by_label("Så här kan stycket stå i stället")
    words.fill(f"{words.input_value()} Kom gärna tidigare.")
    side.get_by_role("button", name="Spara kommentaren").click()
    page.wait_for_url(re.compile(rf"{PLACE}/granskning#kommentar-\d+$"))
    expect(page.locator(place).locator("ins")).to_have_text(" Kom gärna tidigare.")
    expect(page.locator("#flash")).to_contain_text("Kommentaren är sparad.")
    page = cleo.open(f"{PLACE}/beslut")
    expect(page.get_by_role("main")).to_contain_text("1 kommentar är öppen.")
    page.get_by_label("Varför återsänder du versionen?").fill(REASON)
    page.get_by_role("button", name="Återsänd till Bo Ekström").click()
    page.wait_for_url(moving.at(PLACE))
    expect(page.get_by_role("main")).to_contain_text(REASON)


def take_in_and_hand_in(bo: Visitor, moving: MovingSite) -> None:
    """Let Bo take the suggestion in with one press, and hand in again to Cleo."""
    page = bo.open("/vantar")
    returned = page.get_by_role("region", name=re.compile("^Återsänt till dig"))
    returned.get_by_role("link", name=TITLE).click()
    page.wait_for_url(moving.at(f"{PLACE}/granskning"))
    page.get_by_role("button", name="Ta in ändringen").click()
    expect(page.locator("#flash")).to_contain_text("Ändringen är intagen i texten.")
    expect(page.get_by_role("main")).to_contain_text(f"{STEP} Kom gärna tidigare.")
    expect(page.get_by_role("main")).to_contain_text("Intagen i texten av Bo Ekström")
    hand_in(bo, moving)


def decide(cleo: Visitor, moving: MovingSite, monday: date) -> None:
    """Let Cleo decide from the difference that the version applies from Monday."""
    page = cleo.open("/vantar")
    page.get_by_role("region", name=re.compile("^Att besluta")).get_by_role("link", name=TITLE).click()
    page.wait_for_url(moving.at(f"{PLACE}/beslut"))
    expect(page.locator("#changes ins", has_text="Kom gärna tidigare.")).to_have_count(1)
    page.get_by_label("Gäller från och med").fill(monday.isoformat())
    page.get_by_label(re.compile("^Beslutets beteckning")).fill("SN § 84")
    page.get_by_role("button", name="Besluta").click()
    page.wait_for_url(moving.at(PLACE))
    expect(page.locator("#flash")).to_contain_text(f"gäller från och med {long_date(monday)}")
    expect(page.locator(".document-head .status")).to_contain_text(f"Beslutad, gäller från {long_date(monday)}")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_comment_to_what_applies(chromium: Browser, moving: MovingSite, scripts: bool) -> None:
    today = moving.clock.moment.date()
    monday = today + timedelta(days=7 - today.weekday())
    with (
        visiting(chromium, moving, java_script_enabled=scripts) as cleo,
        visiting(chromium, moving, java_script_enabled=scripts) as bo,
    ):
        sign_in(cleo, "cleo")
        sign_in(bo, "bo")
        hand_in(bo, moving)
        comment_and_return(cleo, moving)
        take_in_and_hand_in(bo, moving)
        decide(cleo, moving, monday)
        page = cleo.open("/d/SOC-RUT-0007")
        expect(page.locator(".document-head .meta")).to_contain_text("Version1")

        moving.let_pass(days=(monday - today).days)
        sign_in(bo, "bo")
        page = bo.open("/d/SOC-RUT-0007")
        expect(page.locator(".document-head .status")).to_have_text("Gäller")
        expect(page.get_by_role("main")).to_contain_text(f"{STEP} Kom gärna tidigare.")
        page = bo.open("/d/SOC-RUT-0007/v/1")
        expect(page.locator(".banner")).to_contain_text("Version 1 är ersatt och gäller inte längre")


def test_a_change_after_the_page_was_opened_refuses_the_decision(chromium: Browser, moving: MovingSite) -> None:
    with visiting(chromium, moving) as cleo, visiting(chromium, moving) as bo:
        sign_in(cleo, "cleo")
        sign_in(bo, "bo")
        hand_in(bo, moving)
        page = cleo.open(f"{PLACE}/beslut")
        page.get_by_label(re.compile("^Beslutets beteckning")).fill("SN § 84")
        recall = bo.open(f"{PLACE}/atertagning")
        recall.get_by_label(re.compile("^Varför")).fill("Jag glömde en sak.")
        recall.get_by_role("button", name="Ta tillbaka").click()
        recall.wait_for_url(re.compile(r"/v/2"))
        edit = bo.open(f"{PLACE}/andra")
        text = edit.get_by_label("Text", exact=True)
        text.fill(text.input_value().replace(STEP, f"{STEP} Ring först."))
        edit.get_by_role("button", name="Spara", exact=True).click()
        expect(edit.locator("#flash")).not_to_be_empty()
        hand_in(bo, moving)

        cleo.expect(f"{PLACE}/beslut", 409)
        page.get_by_role("button", name="Besluta").click()
        told = page.get_by_role("alert")
        expect(told).to_be_focused()
        expect(told).to_contain_text("Versionen har ändrats sedan du läste den.")
        expect(told.get_by_role("listitem")).to_have_text(f"3. {STEP} Ring först.")
        expect(page.get_by_label(re.compile("^Beslutets beteckning"))).to_have_value("SN § 84")
        assert not violations(page)
        expect(page.locator(".meta")).to_contain_text("Granskas")
