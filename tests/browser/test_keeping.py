"""A year passes: what is late is renewed with one press; what is replaced is withdrawn, and what linked is named."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.chromium import visiting
from tests.support.clock import Clock
from tests.support.example import copy_of
from tests.support.moving import MovingSite, serving_from_here
from tests.support.personas import sign_in

NUMBER = "SOC-RUT-0001"
TITLE = "Rutin vid hot och våld"
INSTEAD = "Rutin vid fall"


@pytest.fixture
def moving(example: Path, tmp_path: Path) -> Iterator[MovingSite]:
    """Serve a copy of the example at a clock that the test moves."""
    clock = Clock(datetime.now(UTC).replace(microsecond=0))
    with serving_from_here(copy_of(example, tmp_path / "var"), clock) as site:
        yield site


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_year_passes(chromium: Browser, moving: MovingSite, scripts: bool) -> None:
    with visiting(chromium, moving, java_script_enabled=scripts) as cleo:
        sign_in(cleo, "cleo")
        page = cleo.open(f"/d/{NUMBER}")
        expect(page.get_by_text("översynen är försenad")).to_have_count(0)

        moving.let_pass(days=400)
        sign_in(cleo, "cleo")
        page = cleo.open(f"/d/{NUMBER}")
        expect(page.get_by_role("main")).to_contain_text("Gäller, men översynen är försenad")
        late = cleo.open("/handbok/enhet/SOC-AO?status=forsenad")
        expect(late.get_by_role("link", name=TITLE)).to_be_visible()

        page = cleo.open("/vantar")
        page.get_by_role("button", name=f"Fortfarande aktuell: {TITLE}").click()
        page.wait_for_url(moving.at("/vantar"))
        expect(page.locator("#flash")).to_contain_text("är fortfarande aktuell. Nästa översyn senast")
        expect(page.get_by_role("button", name=f"Fortfarande aktuell: {TITLE}")).to_have_count(0)
        page = cleo.open(f"/d/{NUMBER}")
        expect(page.get_by_text("översynen är försenad")).to_have_count(0)

        page = cleo.open(f"/d/{NUMBER}/upphavande")
        broken = page.get_by_role("region", name="Det här hänvisar hit")
        expect(broken.get_by_role("link", name="Rutin för avvikelserapportering")).to_be_visible()
        page.get_by_label("Varför upphävs dokumentet?").fill("Allt står nu i rutinen vid fall.")
        page.get_by_label("Jag har sett vad som hänvisar hit").check()
        field = page.get_by_label(re.compile("^Ersätts av"))
        if scripts:
            field.press_sequentially("vid fall")
        else:
            field.fill("vid fall")
            cleo.expect(f"/d/{NUMBER}/upphavande", 422)
            page.get_by_role("button", name="Upphäv dokumentet").click()
            expect(page.get_by_label("Varför upphävs dokumentet?")).to_have_value("Allt står nu i rutinen vid fall.")
        page.get_by_label(re.compile(f"^{INSTEAD}")).check()
        page.get_by_role("button", name="Upphäv dokumentet").click()
        page.wait_for_url(moving.at(f"/d/{NUMBER}"))
        expect(page.get_by_role("main")).to_contain_text("Allt står nu i rutinen vid fall.")
        expect(page.get_by_role("main").get_by_role("link", name=INSTEAD).first).to_be_visible()

        linking = cleo.open("/d/SOC-RUT-0042")
        expect(linking.get_by_role("main")).to_contain_text(f"{TITLE} (upphävd)")
        day = moving.clock.moment.date().replace(year=moving.clock.moment.year - 1)
        page = cleo.open(f"/d/{NUMBER}/gallde?datum={day}")
        expect(page.get_by_role("link", name=TITLE).last).to_be_visible()
        expect(page.get_by_role("main")).to_contain_text("version 4")
