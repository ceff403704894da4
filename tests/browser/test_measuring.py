"""Quarterly figures are pasted from a spreadsheet; a promise turns red, with the day by which it is to be explained."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.axe import violations
from tests.support.chromium import NARROW, WIDE, visiting
from tests.support.clock import Clock
from tests.support.example import copy_of
from tests.support.moving import MovingSite, serving_from_here
from tests.support.personas import sign_in

PASTED = "Nyckeltal\tPeriod\tTäljare\tNämnare\nabo-kontakt-andel\tkvartal 4 2026\t{count}\t1 020\n"


@pytest.fixture
def january(example: Path, tmp_path: Path) -> Iterator[MovingSite]:
    """Serve a copy of the example on a day when the last quarter's figures are being counted."""
    clock = Clock(datetime(2027, 1, 8, 9, 0, tzinfo=UTC))
    with serving_from_here(copy_of(example, tmp_path / "var"), clock) as site:
        yield site


@pytest.mark.parametrize(("scripts", "width"), [(True, WIDE), (False, NARROW)], ids=["desk", "phone without scripts"])
def test_pasted_figures_turn_a_promise_red(chromium: Browser, january: MovingSite, scripts: bool, width: int) -> None:
    with visiting(chromium, january, java_script_enabled=scripts, width=width) as disa:
        sign_in(disa, "disa")
        page = disa.open("/nyckeltal/")
        row = page.get_by_role("row", name=re.compile("Kontaktperson dagen efter inflyttning"))
        expect(row).to_contain_text("Kvartal 4 2026 väntas senast 14 januari 2027")
        row.get_by_role("link").click()
        page.get_by_role("link", name="Lägg in siffror").click()
        expect(page.get_by_label("Siffrorna")).to_have_value("abo-kontakt-andel;2026-Q4;")

        disa.expect("/nyckeltal/lagg-in", 422)
        page.get_by_label("Siffrorna").fill(PASTED.format(count="1 200"))
        page.get_by_role("button", name="Granska siffrorna").click()
        expect(page.get_by_role("row", name=re.compile("Täljaren 1200 är större än nämnaren 1020"))).to_be_visible()
        assert not scripts or violations(page) == []

        page.get_by_label("Siffrorna").fill(PASTED.format(count="510"))
        page.get_by_role("button", name="Granska igen").click()
        expect(page.get_by_role("row", name=re.compile(r"510 av 1\s020"))).to_contain_text("Ny")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.get_by_role("button", name="Spara siffrorna").click()
        expect(page.locator("#flash")).to_contain_text("1 siffra är sparad.")
        expect(page.get_by_role("row", name=re.compile("Kontaktperson dagen efter"))).to_contain_text("Inlagd")

    with visiting(chromium, january, java_script_enabled=scripts, width=width) as citizen:
        page = citizen.open("/loften/abo-kontakt")
        expect(page.locator(".page-head .status").first).to_have_text("Ej uppfyllt")
        expect(page.get_by_role("main")).to_contain_text("Förklaringen ska vara här senast 30 januari 2027.")
