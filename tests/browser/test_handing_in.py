"""Bo is stopped at the gate, mends what it names, hands in and takes back: with and without scripts."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.desk import begin, own_site
from tests.support.axe import violations
from tests.support.site import Site

# A draft of each is begun by one of the tests alone.
NUMBERS = {True: "SOC-RUT-0001", False: "SOC-RUT-0006"}
SOUND = """\
Rutinen gäller alla som arbetar i hemtjänsten.

## Ansvar

Enhetschefen följer upp inom en vecka.

## Så gör du

1. Ta skydd.
2. Läs [[SOC-RUT-0042]].

## Undantag

Inga.
"""
FAULTY = SOUND.replace("Inga.", "Ring xx.").replace("## Så", "#### Så").replace("[[SOC-RUT-0042]]", "[[SOC-RUT-0999]]")


@pytest.fixture(scope="module")
def site(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve a copy of the example that these tests write in."""
    with own_site(example, tmp_path_factory.mktemp("handing") / "in") as running:
        yield running


@pytest.fixture(scope="module")
def keys() -> dict[str, object]:
    """Return the cookies of those who have signed in to this site."""
    return {}


def save(page: Page) -> None:
    """Save what is written, close the editor and go through the door to handing in."""
    page.locator("#draft-form .form__actions").get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_text("Det är inte inlämnat").first).to_be_visible()
    page.get_by_role("link", name="Stäng").click()
    page.wait_for_url(re.compile(r"/v/\d+$"))
    door(page, "Kontrollera och lämna in")
    page.wait_for_url("**/inlamning")


def door(page: Page, name: str) -> None:
    """Go through a door of the document's page; without scripts they are behind their heading."""
    link = page.locator(".document-aside").get_by_role("link", name=name)
    if not link.is_visible():
        page.locator(".document-aside summary", has_text="Hantera dokumentet").click()
    link.click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_gate_stops_until_all_is_mended(visit: Visit, site: Site, scripts: bool) -> None:
    number = NUMBERS[scripts]
    visitor = begin(visit, number, java_script_enabled=scripts)
    page = visitor.page
    page.locator("#text").fill(FAULTY)
    save(page)
    expect(page.get_by_role("heading", name="4 saker att rätta")).to_be_visible()
    expect(page.get_by_role("button", name="Lämna in")).to_have_count(0)
    found = page.locator(".finding")
    expect(found.filter(has_text="Skriv vad som har ändrats")).to_have_count(1)
    expect(found.filter(has_text="hoppar över en nivå")).to_contain_text("#### Så gör du")
    expect(found.filter(has_text="SOC-RUT-0999 är död")).to_have_count(1)
    found.filter(has_text="ser ut som en lucka").get_by_role("link").click()
    page.wait_for_url(re.compile(r"/andra\?rad=\d+#text$"))
    row = int(re.findall(r"rad=(\d+)", page.url)[0])
    assert page.locator("#text").input_value().split("\n")[row - 1] == "Ring xx."
    if scripts:
        selected = "field => field.value.slice(field.selectionStart, field.selectionEnd)"
        assert page.locator("#text").evaluate(selected) == "Ring xx."
    page.locator("#text").fill(SOUND)
    page.locator("[name=change_note]").fill("Uppföljningen är ny.")
    save(page)
    expect(page.get_by_role("heading", name="Inget att rätta")).to_be_visible()
    hand_in(page, scripts=scripts)
    expect(page.locator(".document-head .status")).to_have_text("Granskas")
    expect(page.get_by_text("Nu väntar den på Cleo Åkerlund")).to_be_visible()
    asta = visit("asta", java_script_enabled=scripts).open(page.url.removeprefix(site.url))
    expect(asta.locator(".document-head .status")).to_have_text("Granskas")
    take_back(page)


def hand_in(page: Page, *, scripts: bool) -> None:
    """Choose who decides and reviews, and hand in."""
    expect(page.get_by_role("radio").first).to_be_checked()
    page.get_by_label(re.compile("^Cleo Åkerlund, chef för")).check()
    expect(page.get_by_label(re.compile("^Bo Ekström"))).to_have_count(0)
    page.get_by_label("Sök person").fill("asta")
    if scripts:
        page.get_by_label("Sök person").press("Enter")
    else:
        page.locator("#submission-reviewers").get_by_role("button", name="Sök").click()
    expect(page.get_by_text("1 person hittades")).to_be_visible()
    page.get_by_label(re.compile("^Asta Lindqvist")).check()
    if scripts:
        assert violations(page) == []
    page.get_by_role("button", name="Lämna in", exact=True).click()
    page.wait_for_url(re.compile(r"/v/\d+$"))


def take_back(page: Page) -> None:
    """Take back what was handed in: it is asked why, and then the text may be changed."""
    door(page, "Ta tillbaka")
    page.get_by_label("Varför tar du tillbaka den?").fill("Fel bilaga.")
    page.get_by_role("button", name="Ta tillbaka").click()
    page.wait_for_url(re.compile(r"/v/\d+$"))
    expect(page.locator(".document-head .status")).to_have_text("Återsänd")
    door(page, "Fortsätt skriva")
    expect(page.locator("#text")).to_have_value(SOUND)


def test_what_was_changed_meanwhile_is_not_handed_in(visit: Visit) -> None:
    visitor = begin(visit, "SOC-RUT-0009")
    page = visitor.page
    page.locator("#text").fill(SOUND)
    page.locator("[name=change_note]").fill("Ny.")
    save(page)
    path = re.sub(r"^.*?(/d/.*)$", r"\1", page.url)
    other = visitor.context.new_page()
    other.goto(visitor.site.at(path.replace("/inlamning", "/andra")))
    other.locator("#text").fill(SOUND.replace("Inga.", "Nattetid."))
    save(other)
    other.close()
    visitor.expect(path, 409)
    page.get_by_role("button", name="Lämna in", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("har ändrats sedan du läste den")
    expect(page.get_by_role("button", name="Lämna in", exact=True)).to_be_visible()
    assert violations(page) == []
