"""Bo translates, Cleo decides, Asta chooses her language: with and without scripts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.desk import own_site
from tests.support.axe import violations
from tests.support.site import Site

DOCUMENT = "/d/SOC-RUT-0001"
# Each of the tests writes in a language of its own.
WORDS = {
    True: ("fi", "finska", "Suomi", "Uhka ja väkivalta", "ltr"),
    False: ("ar", "arabiska", "العربية", "التهديدات والعنف", "rtl"),
}


@pytest.fixture(scope="module")
def site(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve a copy of the example that these tests write in."""
    with own_site(example, tmp_path_factory.mktemp("languages") / "in") as running:
        yield running


@pytest.fixture(scope="module")
def keys() -> dict[str, object]:
    """Return the cookies of those who have signed in to this site."""
    return {}


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_the_door_to_the_reader(visit: Visit, scripts: bool) -> None:
    code, name, own_name, title, direction = WORDS[scripts]
    visitor = visit("bo", java_script_enabled=scripts)
    visitor.expect(f"{DOCUMENT}/v/4/sprak/{code}/andra", 422)
    page = visitor.open(DOCUMENT)
    doors = page.get_by_role("navigation", name="Hantera dokumentet")
    if not scripts:
        doors.locator("summary").click()
    doors.get_by_role("link", name="Översätt").click()
    page.get_by_role("link", name=name.capitalize(), exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Skriv på {name}")
    page.get_by_label("Titel").fill(title)
    page.get_by_label("Text", exact=True).fill("")
    page.get_by_role("button", name="Spara och lämna till beslut").click()
    expect(page.get_by_role("alert")).to_contain_text("Skriv en text.")
    expect(page.get_by_label("Titel")).to_have_value(title)
    page.get_by_label("Text", exact=True).fill(f"## {title}\n\n1. {title}\n")
    page.get_by_role("button", name="Spara och lämna till beslut").click()
    expect(page.locator(".stages")).to_contain_text("Väntar på beslut. Översatt av Bo Ekström.")

    page = visit("cleo", java_script_enabled=scripts).open(f"{DOCUMENT}/v/4/sprak")
    page.get_by_role("link", name=f"Läs och besluta ({name})").click()
    if scripts:
        assert violations(page) == []
    page.get_by_role("button", name="Besluta översättningen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)

    page = visit("asta", java_script_enabled=scripts).open(DOCUMENT)
    page.get_by_role("navigation", name="Språk").get_by_role("link", name=own_name).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.locator("h1")).to_have_attribute("dir", direction)
    expect(page.locator("h1")).to_have_attribute("lang", code)
    expect(page.locator(".notice")).to_contain_text("Det är den svenska texten som gäller.")
    if scripts:
        assert violations(page) == []
    page.get_by_role("navigation", name="Språk").get_by_role("link", name="Svenska").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rutin vid hot och våld")
